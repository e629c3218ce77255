"""What could not be read: the one failure of a typed answer, with the sentence a learner sees."""

from quizapp.language import _

_QUOTED = 40


class UnreadableAnswer(Exception):
    """A typed answer that is no value of its kind.

    ``message`` says what could not be read and how to write it, ``text`` is the culprit, safe to
    show. It is no verdict on knowledge: nothing is recorded.
    """

    def __init__(self, message: str, text: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.text = shown(text)


def shown(text: str) -> str:
    """``text`` shortened to one line, control and invisible characters replaced, so that it
    cannot move a cursor or hide what was typed.
    """
    line = " ".join(text[: 4 * _QUOTED].split())
    visible = "".join(character if character.isprintable() else "\ufffd" for character in line)
    return visible if len(visible) <= _QUOTED else visible[: _QUOTED - 1] + "…"


def not_a_number(text: str) -> UnreadableAnswer:
    """The sentence for a piece of text that is no number at all."""
    message = _("“{text}” is not a number. Write it like 0.73, -2 or 3/4.")
    return UnreadableAnswer(message.format(text=shown(text)), text)
