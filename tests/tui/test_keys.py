import importlib

import pytest

from quizapp.tui.keys.key import Key, binding_keys
from quizapp.tui.keys.study import STUDY
from quizapp.tui.keys.tables import TABLES
from quizapp.tui.places import PLACES
from quizapp.wording.layouts import SAME_KEY

SCREENS = {
    "today": ("quizapp.tui.screens.today", "TodayScreen"),
    "study": ("quizapp.tui.screens.study.screen", "StudyScreen"),
    "summary": ("quizapp.tui.screens.study.summary", "SummaryScreen"),
    "help": ("quizapp.tui.screens.help", "HelpScreen"),
    "commands": ("quizapp.tui.screens.commands", "CommandsScreen"),
    "jump": ("quizapp.tui.screens.jump", "JumpScreen"),
    "settings": ("quizapp.tui.screens.settings", "SettingsScreen"),
    "sending": ("quizapp.tui.screens.sending", "SendingScreen"),
    "fit": ("quizapp.tui.screens.fit", "FitScreen"),
    "simulate": ("quizapp.tui.screens.simulate", "SimulateScreen"),
    "leech": ("quizapp.tui.screens.study.leech", "LeechScreen"),
    "code": ("quizapp.tui.screens.study.code", "CodeScreen"),
    "why": ("quizapp.tui.screens.study.why", "WhyScreen"),
    "statistics": ("quizapp.tui.screens.statistics", "StatisticsScreen"),
    "exam": ("quizapp.tui.screens.exam", "ExamScreen"),
    "writing": ("quizapp.tui.screens.study.writing", "WritingScreen"),
    "answered": ("quizapp.tui.screens.study.answered", "AnsweredScreen"),
    "browse": ("quizapp.tui.screens.browse.screen", "BrowseScreen"),
    "cardview": ("quizapp.tui.screens.browse.cardview", "CardViewScreen"),
    "notes": ("quizapp.tui.screens.notes.screen", "NotesScreen"),
    "planned": ("quizapp.tui.screens.notes.planned", "PlannedScreen"),
    "drafting": ("quizapp.tui.screens.notes.drafting", "DraftingScreen"),
    "choose": ("quizapp.tui.screens.choose", "ChooseScreen"),
}
SHOWS_PLACES = {"today", "browse", "statistics", "notes", "exam"}


@pytest.mark.parametrize("name", TABLES)
def test_no_key_of_a_screen_does_two_things_in_either_layout(name: str) -> None:
    owners: dict[str, str] = {}
    for key in TABLES[name]:
        for pressed in key.all:
            assert owners.setdefault(pressed, key.id) == key.id, pressed


@pytest.mark.parametrize("name", TABLES)
def test_every_key_has_a_method_on_its_screen(name: str) -> None:
    module, screen = SCREENS[name]
    owner = getattr(importlib.import_module(module), screen)
    for key in TABLES[name]:
        assert key.id.startswith(f"{name}.")
        assert hasattr(owner, f"action_{key.action.partition('(')[0]}"), key.id


def test_ids_are_unique() -> None:
    ids = [key.id for table in TABLES.values() for key in table]
    assert len(ids) == len(set(ids))


def test_a_letter_works_on_the_russian_key_in_the_same_place() -> None:
    undo = next(key for key in STUDY if key.id == "study.undo")
    assert set(undo.all) == {"u", "г", "ctrl+z", "ctrl+я"}
    assert binding_keys(undo) == "u,г,ctrl+z,ctrl+я"


def test_the_two_layouts_share_no_letter() -> None:
    assert not set(SAME_KEY) & set(SAME_KEY.values())
    assert len(set(SAME_KEY.values())) == len(SAME_KEY) == 32


def test_the_function_key_is_written_while_letters_are_text() -> None:
    key = Key("study.hint", "h", "hint", "Answer", typing="f2")
    assert key.shown(typing=False) == "h"
    assert key.shown(typing=True) == "f2"
    assert Key("a.b", "q", "end", "Move").shown(typing=True) == "q"


@pytest.mark.parametrize("name", [name for name in TABLES if name in SHOWS_PLACES])
def test_no_screen_with_places_uses_their_letters_for_anything_else(name: str) -> None:
    letters = {place.key for place in PLACES}
    for key in TABLES[name]:
        if key.action.startswith("go("):
            continue
        assert not letters & set(key.all), key.id
