// What two more programs read in a calendar: `node read.mjs FILE FIRST DAYS`, as JSON.
//
// For each program the events that begin on one of so many days from the first one: those of whole days, and all others with
// their start and end in UTC.

import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const [file, first, count] = process.argv.slice(2);
const from = new Date(`${first}T00:00:00Z`);
const until = new Date(from.getTime() + Number(count) * 86_400_000);
const text = readFileSync(file, "utf8");

const seconds = (date) => date.toISOString().replace(".000Z", "Z");
const isIn = (date) => date >= from && date < until;
// A whole day has no zone.
const dayOf = (year, month, day) => new Date(Date.UTC(year, month - 1, day));

function byIcalJs() {
  const read = { days: [], stretches: [] };
  for (const component of new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(component);
    const days = event.iterator();
    for (let next = days.next(); next; next = days.next()) {
      const begin = next.isDate ? dayOf(next.year, next.month, next.day) : next.toJSDate();
      if (begin >= until) break;
      if (!isIn(begin)) continue;
      if (next.isDate) read.days.push([event.uid, begin.toISOString().slice(0, 10)]);
      else read.stretches.push([event.uid, seconds(begin), seconds(event.endDate.toJSDate())]);
    }
  }
  return read;
}

function byNodeIcal() {
  const read = { days: [], stretches: [] };
  for (const event of Object.values(nodeIcal.sync.parseICS(text)).filter((event) => event.type === "VEVENT")) {
    const isDay = event.datetype === "date";
    const begins = event.rrule ? event.rrule.between(from, new Date(until.getTime() - 1), true) : [event.start];
    for (const start of begins) {
      const begin = isDay ? dayOf(start.getFullYear(), start.getMonth() + 1, start.getDate()) : new Date(start);
      if (!isIn(begin)) continue;
      if (isDay) read.days.push([event.uid, begin.toISOString().slice(0, 10)]);
      else read.stretches.push([event.uid, seconds(begin), seconds(new Date(event.end))]);
    }
  }
  return read;
}

console.log(JSON.stringify({ "ical.js": byIcalJs(), "node-ical": byNodeIcal() }));
