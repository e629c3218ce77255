"""Choice cards: their options as they are shown, shuffled so that no place can be learned."""

import json
import re
from dataclasses import dataclass
from random import Random

from quizapp.grading.picked import LETTERS
from quizapp.model.cards import Card, Option

__all__ = ["LETTERS", "Choice", "choice_of", "from_shown", "options_of", "shown_json"]

_OPTION = re.compile(r"^- \[([ xX])\] (.*)$")


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of a card in the order shown, which the seed gives."""

    seed: int
    options: tuple[Option, ...]

    @property
    def several(self) -> bool:
        """Whether more than one option belongs to the answer."""
        return sum(option.right for option in self.options) > 1


def choice_of(card: Card, seed: int) -> Choice | None:
    """The options of a choice card, None where they are too few or many, or none is right."""
    options = options_of(card)
    if not 2 <= len(options) <= len(LETTERS) or not any(option.right for option in options):
        return None
    stream = Random(seed)
    keys = [stream.random() for _option in options]
    order = sorted(range(len(options)), key=keys.__getitem__)
    return Choice(seed, tuple(options[place] for place in order))


def options_of(card: Card) -> list[Option]:
    """The options of a card as its notes list them."""
    found = [_OPTION.match(line) for line in card.back.splitlines()]
    return [Option(match[2], match[1] != " ") for match in found if match]


def shown_json(choice: Choice) -> str:
    """The options in the order shown, with their marks, as the log keeps them."""
    rows = [[option.text, option.right] for option in choice.options]
    return json.dumps({"options": rows}, ensure_ascii=False)


def from_shown(seed: int, shown: str) -> Choice:
    """The choice that :func:`shown_json` wrote down."""
    rows = json.loads(shown)["options"]
    return Choice(seed, tuple(Option(text, right) for text, right in rows))
