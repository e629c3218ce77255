"""The settings file: what it means, what is refused and where it says so."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from quizapp.model.errors import InputError
from quizapp.model.schedules import Interleave, NewMix, Preset, ReviewOrder
from quizapp.settings.read import read_settings, settings_of
from quizapp.settings.values import Settings, nearest


def test_no_file_is_all_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == Settings()


def test_every_key_of_the_top_reaches_its_field() -> None:
    settings = settings_of(
        """
        rollover = 5
        language = "ru"
        theme = "light"
        colour = false
        motion = false
        new_per_day = 7
        reviews_per_day = 70
        retention = 0.85
        learning_steps = ["30s", "2h", "1d"]
        relearning_steps = []
        maximum_interval = 365
        leech_lapses = 4
        leech_suspend = true
        fuzz = false
        load_balance = false
        easy_days = [1, 1, 1, 1, 1, 0.5, 0]
        bury_siblings = ["review", "new"]
        order = "overdue"
        new_order = "random"
        new_mix = "after"
        interleave = "headings"
        deadline = 2026-06-30
        minutes_per_day = 45
        """
    )

    assert (settings.rollover, settings.language, settings.theme) == (5, "ru", "light")
    assert (settings.colour, settings.motion) == (False, False)
    assert settings.presets[""] == Preset(
        new_per_day=7,
        reviews_per_day=70,
        retention=0.85,
        learning_steps=(timedelta(seconds=30), timedelta(hours=2), timedelta(days=1)),
        relearning_steps=(),
        maximum_interval=365,
        leech_lapses=4,
        leech_suspend=True,
        fuzz=False,
        load_balance=False,
        easy_days=(1, 1, 1, 1, 1, 0.5, 0),
        bury_siblings=("new", "review"),
        order=ReviewOrder.OVERDUE,
        new_order=settings.presets[""].new_order,
        new_mix=NewMix.AFTER,
        interleave=Interleave.HEADINGS,
        deadline=date(2026, 6, 30).toordinal(),
        minutes_per_day=45,
    )
    assert settings.presets[""].new_order == "random"


DECKS = """
retention = 0.8
new_per_day = 30

[presets.exam]
retention = 0.95
order = "random"

[decks.ML]
new_per_day = 10

[decks."ML::Attention"]
preset = "exam"
order = "due"

[decks."Languages::Spanish"]
fuzz = false
"""


@pytest.mark.parametrize(
    ("deck", "retention", "new", "order", "fuzz"),
    [
        ("History", 0.8, 30, "due", True),
        ("ML", 0.8, 10, "due", True),
        ("ML::Other", 0.8, 10, "due", True),
        ("ML::Attention", 0.95, 10, "due", True),
        ("ML::Attention::Heads", 0.95, 10, "due", True),
        ("MLOps", 0.8, 30, "due", True),
        ("Languages", 0.8, 30, "due", True),
        ("Languages::Spanish::Verbs", 0.8, 30, "due", False),
    ],
)
def test_a_deck_inherits_from_the_deck_above_then_from_the_top(
    deck: str, retention: float, new: int, order: str, fuzz: bool
) -> None:
    preset = nearest(settings_of(DECKS).presets, deck)

    assert (preset.retention, preset.new_per_day, preset.order, preset.fuzz) == (
        retention, new, order, fuzz,
    )  # fmt: skip


def test_limits_are_kept_by_the_deck_that_set_them_itself() -> None:
    settings = settings_of(DECKS)

    assert settings.new_limits == {"": 30, "ML": 10}
    assert settings.review_limits == {"": 200}


def test_keys_of_bindings_are_read_with_and_without_quotes() -> None:
    settings = settings_of('[keys]\n"study.undo" = "z"\nstudy.flag = "f9"\n')

    assert settings.keys == {"study.undo": "z", "study.flag": "f9"}


def test_notes_have_rules_and_limits() -> None:
    text = '[notes]\nno_cards = ["heading"]\n[notes.limits]\nlongest_answer = 30\n'

    notes = settings_of(text).notes

    assert (notes.no_cards, dict(notes.limits)) == (("heading",), {"longest_answer": 30})


# text of the file | line | what the sentence says
REFUSED = [
    ("new_per_dya = 3", 1, "did you mean “new_per_day”"),
    ("\nretention = 3", 2, "“retention” must be a number from 0.7 to 0.99, not “3”"),
    ("retention = true", 1, "must be a number"),
    ("rollover = 4.5", 1, "a whole number from 0 to 23"),
    ("fuzz = 1", 1, "must be true or false, not “1”"),
    ("# hello\norder = 'dew'", 2, 'one of "due", "retrievability", "overdue", "random"'),
    ("learning_steps = ['1x']", 1, 'delays such as ["1m", "10m", "1d"]'),
    ("learning_steps = ['0s']", 1, "delays such as"),
    ("easy_days = [1, 1]", 1, "seven numbers from 0 to 1, Monday first"),
    ("deadline = 'soon'", 1, "a date such as 2026-06-30"),
    ("bury_siblings = ['old']", 1, 'a list out of "new", "review"'),
    ("[decks.A]\nfuzz = true\nnew_per_day = -1", 3, "a whole number from 0"),
    ('[decks."A = B"]\norder = "du"', 2, "“order” must be one of"),
    ("[decks.A]\npreset = 'exma'\n[presets.exam]", 2, "did you mean “exam”"),
    ("[decks.A]\ntheme = 'dark'", 2, "no setting “theme”"),
    ("[decks]\nA = 3", 2, "must be a table"),
    ("keys = 3", 1, "“keys” must be a table"),
    ("[keys]\nstudy.undo = 3", 2, "“study.undo” must be a text in quotes"),
    ("[notes]\nno_crads = []", 2, "did you mean “no_cards”"),
    ("[notes.limits]\nlongest_answer = 'x'", 2, "“longest_answer” must be a number"),
    ("a = 1\nb", 2, "This is not TOML"),
    ("x = [1,\n", 1, "This is not TOML"),
]


@pytest.mark.parametrize(("text", "line", "said"), REFUSED)
def test_what_means_nothing_is_refused_with_its_line(text: str, line: int, said: str) -> None:
    with pytest.raises(InputError) as refusal:
        settings_of(text, "config.toml")

    assert str(refusal.value).startswith(f"config.toml:{line}: ")
    assert said in str(refusal.value)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(InputError, match="not UTF-8"):
        read_settings(file)
