"""Cards as Anki notes: type, fields, tags, state."""

from collections.abc import Mapping, Sequence
from html import escape
from types import MappingProxyType

from quizapp.actions.collection import Collection
from quizapp.actions.exporting.choices import Choices
from quizapp.actions.exporting.fields import (
    choice_fields,
    common_fields,
    plain_fields,
    question_fields,
    typed_answer,
    typed_fields,
)
from quizapp.actions.exporting.media import Media
from quizapp.actions.exporting.states import Progress
from quizapp.actions.exporting.variants import sheet_of, variants_of
from quizapp.actions.studying.typed import typed_variant
from quizapp.anki.note_types import NoteType
from quizapp.anki.notes import RETIRED_TAG, AnkiCard, AnkiNote
from quizapp.anki.variants import variants_field
from quizapp.anki.write import makes_card
from quizapp.language import _
from quizapp.model.cards import QUESTIONS, Card, CardKind, Standing
from quizapp.model.errors import InputError
from quizapp.storage.queries import sources
from quizapp.storage.queries.export import Leaving

_TYPES = {
    CardKind.BASIC: NoteType.BASIC,
    CardKind.TYPED: NoteType.TYPED,
    CardKind.CLOZE: NoteType.CLOZE,
    CardKind.STEPS: NoteType.STEPS,
    CardKind.CHOICE: NoteType.CHOICE,
    CardKind.LIVE: NoteType.LIVE,
    CardKind.CODE: NoteType.CODE,
}
_SEPARATED = frozenset({"inline", "block"})
"""The rules whose cards may be asked both ways."""

_FRESH_SEEDS = range(10**12, 10**13)
"""The seeds of ``--fresh`` are the time in milliseconds: Anki takes their numbers for news."""


class Notes:
    """Makes the notes of an export; ``media`` and ``skipped`` fill up meanwhile.

    ``known`` has fields by uid that need not be worked out.
    """

    def __init__(
        self,
        collection: Collection,
        choices: Choices,
        known: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        with collection.database.reading() as connection:
            read = sources.all_sources(connection, collection.learner)
        self._collection = collection
        self._choices = choices
        self._known = known
        self.progress = Progress(collection)
        self.media = Media({source.uid: source.root for source in read})
        self.skipped: list[str] = []

    def of(self, leaving: Sequence[Leaving]) -> list[AnkiNote]:
        """The notes of these cards, in their order; what cannot be written is in ``skipped``."""
        backwards = _backwards(leaving)
        later = {reverse.card.uid for reverse in backwards.values()}
        notes = []
        for one in leaving:
            if one.card.uid in later:
                continue
            note = self._note(one, backwards.get(one.card.uid))
            if note is not None:
                notes.append(note)
        return notes

    def _note(self, one: Leaving, reverse: Leaving | None) -> AnkiNote | None:
        card = one.card
        try:
            fields, changed = self._fields(card)
        except InputError as error:
            self.skipped.append(f"{card.question or card.uid}: {error}")
            return None
        parts = [one] if reverse is None else [one, reverse]
        if reverse is not None:
            fields["Reverse"] = reverse.card.uid
        note = AnkiNote(
            uid=card.uid,
            note_type=_note_type(card),
            deck=card.deck,
            fields=fields,
            changed=max(changed, *(part.changed_at // 1000 for part in parts), 0),
            tags=tags_of(card),
            cards=tuple(self._card(part, place) for place, part in enumerate(parts)),
        )
        if makes_card(note):
            return note
        message = _("its front is empty, so Anki would make no card of it.")
        self.skipped.append(f"{card.uid}: {message}")
        return None

    def _card(self, part: Leaving, ordinal: int) -> AnkiCard:
        state = None
        if self._choices.scheduling:
            state = self.progress.state(part.card, part.position)
        return AnkiCard(part.card.uid, ordinal, state)

    def _fields(self, card: Card) -> tuple[dict[str, str], int]:
        """The fields, and the UTC second from which on they say so as far as the card does not."""
        if card.uid in self._known:
            return dict(self._known[card.uid]), 0
        images, changed = self.media.of(card, card.front, card.back, card.extra)
        common = common_fields(card, images)
        if card.kind in QUESTIONS:
            fresh = self._choices.seed // 1000 if self._choices.seed in _FRESH_SEEDS else 0
            return common | self._question(card, images), max(changed, fresh)
        if card.kind is CardKind.CHOICE:
            return common | choice_fields(card, images, self._choices.seed), changed
        if card.kind is CardKind.TYPED and (variant := typed_variant(card)) is not None:
            return common | typed_fields(variant, images), changed
        return common | plain_fields(card, images), changed

    def _question(self, card: Card, images: Mapping[str, str]) -> dict[str, str]:
        choices = self._choices
        variants = variants_of(self._collection, card, choices.seed, choices.variants)
        fields = question_fields(variants[0], images)
        if len(variants) > 1:
            return fields | {"Variants": variants_field(sheet_of(variants, images))}
        return fields | {"Typed": escape(typed_answer(variants[0]), quote=False)}


def tags_of(card: Card) -> tuple[str, ...]:
    """The tags of a note: those of the card, and ours below ``quizapp::``."""
    headings = ["quizapp::" + heading for heading in card.passage.headings[-1:]]
    retired = [RETIRED_TAG] if card.standing is Standing.RETIRED else []
    return (*card.tags, f"quizapp::{card.rule}", *headings, *retired)


def _note_type(card: Card) -> NoteType:
    """The note type follows the rule, so that ``::`` may become ``:::`` without another note."""
    separated = card.kind is CardKind.BASIC and card.rule in _SEPARATED
    return NoteType.BOTH_WAYS if separated else _TYPES[card.kind]


def _backwards(leaving: Sequence[Leaving]) -> dict[str, Leaving]:
    """The card that asks the other way, by the uid of the one that asks forwards."""
    waiting: dict[tuple[object, ...], Leaving] = {}
    found: dict[str, Leaving] = {}
    for one in leaving:
        card = one.card
        if _note_type(card) is not NoteType.BOTH_WAYS or card.standing is not Standing.ACTIVE:
            continue
        place = (card.deck, card.passage, card.rule)
        forwards = waiting.pop((place, card.back, card.front), None)
        if forwards is None:
            waiting[place, card.front, card.back] = one
        else:
            found[forwards.card.uid] = one
    return found
