import pytest

from quizapp.model.errors import InputError
from quizapp.notes.front_matter import CardsMode, split_front_matter
from quizapp.notes.source import decode, plain

CARD = "Q: Что?\nA: То\n"


def test_bytes_that_are_not_utf8_are_refused_with_their_line():
    with pytest.raises(InputError) as refused:
        decode("раз\nдва\nтри".encode("cp1251"), "old.md")
    assert str(refused.value) == (
        "old.md:1: This is not UTF-8 text. Save the file as UTF-8 and import it again."
    )


def test_a_binary_file_is_refused():
    with pytest.raises(InputError) as refused:
        decode(b"GIF\n\0\xff", "picture.md")
    assert str(refused.value) == (
        "picture.md:2: This is a binary file, not notes. Give a Markdown text file."
    )


def test_text_with_nul_characters_is_refused(read):
    with pytest.raises(InputError, match="binary"):
        read("a\0b")


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + CARD, CARD.replace("\n", "\r\n"), CARD.replace("\n", "\r")],
    ids=["byte-order mark", "CRLF", "CR"],
)
def test_marks_and_line_ends_of_other_systems_do_not_matter(read, text):
    assert read(text) == read(CARD)


def test_odd_line_separators_do_not_shift_lines(read):
    notes = "один\x0bдва\u2028три\x85четыре\n\n" + CARD
    assert read(notes).candidates[-1].passage.first_line == 3


def test_comments_are_blanked_but_lines_stay():
    text = "a %%b%% c\n%%\nd\n%%\ne\n```\n%% code %%\n```\n"
    assert plain(text, "x") == "a c\n\n\n\ne\n```\n%% code %%\n```\n"


def test_a_comment_that_never_closes_is_text():
    assert plain("100 %% of it\nnext", "x") == "100 %% of it\nnext"


FRONT = """---
title: Моря и реки
deck: География / Моря
lang: RU
tags: [вода, "#школа/7", 5]
sr-due: 2024-01-01
---
"""


def test_our_keys_of_the_front_matter_are_read_and_foreign_ones_left_alone(read):
    notes = read(FRONT + CARD)
    card = notes.candidates[0]
    assert (notes.title, notes.deck, notes.lang) == ("Моря и реки", "География::Моря", "ru")
    assert card.tags == ("вода", "школа::7", "5")
    assert card.deck == "География::Моря"
    assert notes.findings == ()


def test_lines_are_true_after_front_matter(read):
    assert read(FRONT + "\n" + CARD).candidates[0].passage.first_line == 9
    assert read(FRONT + "\n" + CARD).candidates[0].passage.last_line == 10


@pytest.mark.parametrize(
    "yaml",
    ["a: [b", "a: 2024-13-45", "\t- x: y: z", "[" * 3000],
    ids=["open list", "no such day", "tabs", "deep"],
)
def test_broken_front_matter_is_a_finding_and_counts_as_none(read, yaml):
    notes = read(f"---\n{yaml}\n---\n{CARD}")
    assert [(found.rule, found.line) for found in notes.findings] == [("front-matter", 1)]
    assert notes.deck == "notes"
    assert notes.candidates[0].passage.first_line == 4


def test_front_matter_that_never_closes_is_text(read):
    notes = read(f"---\ndeck: x\n\n{CARD}")
    assert notes.deck == "notes"
    assert len(notes.candidates) == 1


def test_an_unknown_mode_is_a_finding(read):
    finding = read("---\ncards: some\n---\n").findings[0]
    assert finding.message == "“cards: some” is not known: write explicit, marked or none."


@pytest.mark.parametrize(
    ("written", "mode", "marked"),
    [
        ("cards: marked", CardsMode.MARKED, True),
        ("cards: none", CardsMode.NONE, False),
        ("cards: false", CardsMode.NONE, False),
        ("tags: flashcards", CardsMode.ALL, True),
        ("tags: ['#flashcards/x']", CardsMode.ALL, True),
        ("other: x", CardsMode.ALL, False),
        ("just text", CardsMode.ALL, False),
    ],
)
def test_what_front_matter_allows(written, mode, marked):
    front, _, _ = split_front_matter(f"---\n{written}\n---\n", "x.md")
    assert (front.cards, front.marked) == (mode, marked)


@pytest.mark.parametrize(
    ("path", "deck"),
    [("a.md", "a"), ("ml/deep/a.b.md", "ml::deep::a.b"), ("./a.md", "a")],
)
def test_without_front_matter_folder_and_file_name_the_deck(read, path, deck):
    assert read(CARD, path).candidates[0].deck == deck
