"""How fast the checker is, beside others, on the same files in one run. A script, no test: figures depend on the machine.

    python tests/bench/check_speed.py [--files 2000] [--big 10000] [--shared 100] [--rounds 5]

CPU seconds of the process and its children, medians of interleaved rounds; ratios are those within a round. L is orjson.loads of all files with the
garbage collector off. Other validators see the schema of the same files only, on `--shared` files of them, and the
start of their process is measured apart (on one file) and taken off; where one is not installed, its row says so.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson

sys.path.insert(0, str(Path(__file__).parents[2]))
from standoff.schema import schema_of
from tests.bench.generate import generate

INTEGRITY = ["--only", "file/", "--skip", "file/not-canonical", "--only", "id/dangling", "--only", "id/duplicate",
             "--only", "id/malformed", "--only", "id/wrong-kind", "--only", "span/drifted", "--only",
             "span/empty", "--only", "span/out-of-range", "--only", "span/not-folded", "--only", "span/unplaced", "--only",
             "text/changed", "--only", "text/missing", "--only", "text/not-utf8", "--only", "text/wrong-length"]
# As installed: with byte code kept, and a cache of its own.
_HOME = tempfile.mkdtemp(prefix="standoff-bench-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPYCACHEPREFIX": f"{_HOME}/pyc", "XDG_CACHE_HOME": f"{_HOME}/cache"}
NO_FAST = "import sys; sys.modules['jsonschema_rs'] = None; from standoff.__main__ import main; raise SystemExit(main())"


def cpu(words: list[str], folder: Path, *, good: tuple[int, ...] = (0, 1)) -> float:
    """CPU seconds of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False, text=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in good:
        raise SystemExit(f"{words[:4]}: {done.stderr[-600:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def check(*options: str, fast: bool = True) -> list[str]:
    start = [sys.executable, "-P", "-m", "standoff"] if fast else [sys.executable, "-P", "-c", NO_FAST]
    return [*start, "check", "--output", "concise", "--fail-on", "never", "--jobs", "1", *options]


def limit(files: list[Path]) -> float:
    """CPU seconds of reading all files with orjson, the garbage collector off."""
    raws = [path.read_bytes() for path in files]
    gc.disable()
    start = time.process_time()
    for raw in raws:
        orjson.loads(raw)
    spent = time.process_time() - start
    gc.enable()
    return spent


def other_tools(folder: Path) -> dict[str, Callable[[list[Path]], float]]:
    """Name -> CPU seconds for some files, of every validator that is there."""
    schema = folder / "document.schema.json"
    schema.write_text(json.dumps(schema_of("document")))
    library = ("import sys, json\nimport {module}\nschema = json.load(open(sys.argv[1]))\nvalidator = {make}\n"
               "for name in sys.argv[2:]:\n    assert validator.is_valid(json.load(open(name, 'rb')))\n")
    found: dict[str, Callable[[list[Path]], float]] = {}
    for name, module, make in (("jsonschema", "jsonschema", "jsonschema.Draft202012Validator(schema)"),
                               ("jsonschema-rs", "jsonschema_rs", "jsonschema_rs.validator_for(schema)")):
        script = library.format(module=module, make=make)
        found[name] = lambda files, script=script: cpu([sys.executable, "-c", script, str(schema), *map(str, files)], folder, good=(0,))
    if shutil.which("check-jsonschema", path=str(Path(sys.executable).parent)):
        tool = str(Path(sys.executable).parent / "check-jsonschema")
        found["check-jsonschema"] = lambda files: cpu([tool, "--schemafile", str(schema), *map(str, files)], folder, good=(0,))
    ajv = os.environ.get("AJV") or shutil.which("ajv")
    if ajv:
        found["ajv-cli"] = lambda files: cpu(
            [ajv, "validate", "--spec=draft2020", "--strict=false", "-s", str(schema), *[f"-d={path}" for path in files]], folder, good=(0,))
    return found


def measure(folder: Path, count: int, shared: int, rounds: int) -> None:
    """One table."""
    generate(folder, count)
    subprocess.run("git init -q && git add corpus seeds && git -c user.name=b -c user.email=b@example.org commit -qm b",
                   shell=True, cwd=folder, check=True)
    files = sorted((folder / "corpus").glob("doc-*.json"))
    size = sum(path.stat().st_size for path in files)
    claims = sum(len(orjson.loads(path.read_bytes())["claims"]) for path in files)
    few, one = files[:shared], files[:1]
    small = sum(path.stat().st_size for path in few)
    others = other_tools(folder)
    rows: dict[str, list[float]] = {}
    generate(folder.with_name("one"), 1)
    empty = cpu(check("--no-cache", *INTEGRITY), folder.with_name("one"))
    cpu(check(), folder)
    for _ in range(rounds):
        for name, run in {
            "orjson.loads (L)": lambda: limit(files),
            "integrity, core": lambda: cpu(check("--no-cache", *INTEGRITY, fast=False), folder),
            "integrity, [fast]": lambda: cpu(check("--no-cache", *INTEGRITY), folder),
            **({"all checks": lambda: cpu(check("--no-cache"), folder)} if count <= 2_000 else {}),
            "warm": lambda: cpu(check(), folder),
            **{tool: (lambda run=run: (run(few) - run(one)) * size / small) for tool, run in others.items()},
        }.items():
            rows.setdefault(name, []).append(run())
    base = rows["orjson.loads (L)"]
    print(f"\n{count:,} files, {size / 1e6:.1f} MB, {claims:,} claims; medians of {rounds} rounds, CPU seconds; start of "
          f"the program and one file: {empty:.2f} s, not taken off ours")
    print(f"{'':20}{'s':>9}{'x L':>8}{'MB/s':>9}{'claims/s':>11}{'spread':>16}")
    for name, seconds in rows.items():
        middle = statistics.median(seconds)
        ratio = statistics.median(one / limit for one, limit in zip(seconds, base, strict=True))  # of the same round
        print(f"{name:20}{middle:9.2f}{ratio:8.2f}{size / 1e6 / middle:9.1f}{claims / middle:11,.0f}"
              f"{min(seconds):8.2f}–{max(seconds):.2f}")
    walls = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(check(), cwd=folder, capture_output=True, check=False, env=ENVIRONMENT)
        walls.append(time.perf_counter() - start)
    print(f"unchanged, wall clock: {1000 * statistics.median(walls):.0f} ms")
    for name in sorted({"check-jsonschema", "ajv-cli"} - set(others)):
        print(f"{name}: not installed")


def start_up(rounds: int) -> None:
    """`standoff --help` beside bare Python."""
    bare, help_ = ([cpu(words, Path.cwd()) for _ in range(rounds)] for words in (
        [sys.executable, "-c", "pass"], [sys.executable, "-m", "standoff", "--help"]))
    ratio = statistics.median(help_) / statistics.median(bare)
    print(f"standoff --help: {1000 * statistics.median(help_):.0f} ms CPU, {ratio:.1f} x bare Python")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--big", type=int, default=10_000, help="0: leave it out")
    parser.add_argument("--shared", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    start_up(options.rounds * 2 + 1)
    for count in filter(None, (options.files, options.big)):
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder) / "corpus", count, min(options.shared, count), options.rounds)


if __name__ == "__main__":
    main()
