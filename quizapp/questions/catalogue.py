"""What a question may call, for ``question --functions``."""

from dataclasses import dataclass

from quizapp.questions.draw import draws
from quizapp.questions.functions import functions
from quizapp.questions.reading import signature_text


@dataclass(frozen=True, slots=True)
class FunctionInfo:
    """One function of the language; ``kind`` is ``draw``, ``function`` or ``reference``."""

    name: str
    kind: str
    signature: str
    summary: str


def function_list() -> tuple[FunctionInfo, ...]:
    """Draws, functions and those of ``reference_impl``, each group by name."""
    found = [("draw", function) for function in draws().values()]
    found += [("function" if f.ours else "reference", f) for f in functions().values()]
    return tuple(
        FunctionInfo(f.name, kind, f"{f.name}{signature_text(f)}", f.summary)
        for kind, f in sorted(found, key=lambda pair: (pair[0], pair[1].name))
    )
