"""Presets and parameters of FSRS that come along with packages which the real Anki wrote."""

import json
import sqlite3
import tomllib
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import odd_decks
import pytest
from anki.cards import FSRSMemoryState
from real_anki import DAY_MS, Anki, now_ms

from quizapp.actions.anki.presets import in_a_line, take_from_collection
from quizapp.actions.exporting.export import export
from quizapp.actions.importing.packages import import_package
from quizapp.actions.safety.integrity import check_collection
from quizapp.anki import presets_read
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating
from quizapp.model.schedules import NewMix, NewOrder, Preset, ReviewOrder
from quizapp.scheduling.older import as_fsrs_6, default_parameters
from quizapp.settings.read import read_settings
from quizapp.storage.queries import presets, reviews, schedules

FSRS_45 = (
    *(0.4872, 1.4003, 3.7145, 13.8206, 5.1618, 1.2298, 0.8975, 0.031, 1.6474, 0.1367),
    *(1.0461, 2.1072, 0.0793, 0.3246, 1.587, 0.2272, 2.8755),
)
FSRS_5 = (
    *(0.40255, 1.18385, 3.173, 15.69105, 7.1949, 0.5345, 1.4604, 0.0046, 1.54575, 0.1192),
    *(1.01925, 1.9395, 0.11, 0.29605, 2.2698, 0.2315, 2.9898, 0.51655, 0.6621),
)
FSRS_6 = (
    *(0.2, 1.3, 2.3, 8.3, 6.4, 0.9, 3.0, 0.1, 1.8, 0.2, 0.8, 1.5, 0.1, 0.3, 1.6, 0.6),
    *(1.9, 0.5, 0.1, 0.1, 0.2),
)
FORMS = ["apkg", "apkg, legacy", "colpkg", "colpkg, legacy"]


@pytest.fixture
def program(anki_collection: Anki) -> Anki:
    """Two presets, one of them for two decks, and a deck with Anki's own below one of them."""
    decks = anki_collection.collection.decks
    exam = decks.add_config("Exam")
    exam["new"] |= {"perDay": 7, "delays": [2.5, 60.0, 1440.0], "order": 0, "bury": True}
    exam["rev"] |= {"perDay": 77, "maxIvl": 365}
    exam["lapse"] |= {"delays": [], "leechFails": 5, "leechAction": 0}
    exam |= {"desiredRetention": 0.94, "reviewOrder": 8, "newMix": 2}
    exam |= {"fsrsParams6": list(FSRS_6), "easyDaysPercentages": [1, 1, 1, 1, 0.5, 0, 1]}
    decks.update_config(exam)
    calm = decks.add_config("Calm")
    calm |= {"desiredRetention": 0.8, "fsrsParams5": list(FSRS_5)}
    decks.update_config(calm)
    for deck, config in {"One": exam, "Two::Sub": exam, "Three": calm, "Three::Sub": None}.items():
        number = decks.id(deck)
        note = anki_collection.collection.new_note(
            anki_collection.collection.models.by_name("Basic")
        )
        note["Front"], note["Back"] = f"Question of {deck}?", "Answer"
        anki_collection.collection.add_note(note, number)
        if config is not None:
            chosen = decks.get(number)
            chosen["conf"] = config["id"]
            decks.save(chosen)
    anki_collection.collection.set_config("fsrs", True)
    anki_collection.collection.set_config("rollover", 6)
    return anki_collection


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


@pytest.fixture
def take(program: Anki, collection, tmp_path: Path, config: Path):
    def import_(form: str = "colpkg", *, presets: bool = True, dry_run: bool = False):
        file = odd_decks.packages(program.collection, tmp_path)[form]()
        return import_package(
            collection,
            str(file),
            tmp_path / "imported",
            config=config,
            take_presets=presets,
            dry_run=dry_run,
        )

    return import_


def fitted(collection) -> dict[str, tuple[float, ...]]:
    with collection.database.reading() as connection:
        found = presets.all_fitted(connection, collection.learner)
    return {deck: tuple(kept.parameters) for deck, kept in found.items()}


@pytest.mark.parametrize("form", FORMS)
def test_decks_are_scheduled_as_in_anki(take, collection, config, form: str) -> None:
    found = take(form)

    settings = read_settings(config)
    exam = settings.presets["One"]
    assert exam == settings.presets["Two::Sub"].__class__(
        name="One",
        new_per_day=7,
        reviews_per_day=77,
        retention=0.94,
        learning_steps=(timedelta(seconds=150), timedelta(hours=1), timedelta(days=1)),
        relearning_steps=(),
        maximum_interval=365,
        leech_lapses=5,
        leech_suspend=True,
        bury_siblings=("new",),
        easy_days=(1, 1, 1, 1, 0.5, 0, 1),
        order=ReviewOrder.RANDOM,
        new_order=NewOrder.RANDOM,
        new_mix=NewMix.BEFORE,
    )
    assert settings.presets["Three"].retention == 0.8
    assert settings.presets["Three::Sub"].retention == 0.9
    assert "Two" not in settings.presets
    assert settings.rollover == (6 if form.startswith("colpkg") else 4)
    assert fitted(collection) == {
        "One": FSRS_6,
        "Two::Sub": FSRS_6,
        "Three": as_fsrs_6(FSRS_5),
        "Three::Sub": default_parameters(),
    }
    assert "Exam for 2 decks" in in_a_line(found.presets, taken=True)
    assert check_collection(collection) == []


def test_without_the_flag_nothing_is_set_and_it_is_said(take, collection, config) -> None:
    found = take(presets=False)

    assert not config.exists()
    assert fitted(collection) == {}
    said = in_a_line(found.presets, taken=False)
    assert "Exam for 2 decks; Calm for 1 deck" in said
    assert "--presets" in said


def test_a_dry_run_sets_nothing(take, collection, config) -> None:
    assert take(dry_run=True).presets.is_something
    assert not config.exists()
    assert fitted(collection) == {}


def test_a_second_import_has_nothing_to_add(take, collection, config) -> None:
    take()
    text = config.read_text(encoding="utf-8")
    again = take()

    assert config.read_text(encoding="utf-8") == text
    assert not take("apkg").presets.is_something
    assert again.presets.kept == ()


def test_what_the_learner_set_stays(take, collection, config) -> None:
    mine = """\
# mine
rollover = 3
[presets.Exam]  # another exam
retention = 0.99
[decks.One]
new_per_day = 1
[decks.Three]
preset = "Exam"
"""
    config.write_text(mine, encoding="utf-8")
    with collection.database.writing() as connection:
        presets.save_fitted(connection, collection.learner, "Three", FSRS_6, at=1)

    found = take()

    text = config.read_text(encoding="utf-8")
    for line in mine.splitlines():
        assert line in text
    document = tomllib.loads(text)
    assert document["presets"]["Exam"] == {"retention": 0.99}
    assert document["presets"]["Exam (Anki)"]["retention"] == 0.94
    assert document["decks"]["One"] == {"new_per_day": 1, "preset": "Exam (Anki)"}
    assert document["decks"]["Three"] == {"preset": "Exam"}
    assert document["rollover"] == 3
    assert fitted(collection)["Three"] == FSRS_6
    said = in_a_line(found.presets, taken=True)
    for kept in ("Three", "Three (fitted here)", "rollover"):
        assert kept in said


def test_a_collection_gives_its_presets_alone_to_the_decks_that_are_here(
    program: Anki, collection, notes, config
) -> None:
    notes("---\ndeck: Three\n---\nQ: Mine?\nA: Yes")
    program.close()

    dry = take_from_collection(collection, program.path, config, dry_run=True)
    assert not config.exists()
    found = take_from_collection(collection, program.path, config)

    assert dry == found
    assert dict(found.decks) == {"Three": "Calm"}
    settings = read_settings(config)
    assert (settings.presets["Three"].retention, settings.rollover) == (0.8, 6)
    assert fitted(collection) == {"Three": as_fsrs_6(FSRS_5)}
    with pytest.raises(InputError, match="not a collection"):
        take_from_collection(collection, config, config)


def test_presets_as_anki_ships_them_say_nothing(
    anki_collection: Anki, collection, tmp_path, config
) -> None:
    model = anki_collection.collection.models.by_name("Basic")
    note = anki_collection.collection.new_note(model)
    note["Front"] = "Question?"
    anki_collection.collection.add_note(note, 1)
    for form in FORMS:
        file = odd_decks.packages(anki_collection.collection, tmp_path)[form]()
        found = import_package(
            collection, str(file), tmp_path / "in", config=config, take_presets=True
        )
        assert not found.presets.is_something
    assert not config.exists()


def test_our_own_presets_do_not_come_back_as_ankis(
    collection, notes, anki_collection: Anki, tmp_path, config
) -> None:
    from dataclasses import replace

    from quizapp.settings.values import Settings

    notes("---\ndeck: Two\n---\nQ: One?\nA: 1")
    mine = replace(collection, settings=Settings(presets={"": Preset(retention=0.83)}))
    export(mine, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg", scheduling=True, options=True)
    file = odd_decks.packages(anki_collection.collection, tmp_path)["colpkg"]()

    found = import_package(collection, str(file), tmp_path / "in", config=config, take_presets=True)

    assert not found.presets.is_something


def test_studied_cards_remember_as_in_anki_without_a_manual_row(
    take, program: Anki, collection
) -> None:
    """With Anki's parameters the log alone leads to Anki's memories."""
    real = program.collection
    studied = real.find_cards("deck:One or deck:Three")
    at = now_ms() // 1000 * 1000
    for card in map(real.get_card, studied):
        for days, row in ((30, (4, 8, -60, 0)), (1, (3, 21, 8, 1))):
            values = (at - days * DAY_MS + card.id % 1000, card.id, *row)
            real.db.execute("insert into revlog values (?,?,-1,?,?,?,500,1000,?)", *values)
        card.type = card.queue = 2
        card.ivl, card.due, card.reps = 21, real.sched.today + 20, 2
        card.last_review_time = at // 1000 - DAY_MS // 1000
        real.update_card(card)
        found = real.compute_memory_state(card.id)
        card.memory_state = FSRSMemoryState(stability=found.stability, difficulty=found.difficulty)
        real.update_card(card)

    assert take("apkg").reviews == 2 * len(studied)

    with collection.database.reading() as connection:
        log = list(reviews.whole_log(connection, collection.learner))
        states = schedules.all_schedules(connection, collection.learner)
    assert {row.kind.value for row in log} == {"review"}
    assert len(states) == len(studied) == 3
    assert check_collection(collection) == []


@pytest.mark.parametrize("parameters", [FSRS_45, FSRS_5, FSRS_6])
def test_older_parameters_remember_as_anki_does(anki_collection: Anki, parameters) -> None:
    from quizapp.scheduling.memory import next_memory

    real = anki_collection.collection
    key = {17: "fsrsWeights", 19: "fsrsParams5", 21: "fsrsParams6"}[len(parameters)]
    real.set_config("fsrs", True)
    real.decks.update_config(real.decks.config_dict_for_deck_id(1) | {key: list(parameters)})
    note = real.new_note(real.models.by_name("Basic"))
    note["Front"] = "Question?"
    real.add_note(note, 1)
    card = note.cards()[0]
    log = [(60, 3, 0), (50, 1, 1), (45, 3, 1), (20, 4, 1), (4, 2, 1)]
    for days, ease, kind in log:
        row = (now_ms() - days * DAY_MS, card.id, ease, kind)
        real.db.execute("insert into revlog values (?,?,-1,?,5,5,500,1000,?)", *row)
    card.type = card.queue = 2
    card.ivl, card.due, card.reps = 10, 5, len(log)
    real.update_card(card)

    state, before = None, None
    for days, ease, _kind in log:
        gap = 0 if before is None else before - days
        state = next_memory(state, Rating(ease), gap, as_fsrs_6(parameters))
        before = days

    theirs = real.compute_memory_state(card.id)
    assert state.stability == pytest.approx(theirs.stability, rel=1e-4)
    assert state.difficulty == pytest.approx(theirs.difficulty, rel=1e-4)


@pytest.mark.parametrize("parameters", [(1.0,) * 18, (1000.0,) * 21, (-5.0,) * 17])
def test_parameters_that_are_none_are_refused(parameters) -> None:
    with pytest.raises(InputError):
        as_fsrs_6(parameters)


def test_the_fields_are_numbered_as_anki_numbers_them() -> None:
    from anki.deck_config_pb2 import DeckConfig

    whole = DeckConfig.Config(
        learn_steps=[1.5],
        relearn_steps=[3.0],
        fsrs_params_6=FSRS_6,
        new_per_day=3,
        reviews_per_day=4,
        maximum_review_interval=5,
        new_mix=1,
        review_order=12,
        leech_action=1,
        leech_threshold=6,
        bury_reviews=True,
        desired_retention=0.85,
        easy_days_percentages=[0.5] * 7,
        new_card_sort_order=4,
    )

    found = presets_read._of_message("Mine", whole.SerializeToString())

    assert found == Preset(
        name="Mine",
        learning_steps=(timedelta(seconds=90),),
        relearning_steps=(timedelta(minutes=3),),
        parameters=FSRS_6,
        new_per_day=3,
        reviews_per_day=4,
        maximum_interval=5,
        new_mix=NewMix.AFTER,
        order=ReviewOrder.OVERDUE,
        leech_lapses=6,
        bury_siblings=("review",),
        retention=0.85,
        easy_days=(0.5,) * 7,
        new_order=NewOrder.RANDOM,
    )


def mangled(package: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The package with its presets changed as no honest program would."""
    out = package.with_name("mangled.apkg")
    with zipfile.ZipFile(package) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "collection.anki21":
                file = package.with_name("mangled.db")
                file.write_bytes(data)
                with closing(sqlite3.connect(file)) as connection, connection:
                    (dconf,) = connection.execute("SELECT dconf FROM col").fetchone()
                    presets_there = json.loads(dconf)
                    for preset in presets_there.values():
                        change(preset)
                    connection.execute("UPDATE col SET dconf = ?", (json.dumps(presets_there),))
                data = file.read_bytes()
            after.writestr(name, data)
    return out


@pytest.mark.parametrize(
    "change",
    [
        lambda preset: preset.clear(),
        lambda preset: preset.update(new=None),
        lambda preset: preset["new"].update(delays=["a", 1e308]),
        lambda preset: preset["rev"].update(perDay=float("inf")),
        lambda preset: preset.update(
            desiredRetention=float("nan"), fsrsParams6=[float("nan")] * 21
        ),
        lambda preset: preset.update(fsrsParams6=[1e300] * 21, desiredRetention=5),
        lambda preset: preset.update(fsrsParams6=[1.0] * 18, desiredRetention=-5),
        lambda preset: preset["new"].update(perDay=10**30, delays=[1e308, -1, 0]),
        lambda preset: preset.update(name='a"]\n[presets."b\\', desiredRetention=0.8),
        lambda preset: preset.update(
            name="", newMix=99, reviewOrder=-1, easyDaysPercentages=[9] * 7
        ),
    ],
)
def test_presets_made_in_bad_faith_hurt_nothing(
    program: Anki, collection, tmp_path, config, change
) -> None:
    file = mangled(odd_decks.packages(program.collection, tmp_path)["apkg, legacy"](), change)

    found = import_package(collection, str(file), tmp_path / "in", config=config, take_presets=True)

    assert found.done.added == 4
    settings = read_settings(config)
    assert set(settings.presets) <= {"", "One", "Two::Sub", "Three", "Three::Sub"}
    assert check_collection(collection) == []
