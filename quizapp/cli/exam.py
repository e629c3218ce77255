"""``quizapp exam [DECK] [--count N] [--minutes M] [--plain]``."""

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

from quizapp.actions.exams.report import ExamReport
from quizapp.cli.context import Context
from quizapp.cli.numbers import from_one
from quizapp.cli.output import print_json, print_text, say
from quizapp.language import _
from quizapp.model.exams import ExamAnswer
from quizapp.render.cells import harmless


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("deck", nargs="?", metavar="DECK", help=_("only this deck"))
    parser.add_argument("--plain", action="store_true", help=_("line by line, without a screen"))
    parser.add_argument("--count", type=from_one, metavar="N", help=_("how many questions"))
    parser.add_argument("--minutes", type=from_one, metavar="M", help=_("how much time"))


def run(context: Context, options: argparse.Namespace) -> int:
    """Hold an exam in the terminal, or line by line where there is none."""
    from quizapp.actions.exams.exam import COUNT, MINUTES

    asked = (options.deck, options.count or COUNT, options.minutes or MINUTES)
    chosen = any((options.deck, options.count, options.minutes))
    if options.plain or options.json or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return _line_by_line(context, asked, chosen=chosen, as_json=options.json)
    from quizapp.cli.home import open_app

    return open_app(context, exam=asked)


def _line_by_line(
    context: Context, asked: tuple[str | None, int, int], *, chosen: bool, as_json: bool
) -> int:
    """The exam asked for; without a word about which, the one put off if there is one."""
    from quizapp.actions.exams.exam import half_way, start_exam
    from quizapp.actions.exams.report import report
    from quizapp.plain.exam import examine, put_off_line, report_lines

    with closing(context.open_to_study()) as collection:
        put_off = None if chosen else half_way(collection)
        session = put_off or start_exam(collection, *asked)
        exam = examine(session, sys.stdin, _aside if as_json else say)
        found = report(collection, exam) if exam is not None else None
        lines = report_lines(collection, found) if found is not None else []
        waits = half_way(collection) is not None
    if as_json:
        print_json(_document(found))
    elif waits:
        print_text(put_off_line())
    elif found is None:
        print_text(_("Nothing was answered, so there is no exam to keep."))
    else:
        _tell(lines, say)
    return 0


def _document(found: ExamReport | None) -> dict[str, Any]:
    if found is None:
        return {"score": None, "topics": [], "answers": []}
    topics = [
        {"topic": topic.name, "right": topic.right, "total": len(topic.answers)}
        for topic in found.topics
    ]
    answers = [_answer(answer) for answer in found.exam.answers]
    return {"score": round(found.exam.score, 4), "topics": topics, "answers": answers}


def _answer(answer: ExamAnswer) -> dict[str, Any]:
    return {
        "id": answer.card,
        "title": answer.title,
        "topic": answer.topic,
        "verdict": answer.outcome.value if answer.outcome else None,
        "mistake": answer.mistake,
        "message": answer.message,
        "answer": list(answer.answers),
        "expected": answer.expected,
        "seconds": round(answer.duration_ms / 1000, 1),
    }


def _tell(lines: list[str], write: Callable[[str], None]) -> None:
    write("")
    for line in lines:
        write(line)


def _aside(text: str) -> None:
    """Print a prompt where the JSON document is not."""
    print(harmless(text), file=sys.stderr, flush=True)
