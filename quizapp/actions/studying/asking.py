"""Which card is asked, how, and what belongs to asking it: variant, options, the card to see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from quizapp.actions.collection import Collection
from quizapp.actions.questions.variants import UntrustedCode, question_of, stored_variant
from quizapp.actions.studying.choices import Choice, choice_of
from quizapp.actions.studying.log import drawn_json
from quizapp.actions.studying.selecting import waiting_of
from quizapp.actions.studying.typed import typed_variant
from quizapp.actions.studying.waits import Wait, unmoved, waits
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Card, CardKind, CardState
from quizapp.model.errors import InputError
from quizapp.model.questions import Variant
from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Preset, Schedule
from quizapp.model.verdicts import Verdict
from quizapp.model.waiting import Waiting
from quizapp.scheduling.balance import Workload
from quizapp.scheduling.levels import level_of
from quizapp.scheduling.memory import retrievability
from quizapp.settings.values import nearest
from quizapp.storage.queries import cards, reviews, schedules

RECENT = 20
_TRIES = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """The card in question.

    ``recall`` is its retrievability now, ``variant`` the question worked out (live and code
    cards), ``refusal`` the sentence why a question cannot be asked, ``waits`` the next interval
    of each rating, ``file`` the place in the notes. The front of a code question that is not
    trusted holds its program too: it is shown, never run, and ``untrusted`` says so. ``choice``
    are the options of a choice card. ``brought_by`` is the card on which a mistake was made that
    brought this one forward.
    """

    card: Card
    schedule: Schedule
    state: CardState
    recall: float | None
    variant: Variant | None
    refusal: str | None
    waits: Mapping[Rating, Wait]
    file: str
    choice: Choice | None = None
    untrusted: bool = False
    brought_by: Card | None = None


@dataclass(frozen=True, slots=True)
class See:
    """The card that a mistake points at, and as the queue sees it."""

    card: Card
    waiting: Waiting


def ask(
    collection: Collection,
    uid: str,
    chosen: Mapping[str, Preset],
    workload: Workload | None = None,
    *,
    moves: bool = True,
) -> Asked:
    """Ask a card: read it afresh, draw its numbers, work out what each rating gives.

    Where ``moves`` is False its rating will leave the schedule as it is.
    """
    now = collection.now()
    day = collection.day_of(now)
    with collection.database.reading() as connection:
        stored = cards.card(connection, collection.learner, uid)
        schedule = schedules.schedule(connection, collection.learner, uid)
    assert stored is not None, "cards are never deleted, only retired"
    variant, refusal, card = drawn(collection, stored, schedule.memory)
    preset = nearest(chosen, card.deck)
    recall = None
    if schedule.memory is not None and schedule.last_day is not None:
        recall = retrievability(schedule.memory, day - schedule.last_day, preset.parameters)
    return Asked(
        card=card,
        schedule=schedule,
        state=CardState(schedule.phase.value),
        recall=recall,
        variant=variant,
        refusal=refusal,
        waits=waits(schedule, now, day, uid, preset, workload)
        if moves
        else unmoved(schedule, now, day),
        file=f"{card.passage.path}:{card.passage.first_line}",
        choice=_choice(collection, card),
        untrusted=card is not stored,
    )


def drawn(
    collection: Collection,
    card: Card,
    memory: MemoryState | None,
    before: Variant | None = None,
) -> tuple[Variant | None, str | None, Card]:
    """A variant with numbers that neither the latest reviews nor the one ``before`` showed.

    Its level is the one that the ``memory`` of the card has reached. Else why there is none;
    neither for a card that asks no question.

    The card is given back as it is to be shown: with its program where that may not run.
    """
    if card.kind is CardKind.TYPED:
        return typed_variant(card), None, card
    if card.kind not in QUESTIONS:
        return None, None, card
    seen = _seen_lately(collection, card)
    if before is not None:
        seen.add(drawn_json(before))
    variant: Variant | None = None
    try:
        level = level_of(memory, question_of(collection, card).levels)
        for _try in range(_TRIES):
            variant = stored_variant(collection, card, collection.random.getrandbits(31), level)
            if not variant.drawn or drawn_json(variant) not in seen:
                break
    except UntrustedCode as error:
        program = f"{error.prompt}\n\n``````python\n{error.code}``````"
        return None, str(error), replace(card, front=program)
    except InputError as error:
        return None, str(error), card
    return variant, None, card


def hints(variant: Variant) -> tuple[str, ...]:
    """The question's own hints, then its worked steps but the last, which is the answer."""
    steps = tuple(
        f"{step.caption}: {step.substituted} = {step.printed}" for step in variant.steps[:-1]
    )
    return variant.hints + steps


def card_to_see(
    collection: Collection, card: Card, variant: Variant | None, verdict: Verdict
) -> See | None:
    """The card that the mistake just made points at."""
    if variant is None or verdict.mistake is None:
        return None
    named = [
        mistake.see
        for part in variant.parts
        for mistake in part.mistakes
        if mistake.id == verdict.mistake and mistake.see
    ]
    if not named:
        return None
    with collection.database.reading() as connection:
        found = cards.cards_seen_as(connection, collection.learner, named[0])
        others = [other for other in found if other.uid != card.uid]
        if not others:
            return None
        schedule = schedules.schedule(connection, collection.learner, others[0].uid)
    return See(others[0], waiting_of(others[0], schedule))


def every_deck(collection: Collection) -> list[str]:
    """The names of all decks with a card, and of the decks above them."""
    with collection.database.reading() as connection:
        names = cards.decks(connection, collection.learner)
    return sorted(
        {
            "::".join(deck.split("::")[: i + 1])
            for deck in names
            for i in range(deck.count("::") + 1)
        }
    )


def known_deck(collection: Collection, name: str | None) -> str | None:
    """The deck called so, in full or by its last part; None asks for all.

    Raises:
        InputError: there is none, or several.
    """
    if name is None:
        return None
    every = every_deck(collection)
    if name in every:
        return name
    alike = [deck for deck in every if deck.split("::")[-1].casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    raise InputError(_unknown_deck(name, alike or every))


def _unknown_deck(name: str, known: list[str]) -> str:
    if not known:
        return _("There is no deck “{name}”: the collection is empty.").format(name=name)
    listed = ", ".join(_("“{name}”").format(name=deck) for deck in known[:10])
    return _("There is no deck “{name}”: use one of {known}.").format(name=name, known=listed)


def _choice(collection: Collection, card: Card) -> Choice | None:
    if card.kind is not CardKind.CHOICE:
        return None
    return choice_of(card, collection.random.getrandbits(31))


def _seen_lately(collection: Collection, card: Card) -> set[str]:
    with collection.database.reading() as connection:
        log = reviews.of_card(connection, collection.learner, card.uid)
    return {
        json.dumps(json.loads(review.drawn), ensure_ascii=False)
        for review in log[-RECENT:]
        if review.drawn
    }
