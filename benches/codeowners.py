#!/usr/bin/env python3
"""Owners of files by `own who --path` and by programs that read CODEOWNERS or owners.yaml: a Markdown table.

    python3 benches/codeowners.py --own target/dist/own --python venv/bin/python --npm node_modules/.bin

A repository of 20,000 files has 2,000 rules: a folder for each of 200 systems, `*.sql` below each, and 8 modules in each. Every
program is asked for the owner of one file and of all files, in turn, so that all of them have the same noise; a cell is
the median of the rounds, and its ratio to the first build of `own`. The last column counts the files for which a program names the same owner.

Rules are in an order in which the last match of CODEOWNERS is also the most specific one. In another order the two differ: CODEOWNERS goes by
the order of its lines, and `own` by the more specific selector, wherever it is written.

Programs that aren't there are left out, and said: `codeowners-cli` (crate codeowners-lsp) on PATH, `github-codeowners` in --npm,
`codeowners` and `owners-yaml` of --python.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

SYSTEMS, MODULES, FILES = 200, 8, 100
SLOW = 10
ONE = "svc-007/mod-3/f-63.sql"
LIBRARY = """import sys; from codeowners import CodeOwners
owners = CodeOwners(open('.github/CODEOWNERS').read())
for path in sys.stdin.read().split(): print(owners.of(path)[0][1].lstrip('@'))"""


def repository(folder):
    """Writes the files and the rules in every form, and returns the paths with their owners."""
    codeowners, systems, owners = [], {}, {}
    for n in range(SYSTEMS):
        name, first = f"svc-{n:03}", n * (MODULES + 2)
        areas = {"rest": ([name], first), "sql": ([f"{name}/**/*.sql"], first + 1)}
        areas |= {f"mod-{m}": ([f"{name}/mod-{m}"], first + 2 + m) for m in range(MODULES)}
        codeowners += [f"/{name}/ @t{first}\n", f"/{name}/**/*.sql @t{first + 1}\n"]
        codeowners += [f"/{name}/mod-{m}/ @t{first + 2 + m}\n" for m in range(MODULES)]
        row = lambda area, paths, team: {"name": f"{name} {area}", "primary": f"t{team}", "selectors": {"paths": paths}}
        systems[name] = {"name": name, "areas": {area: row(area, *of) for area, of in areas.items()}}
        near = [{"match": "**/*.sql", "owners": [f"t{first + 1}"]}]
        written(folder / name / "owners.yaml", {"version": 1, "owners": [f"t{first}"], "rules": near})
        for m in range(MODULES):
            written(folder / name / f"mod-{m}" / "owners.yaml", {"version": 1, "owners": [f"t{first + 2 + m}"]})
        for k in range(FILES):
            kind = "sql" if k % 7 == 0 else "rs"
            within = f"mod-{k % (MODULES + 2)}/" if k % (MODULES + 2) < MODULES else ""
            path = f"{name}/{within}f-{k}.{kind}"
            team = first + 2 + k % (MODULES + 2) if within else first + (1 if kind == "sql" else 0)
            owners[path] = f"t{team}"
            (folder / path).touch()
    teams = {f"t{n}": {"name": f"T{n}", "contacts": {"mail": f"t{n}@x.example"}} for n in range(SYSTEMS * (MODULES + 2))}
    written(folder / "ownership.yaml", {"version": 1, "teams": teams, "systems": systems})
    (folder / ".github").mkdir()
    (folder / ".github/CODEOWNERS").write_text("".join(codeowners))
    for git in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x"]):
        subprocess.run(["git", *git], cwd=folder, check=True)
    return owners


def written(path, value):
    path.parent.mkdir(exist_ok=True)
    # JSON is YAML, too.
    path.write_text(json.dumps(value))


def programs(args):
    """Each row: its name, the command for one file, that for all files, and what the latter reads."""
    rows = []
    for own in args.own:
        own = str(pathlib.Path(own).resolve())
        one = [own, "who", "--path", ONE, "--field", "primary.id"]
        every = [own, "who", "--batch", "--field", "primary.id"]
        rows.append((f"`own who --path` ({pathlib.Path(own).parent.name})", one, every, lambda path: json.dumps({"path": path})))
    plain = lambda path: path
    if cli := shutil.which("codeowners-cli"):
        rows.append(("crate `codeowners-lsp`", [cli, "check", ONE], [cli, "check", "--stdin"], plain))
    else:
        print("left out: codeowners-cli isn't on PATH", file=sys.stderr)
    if args.npm:
        of = [str(pathlib.Path(args.npm).resolve() / "github-codeowners")]
        rows.append(("npm `github-codeowners`", [*of, "who", ONE], [*of, "audit", "-g", "-o", "jsonl"], None))
    if args.python:
        python = pathlib.Path(args.python).absolute()
        owners = str(python.parent / "owners-yaml")
        rows.append(("PyPI `owners-yaml`", [owners, "who", ONE], [owners, "resolve"], plain))
        library = [str(python), "-c", LIBRARY]
        rows.append(("PyPI `codeowners`", library, library, plain))
    return rows


def run(command, text, folder, home):
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=home, input=text, capture_output=True, text=True)
    return time.perf_counter() - start, done.stdout


def named(output, owners):
    """How many files have the right owner in an output, whatever its form."""
    lines = output.splitlines()
    if len(lines) == len(owners) and not any("/" in line for line in lines):
        return sum(line == owner for line, owner in zip(lines, owners.values()))
    found, path = {}, None
    for line in lines:
        words = line.translate(str.maketrans('",[]:', "     ")).split()
        # Some name the owners in a line below the path.
        path = next((word.removeprefix("./") for word in words if word.removeprefix("./") in owners), path)
        teams = [word.lstrip("@") for word in words if word.lstrip("@") in TEAMS]
        if path and teams:
            found[path] = teams[0]
    return sum(found.get(path) == owner for path, owner in owners.items())


TEAMS = {f"t{n}" for n in range(SYSTEMS * (MODULES + 2))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--own", action="append", required=True)
    parser.add_argument("--python")
    parser.add_argument("--npm")
    parser.add_argument("--rounds", type=int, default=20)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "repository"
        folder.mkdir()
        owners = repository(folder)
        cache = pathlib.Path(temporary) / "cache"
        home = {"PATH": os.environ["PATH"], "HOME": str(cache), "XDG_CACHE_HOME": str(cache)}
        rows = programs(args)
        taken = {name: ([], []) for name, *_ in rows}
        same = {}
        time.sleep(1)  # A file that was changed a moment ago isn't cached.
        for at in range(-1, args.rounds):
            for name, one, every, form in rows:
                seconds, answer = run(one, ONE, folder, home)
                if at < 0:
                    assert owners[ONE] in answer, (name, answer)
                else:
                    taken[name][0].append(seconds)
                # All files take one of them more than a minute: once is enough.
                if at < 3 and max(taken[name][1], default=0) < SLOW:
                    text = "".join(form(path) + "\n" for path in owners) if form else ""
                    seconds, answer = run(every, text, folder, home)
                    same[name] = named(answer, owners)
                    taken[name][1].extend([seconds] if at >= 0 or seconds >= SLOW else [])
    print("| program | one file | all 20,000 files | same owner |\n|---|--:|--:|--:|")
    first = [statistics.median(times) for times in taken[rows[0][0]]]
    for name, *_ in rows:
        one, every = (statistics.median(times) for times in taken[name])
        print(f"| {name} | {one * 1000:.1f} ms ({one / first[0]:.1f}×) | {every:.2f} s ({every / first[1]:.1f}×) | {same[name]:,} |")


if __name__ == "__main__":
    main()
