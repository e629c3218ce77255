from dataclasses import replace
from random import Random

import pytest

from quizapp.model.cards import CardKind, Standing
from quizapp.notes.matcher import match

DEFINITION = "Дроссель — это катушка, которая не пропускает переменный ток.\n"
OTHER = "Реле — это выключатель, которым управляет ток.\n"


def counts(plan):
    return {name: len(getattr(plan, name)) for name in plan.__slots__ if getattr(plan, name)}


def test_importing_twice_changes_nothing(seed, stored, read, seed_text):
    cards = stored(seed_text, "seed-notes.ru.md")
    plan = match(seed.candidates, cards)
    assert counts(plan) == {"unchanged": len(cards)}


def test_the_same_notes_get_the_same_ids_on_every_machine(read):
    here = match(read(DEFINITION, source="here").candidates, ())
    there = match(read(DEFINITION, source="there").candidates, ())
    assert [a.uid for a in here.added] == [a.uid for a in there.added]


def test_the_order_of_stored_cards_does_not_matter(read, stored):
    text = DEFINITION + "\n" + OTHER + "\n" + DEFINITION
    cards = stored(text)
    assert match(read(text).candidates, cards) == match(read(text).candidates, cards[::-1])


def test_emphasis_and_spaces_change_the_text_but_not_the_card(read, stored):
    cards = stored(DEFINITION)
    edited = DEFINITION.replace("катушка", "**катушка**").replace(" ток", "\u00a0ток")
    plan = match(read(edited).candidates, cards)
    assert [found.before.uid for found in plan.changed] == [cards[0].uid]
    assert counts(plan) == {"changed": 1}


def test_a_line_inserted_above_leaves_the_card_unchanged(read, stored):
    cards = stored(DEFINITION)
    plan = match(read("\n\n" + DEFINITION).candidates, cards)
    assert counts(plan) == {"unchanged": 1}
    assert plan.unchanged[0].candidate.passage.first_line == 3


@pytest.mark.parametrize(
    ("text", "path"),
    [("## Электрика\n" + DEFINITION, "notes.md"), (DEFINITION, "folder/renamed.md")],
    ids=["heading above", "file renamed"],
)
def test_a_card_that_moved_keeps_its_id(read, stored, text, path):
    cards = stored(DEFINITION)
    plan = match(read(text, path).candidates, cards)
    assert [found.before.uid for found in plan.moved] == [cards[0].uid]
    assert counts(plan) == {"moved": 1}


def test_text_that_is_gone_retires_its_card_and_text_that_is_back_restores_it(read, stored):
    cards = stored(DEFINITION + "\n" + OTHER)
    gone = match(read(OTHER).candidates, cards)
    assert gone.retired == (cards[0],)

    retired = (replace(cards[0], standing=Standing.RETIRED), cards[1])
    back = match(read(DEFINITION + "\n" + OTHER).candidates, retired)
    assert [found.before.uid for found in back.restored] == [cards[0].uid]
    assert counts(back) == {"restored": 1, "unchanged": 1}


def test_a_retired_card_that_stays_away_is_left_alone(read, stored):
    retired = replace(stored(DEFINITION)[0], standing=Standing.RETIRED)
    assert counts(match(read(OTHER).candidates, [retired])) == {"added": 1}


def test_equal_texts_in_one_file_are_two_cards(read, stored):
    first, second = stored(DEFINITION + "\n" + DEFINITION)
    assert first.fingerprint == second.fingerprint
    assert (first.ordinal, second.ordinal) == (0, 1)
    assert first.uid != second.uid


def test_of_equal_texts_the_one_under_the_same_heading_matches(read, stored):
    text = f"# А\n{DEFINITION}# Б\n{DEFINITION}"
    cards = stored(text)
    plan = match(read(f"# Б\n{DEFINITION}").candidates, cards)
    assert plan.retired == (cards[0],)
    assert [found.before.uid for found in plan.unchanged] == [cards[1].uid]


def test_another_fact_gets_no_history(read, stored):
    cards = stored(DEFINITION)
    plan = match(read(OTHER).candidates, cards)
    assert counts(plan) == {"added": 1, "retired": 1}
    assert plan.added[0].uid != cards[0].uid


def test_a_new_card_never_takes_an_id_that_is_in_use(read, stored):
    card = stored(DEFINITION)[0]
    edited = replace(card, fingerprint="0" * 16, front="Что-то совсем другое")
    plan = match(read(DEFINITION).candidates, [edited])
    assert plan.added[0].uid != card.uid
    assert plan.added[0].ordinal == 1
    assert match(read(DEFINITION).candidates, (), in_use=lambda _: {card.uid}).added[0].ordinal == 1


def test_a_block_id_keeps_the_card_whatever_it_says(read, stored):
    cards = stored(DEFINITION.rstrip() + " ^coil\n")
    plan = match(read(OTHER.rstrip() + " ^coil\n").candidates, cards)
    assert [(found.before.uid, found.step) for found in plan.changed] == [(cards[0].uid, "id")]


def test_cards_with_two_block_ids_are_two_cards_however_alike(read, stored):
    text = "Q: What does the valve hh do?\nA: It opens the pipe hh. ^valve-hh\n"
    before = stored(text)
    plan = match(read(text.replace("hh", "hg")).candidates, before)
    assert counts(plan) == {"added": 1, "retired": 1}


def test_a_block_id_of_another_file_is_another_card(read, stored):
    cards = stored(DEFINITION.rstrip() + " ^a\n", "one.md")
    plan = match(read(OTHER.rstrip() + " ^a\n", "two.md").candidates, cards)
    assert counts(plan) == {"added": 1, "retired": 1}


def test_a_card_from_anki_is_known_by_its_id_in_any_file(read, stored):
    cards = stored(DEFINITION.rstrip() + " ^anki-0a-1\n", "one.md")
    there = read(OTHER.rstrip() + " ^anki-0a-1\n", "two.md").candidates
    assert [found.before.uid for found in match(there, cards).changed] == [cards[0].uid]
    assert match(there, ()).added[0].uid == cards[0].uid


def test_editions_in_two_languages_share_ids_by_path_and_block_id(read):
    russian = read("---\nlang: ru\n---\nQ: Сколько?\nA: Два ^how-many\n", "x.md")
    english = read("---\nlang: en\n---\nQ: How many?\nA: Two ^how-many\n", "x.md")
    uids = {match(notes.candidates, ()).added[0].uid for notes in (russian, english)}
    assert len(uids) == 1


CLOZES = "Ночь {{c1::тёмная}}, день {{c2::светлый}}, вечер {{c3::серый}}."


def test_a_cloze_is_known_by_its_text_not_by_its_number(read, stored):
    cards = {card.back: card.uid for card in stored(CLOZES)}
    fewer = CLOZES.replace("{{c1::тёмная}}", "тёмная").replace("c2", "c1").replace("c3", "c2")
    plan = match(read(fewer).candidates, stored(CLOZES))
    kept = {found.candidate.back: found.before.uid for found in plan.unchanged}
    assert kept == {back: cards[back] for back in ("светлый", "серый")}
    assert [card.back for card in plan.retired] == ["тёмная"]


def test_numbers_behind_a_block_id_do_not_hand_history_to_another_cloze(read, stored):
    cards = stored(CLOZES + " ^sky")
    fewer = "День {{c1::светлый}}, вечер {{c2::серый}}, утро {{c3::алое}}. ^sky"
    plan = match(read(fewer).candidates, cards)
    pairs = {found.before.back: found.candidate.back for found in plan.changed}
    assert all(before == after for before, after in pairs.items() if before != "тёмная")
    assert "алое" in [added.candidate.back for added in plan.added]


def test_editions_of_a_block_of_clozes_share_their_cards(read, stored):
    cards = stored("---\nlang: ru\n---\nНочь {{c1::тёмная}}, день {{c2::светлый}}. ^sky")
    english = read("---\nlang: en\n---\nNight is {{c1::dark}}, day is {{c2::light}}. ^sky")
    plan = match(english.candidates, cards)
    assert [found.before.uid for found in plan.changed] == [card.uid for card in cards]


QUIZ = "```python quiz add-two\n'''Сложите {{a}} и 2.'''\na = integers(1, 9)\nanswer(a + 2)\n```\n"


def test_a_question_is_known_by_its_id_in_every_file_and_language(read, stored):
    cards = stored(QUIZ)
    plan = match(read(QUIZ.replace("Сложите", "Add"), "other.md", "there").candidates, cards)
    assert [found.before.uid for found in plan.changed] == [cards[0].uid]


def test_a_second_question_with_an_id_that_is_taken_is_reported(read):
    candidates = [*read(QUIZ, "a.md").candidates, *read(QUIZ, "b.md").candidates]
    plan = match(candidates, ())
    assert [added.candidate.passage.path for added in plan.added] == ["a.md"]
    assert [candidate.passage.path for candidate in plan.duplicates] == ["b.md"]


DRAFT = "# Релиз\nОн выходит раз в год летом.\n"


def test_a_draft_is_planned_apart_and_stays_a_draft(read, stored):
    plan = match(read(DRAFT).candidates, ())
    assert counts(plan) == {"drafts": 1}
    assert counts(match(read(DRAFT).candidates, stored(DRAFT))) == {"unchanged": 1}


def test_an_accepted_draft_stays_a_card(read, stored):
    accepted = replace(stored(DRAFT)[0], standing=Standing.ACTIVE)
    assert counts(match(read(DRAFT).candidates, [accepted])) == {"unchanged": 1}


def test_a_draft_whose_text_is_gone_is_dropped_not_retired(read, stored):
    assert counts(match(read("").candidates, stored(DRAFT))) == {"dropped": 1}


def test_a_draft_that_a_rule_is_sure_of_now_is_promoted(read, stored):
    sure = [replace(candidate, sure=True) for candidate in read(DRAFT).candidates]
    assert counts(match(sure, stored(DRAFT))) == {"promoted": 1}


def test_another_kind_is_another_card(read, stored):
    card = stored(DEFINITION)[0]
    candidates = [replace(c, kind=CardKind.STEPS) for c in read(DEFINITION).candidates]
    assert counts(match(candidates, [card])) == {"added": 1, "retired": 1}


def one_step(plan):
    (found,) = (*plan.changed, *plan.moved)
    return found.step, found.before.uid


def test_an_edit_in_its_place_needs_to_be_half_alike(read, stored):
    cards = stored(DEFINITION)
    edited = DEFINITION.replace("не пропускает переменный", "вовсе не пропускает сквозь себя")
    assert one_step(match(read(edited).candidates, cards)) == ("locator", cards[0].uid)


def test_an_edit_under_another_heading_needs_to_be_clear(read, stored):
    cards = stored("# А\n" + DEFINITION + "\n# Б\n" + OTHER)
    edited = "# Б\n" + DEFINITION.replace("катушка", "катушечка") + "\n" + OTHER
    assert one_step(match(read(edited).candidates, cards)) == ("file", cards[0].uid)


def test_an_edit_in_another_file_needs_to_be_small(read, stored):
    cards = stored(DEFINITION, "old.md")
    small = read(DEFINITION.replace("катушка", "катущка"), "new.md").candidates
    large = read(DEFINITION.replace("катушка", "обмотка вокруг стержня"), "new.md").candidates
    assert one_step(match(small, cards)) == ("anywhere", cards[0].uid)
    assert counts(match(large, cards)) == {"added": 1, "retired": 1}


def test_a_heading_with_another_name_takes_the_questions_that_name_it_along(read, stored):
    text = "# {}\n**Идея:** она пропускает один ток и не пропускает другой.\n"
    cards = stored(text.format("Катушка"))
    plan = match(read(text.format("Дроссель в цепи")).candidates, cards)
    assert one_step(plan) == ("heading", cards[0].uid)


def test_a_retired_card_comes_back_only_with_the_same_text(read, stored):
    retired = replace(stored(DEFINITION)[0], standing=Standing.RETIRED)
    edited = read(DEFINITION.replace("катушка", "катущка")).candidates
    assert counts(match(edited, [retired])) == {"added": 1}


def test_a_card_that_is_lent_may_match_but_does_not_retire(read, stored):
    first, second = stored(DEFINITION + "\n" + OTHER, "gone.md")
    plan = match(read(DEFINITION, "here.md").candidates, [first, second], lent={second.uid})
    assert counts(plan) == {"moved": 1}


def test_of_two_that_are_alike_none_is_taken_and_both_are_told(read, stored):
    cards = stored("# А\nQ: Что хранит состояние сети?\nA: Всё, что она прочла.\n")
    both = "# Б\n" + "".join(
        f"Q: Что хранит состояние сети {name}?\nA: Всё, что она прочла.\n\n" for name in "XY"
    )
    plan = match(read(both).candidates, cards)
    assert counts(plan) == {"added": 2, "retired": 1, "ambiguous": 1}
    (doubt,) = plan.ambiguous
    assert doubt.cards == cards
    assert [candidate.passage.first_line for candidate in doubt.candidates] == [2, 5]


def test_a_large_file_is_matched_by_its_rare_words(read, stored):
    random = Random(1)
    words = ["слово" + "".join(random.choices("абвгдежзик", k=12)) for _ in range(300)]
    text = "".join(f"Q: Чему равно {word}?\nA: Это {word[::-1]}.\n\n" for word in words)
    cards = stored(text)
    plan = match(read(text.replace("Это", "Вот это")).candidates, cards)
    moved = match(read(text.replace("Это", "Вот это"), "b.md").candidates, cards)
    for found in (*plan.changed, *moved.changed):
        assert found.before.front == found.candidate.front
    assert (len(plan.changed), len(moved.changed)) == (300, 300)
