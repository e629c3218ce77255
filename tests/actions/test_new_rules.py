"""After an upgrade whose rules read otherwise, the next import reads each file once again."""

from dataclasses import replace

import pytest

from quizapp.actions.cards.editing import edit_card
from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing import reading
from quizapp.actions.importing.drafts import Choice, Decision, decide, drafts
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.reviewing import review
from quizapp.model.reviews import Rating
from quizapp.notes.read import read_notes

NOTES = """\
# Порт
Мол — это длинная стена в море.

Док — это бассейн для ремонта судов.

# Лак
Яхтенный лак защищает дерево от солёной воды и солнца.
"""


@pytest.fixture
def upgrade(monkeypatch: pytest.MonkeyPatch):
    """Read as another edition of the program would; gives the paths that it reads."""
    read: list[str] = []

    def otherwise(text: str, *, path: str, **options: object):
        read.append(path)
        notes = read_notes(text, path=path, **options)
        cards = [
            replace(card, front=card.front.replace("что это?", "что это такое?"), sure=False)
            for card in notes.candidates
        ]
        return replace(notes, candidates=tuple(cards))

    def install() -> list[str]:
        monkeypatch.setattr(reading, "RULES_READ_BY", "another")
        monkeypatch.setattr(reading, "read_notes", otherwise)
        return read

    return install


def test_new_rules_reach_files_that_nobody_edits_and_cost_nothing(
    collection, notes, clock, upgrade
) -> None:
    path = notes(NOTES)
    mole, dock = (card for card in list_cards(collection, "-is:draft"))
    review(collection, mole.id, Rating.GOOD)
    edit_card(collection, dock.id, dock.front, "бассейн, где чинят суда")
    decide(collection, [Decision(drafts(collection)[0].card.uid, Choice.NEVER)])
    clock.wait(minutes=5)

    read = upgrade()
    first = import_notes(collection, [str(path)])
    again = import_notes(collection, [str(path)])

    after = {card.id: card for card in list_cards(collection, "-is:draft")}
    assert read == ["notes.md"]
    assert (first.added, first.retired, first.drafts, again.changed) == (0, 0, 0, 0)
    assert after[mole.id].front == "Мол — что это такое?"
    assert (after[mole.id].reps, after[mole.id].state) == (1, "learning")
    assert after[dock.id].back == "бассейн, где чинят суда"
    assert drafts(collection) == []
