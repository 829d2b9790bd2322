#!/usr/bin/env python3
"""Time and memory of `own` on matrices that grow in one thing only, and their curves as an SVG.

    python3 benches/scale.py --own target/release/own -o target/scale.svg

Each kind of matrix doubles --doublings times. The table has a row for each kind and command: CPU time and memory of the largest
matrix, and the greatest growth of one doubling. Growth above --limit and more than 1 GiB are marked, and the exit code is 1.
Growth of less than --least seconds isn't judged.
"""

import argparse
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import matrix

KINDS = {}
HEAD = ["version: 1", "teams: { a: { name: A, contacts: { chat: '#a' } }, b: { name: B } }"]
ONE = ["systems:", "  s0:", "    name: S0", "    owners: { service: a }"]
ROTA = ["calendar: { time_zone: Europe/Berlin }", "people: { p: { name: P }, q: { name: Q } }", "rotas:"]
TURNS = "handover: { time: '09:00' }, order: [p, q], start: 2026-01-05"


def kind(start):
    """Declares a kind of matrix: lines of YAML from a number, which starts at `start`."""

    def declare(lines):
        KINDS[lines.__name__.replace("_", "-")] = (start, lines)
        return lines

    return declare


def each(text, n):
    return [text.replace("@", str(i)) for i in range(n)]


@kind(100)
def systems(n):
    out = []
    matrix.yaml(matrix.shared(n), 0, out)
    out.append("systems:\n")
    for i in range(n):
        name, of = matrix.system(i, matrix.teams(n))
        matrix.yaml({name: of}, 1, out)
    return "".join(out).splitlines()


@kind(1000)
def owners_teams(n):
    """As many parties as systems."""
    teams = ["version: 1", "teams:", *each("  t@: { name: Team @, contacts: { chat: '#t@' } }", n)]
    rows = "  s@: { name: S @, owners: { service: t@ }, areas: { x: { name: X, primary: t@, secondary: t0 } }, duties: { weekly: { task: T, by: t@ } } }"
    return [*teams, "systems:", *each(rows, n)]


@kind(500)
def examples(n):
    """Examples of change categories, alike in pairs."""
    some = lambda word: ", ".join(each(f"{word} thing@", n))
    return [*HEAD, "changes:", f"  c0: {{ name: C0, risk: low, examples: [{some('word')}] }}", f"  c1: {{ name: C1, risk: high, examples: [{some('other')}] }}"]


@kind(1000)
def near_names(n):
    """Unknown parties, each near many known ones."""
    return ["version: 1", "teams:", *each("  team-@: { name: Team @ }", n), "systems:", *each("  s@: { name: S @, owners: { service: taem-@ } }", n)]


@kind(1000)
def one_line(n):
    """Findings on one long line."""
    return ["version: 1", f"teams: {{ {', '.join(each('a@: { nam: A@ }', n))} }}"]


@kind(1000)
def same_keys(n):
    return ["version: 1", *["a: x"] * n]


@kind(1000)
def parties(n):
    return ["version: 1", "teams:", *each("  a@: { name: A@ }", n)]


@kind(1000)
def alike(n):
    """Systems of one name."""
    return [*HEAD, "systems:", *each("  s@: { name: S, aliases: [T], owners: { service: a } }", n)]


@kind(1000)
def prefixes(n):
    """Systems whose names begin alike, and owners' roles of one meaning."""
    return [*HEAD, "systems:", *each("  same-prefix-@: { name: Same Prefix @, owners: { the-role-@: a } }", n)]


@kind(1000)
def chain(n):
    """Each system a child of the one before: an error beyond 64."""
    return ["# " + "x" * (1 << 20), *HEAD, *ONE, *[f"  s{i}: {{ name: S {i}, part_of: s{i - 1} }}" for i in range(1, n)]]


@kind(100)
def chains(n):
    """Systems with 60 parents."""
    return [*HEAD, "systems:", *[f"  s{i}-{j}: {{ name: S {i} {j}, {f'part_of: s{i}-{j - 1}' if j else 'owners: { service: a, data: b }'} }}" for i in range(n) for j in range(60)]]


@kind(1000)
def star(n):
    """One parent."""
    return [*HEAD, *ONE, *[f"  s{i}: {{ name: S {i}, part_of: s0 }}" for i in range(1, n)]]


@kind(1000)
def areas(n):
    """Areas of one system, each with a topic of its own."""
    return [*HEAD, *ONE, "    areas:", *each("      x@: { name: X@, topic: t@, primary: a, secondary: b }", n)]


@kind(1000)
def topics(n):
    """As many topics as systems."""
    return [*HEAD, "systems:", *each("  s@: { name: S @, owners: { service: a }, areas: { x: { name: X, topic: t@, primary: a } } }", n)]


@kind(1000)
def owner_roles(n):
    """Owners of one system."""
    return [*HEAD, "systems:", "  s0:", "    name: S0", "    owners:", *each("      r@: { party: a, note: n @, title: R @ }", n)]


@kind(500)
def owner_parties(n):
    """Owners in one cell."""
    return ["version: 1", "teams:", *each("  t@: { name: T@ }", n), "systems:", f"  s0: {{ name: S0, owners: {{ service: [{', '.join(each('t@', n))}] }}, areas: {{ x: {{ name: X, primary: [{', '.join(each('t@', n))}] }} }} }}"]


@kind(1000)
def aliases(n):
    return [*HEAD, "systems:", f"  s0: {{ name: S0, owners: {{ service: a }}, aliases: [{', '.join(each('al @', n))}] }}"]


@kind(1000)
def contacts(n):
    """Contacts of one system, and of one party."""
    some = ", ".join(each("c@: c@&example.invalid", n)).replace("&", "@")
    return ["version: 1", f"teams: {{ a: {{ name: A, contacts: {{ {some} }} }} }}", "systems:", f"  s0: {{ name: S0, owners: {{ service: a }}, contacts: {{ {some} }} }}"]


@kind(1000)
def members(n):
    """A group of many, a team of many roles, a lead of many teams."""
    roles = ["roles:", "  l: { name: L }", *each("  r@: { name: R@, team: a }", n)]
    teams = ["version: 1", "teams:", "  a: { name: A }", *each("  t@: { name: T@, lead: l }", n)]
    return [*teams, *roles, "groups:", f"  g: {{ name: G, members: [{', '.join(each('r@', n))}] }}", *each("  g@: { name: G@, members: [l], chair: l }", n)]


@kind(500)
def policies(n):
    """A policy for each system."""
    level = "levels: [{ name: One, window: { from: 0m, until: 15m }, contacts: [{ party: a, phone: +49 40 66969 211 }] }, { name: Two, window: { from: 15m }, call: [primary] }]"
    return [*HEAD, "escalation:", *each(f"  p@: {{ {level} }}", n), "systems:", *each("  s@: { name: S @, owners: { service: a }, escalation: p@ }", n)]


@kind(250)
def levels(n):
    """Levels of one policy."""
    rows = [f"      - {{ name: L{i}, window: {{ from: {i}m, until: {i + 1}m }}, scope: [thing {i}], triggers: [failure {i}], call: [a] }}" for i in range(n)]
    return [*HEAD, "escalation:", "  default:", "    levels:", *rows, *ONE]


@kind(500)
def level_contacts(n):
    """Parties that one level calls."""
    rows = each("          - { party: t@, phone: +49 40 66969 211 }", n)
    return ["version: 1", "teams:", "  a: { name: A }", *each("  t@: { name: T@ }", n), "escalation:", "  default:", "    levels:", "      - name: L", "        window: { from: 0m }", "        contacts:", *rows, *ONE]


@kind(500)
def row_and_level(n):
    """Parties that own, that a row names, and that a level calls: itself, and by `call: [primary]`."""
    all_of_them = ", ".join(each("t@", n))
    people = ["version: 1", "people:", *each("  t@: { name: T@, contacts: { mail: t@&x.example } }", n)]
    people = [line.replace("&", "@") for line in people]
    levels = f"levels: [{{ name: L, window: {{ from: 0m }}, call: [{all_of_them}] }}, {{ name: M, window: {{ from: 15m }}, call: [primary] }}]"
    return [*people, f"escalation: {{ default: {{ {levels} }} }}", f"systems: {{ s0: {{ name: S0, owners: {{ service: [{all_of_them}] }}, areas: {{ x: {{ name: X, primary: [{all_of_them}] }} }} }} }}"]


@kind(1000)
def changes(n):
    """Change categories."""
    return [*HEAD, "changes:", *each("  c@: { name: Change @, risk: low, definition: Changes of the thing @, examples: [Change the thing @ here, move box @], approval: { by: [a] }, notify: [b] }", n)]


@kind(1000)
def process(n):
    """Steps of the change process and weeks of training."""
    steps = each("  - { name: Step @, entries: [{ name: E, what: do @, by: a }] }", n)
    return [*HEAD, "change_process:", *steps, "onboarding:", *[f"  - {{ week: {i + 1}, items: [thing {i}] }}" for i in range(min(n, 500))]]


@kind(1000)
def duties(n):
    return [*HEAD, "duties:", *each("  - { task: Task @, kind: report, every: weekly, by: a, with: b }", n), *ONE]


@kind(1000)
def targets(n):
    return [*HEAD, "service_levels:", *each("  - { metric: Metric @, target: '99%', threshold: '>200ms for 5 minutes' }", n), *ONE]


@kind(500)
def rotas(n):
    """A rota for each of as many teams."""
    teams = ["version: 1", "teams:", *each("  t@: { name: T@ }", n)]
    return [*teams, *ROTA, *each(f"  r@: {{ for: t@, {TURNS} }}", n), "systems:", *each("  s@: { name: S@, owners: { service: t@ } }", n)]


@kind(100)
def rotas_of_one(n):
    """Rotas of one team."""
    return [*HEAD, *ROTA, *each(f"  r@: {{ for: a, {TURNS} }}", n), *ONE]


@kind(500)
def people(n):
    """People in one rota."""
    order = ", ".join(each("p@", n))
    return [*HEAD, "calendar: { time_zone: Europe/Berlin }", "people:", *each("  p@: { name: P@, contacts: { phone: +49 40 66969 211 } }", n), "rotas:", f"  r: {{ for: a, handover: {{ day: mon, time: '09:00' }}, order: [{order}], start: 2026-01-05 }}", *ONE]


@kind(500)
def overrides(n):
    """Overrides that overlap for years."""
    rows = [f"      - {{ from: 2026-01-01 00:00, until: 2030-{i % 12 + 1:02}-{i % 28 + 1:02} {i % 24:02}:00, who: q, reason: x }}" for i in range(n)]
    return [*HEAD, *ROTA, "  r:", "    for: a", "    handover: { time: '09:00' }", "    order: [p, q]", "    start: 2020-01-06", "    overrides:", *rows, *ONE]


@kind(500)
def overrides_apart(n):
    """Overrides of an hour each."""
    rows = [f"      - {{ from: {2026 + i // 8064}-{i // 672 % 12 + 1:02}-{i // 24 % 28 + 1:02} {i % 24:02}:00, until: {2026 + i // 8064}-{i // 672 % 12 + 1:02}-{i // 24 % 28 + 1:02} {i % 24:02}:50, who: q }}" for i in range(n)]
    return [*HEAD, *ROTA, "  r:", "    for: a", "    handover: { time: '09:00' }", "    order: [p, q]", "    start: 2020-01-06", "    overrides:", *rows, *ONE]


@kind(500)
def temporary(n):
    """Temporary orders that overlap for years."""
    rows = [f"      - {{ from: 2026-01-01 00:00, until: 2030-{i % 12 + 1:02}-{i % 28 + 1:02} {i % 24:02}:00, order: [q] }}" for i in range(n)]
    return [*HEAD, *ROTA, "  r:", "    for: a", "    handover: { time: '09:00' }", "    order: [p, q]", "    start: 2020-01-06", "    temporary:", *rows, *ONE]


@kind(500)
def hours(n):
    """Business hours and hours of a rota."""
    rows = [f"{{ days: [mon, tue, sat], from: '{i // 60 % 23:02}:{i % 60:02}', until: '{i // 60 % 23 + 1:02}:{i % 60:02}' }}" for i in range(n)]
    return [*HEAD, f"calendar: {{ time_zone: Europe/Berlin, business_hours: [{', '.join(rows)}] }}", "people: { p: { name: P }, q: { name: Q } }", "rotas:", f"  r: {{ for: a, hours: [{', '.join(rows)}], {TURNS} }}", *ONE]


@kind(500)
def holidays(n):
    days = [f"    - {{ date: {2026 + i // 336}-{i // 28 % 12 + 1:02}-{i % 28 + 1:02}, name: H{i} }}" for i in range(n)]
    return [*HEAD, "calendar:", "  time_zone: Europe/Berlin", "  business_hours: [{ days: mon-fri, from: '09:00', until: '17:00' }]", "  holidays:", *days, "people: { p: { name: P }, q: { name: Q } }", "rotas:", f"  r: {{ for: a, cover: business-hours, {TURNS} }}", *ONE]


@kind(500)
def calendars(n):
    """A calendar for each system and party."""
    of = "time_zone: Europe/Berlin, business_hours: [{ days: mon-fri, from: '09:00', until: '17:00' }]"
    teams = ["version: 1", "teams:", *each("  t@: { name: T@, calendar: c@, on_call: { cover: business-hours } }", n)]
    return [*teams, "calendars:", *each(f"  c@: {{ {of} }}", n), "systems:", *each("  s@: { name: S@, owners: { service: t@ }, calendar: c@ }", n)]


@kind(1000)
def migration(n):
    """Phases and bands of one migration."""
    phases = ", ".join(each("x@", n))
    bands = ", ".join(f"{{ weeks: {i + 1}-{i + 2}, by: a, activity: thing {i} }}" for i in range(n))
    return [*HEAD, *ONE, f"    migration: {{ start: 2026-01-01, phases: [{phases}], timeline: [{bands}] }}", "    areas:", *each("      x@: { name: X@, primary: a }", n)]


@kind(500)
def acceptances(n):
    """Accepted findings, each of a system."""
    return [*HEAD, "systems:", *each("  s@: { name: S @, areas: { x: { name: X, primary: a } }, accept: { no-contacts: known, no-duties: known } }", n)]


@kind(1000)
def unknown_keys(n):
    """Findings of one kind, a line each."""
    return [*HEAD, "systems:", *each("  s@: { name: S @, owner: a }", n)]


@kind(1000)
def claims(n):
    return ["version: 1", f"document: {{ title: T, claims: {{ {', '.join(each('thing @: 4', n))} }}, related: [{', '.join(each('doc @', n))}] }}", *HEAD[1:], "channels:", *each("  c@: ['#c @']", n)]


@kind(1000)
def anchors(n):
    return [*HEAD, "systems:", *[f"  s{i}: {{ name: S {i}, owners: &o{i} {{ service: a }}, contacts: {{ chat: *c }} }}".replace("*c", "&c '#x'" if i == 0 else "*c") for i in range(n)]]


@kind(1000)
def words(n):
    """One long text, and a long line."""
    return [*HEAD, *ONE, f"    description: {' '.join(each('word@', n * 10))}", f"changes: {{ c: {{ name: C, definition: {' '.join(each('word@', n * 10))} }} }}"]


# The path of the same matrix with other names and owners.
OTHER = "OTHER"

COMMANDS = {
    "check": ["check"],
    "diff": ["diff", OTHER],
    "list systems": ["list", "systems"],
    "list parties": ["list", "parties"],
    "list areas": ["list", "areas"],
    "call": ["call", "S0 failed: thing 3"],
    "who": ["who", "s0"],
    "who near": ["who", "sO9x"],
    "who party": ["who", "--party", "a"],
    "who role": ["who", "--role", "primary"],
    "who json": ["who", "s0", "--format", "json"],
    "escalate": ["escalate", "s0", "--at", "2026-11-24 09:00"],
    "show system": ["show", "s0"],
    "show party": ["show", "a"],
    "gaps": ["gaps"],
    "gaps without": ["gaps", "--without", "a"],
    "duties": ["duties"],
    "duties party": ["duties", "--party", "a"],
    "find": ["find", "a"],
    "sla": ["sla"],
    "change": ["change", "change", "the", "thing"],
    "change form": ["change", "move", "box", "--system", "s0", "--form"],
    "rota": ["rota", "a", "--at", "2026-11-24 09:00"],
    "onboard": ["onboard", "a"],
    "render html": ["render", "html"],
    "render markdown": ["render", "markdown"],
    "compile": ["compile", "-o", "/dev/null"],
    "fix": ["check", "--fix"],
    "ics": ["generate", "ics", "--at", "2026-11-24 09:00"],
}


def run(own, args, file, seconds):
    """CPU time in seconds and memory in MiB of one run, its exit code; None if it takes longer than `seconds`."""
    other = lambda arg: str(file.with_suffix(".other.yaml")) if arg == OTHER else arg
    command = [own, *map(other, args), "--matrix", str(file), "--no-cache"]
    pid = os.posix_spawn(own, command, {"PATH": os.environ["PATH"], "OWN_CACHE": "off"}, file_actions=[(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)])
    timer = subprocess.Popen(["sh", "-c", f"sleep {seconds}; kill -9 {pid}"], start_new_session=True)
    _, status, usage = os.wait4(pid, 0)
    os.killpg(timer.pid, 9)
    timer.wait()
    if os.WIFSIGNALED(status):
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.WEXITSTATUS(status)


def measure(args, name, command, files):
    """The figures of each size, until one takes too long."""
    figures = []
    for n, file in files:
        best = None
        for _ in range(args.runs):
            one = run(args.own, COMMANDS[command], file, args.most)
            if one is None:
                print(f"{name}, {command}: {n:,} takes more than {args.most} s", file=sys.stderr)
                return figures, True
            best = one if best is None else (min(best[0], one[0]), min(best[1], one[1]), one[2])
            if best[0] > 2:
                break
        figures.append((n, *best))
        if best[2] == 2:
            break
    return figures, False


def sized(lines, start, size):
    """A number for which a matrix takes about so many bytes."""
    return max(start, int(start * size / len("\n".join(lines(start)))))


def growth(figures, at, least):
    """The greatest growth of one doubling among figures that are large enough to be judged."""
    steps = zip(figures, figures[1:])
    return max((b[at] / a[at] for a, b in steps if b[at] - a[at] > least), default=0)


def svg(curves, limit):
    """A chart for each kind: CPU time over the number, both doubling; a dashed line grows as the matrix does."""
    wide, high, row = 300, 200, 4
    kinds = list(dict.fromkeys(kind for kind, _ in curves))
    out = []
    for index, kind in enumerate(kinds):
        left, top = index % row * wide, index // row * high
        of = {command: figures for (name, command), figures in curves.items() if name == kind and len(figures) > 1}
        points = [(n, max(time, 0.001)) for figures in of.values() for n, time, *_ in figures]
        if not points:
            continue
        x0, x1 = math.log2(min(n for n, _ in points)), math.log2(max(n for n, _ in points))
        y0, y1 = math.log2(min(t for _, t in points)), math.log2(max(t for _, t in points)) + 0.5
        place = lambda n, t: f"{left + 40 + (math.log2(n) - x0) / (x1 - x0) * (wide - 70):.1f},{top + high - 25 - (math.log2(max(t, 0.001)) - y0) / (y1 - y0) * (high - 60):.1f}"
        out.append(f'<text x="{left + 40}" y="{top + 16}" font-weight="bold">{kind}</text>')
        out.append(f'<text x="{left + 40}" y="{top + high - 8}">{2**x0:,.0f} … {2**x1:,.0f}</text>')
        out.append(f'<text x="{left + 36}" y="{top + 34}" text-anchor="end">{2**y1:.2g} s</text><text x="{left + 36}" y="{top + high - 25}" text-anchor="end">{2**y0:.2g} s</text>')
        start, end = place(2**x0, 2**y0), place(2 ** min(x1, x0 + y1 - y0), 2 ** min(y1, y0 + x1 - x0))
        out.append(f'<polyline points="{start} {end}" fill="none" stroke="#999" stroke-dasharray="4"/>')
        for command, figures in of.items():
            steep = growth(figures, 1, 0.05) > limit
            line = " ".join(place(n, time) for n, time, *_ in figures)
            out.append(f'<polyline points="{line}" fill="none" stroke="{"#c00" if steep else "#06c"}" stroke-opacity="0.6"><title>{command}</title></polyline>')
    size = f'width="{row * wide}" height="{(len(kinds) + row - 1) // row * high}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>{"".join(out)}</svg>\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", default="target/release/own")
    parser.add_argument("-o", "--output", type=pathlib.Path, help="the SVG")
    parser.add_argument("--kinds", default="", help="a regular expression")
    parser.add_argument("--commands", default="", help="a regular expression")
    parser.add_argument("--doublings", type=int, default=5)
    parser.add_argument("--mebibytes", type=int, help="instead: one matrix of each kind, of about this size")
    parser.add_argument("--runs", type=int, default=2, help="runs of each, of which the fastest counts")
    parser.add_argument("--limit", type=float, default=2.3)
    parser.add_argument("--least", type=float, default=0.05, help="seconds of growth to judge")
    parser.add_argument("--most", type=int, default=30, help="seconds of one run")
    args = parser.parse_args()
    args.own = str(pathlib.Path(args.own).resolve())
    curves, steep = {}, 0
    print("| kind | command | n | seconds | growth | MiB | growth | exit |\n|---|---|--:|--:|--:|--:|--:|--:|", flush=True)
    for name, (start, lines) in KINDS.items():
        if not re.search(args.kinds, name):
            continue
        with tempfile.TemporaryDirectory() as folder:
            files = []
            sizes = [sized(lines, start << 6, args.mebibytes << 20)] if args.mebibytes else [start << step for step in range(args.doublings + 1)]
            for n in sizes:
                files.append((n, pathlib.Path(folder) / f"{n}.yaml"))
                text = "\n".join(lines(n)) + "\n"
                files[-1][1].write_text(text)
                other = re.sub(r"\bname: (?=\w)", "name: New ", text).replace("primary: a", "primary: b")
                files[-1][1].with_suffix(".other.yaml").write_text(other)
            for command in COMMANDS:
                if not re.search(args.commands, command):
                    continue
                figures, stopped = measure(args, name, command, files)
                curves[name, command] = figures
                time, memory = growth(figures, 1, args.least), growth(figures, 2, 16)
                bad = stopped or max(time, memory) > args.limit or any(of[2] > 1024 for of in figures)
                steep += bad
                if figures:
                    n, seconds, size, code = figures[-1]
                    cells = f"{n:,} | {seconds:.2f} | {time:.2f} | {size:,.0f} | {memory:.2f} | {code}"
                    print(f"| {name} | {command} | {cells} |{' <<<' if bad else ''}", flush=True)
    if args.output:
        args.output.write_text(svg(curves, args.limit))
    return 1 if steep else 0


if __name__ == "__main__":
    sys.exit(main())
