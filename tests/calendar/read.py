"""What others read in a calendar: `read.py FILE FIRST DAYS`, as JSON.

It knows nothing of how `own` writes. Events are those that begin on one of so many days from the first one; times are in UTC.
"""

import datetime
import json
import sys

import icalendar
import recurring_ical_events


def utc(time):
    return time.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def text(component, name):
    value = component.get(name)
    return None if value is None else str(value)


def components(component):
    yield component
    for below in component.subcomponents:
        yield from components(below)


with open(sys.argv[1], "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())
first = datetime.date.fromisoformat(sys.argv[2])
until = first + datetime.timedelta(days=int(sys.argv[3]))

read = {
    "faults": [str(fault) for component in components(calendar) for fault in component.errors],
    "components": sorted({component.name for component in components(calendar)}),
    "method": text(calendar, "METHOD"),
    # As written: the library doesn't know that these two are text.
    "names": [text(calendar, "NAME"), text(calendar, "X-WR-CALNAME")],
    "events": [],
    "days": [],
    "stretches": [],
    "written": [],
}
for event in calendar.walk("VEVENT"):
    names = ["UID", "SUMMARY", "DESCRIPTION"]
    told = {name.lower(): text(event, name) for name in names}
    told["properties"] = sorted(event.keys())
    read["events"].append(told)
    start, end = event["DTSTART"], event.get("DTEND")
    if isinstance(start.dt, datetime.datetime):
        read["written"].append([text(event, "UID"), utc(start.dt), utc(end.dt)])
for event in recurring_ical_events.of(calendar).between(first, until):
    start = event["DTSTART"].dt
    if isinstance(start, datetime.datetime):
        read["stretches"].append([text(event, "UID"), utc(start), utc(event["DTEND"].dt)])
    elif first <= start < until:
        read["days"].append([text(event, "UID"), start.isoformat()])
for name in ("days", "stretches", "written"):
    read[name].sort()
json.dump(read, sys.stdout)
