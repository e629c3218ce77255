"""``quizapp`` alone, without a terminal: today's state as text."""


def test_today_is_told_as_text(run, notes) -> None:
    done = run()

    assert done.status == 0
    assert done.out == (
        "2 cards, about 1 minute\nNew  Learning  Due  Deck\n2    0         0    Sums\n"
    )


def test_an_empty_collection_has_nothing_to_do(run) -> None:
    done = run()

    assert (done.status, done.out) == (0, "All done for today.\n")


def test_today_as_a_document(run, notes) -> None:
    done = run("--json")

    assert done.status == 0
    assert (done.json["new"], done.json["learning"], done.json["due"]) == (2, 0, 0)


def test_a_first_call_brings_the_shipped_decks(bare, home) -> None:
    done = bare("--home", home)

    assert done.status == 0
    assert done.out.startswith("20 cards, about 7 minutes\n")
    assert (home / "collection.db").is_file()
