import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parent / "fixtures"


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table: `` | `` parts the columns, - is nothing, lines with # are remarks."""
    for line in (FIXTURES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield [column if column != "-" else "" for column in line.split(" | ")]


def attack_lines() -> list[str]:
    """The attack strings as they are typed; ``{canary}`` is left in."""
    lines = (FIXTURES / "attacks.txt").read_text(encoding="utf-8").splitlines()
    return [_unescaped(line) for line in lines if line and not line.startswith("# ")]


def _unescaped(line: str) -> str:
    text, _times, count = line.rpartition(" ×") if " ×" in line else (line, "", "1")
    text = text.replace(r"\n", "\n") if not re.search(r"\\n[a-z]", text) else text
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text) * int(count)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``(typed, variables, understood)`` and the other tables as parameters."""
    for name in ("readable", "unreadable", "pairs"):
        if f"{name}_row" in metafunc.fixturenames:
            table = list(rows(f"{name}.txt"))
            metafunc.parametrize(f"{name}_row", table, ids=[row[0] for row in table])


@pytest.fixture
def attacks() -> list[str]:
    return attack_lines()
