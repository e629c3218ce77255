"""``backlog``: the plan is shown, then accepted, then taken back."""

KEYS = ["cards", "per_day", "days", "kept", "kept_by_date", "moved"]


def study_long_ago(run, notes) -> None:
    for card in run("cards", "--json").json:
        run("review", card["id"], "easy", "--at", "2026-01-12T09:00:00Z")


def test_a_plan_is_shown_accepted_and_taken_back(run, notes) -> None:
    study_long_ago(run, notes)
    before = run("cards", "--json").json

    shown = run("backlog", "--per-day", "1", "--json").json
    assert list(shown) == KEYS
    assert (shown["cards"], [day["backlog"] for day in shown["days"]], shown["moved"]) == (
        2,
        [1, 1],
        0,
    )
    assert "--accept" in run("backlog").out
    assert run("cards", "--json").json == before

    assert run("backlog", "--per-day", "1", "--accept", "--json").json["moved"] == 1
    assert run("due", "--json").json["due"] == 1
    assert run("backlog", "--undo", "--json").json == {"moved": 1}
    assert run("cards", "--json").json == before


def test_nothing_overdue_is_said(run, notes) -> None:
    assert run("backlog").out == "There is no backlog: nothing has to be moved.\n"


def test_bad_days_are_refused(run, notes) -> None:
    for words in (["--vacation", "soon", "later"], ["--per-day", "0"], ["--undo", "--accept"]):
        assert run("backlog", *words).status == 2
