"""A collection of Anki's with everything that is odd, made by Anki's own backend."""

import base64
from collections.abc import Callable
from pathlib import Path

from anki.cards import Card, FSRSMemoryState
from anki.collection import Collection, ExportAnkiPackageOptions
from anki.consts import MODEL_CLOZE
from anki.decks import FilteredDeckConfig
from anki.notes import Note
from real_anki import DAY_MS, Anki, now_ms

from quizapp.model.reviews import Rating

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
MEDIA = ("схема сети.png", "sound—ü.mp3", "a (b) $c%.png")

TEXTS = {
    "bold": ("What is <b>bold</b>?", "An <i>answer</i><br>over<br><br>lines"),
    "lists": (
        "Name them",
        "<ul><li>first<ul><li>nested</li></ul></li><li>second</li></ul><p>end</p>",
    ),
    "table": ("<table><tr><th>head</th><th>b|c</th></tr><tr><td>1</td></tr></table>", "cells"),
    "code": (
        "Read it",
        "<pre><code>&gt;&gt;&gt; f(x)\n\n%% [[1]] ```\nQ: no\n# c</code></pre>tail",
    ),
    "formulas": (r"\(a &lt; b_{1}^2\) and \[\frac{x}{y}\]", "[$]z[/$] [latex]$u$ or $v$[/latex]"),
    "signs": ("5$ for *x* _y_ #tag [[wiki]] ==mark==", "Q: q<br>A: a<br>- [x] box<br>^id %% c %%"),
    "headings": ("<h1>Chapter</h1>text<hr>more", "<b>Alone</b><div>below</div>"),
    "media": (f'<img src="{MEDIA[0]}" alt="net">', f"[sound:{MEDIA[1]}]<img src='{MEDIA[2]}'>"),
    "script": ("Harmless<script>alert(1)</script>", '<a href="javascript:x()" onclick=y>link</a>'),
    "mixed": (
        "Кириллица &amp; 漢字 émigré",
        "<div>one</div><div>two</div><blockquote>said</blockquote>",
    ),
}


def fill(collection: Collection, folder: Path) -> dict[str, Note]:
    """Notes of all kinds, some of them studied."""
    for name in MEDIA:
        (folder / name).write_bytes(PIXEL)
        collection.media.add_file(str(folder / name))
    made = {name: _basic(collection, *sides) for name, sides in TEXTS.items()}
    made["bold"].tags = ["leech", "biology::cells", "страница"]
    collection.update_note(made["bold"])
    made |= _clozes(collection) | _other_types(collection)
    made["occlusion"] = _occlusion(collection)
    _study(collection, made)
    return made


def _add(collection: Collection, kind: str, deck: str, **fields: str) -> Note:
    note = collection.new_note(collection.models.by_name(kind))
    for name, text in fields.items():
        note[name.replace("_", " ")] = text
    collection.add_note(note, collection.decks.id(deck))
    return note


def _basic(collection: Collection, front: str, back: str) -> Note:
    return _add(collection, "Basic", "Odd::Texts", Front=front, Back=back)


def _clozes(collection: Collection) -> dict[str, Note]:
    texts = {
        "nested": "The {{c1::capital {{c2::Lima::city}} of Peru}} is large",
        "overlap": "{{c1::alpha}} {{c2::beta}} {{c1::gamma::third}} {{c3::delta}}",
        "several": "Numbers {{c1,2::both}} and {{c2::second}}",
        "in formula": r"Thin \(\frac{1}{f} = {{c1::\frac{1}{a} }} + {{c2::b}}\) lens",
        "blocks": "Before {{c1::<ul><li>one item</li><li>two items</li></ul>}} after {{c2::word}}",
        "in code": "<pre>x = {{c1::compute()}}\ny = 2</pre>",
        "colons": "Use {{c1::std::vector}} here",
        "lines": "First <b>{{c1::line}}</b><br>second line<div>third {{c2::part}}</div>",
    }
    return {
        name: _add(collection, "Cloze", "Odd::Clozes", Text=text, Back_Extra=f"Extra of {name}")
        for name, text in texts.items()
    }


def _other_types(collection: Collection) -> dict[str, Note]:
    both = _add(collection, "Basic (and reversed card)", "Odd", Front="hello", Back="привет")
    typed = _add(collection, "Basic (type in the answer)", "Odd", Front="2 + 2", Back="four")
    return {"both": both, "typed": typed, "word": _word(collection), "verse": _verse(collection)}


def _word(collection: Collection) -> Note:
    """A note type with many fields, of which its templates show a few."""
    models = collection.models
    kind = models.new("Vocabulary")
    for name in ("Word", "Reading", "Meaning", "Audio", "Note", "Source page", "Unused"):
        models.add_field(kind, models.new_field(name))
    front = models.new_template("Recognise")
    front["qfmt"] = "<div class=w>{{Word}}</div>{{#Reading}}{{hint:Reading}}{{/Reading}}"
    front["afmt"] = (
        "{{FrontSide}}<hr id=answer>{{Meaning}}{{^Note}}no note{{/Note}}<script>x()</script>"
    )
    models.add_template(kind, front)
    back = models.new_template("Recall")
    back["qfmt"] = "{{Meaning}} ({{Deck}})"
    back["afmt"] = "{{FrontSide}}<hr id=answer>{{furigana:Word}}"
    models.add_template(kind, back)
    models.add(kind)
    return _add(
        collection,
        "Vocabulary",
        "Odd::Words",
        Word=" 漢字[かんじ]",
        Reading="kanji",
        Meaning="Chinese character",
        Audio=f"[sound:{MEDIA[1]}]",
        Note="seen <b>often</b>",
        Source_page="page 42<br>left",
        Unused="shown nowhere",
    )


def _verse(collection: Collection) -> Note:
    """A cloze type of its own, with two fields that have clozes."""
    models = collection.models
    kind = models.new("Verse")
    kind["type"] = MODEL_CLOZE
    for name in ("Line", "Poet", "Remark"):
        models.add_field(kind, models.new_field(name))
    template = models.new_template("Cloze")
    template["qfmt"] = "{{Poet}}: {{cloze:Line}}"
    template["afmt"] = "{{Poet}}: {{cloze:Line}}<br>{{#Remark}}<i>{{Remark}}</i>{{/Remark}}"
    models.add_template(kind, template)
    models.add(kind)
    line = "Shall I {{c1::compare}} thee to a {{c2::summer’s::season}} day"
    return _add(collection, "Verse", "Odd", Line=line, Poet="Shakespeare", Remark="Sonnet 18")


def _occlusion(collection: Collection) -> Note:
    regions = "{{c1::image-occlusion:rect:left=.1:top=.25:width=.3:height=.1:oi=1}}<br>" + (
        "{{c2::image-occlusion:ellipse:left=.5:top=.5:rx=.1:ry=.1}}"
    )
    return _add(
        collection,
        "Image Occlusion",
        "Odd",
        Occlusion=regions,
        Image=f'<img src="{MEDIA[0]}">',
        Header="The network",
        Back_Extra="Two layers",
        Comments="mine",
    )


def _study(collection: Collection, made: dict[str, Note]) -> None:
    """Cards in every state: new, learning, review, relearning, suspended, buried, flagged."""
    collection.set_config("fsrs", True)
    begun = now_ms() - 60 * DAY_MS
    plans: dict[str, list[tuple[float, Rating]]] = {
        "bold": [(0, Rating.GOOD), (0.01, Rating.GOOD), (3, Rating.GOOD), (20, Rating.HARD)],
        "lists": [(0, Rating.EASY), (10, Rating.AGAIN), (10.01, Rating.GOOD), (14, Rating.EASY)],
        "table": [(59.9, Rating.AGAIN)],
        "code": [(0, Rating.EASY), (59.9, Rating.AGAIN)],
        "nested": [(0, Rating.GOOD), (0.01, Rating.GOOD), (9, Rating.EASY)],
        "both": [(1, Rating.EASY), (30, Rating.GOOD)],
        "word": [(2, Rating.EASY)],
    }
    for name, steps in plans.items():
        for after, rating in steps:
            card = made[name].cards()[0]
            answer(collection, card, rating, begun + int(after * DAY_MS))
    suspended, buried, flagged = (made[name].cards()[0].id for name in ("signs", "typed", "word"))
    collection.sched.suspend_cards([suspended, made["lists"].cards()[0].id])
    collection.sched.bury_cards([buried])
    collection.set_user_flag_for_cards(3, [flagged])
    collection.sched.set_due_date([made["formulas"].cards()[0].id], "7")
    _without_log(collection, made["headings"].cards()[0])
    _filtered(collection)


def answer(collection: Collection, card: Card, rating: Rating, at: int) -> None:
    """Answer a card at a moment of the past."""
    Anki.answer(_Answering(collection), card, rating, at)  # type: ignore[arg-type]


class _Answering:
    def __init__(self, collection: Collection) -> None:
        self.collection = collection


def _without_log(collection: Collection, card: Card) -> None:
    """A card that has a state of FSRS, and no row in the log."""
    card.type, card.queue, card.ivl, card.reps, card.lapses = 2, 2, 21, 9, 2
    card.due = collection.sched.today + 5
    card.memory_state = FSRSMemoryState(stability=23.4567, difficulty=6.789)
    card.last_review_time = now_ms() // 1000 - 16 * 86_400
    collection.update_card(card)


def _filtered(collection: Collection) -> None:
    """A filtered deck that has borrowed cards of another."""
    deck = collection.sched.get_or_create_filtered_deck(0)
    deck.name = "Cramming"
    terms = [FilteredDeckConfig.SearchTerm(search='deck:"Odd::Clozes"', limit=3, order=0)]
    del deck.config.search_terms[:]
    deck.config.search_terms.extend(terms)
    deck.config.reschedule = True
    collection.sched.add_or_update_filtered_deck(deck)


def packages(collection: Collection, folder: Path) -> dict[str, Callable[[], Path]]:
    """How to write the collection, in each of the forms that Anki knows."""

    def deck(legacy: bool) -> Callable[[], Path]:
        def write() -> Path:
            file = folder / f"odd{int(legacy)}.apkg"
            options = ExportAnkiPackageOptions(
                with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
            )
            collection.export_anki_package(out_path=str(file), options=options, limit=None)
            return file

        return write

    def everything(legacy: bool) -> Callable[[], Path]:
        def write() -> Path:
            file = folder / f"all{int(legacy)}.colpkg"
            path = collection.path
            collection.export_collection_package(str(file), include_media=True, legacy=legacy)
            collection.__init__(path)  # type: ignore[misc]
            return file

        return write

    return {
        "apkg": deck(False),
        "apkg, legacy": deck(True),
        "colpkg": everything(False),
        "colpkg, legacy": everything(True),
    }
