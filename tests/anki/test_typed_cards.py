"""Cards that ask to type the answer: in Anki as in our notes, both ways."""

from quizapp.actions.exporting.export import export
from quizapp.actions.importing.packages import import_package
from quizapp.model.cards import CardKind
from quizapp.storage.queries import cards


def stored(collection):
    with collection.database.reading() as connection:
        return cards.all_cards(connection, collection.learner)


def test_anki_compares_with_the_words_alone_and_tells_the_rest_after(
    notes, collection, anki_collection, tmp_path
) -> None:
    notes("Q: Which city?\nA:= **São** [Paulo](x.md) $< 1$\nA *port*? No.\n")
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg")
    (card,) = anki_collection.cards().values()

    assert "[[type:Back]]" in card.question()
    assert card.note()["Back"] == "São Paulo &lt; 1"
    compare = anki_collection.collection.compare_answer
    assert "typeBad" not in compare(card.note()["Back"], "São Paulo < 1")
    assert "typeBad" in compare(card.note()["Back"], "Sao Paolo < 1")
    assert "<i>port</i>" in card.answer()


def test_cards_of_anki_that_ask_to_type_do_so_here(collection, anki_collection, tmp_path) -> None:
    anki = anki_collection.collection
    kind = anki.models.by_name("Basic (type in the answer)")
    for front, back in (("Peru", "Lima"), ("A poem", "one<br>two"), ("Chile", "<b>Santiago</b>")):
        note = anki.new_note(kind)
        note["Front"], note["Back"] = front, back
        anki.add_note(note, 1)
    import odd_decks

    file = odd_decks.packages(anki, tmp_path)["apkg"]()
    import_package(collection, str(file), tmp_path / "imported")

    found = {card.front: (card.kind, card.back) for card in stored(collection)}
    assert found["Peru"] == (CardKind.TYPED, "Lima")
    assert found["Chile"] == (CardKind.TYPED, "__Santiago__")
    assert found["A poem"][0] is CardKind.BASIC


def test_a_note_type_that_shows_more_than_is_typed_keeps_all_of_it(
    collection, anki_collection, tmp_path
) -> None:
    import odd_decks

    anki = anki_collection.collection
    kind = anki.models.copy(anki.models.by_name("Basic (type in the answer)"), add=False)
    kind["name"] = "Word"
    anki.models.add_field(kind, anki.models.new_field("Hint"))
    kind["tmpls"][0]["afmt"] = "{{FrontSide}}<hr id=answer>see {{Hint}}"
    anki.models.add(kind)
    note = anki.new_note(anki.models.by_name("Word"))
    note["Front"], note["Back"], note["Hint"] = "dog", "собака", "animals"
    anki.add_note(note, 1)
    file = odd_decks.packages(anki, tmp_path)["apkg"]()
    import_package(collection, str(file), tmp_path / "imported")

    (card,) = [card for card in stored(collection) if card.front == "dog"]
    assert (card.kind, card.back.split("\n")[0]) == (CardKind.TYPED, "собака")
    assert "see animals" in card.back


def test_a_table_has_both_sides_of_a_typed_card(notes, collection, tmp_path) -> None:
    notes("Q: Which city?\nA:= Lima\nfounded in 1535\n")
    export(collection, tmp_path / "out.csv")
    export(collection, tmp_path / "out.json")
    export(collection, tmp_path / "out.md")
    row = (tmp_path / "out.csv").read_text().splitlines()[-1]
    assert "Lima" in row
    assert "founded in 1535" in row
    assert '"kind": "typed"' in (tmp_path / "out.json").read_text()
    assert "\nA:= Lima\nfounded in 1535\n" in (tmp_path / "out.md").read_text()
