"""A draft is accepted, edited, left waiting or refused for good; all of it can be taken back."""

from pathlib import Path

import pytest

from quizapp.actions.cards.listing import list_cards
from quizapp.actions.importing.drafts import Choice, Decision, decide, drafts, take_back
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.safety.backups import back_up
from quizapp.actions.studying.reviewing import review
from quizapp.model.errors import InputError
from quizapp.model.reviews import Rating

pytestmark = pytest.mark.engines

HEAVY = "# Лак\n\nЯхтенный лак защищает дерево от солёной воды и солнца.\n"
BETTER = HEAVY.replace("солёной воды", "воды")
BOLD = "# Лак\n\nДерево от солёной воды и солнца защищает особый **яхтенный лак** снаружи.\n"


def states(collection) -> list[str]:
    return [card.state for card in list_cards(collection)]


def the_draft(collection) -> str:
    (draft,) = drafts(collection)
    return draft.card.uid


def choose(collection, choice: Choice, **sides: str) -> None:
    decide(collection, [Decision(the_draft(collection), choice, **sides)])


def test_a_draft_waits_with_its_rule_and_its_place(collection, notes) -> None:
    path = notes(HEAVY)

    (draft,) = drafts(collection)

    assert (draft.card.rule, draft.file, draft.line) == ("heading", str(path), 3)


def test_an_accepted_draft_is_a_card_with_a_history_from_then_on(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.ACCEPT)
    (card,) = list_cards(collection)
    review(collection, card.id, Rating.GOOD)

    path.write_text(BETTER)
    import_notes(collection, [str(path)])

    (after,) = list_cards(collection)
    assert (after.id, after.state, after.reps) == (card.id, "learning", 1)
    assert after.back == "Яхтенный лак защищает дерево от воды и солнца."
    assert not drafts(collection)


def test_the_words_of_the_learner_stay_when_the_notes_do(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.ACCEPT, front="От чего лак бережёт дерево?")

    path.write_text(f"Вступление.\n\n{HEAVY}")
    imported = import_notes(collection, [str(path)])

    (card,) = list_cards(collection)
    assert (imported.changed, imported.retired, card.line) == (0, 0, 5)
    assert card.front == "От чего лак бережёт дерево?"
    assert card.back == "Яхтенный лак защищает дерево от солёной воды и солнца."


def test_a_side_the_learner_left_alone_follows_the_notes(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.ACCEPT, front="От чего лак бережёт дерево?")

    path.write_text(BETTER)
    imported = import_notes(collection, [str(path)])

    (card,) = list_cards(collection)
    assert imported.changed == 1
    assert card.front == "От чего лак бережёт дерево?"
    assert card.back == "Яхтенный лак защищает дерево от воды и солнца."


def test_changed_notes_of_an_edited_side_are_told_and_its_words_stay(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.ACCEPT, back="От воды и солнца.")

    path.write_text(BETTER)
    first = import_notes(collection, [str(path)])
    again = import_notes(collection, [str(path)])

    (card,) = list_cards(collection)
    assert card.back == "От воды и солнца."
    assert (first.changed, again.changed, again.unchanged) == (1, 0, 1)
    (told,) = [found for found in first.lint if found.rule == "edited-card"]
    assert (told.card, told.line) == (card.id, 3)


def test_an_edit_back_to_the_words_of_the_notes_is_no_edit(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.ACCEPT, back="Яхтенный лак защищает дерево от солёной воды и солнца.")

    path.write_text(BETTER)
    import_notes(collection, [str(path)])

    assert list_cards(collection)[0].back == "Яхтенный лак защищает дерево от воды и солнца."


def test_the_hole_of_an_edited_cloze_gives_its_answer(collection, notes) -> None:
    notes(BOLD)
    choose(collection, Choice.ACCEPT, front="Дерево бережёт {{c1::лак}}.")

    (card,) = list_cards(collection)
    assert (card.state, card.back) == ("new", "лак")


@pytest.mark.parametrize("sides", [{"front": " "}, {"back": ""}])
def test_an_edit_that_says_nothing_is_refused(collection, notes, sides) -> None:
    notes(HEAVY)
    with pytest.raises(InputError, match="must say something"):
        choose(collection, Choice.ACCEPT, **sides)
    assert states(collection) == ["draft"]


def test_a_cloze_edited_without_a_hole_is_refused(collection, notes) -> None:
    notes(BOLD)
    with pytest.raises(InputError, match="hides nothing"):
        choose(collection, Choice.ACCEPT, front="Дерево бережёт лак.")


def test_one_bad_decision_and_none_is_carried_out(collection, notes) -> None:
    notes(HEAVY)
    good = Decision(the_draft(collection), Choice.ACCEPT)

    with pytest.raises(InputError, match="no draft"):
        decide(collection, [good, Decision("0000000000000000", Choice.NEVER)])

    assert states(collection) == ["draft"]


def test_an_active_card_is_no_draft_to_refuse(collection, notes) -> None:
    notes("Q: A?\nA: B.\n")
    (card,) = list_cards(collection)

    with pytest.raises(InputError, match="no draft"):
        decide(collection, [Decision(card.id, Choice.NEVER)])


def never_again(collection) -> bool:
    return not drafts(collection) and all(state == "draft" for state in states(collection))


def test_never_survives_every_import(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.NEVER)

    for text in (BETTER, HEAVY, f"Вступление.\n\n{HEAVY}"):
        path.write_text(text)
        import_notes(collection, [str(path)])
        assert never_again(collection), text


def test_never_survives_that_the_text_goes_and_comes_back(collection, notes) -> None:
    path = notes(HEAVY)
    choose(collection, Choice.NEVER)

    path.write_text("# Лак\n")
    import_notes(collection, [str(path)])
    path.write_text(HEAVY)
    imported = import_notes(collection, [str(path)])

    assert never_again(collection)
    assert imported.drafts == 0


def test_never_survives_that_a_rule_becomes_sure(collection, notes) -> None:
    path = notes("# Лак\n\nЛак бережёт дерево от солёной воды и солнца.\n")
    choose(collection, Choice.NEVER, **{})

    path.write_text(
        "# Лак\n\nQ: Лак: в чём суть?\nA: Лак бережёт дерево от солёной воды и солнца.\n"
    )
    import_notes(collection, [str(path)])

    assert never_again(collection)


def test_never_goes_with_the_collection_to_another_machine(
    open_at, collection, tmp_path: Path
) -> None:
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir()
    (there / "n.md").write_text(HEAVY)
    import_notes(collection, [str(there)])
    choose(collection, Choice.NEVER)
    back_up(collection, tmp_path / "copy.db")
    there.rename(here)

    other = open_at(tmp_path / "copy.db")
    imported = import_notes(other, [str(here)])

    assert never_again(other)
    assert (imported.drafts, len(list_cards(other))) == (0, 1)


def test_a_draft_can_be_decided_on_with_the_import_that_finds_it(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(HEAVY)
    plan = import_notes(collection, [str(path)], dry_run=True)
    (change,) = plan.changes

    import_notes(collection, [str(path)], decisions=[Decision(change.card, Choice.ACCEPT)])

    assert states(collection) == ["new"]


def test_an_import_with_a_decision_that_fails_writes_nothing(collection, tmp_path) -> None:
    path = tmp_path / "n.md"
    path.write_text(HEAVY)

    with pytest.raises(InputError, match="no draft"):
        import_notes(collection, [str(path)], decisions=[Decision("gone", Choice.ACCEPT)])

    assert list_cards(collection) == []


def test_one_choice_is_for_all_drafts_of_the_notes(collection, notes, tmp_path) -> None:
    path = notes(HEAVY)
    notes(HEAVY.replace("Лак", "Масло"), "other.md")

    import_notes(collection, [str(path)], decisions=Choice.ACCEPT)

    assert sorted(states(collection)) == ["draft", "new"]


def test_a_decision_is_taken_back(collection, notes) -> None:
    notes(HEAVY)
    before = list_cards(collection)
    for choice, words in ((Choice.ACCEPT, {"front": "Лак?"}), (Choice.NEVER, {})):
        choose(collection, choice, **words)
        take_back(collection)
        assert list_cards(collection) == before
        assert len(drafts(collection)) == 1


def test_an_accepted_draft_that_was_studied_stays_a_card(collection, notes) -> None:
    notes(HEAVY)
    choose(collection, Choice.ACCEPT)
    review(collection, list_cards(collection)[0].id, Rating.GOOD)

    take_back(collection)

    assert states(collection) == ["learning"]


def test_a_whole_import_is_taken_back(collection, notes) -> None:
    path = notes("Q: Столица Перу?\nA: Лима.\n\nQ: Из чего сделан компас?\nA: Стрелка, картушка.\n")
    first, _second = list_cards(collection)
    review(collection, first.id, Rating.GOOD)
    before = list_cards(collection)

    path.write_text("Q: Столица в Перу?\nA: Лима.\n\nQ: Когда открыт Марс?\nA: В древности.\n")
    import_notes(collection, [str(path)])
    told = take_back(collection)

    assert list_cards(collection) == before
    assert told.kept == 0
    again = import_notes(collection, [str(path)])
    assert (again.added, again.changed, again.retired) == (1, 1, 1)


def test_the_first_import_is_taken_back_with_its_source(collection, notes) -> None:
    notes(HEAVY)

    take_back(collection)

    assert list_cards(collection) == []
    assert import_notes(collection).added == 0
    with pytest.raises(InputError, match="no import"):
        take_back(collection)


def test_a_new_card_that_was_studied_retires_when_its_import_is_taken_back(
    collection, notes, log
) -> None:
    notes("Q: A?\nA: B.\n")
    review(collection, list_cards(collection)[0].id, Rating.GOOD)

    assert take_back(collection).kept == 1
    assert states(collection) == ["retired"]
    assert len(log()) == 1
