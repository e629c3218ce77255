"""Schedules are worked out while others write; what they wrote is not lost."""

from collections.abc import Callable

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.collection import Collection
from quizapp.actions.planning import replaying
from quizapp.actions.safety import integrity
from quizapp.actions.safety.integrity import check_collection, rebuild
from quizapp.actions.studying.log import Answered, log_review, take_back
from quizapp.model.reviews import Rating
from quizapp.model.schedules import Preset
from quizapp.storage.queries import presets
from quizapp.storage.queries.erased import erase_for_good

CARDS = "".join(f"Q: Question number {i}?\nA: Answer number {i}.\n\n" for i in range(1, 9))
OTHERS = (
    *(0.4, 1.1, 3.2, 15.7, 7.1, 0.53, 1.5, 0.02, 1.6, 0.12, 1.05),
    *(1.9, 0.11, 0.3, 2.2, 0.25, 2.9, 0.7, 0.4, 0.12, 0.2),
)


def rate(collection: Collection, card: str, rating: Rating = Rating.GOOD):
    now = collection.now()
    return log_review(collection, card, rating, now, Preset(), Answered())[0]


def study_others(collection: Collection, ids: list[str]) -> None:
    for card in ids[:5]:
        rate(collection, card, Rating.AGAIN)


def undo(collection: Collection, ids: list[str]) -> None:
    take_back(collection, rate(collection, ids[6]), Preset())


def fit_anew(collection: Collection, ids: list[str]) -> None:
    with collection.database.writing() as connection:
        presets.save_fitted(connection, collection.learner, "", OTHERS, at=1)


def erase(collection: Collection, ids: list[str]) -> None:
    with collection.database.writing() as connection:
        erase_for_good(connection, collection.learner, ids[:2])


def nothing(collection: Collection, ids: list[str]) -> None:
    pass


@pytest.mark.parametrize("meanwhile", [nothing, study_others, undo, fit_anew, erase])
def test_a_rebuild_keeps_what_was_written_while_it_worked(
    collection: Collection,
    notes: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[Collection, list[str]], None],
) -> None:
    notes(CARDS)
    ids = [card.id for card in list_cards(collection)]
    for card in ids[:3]:
        rate(collection, card)

    def disturbed(of: Collection) -> replaying.Ahead:
        ahead = replaying.work_out(of)
        meanwhile(of, ids)
        return ahead

    monkeypatch.setattr(integrity, "work_out", disturbed)
    rebuild(collection)

    assert check_collection(collection) == []


def test_only_what_has_changed_is_replayed_again(
    collection: Collection, notes: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes(CARDS)
    ids = [card.id for card in list_cards(collection)]
    for card in ids:
        rate(collection, card)
    ahead = replaying.work_out(collection)
    rate(collection, ids[3])
    replayed = replaying.replayed
    again: list[int] = []
    monkeypatch.setattr(
        replaying,
        "replayed",
        lambda rows, preset: again.append(len(rows)) or replayed(rows, preset),
    )

    with collection.database.writing() as connection:
        assert replaying.write_down(collection, connection, ahead) == len(ids)

    assert again == [2]


def test_parameters_about_to_be_adopted_are_replayed_with(
    collection: Collection, notes: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes(CARDS)
    for card in list_cards(collection):
        rate(collection, card.id)
    ahead = replaying.work_out(collection, {"": OTHERS})
    monkeypatch.delattr(replaying, "replayed")  # nothing is left to be replayed

    with collection.database.writing() as connection:
        presets.save_fitted(connection, collection.learner, "", OTHERS, at=1)
        replaying.write_down(collection, connection, ahead)

    monkeypatch.undo()
    assert check_collection(collection) == []
