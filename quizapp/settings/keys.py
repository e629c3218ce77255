"""Every key of the settings file, once: what it takes and what it does."""

from dataclasses import dataclass

from quizapp.language import LANGUAGES, marked
from quizapp.model.schedules import Interleave, NewMix, NewOrder, ReviewOrder
from quizapp.settings import kinds
from quizapp.settings.kinds import Kind

THEMES = ("dark", "light", "contrast", "ansi")
PICTURES = ("auto", "on", "off")


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the field of the same name in the settings or in a preset, and its comment."""

    kind: Kind
    about: str


DECK_KEYS: dict[str, Key] = {
    "new_per_day": Key(kinds.whole(0, 9999), marked("New cards a day.")),
    "reviews_per_day": Key(
        kinds.whole(0, 99_999), marked("Reviews a day; new cards use this limit up too.")
    ),
    "retention": Key(
        kinds.number(0.7, 0.99),
        marked("The share of cards you want to recall when they are due; more means more work."),
    ),
    "learning_steps": Key(
        kinds.steps(), marked("Delays of a new card before it is trusted to days: s, m, h, d.")
    ),
    "relearning_steps": Key(kinds.steps(), marked("The same after a card was forgotten.")),
    "maximum_interval": Key(kinds.whole(1, 36_500), marked("The longest interval in days.")),
    "leech_lapses": Key(
        kinds.whole(1, 99), marked("A card forgotten so often is a leech: rewrite it.")
    ),
    "leech_suspend": Key(kinds.flag(), marked("Whether a leech is suspended too.")),
    "fuzz": Key(kinds.flag(), marked("Spread intervals a little, so that cards come apart.")),
    "load_balance": Key(
        kinds.flag(), marked("Within that spread prefer days with less to do (up to 90 days).")
    ),
    "easy_days": Key(
        kinds.week(), marked("The share of the usual work on each weekday, Monday first.")
    ),
    "bury_siblings": Key(
        kinds.some_of(("new", "review")),
        marked("Siblings of an answered card that wait until tomorrow: new, review, both."),
    ),
    "order": Key(
        kinds.one_of(ReviewOrder, ReviewOrder),
        marked("Reviews: due, retrievability (most likely known first), overdue, random."),
    ),
    "new_order": Key(kinds.one_of(NewOrder, NewOrder), marked("New cards: notes, random.")),
    "new_mix": Key(
        kinds.one_of(NewMix, NewMix), marked("New cards among the reviews: before, mixed, after.")
    ),
    "interleave": Key(
        kinds.one_of(Interleave, Interleave),
        marked("Topics that take turns: nothing, decks, headings."),
    ),
    "deadline": Key(
        kinds.optional(kinds.day(), ""), marked("The day of an exam: 2026-06-30, or empty.")
    ),
    "minutes_per_day": Key(
        kinds.optional(kinds.whole(0, 1440), 0),
        marked("Minutes a day for these cards, at your own pace; 0 for no bound."),
    ),
}

GLOBAL_KEYS: dict[str, Key] = {
    "rollover": Key(kinds.whole(0, 23), marked("The hour at which a study day begins.")),
    "language": Key(
        kinds.one_of(("", *LANGUAGES)), marked("en, ru; empty for that of the system.")
    ),
    "theme": Key(
        kinds.one_of(THEMES),
        marked("dark, light, contrast; ansi takes the terminal's own sixteen colours."),
    ),
    "colour": Key(kinds.flag(), marked("false shows everything without colours, like NO_COLOR.")),
    "motion": Key(kinds.flag(), marked("false lets nothing on the screen move.")),
    "pictures": Key(
        kinds.one_of(PICTURES),
        marked("Formulas and images as pictures where the terminal can; on tries it in tmux too."),
    ),
    "two_buttons": Key(kinds.flag(), marked("true rates with two buttons: Again or Good.")),
    "anki_address": Key(kinds.text(), marked("Where AnkiConnect listens, for `export --anki`.")),
    "anki_key": Key(
        kinds.optional(kinds.text(), ""), marked("The key that AnkiConnect wants, where it does.")
    ),
}

NOTE_KEYS: dict[str, Key] = {
    "no_cards": Key(kinds.names(), marked("Rules that make no cards, as in `quizapp cards`.")),
    "no_findings": Key(kinds.names(), marked("Lint rules that say nothing.")),
    "take_in": Key(kinds.flag(), marked("true takes changed notes in when quizapp starts.")),
}

LIMIT = Key(kinds.number(0, 99_999), marked("Where a lint rule begins to speak."))
BINDING = Key(kinds.text(), marked("The key of an action of a screen."))
TABLES = ("notes", "keys", "presets", "decks")
