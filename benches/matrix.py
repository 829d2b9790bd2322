#!/usr/bin/env python3
"""A matrix of as many systems as asked, for measuring: `python3 benches/matrix.py 1000 FOLDER`.

Each system has owners, duties, contacts, a service level and --areas of eight areas: about 3 KB of YAML with all of them, and
1.4 KB with two. Parties grow with the systems, up to 200 teams with their leads. The folder gets the matrix as YAML in files of 100,000 systems (`own` reads them
as one) and, with --json, the same as one JSON file beside it, for programs that read nothing else.
"""

import argparse
import json
import pathlib

AREAS = {
    "backup": "Backup & Recovery",
    "deployment": "Deployment",
    "monitoring": "Monitoring",
    "performance": "Performance Tuning",
    "schema": "Schema Changes",
    "security": "Security Patches",
    "access": "Access Control",
    "capacity": "Capacity Planning",
}
WORDS = ["Payment", "Ledger", "Search", "Billing", "Session", "Catalogue", "Shipping", "Invoice", "Profile", "Audit"]
KINDS = ["Database", "Service", "Queue", "Cache", "Gateway"]
# Systems in one file: no file of a matrix may have more than 512 MiB.
PER_FILE = 100_000


def teams(systems):
    return max(4, min(200, systems // 25))


def shared(systems):
    number = teams(systems)
    return {
        "version": 1,
        "document": {"title": f"{systems} systems"},
        "teams": {
            f"team-{n}": {
                "name": f"Team {n}",
                "lead": f"lead-{n}",
                "contacts": {"chat": f"#team-{n}", "primary-on-call": f"team-{n}@example.invalid"},
                "responsibilities": [f"Everything of team {n}"],
            }
            for n in range(number)
        },
        "roles": {f"lead-{n}": {"name": f"Lead of Team {n}", "team": f"team-{n}"} for n in range(number)},
        "escalation": {
            "default": {
                "levels": [
                    {"name": "First", "window": {"from": "0m", "until": "30m"}, "response": "15m", "contacts": [{"party": "team-0"}]},
                    {"name": "Second", "window": {"from": "30m"}, "response": "30m", "contacts": [{"party": "lead-0"}]},
                ]
            }
        },
    }


def system(n, number, most=len(AREAS)):
    word, kind = WORDS[n % len(WORDS)], KINDS[n // len(WORDS) % len(KINDS)]
    team = lambda step: f"team-{(n * 7 + step) % number}"
    lead = lambda step: f"lead-{(n * 7 + step) % number}"
    areas = {
        area: {
            "name": name,
            "topic": area,
            "primary": team(step),
            "secondary": team(step + 1),
            "escalation": lead(step),
            "approval": lead(step + 1),
            "consulted": [team(step + 2), team(step + 3)],
            "note": f"{name} of {word} {kind} {n} goes by its runbook",
        }
        for step, (area, name) in list(enumerate(AREAS.items()))[:most]
    }
    return f"{word}-{kind}-{n}".lower(), {
        "name": f"{word} {kind} {n}",
        "aliases": [f"{word[:3]}{kind[:2]}{n}"],
        "kind": kind.lower(),
        "description": f"The {kind.lower()} number {n} behind {word.lower()}",
        "owners": {"system": team(0), "data": team(1), "technical": team(2)},
        "areas": areas,
        "duties": {"weekly": [{"task": "Load Test", "by": team(0), "with": team(1)}], "monthly": [{"task": "Restore Test", "by": team(2)}]},
        "contacts": {"primary-on-call": f"system-{n}@example.invalid", "chat": f"#system-{n}"},
        "service_level": {"availability": "99.9%", "response": "15m"},
    }


def yaml(value, depth, out):
    """Writes a map as YAML, block by block; what a list holds is written as JSON, which is YAML too."""
    for key, of in value.items():
        if isinstance(of, dict):
            out.append(f"{'  ' * depth}{key}:\n")
            yaml(of, depth + 1, out)
        else:
            out.append(f"{'  ' * depth}{key}: {json.dumps(of, ensure_ascii=False)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("systems", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--areas", type=int, default=len(AREAS))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    folder = args.folder / "ownership"
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    yaml(shared(args.systems), 0, out)
    (folder / "shared.yaml").write_text("".join(out))
    number = teams(args.systems)
    for first in range(0, args.systems, PER_FILE):
        with open(folder / f"systems-{first // PER_FILE:03}.yaml", "w") as file:
            file.write("systems:\n")
            for n in range(first, min(first + PER_FILE, args.systems)):
                name, of = system(n, number, args.areas)
                out = []
                yaml({name: of}, 1, out)
                file.write("".join(out))
    if args.json:
        with open(args.folder / "ownership.json", "w") as file:
            systems = dict(system(n, number, args.areas) for n in range(args.systems))
            json.dump(shared(args.systems) | {"systems": systems}, file)


if __name__ == "__main__":
    main()
