"""Benchmarks of a few minutes against the last figures: ``python compare.py [--write]``.

Only ratios are compared: rivals take turns within one run, so a ratio says nothing of the machine.
A figure may be ``TOLERANCE`` times the last one; ``--write`` makes those of this run the last ones.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"
TOLERANCE = 1.5
RUNS = (
    ("answer", "1000", "10000"),
    ("export", "1000"),
    ("first_paint", "1000"),
    ("formulas",),
    ("import", "100"),
    ("rebuild", "2000"),
)
"""Scripts with sizes small enough for every release."""

_LINE = re.compile(r"^(?P<what>.{58}) +(?P<ratio>[\d.]+) × +budget ")


def ratios(name: str, printed: str) -> dict[str, float]:
    """The ratios a script reports; of several sizes the last one."""
    found = (_LINE.match(line) for line in printed.splitlines())
    return {f"{name}: {line['what'].strip()}": float(line["ratio"]) for line in found if line}


def measured() -> Iterator[tuple[str, float]]:
    """Run the scripts, tell what they print, and hand on their ratios."""
    for name, *sizes in RUNS:
        done = subprocess.run(
            [sys.executable, HERE / f"bench_{name}.py", *sizes],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        found = ratios(name, done.stdout)
        print(done.stdout, end="", flush=True)
        if not found:
            sys.exit(f"bench_{name}.py reports no ratio:\n{done.stderr}")
        yield from found.items()


def worse(now: Mapping[str, float], last: Mapping[str, float]) -> list[str]:
    """The ratios that have grown too much, and those that are no longer measured."""
    grown = [
        f"{what}: {now[what]:.2f} ×, last {ratio:.2f} ×"
        for what, ratio in last.items()
        if what in now and now[what] > TOLERANCE * ratio
    ]
    return grown + [f"{what}: not measured" for what in last if what not in now]


def main(write: bool) -> int:
    """Measure and compare; 1 where something has grown too much."""
    now = dict(measured())
    if write:
        taken = datetime.now(UTC).date().isoformat()
        text = json.dumps({"taken": taken, "ratios": now}, indent=2, ensure_ascii=False)
        FIGURES.write_text(f"{text}\n", encoding="utf-8")
        return 0
    last = json.loads(FIGURES.read_text(encoding="utf-8"))
    found = worse(now, last["ratios"])
    for line in found:
        print(f"WORSE  {line}")
    print(f"{len(now)} ratios, {len(found)} worse than {TOLERANCE:g} × those of {last['taken']}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(write="--write" in sys.argv[1:]))
