"""The first screen teaches by example in Russian too, and its example is a true one."""

from quizapp import language
from quizapp.language import _
from quizapp.notes.read import read_notes
from quizapp.tui.widgets.welcome import CARDS, NOTES


def test_the_russian_example_makes_the_cards_beside_it() -> None:
    language.use("ru")
    made = read_notes(_(NOTES), source="", path="quick.md").candidates
    assert [(card.rule, card.front) for card in made] == [
        (rule, _(front)) for _kind, rule, front, _back in CARDS
    ]
    definition, steps = (_(back) for _kind, _rule, _front, back in CARDS)
    assert made[0].back.startswith(definition.rstrip(" …"))
    assert [line.partition(" ")[2] for line in made[1].back.splitlines()] == steps.split(" → ")
