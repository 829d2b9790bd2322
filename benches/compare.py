#!/usr/bin/env python3
"""Whole processes that look one owner up, in turn, as ratios of wall time to `/bin/true`: a Markdown table.

    python3 benches/compare.py --own static=target/x86_64-unknown-linux-musl/dist/own --own plain=target/dist/own

Each row is one question to one program; each column a matrix of so many systems, made by `benches/matrix.py` and kept in
--data: 3 KB of YAML a system, and beyond 100,000 systems 1.4 KB. In each round every program runs once, so that all of them have the same noise; a cell is the median of the ratios of
its rounds to the `/bin/true` of the same round. Programs that take longer than a second run three times.

Each `own` is copied, and then read from the disk, as after a boot: how it was written decides how fast Linux maps it, and one
that was just copied starts faster.

`jq` and `yq` are those on PATH; PyYAML, codeowners and mots those of --python. What isn't there is left out, and said.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import matrix  # noqa: E402

SYSTEM, AREA = "payment-database-0", "backup"
# Systems beyond which a program isn't asked: it would take minutes, or all memory.
MOST = {"jq": 100_000, "yq": 1_000, "PyYAML": 1_000, "codeowners": 1_000, "mots": 1_000, "cold": 100_000}
PYYAML = "import sys, yaml; print(yaml.load(open(sys.argv[1]), yaml.CSafeLoader)['systems'][sys.argv[2]]['areas'][sys.argv[3]]['primary'])"
CODEOWNERS = "import sys; from codeowners import CodeOwners; print(CodeOwners(open(sys.argv[1]).read()).of(sys.argv[2]))"


def made(systems, data):
    """The folder with a matrix of so many systems, in all the forms that others read."""
    folder = data / str(systems)
    if not (folder / "done").exists():
        script = pathlib.Path(__file__).parent / "matrix.py"
        # A million with all their areas are 3 GB of YAML, of which the tree alone would take all memory.
        options = ["--json"] if systems <= 100_000 else ["--areas", "2"]
        subprocess.run([sys.executable, script, str(systems), folder, *options], check=True)
        if systems <= max(MOST["codeowners"], MOST["mots"]):
            others(systems, folder)
        (folder / "done").touch()
    return folder


def others(systems, folder):
    """The same systems and areas as paths, for programs that know owners of paths only."""
    number = matrix.teams(systems)
    owners, modules = [], []
    for n in range(systems):
        name, of = matrix.system(n, number)
        for area, row in of["areas"].items():
            owners.append(f"/{name}/{area}/ @{row['primary']}\n")
            include = {"name": row["name"], "machine_name": f"{name}-{area}", "includes": [f"{name}/{area}/**"]}
            modules.append(include | {"description": "", "excludes": [], "owners": [], "peers": [], "meta": {"owner": row["primary"]}})
    (folder / "CODEOWNERS").write_text("".join(owners))
    day = "2026-01-01T00:00:00"
    mots = {"repo": "x", "created_at": day, "updated_at": day, "people": [], "modules": modules}
    (folder / "mots.yaml").write_text(json.dumps(mots, indent=1))
    (folder / ".git").mkdir(exist_ok=True)
    (folder / SYSTEM / AREA).mkdir(parents=True, exist_ok=True)
    (folder / SYSTEM / AREA / "f").touch()


def programs(args, folder, cache):
    """Each row: its name, the command, its environment, and what the answer has to say."""
    yaml = folder / "ownership"
    home = {"PATH": os.environ["PATH"], "HOME": str(cache), "XDG_CACHE_HOME": str(cache)}
    rows = []
    for number, own in enumerate(args.own):
        name, path = own.split("=", 1)
        path = str(args.data.resolve() / f"own-{name}")
        who = [path, "who", "--matrix", str(yaml), SYSTEM, AREA]
        rows.append((f"`own who`, {name}", who, home, "Team 0"))
        line = [path, "--", "own", "who", "--matrix", str(yaml), SYSTEM]
        rows.append((f"completion of a name, {name}", line, home | {"COMPLETE": "fish"}, SYSTEM))
        if number == 0:
            rows.append((f"cold: `own who --no-cache`, {name}", [*who, "--no-cache"], home, "Team 0"))
    if shutil.which("jq"):
        rows.append(("jq, the same as JSON", ["jq", "-r", f'.systems["{SYSTEM}"].areas.{AREA}.primary', str(folder / "ownership.json")], home, "team-0"))
    if shutil.which("yq"):
        file = str(yaml / "systems-000.yaml")
        rows.append(("yq (the Python one)", ["yq", "-r", f'.systems["{SYSTEM}"].areas.{AREA}.primary', file], home, "team-0"))
    python = [args.python, "-c"]
    rows.append(("PyYAML with libyaml", [*python, PYYAML, str(yaml / "systems-000.yaml"), SYSTEM, AREA], home, "team-0"))
    rows.append(("codeowners (Python), as paths", [*python, CODEOWNERS, str(folder / "CODEOWNERS"), f"{SYSTEM}/{AREA}/f"], home, "@team-0"))
    mots = str(pathlib.Path(args.python).parent / "mots")
    rows.append(("mots query, as paths", [mots, "query", "-p", str(folder / "mots.yaml"), f"{SYSTEM}/{AREA}/f"], home, ""))
    return rows


def from_disk(path, copy):
    """Copies a program so that its next start reads it from the disk."""
    shutil.copy(path, copy)
    with copy.open() as file:
        os.fsync(file)
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def limit(name):
    return next((most for key, most in MOST.items() if key in name), sys.maxsize)


def run(command, environment):
    """Wall time of one run, in seconds."""
    begun = time.perf_counter()
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    pid = os.posix_spawnp(command[0], command, environment, file_actions=null)
    os.waitpid(pid, 0)
    return time.perf_counter() - begun


def compare(questions, rounds):
    """The median ratio of each row of each size to /bin/true; all sizes in each round, so that columns compare too."""
    true, ratios, slow = ["/bin/true"], {}, set()
    for turn in range(rounds):
        for systems, rows in questions.items():
            base = run(true, {})
            for name, command, environment, _ in rows:
                if (systems, name) in slow and turn >= 3:
                    continue
                took = run(command, environment)
                if took > 1:
                    slow.add((systems, name))
                ratios.setdefault((name, systems), []).append(took / base)
    return {key: statistics.median(of) for key, of in ratios.items()}


def answers(row):
    """Whether a program is there and gives the answer; run before it is timed, so that what is kept is kept."""
    name, command, environment, expected = row
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, cwd="/")
    except FileNotFoundError:
        print(f"left out, not there: {name}", file=sys.stderr)
        return False
    if ran.returncode or expected not in ran.stdout:
        print(f"left out, no answer: {name}: {ran.stdout}{ran.stderr}", file=sys.stderr)
        return False
    return True


def shown(ratio):
    if ratio is None:
        return "–"
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", action="append", required=True, metavar="NAME=PATH")
    parser.add_argument("--sizes", default="10,1000,100000,1000000")
    parser.add_argument("--only", default="", metavar="TEXT", help="rows whose name has this text")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("target/compare"))
    parser.add_argument("--python", default=sys.executable, help="a Python with PyYAML, codeowners and mots")
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    cache = args.data.resolve() / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for name, path in (own.split("=", 1) for own in args.own):
        from_disk(path, args.data / f"own-{name}")
    questions = {}
    for systems in sizes:
        rows = programs(args, made(systems, args.data.resolve()), cache)
        asked = [row for row in rows if systems <= limit(row[0]) and args.only in row[0]]
        questions[systems] = [row for row in asked if answers(row)]
    ratios = compare(questions, args.rounds)
    names = dict.fromkeys(name for rows in questions.values() for name, *_ in rows)
    print("| × `/bin/true` |" + "".join(f" {systems:,} |" for systems in sizes))
    print("|---|" + "---:|" * len(sizes))
    for name in names:
        print(f"| {name} |" + "".join(f" {shown(ratios.get((name, systems)))} |" for systems in sizes))


if __name__ == "__main__":
    main()
