"""``quizapp stats --html``."""


def test_the_page_is_written_beside_the_numbers(run, notes, tmp_path) -> None:
    file = tmp_path / "report.html"

    result = run("stats", "--html", file, "--json")

    assert result.status == 0
    assert result.json["cards"] == 2
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(run, notes, tmp_path) -> None:
    result = run("stats", "--html", tmp_path / "no" / "report.html")

    assert (result.status, result.out) == (2, "")
    assert "report.html" in result.err
