"""``quizapp exam``."""

import io


def test_an_exam_through_a_pipe_prints_one_document_and_its_prompts_aside(
    run, notes, monkeypatch
) -> None:
    run("import", notes)
    monkeypatch.setattr("sys.stdin", io.StringIO("0\n"))

    result = run("exam", "Sums", "--count", "5", "--json")

    assert result.status == 0
    assert set(result.json) == {"score", "topics", "answers"}
    assert (result.json["score"], len(result.json["answers"])) == (0.0, 1)
    assert result.json["topics"][0] | {"topic": ""} == {"topic": "", "right": 0, "total": 1}
    assert "What is" in result.err


def test_without_an_answer_there_is_nothing_to_keep(run, notes, monkeypatch) -> None:
    run("import", notes)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    result = run("exam", "Sums")

    assert result.status == 0
    assert "Nothing was answered" in result.out


def test_a_deck_that_asks_nothing_is_refused(run, tmp_path) -> None:
    file = tmp_path / "plain.md"
    file.write_text("Q: What is a carry?\nA: A ten that moves.\n", encoding="utf-8")
    run("import", file)

    result = run("exam", "plain")

    assert result.status == 2
    assert "nothing to examine" in result.err
