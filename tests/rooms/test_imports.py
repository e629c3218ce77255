"""What each room and each light verb loads, seen from ``sys.modules`` of a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

import quizapp

PACKAGE = Path(quizapp.__file__).parent
HEADLESS = [
    "model",
    "language",
    "files",
    "expressions",
    "notes",
    "questions",
    "grading",
    "scheduling",
    "settings",
    "storage",
    "anki",
    "render",
    "actions",
    "wording",
    "report",
    "plain",
    "web",
    "cli",
]
HEAVY = {"textual", "sympy", "genanki", "alembic"}


def modules_of(room: str) -> list[str]:
    """The modules of a room, the migrations' environment apart (only Alembic runs it)."""
    place = PACKAGE / room
    if not place.is_dir():
        return [f"quizapp.{room}"]
    files = sorted(place.rglob("*.py"))
    names = (".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts) for file in files)
    return [name.removesuffix(".__init__") for name in names if ".migrations" not in name]


def loaded(code: str, folder: Path) -> set[str]:
    """The top-level packages that a process has loaded once it has run ``code``."""
    report = "import sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "QUIZAPP_HOME": str(folder / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_every_room_is_looked_at() -> None:
    rooms = {
        place.stem
        for place in PACKAGE.iterdir()
        if (place.is_dir() and (place / "__init__.py").is_file())
        or (place.suffix == ".py" and not place.stem.startswith("_"))
    }

    assert rooms == {*HEADLESS, "tui"}


ALLOWED = {"storage": {"alembic"}}
"""The migrations, loaded only for a collection of another revision, are Alembic's."""


@pytest.mark.parametrize("room", HEADLESS)
def test_a_headless_room_loads_nothing_heavy_and_leaves_no_trace(room: str, tmp_path: Path) -> None:
    code = "\n".join(f"import {name}" for name in modules_of(room))

    assert loaded(code, tmp_path) & (HEAVY - ALLOWED.get(room, set())) == set()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "room", ["notes", "scheduling", "settings", "grading", "render", "model", "language", "files"]
)
def test_a_room_without_sql_loads_none(room: str, tmp_path: Path) -> None:
    code = "\n".join(f"import {name}" for name in modules_of(room))

    assert "sqlalchemy" not in loaded(code, tmp_path)


def test_the_storage_loads_alembic_only_for_another_revision(tmp_path: Path) -> None:
    rooms = ("database", "queries.cards", "queries.reviews")
    code = "\n".join(f"import quizapp.storage.{room}" for room in rooms)

    assert "alembic" not in loaded(code, tmp_path)


def test_reference_impl_stands_alone(tmp_path: Path) -> None:
    assert loaded("import reference_impl", tmp_path) & {"quizapp", "sqlalchemy", *HEAVY} == set()


def test_the_first_frame_waits_for_nothing_slow(tmp_path: Path) -> None:
    slow = {"sqlalchemy", "numpy", "sympy", "genanki", "alembic", "markdown_it", "pygments"}

    assert loaded("import quizapp.tui.app", tmp_path) & slow == set()
    assert list(tmp_path.iterdir()) == []


VERBS = {
    "--help": HEAVY | {"sqlalchemy", "numpy"},
    "--version": HEAVY | {"sqlalchemy", "numpy"},
    "due": HEAVY | {"sqlalchemy", "numpy", "fsrs", "markdown_it", "platformdirs"},
    "cards --help": HEAVY | {"numpy"},
    "cards": HEAVY | {"numpy", "markdown_it"},
    "stats": HEAVY | {"numpy", "markdown_it"},
    "review nothing good": HEAVY | {"numpy", "markdown_it"},
    "": HEAVY,
    "study --plain": HEAVY,
    "question": HEAVY,
}


@pytest.mark.parametrize("words", VERBS)
def test_a_light_verb_loads_nothing_heavy(words: str, tmp_path: Path) -> None:
    code = (
        "import contextlib, io\n"
        "from quizapp.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main(['--empty', *{words.split()!r}])"
    )

    assert loaded(code, tmp_path) & VERBS[words] == set()


def test_the_shipped_decks_come_in_without_heavy_packages(tmp_path: Path) -> None:
    code = (
        "import contextlib, io\n"
        "from quizapp.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    main(['cards'])"
    )

    assert loaded(code, tmp_path) & HEAVY == set()
