"""How a typed number is understood, before anything is judged."""

from quizapp.grading.read_answer import read_number
from quizapp.grading.unreadable import UnreadableAnswer


def read_back(text: str) -> str | None:
    """A typed number as it is understood, None where it cannot be read."""
    try:
        return f"{read_number(text):.4g}"
    except UnreadableAnswer:
        return None
