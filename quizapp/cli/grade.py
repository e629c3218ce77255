"""``quizapp grade ID [--json] [--level K] --seed N ANSWER…``."""

import argparse
from contextlib import closing
from typing import Any

from quizapp.actions.questions.asked import grade
from quizapp.cli.context import Context
from quizapp.cli.numbers import whole
from quizapp.cli.output import print_json, print_text
from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.render.cells import harmless
from quizapp.wording import message_text, outcome_name

_STATUS = {Outcome.RIGHT: 0, Outcome.CLOSE: 0, Outcome.UNREADABLE: 2}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What stands before the answers."""
    parser.usage = "quizapp grade ID [--json] [--level K] --seed N ANSWER…"
    parser.add_argument("id", metavar="ID", help=_("a question"))
    parser.add_argument("--level", type=whole, default=1, metavar="K", help=_("difficulty level"))
    parser.add_argument("--seed", type=whole, required=True, metavar="N", help=_("of the variant"))


def split(parser: argparse.ArgumentParser, argv: list[str]) -> argparse.Namespace:
    """Read the options up to ``--seed N``; everything after is answer text, whatever it says."""
    end = len(argv)
    for place, word in enumerate(argv):
        if word == "--seed" or word.startswith("--seed="):
            end = place + (2 if word == "--seed" else 1)
            break
    options = parser.parse_args(argv[:end])
    answers = argv[end:]
    options.answers = answers[1:] if answers[:1] == ["--"] and len(answers) > 1 else answers
    return options


def run(context: Context, options: argparse.Namespace) -> int:
    """Judge the answer."""
    if not options.answers:
        raise InputError(_("There is no answer to judge: write it after the seed."))
    with closing(context.open()) as collection:
        verdict = grade(collection, options.id, options.seed, options.answers, options.level)
    if options.json:
        print_json(_json(verdict))
    else:
        print_text(f"{outcome_name(verdict.outcome)}: {message_text(verdict)}")
        if verdict.outcome not in {Outcome.RIGHT, Outcome.UNREADABLE}:
            print_text(_("Right answer: {answer}").format(answer=harmless(verdict.expected)))
    return _STATUS.get(verdict.outcome, 1)


def _json(verdict: Verdict) -> dict[str, Any]:
    return {
        "verdict": verdict.outcome.value,
        "message": verdict.message,
        "mistake": verdict.mistake,
        "expected": verdict.expected,
        "parts": [
            {
                "name": part.name,
                "verdict": part.outcome.value,
                "mistake": part.mistake,
                "entries": [entry.value for entry in part.entries],
            }
            for part in verdict.parts
        ],
    }
