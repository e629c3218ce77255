"""Which keys make sense while studying, by the card and by how far it is revealed."""

from typing import TYPE_CHECKING

from quizapp.language import _, marked
from quizapp.model.cards import CardKind
from quizapp.model.questions import AnswerKind
from quizapp.tui.keys.study import STUDY
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.cardbody import LETTERS, options_of, steps_of

if TYPE_CHECKING:
    from quizapp.tui.screens.study.studied import Studied

_FRACTIONS = frozenset({AnswerKind.NUMBER, AnswerKind.ARRAY, AnswerKind.SET})
_LETTER = {key.id: key.key for key in STUDY}


def study_offers(screen: "Studied") -> dict[str, str]:
    """The keys of the present state, the most useful first."""
    always = {"study.end": marked("end"), "study.leave-program": "", "study.help": marked("help")}
    sight = screen.sight
    if sight is None or sight.asked is None:
        return always
    offers = _of_state(screen, sight)
    if screen.undoable or sight.practising:
        undo = {"study.undo": marked("undo")}
        offers = undo | offers if screen.undone else offers | undo
    scrolled = screen.scrolled
    if scrolled is not None and scrolled.overflows:
        offers = {"study.scroll-down": marked("down"), "study.scroll-up": "", **offers}
    return offers | always


def _of_state(screen: "Studied", sight: Sight) -> dict[str, str]:
    card = {
        **_outward(screen),
        "study.edit": marked("edit"),
        "study.why": marked("why now"),
        "study.suspend": marked("suspend"),
        "study.bury": marked("until tomorrow"),
        "study.flag": marked("flag"),
        **{f"study.set-flag{n}": "" for n in range(1, 5)},
        "study.move": marked("move"),
        "study.forget": "",
        "study.suspend-siblings": "",
        "study.bury-siblings": "",
    }
    if sight.revealed:
        looks = _looks(sight) if sight.typed else {}
        rates = {f"study.rate{rating.value}": "" for rating in sight.ratings}
        return {"study.go": "", **rates, **looks, **_objection(sight), **card}
    if sight.typed:
        return _asking(screen, sight) | card
    if sight.untrusted:
        return {"study.trust": marked("let it run"), "study.go": "", **card}
    if sight.choice:
        taken = LETTERS[: _option_count(sight)]
        free = {name: words for name, words in card.items() if _LETTER[name] not in taken}
        return {"study.go": "", **free}
    return {"study.go": "", **card}


def _outward(screen: "Studied") -> dict[str, str]:
    """What another program can show; the way to Obsidian needs no place in the bottom row."""
    offers = {"study.open": marked("open")} if screen.media else {}
    if screen.outside is not None and screen.outside.vault_file is not None:
        offers["study.obsidian"] = ""
    return offers


def _looks(sight: Sight) -> dict[str, str]:
    """What can be looked at or done again after a verdict."""
    assert sight.asked is not None
    variant = sight.asked.variant
    assert variant is not None
    looks = {"study.worked": marked("worked solution")} if variant.steps else {}
    if sight.asked.card.kind is CardKind.LIVE:
        looks["study.code"] = marked("code")
    looks["study.prompt"] = marked("prompt")
    if variant.drawn:
        looks["study.fresh"] = marked("again with new numbers")
    return looks


def _objection(sight: Sight) -> dict[str, str]:
    """Only a verdict on an answer can be disagreed with."""
    return (
        {}
        if sight.verdict is None or sight.practising
        else {"study.disagree": marked("I disagree")}
    )


def _asking(screen: "Studied", sight: Sight) -> dict[str, str]:
    offers: dict[str, str] = {}
    if sight.program:
        offers["study.check"] = ""
    if not sight.program or not screen.typing:
        offers["study.go"] = ""
    if sight.program and screen.typing:
        offers["study.next"] = ""
    else:
        offers["study.next"] = marked("next") if screen.typing else marked("answer")
    if sight.hints_left or sight.hints:
        shown, total = len(sight.hints), len(sight.hints) + sight.hints_left
        offers["study.hint"] = _("hint {n}/{total}").format(n=shown, total=total)
    offers["study.dont-know"] = marked("don't know")
    if screen.typing:
        offers["study.leave"] = marked("keys")
    if sight.asked and sight.asked.variant and sight.asked.variant.drawn:
        offers["study.fresh"] = marked("new numbers")
    return offers


def _option_count(sight: Sight) -> int:
    return len(options_of(sight.asked)) if sight.asked is not None else 0


def main_action(sight: Sight, steps_shown: int, trust: str) -> tuple[str, str, str]:
    """The one main action before an answer is seen: its key, its words, a remark.

    ``trust`` is the key that lets code run.
    """
    assert sight.asked is not None
    if sight.refused:
        remark = _("{key} lets this code run from now on").format(key=trust)
        return _("space"), _("Put off until tomorrow"), remark if sight.untrusted else ""
    if sight.program:
        return "ctrl+r", _("Check"), ""
    if sight.typed:
        return _("enter"), _("Check"), _way_to_answer(sight)
    if sight.choice:
        letters = LETTERS[_option_count(sight) - 1]
        return f"a–{letters}", _("Choose"), _("enter shows the answer")
    if sight.asked.card.kind is CardKind.STEPS:
        total = len(steps_of(sight.asked.card))
        words = _("Show step {n} of {total}").format(n=steps_shown + 1, total=total)
        return _("space"), words, ""
    return _("space"), _("Show answer"), ""


def _way_to_answer(sight: Sight) -> str:
    """What to know of how an answer is typed."""
    variant = sight.asked.variant if sight.asked else None
    kinds = {part.kind for part in variant.parts} if variant is not None else set()
    if kinds == {AnswerKind.CHOICE}:
        return _("type the letter of the right one")
    if kinds == {AnswerKind.ORDER}:
        return _("type the numbers in order: 2 1 3")
    return _("fractions are fine: 3/4, 16.9/27.3") if kinds & _FRACTIONS else ""
