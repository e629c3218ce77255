"""``quizapp question [ID] [--seed S] [--count N] [--level K]``."""

import argparse
from contextlib import closing
from dataclasses import asdict
from typing import Any

from quizapp.actions.collection import Collection
from quizapp.actions.questions.asked import list_questions, variants
from quizapp.actions.questions.variants import UntrustedCode
from quizapp.cli.context import Context
from quizapp.cli.numbers import from_zero, whole
from quizapp.cli.output import print_json, print_table, print_text, say
from quizapp.cli.preview import preview_lines, untrusted_lines
from quizapp.language import _
from quizapp.model.questions import Part, Variant
from quizapp.wording import kind_name


def arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb takes."""
    parser.add_argument("id", nargs="?", metavar="ID", help=_("a question; all are listed without"))
    parser.add_argument("--seed", type=whole, metavar="S", help=_("draw with this seed"))
    parser.add_argument(
        "--count", type=from_zero, default=1, metavar="N", help=_("how many variants")
    )
    parser.add_argument("--level", type=whole, default=1, metavar="K", help=_("difficulty level"))
    parser.add_argument("--functions", action="store_true", help=_("list what a question may call"))


def run(context: Context, options: argparse.Namespace) -> int:
    """List questions or functions, or draw variants."""
    if options.functions:
        return _functions(as_json=options.json)
    with closing(context.open()) as collection:
        if options.id is None:
            listed = list_questions(collection)
        else:
            drawn = _drawn(collection, options)
    if options.id is not None:
        _print_variants(drawn, as_json=options.json)
    elif options.json:
        print_json([asdict(question) for question in listed])
    else:
        heads = [_("Question"), _("Kind"), _("Deck")]
        print_table(heads, [[line.id, kind_name(line.kind), line.deck] for line in listed])
    return 0


def _drawn(collection: Collection, options: argparse.Namespace) -> list[Variant]:
    """The variants asked for; code that may not run is shown, for it is to be read first."""
    try:
        return variants(collection, options.id, options.seed, options.count, options.level)
    except UntrustedCode as refusal:
        if not options.json:
            for line in untrusted_lines(refusal):
                print_text(line)
            say("")
        raise


def variant_json(variant: Variant) -> dict[str, Any]:
    """A variant with the keys of the contract."""
    return {
        "id": variant.question,
        "seed": variant.seed,
        "level": variant.level,
        "kind": variant.kind,
        "prompt": variant.prompt,
        "parts": [_part_json(part) for part in variant.parts],
        "steps": [
            {
                "name": step.name,
                "caption": step.caption,
                "substituted": step.substituted,
                "printed": step.printed,
            }
            for step in variant.steps
        ],
        "mistakes": [
            {
                "id": mistake.id,
                "part": mistake.part,
                "printed": mistake.printed,
                "message": mistake.message,
                "see": mistake.see,
            }
            for part in variant.parts
            for mistake in part.mistakes
        ],
        "hints": list(variant.hints),
    }


def _part_json(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "kind": part.kind.value,
        "answer": part.answer,
        "printed": part.printed,
        "options": list(part.options),
        "unit": part.unit,
    }


def _print_variants(drawn: list[Variant], *, as_json: bool) -> None:
    if as_json:
        print_json([variant_json(variant) for variant in drawn])
        return
    for variant in drawn:
        for line in preview_lines(variant):
            print_text(line)


def _functions(*, as_json: bool) -> int:
    from quizapp.questions import function_list

    found = function_list()
    if as_json:
        print_json([asdict(function) for function in found])
    else:
        rows = [[function.signature, function.summary] for function in found]
        print_table([_("Function"), _("What it gives")], rows)
    return 0
