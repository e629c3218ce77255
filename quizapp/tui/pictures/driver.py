"""Textual's driver for Linux and macOS, which can also ask the terminal and send it pixels."""

import os
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from selectors import EVENT_READ, SelectSelector

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from quizapp.tui.pictures.answers import QUESTION, Answers
from quizapp.tui.pictures.placeholders import PLACEHOLDER

_MOMENT = 0.1
"""Seconds after which a lone escape is a key."""


class PictureDriver(LinuxDriver):
    """Reads keys as Textual does; answers to :meth:`ask` never reach its parser."""

    answers: Answers | None = None
    redrawn: Callable[[str], str] | None = None
    """Puts pixels in the place of the cells of pictures, where the terminal needs that."""

    def ask(self, told: Callable[[Answers], object]) -> None:
        """Ask for graphics; ``told`` is called from the thread that reads."""
        self.answers = Answers(told)
        self.write(QUESTION)
        self.flush()

    def write(self, data: str) -> None:
        """Write, with the pixels of pictures."""
        if self.redrawn is not None and PLACEHOLDER in data:
            data = self.redrawn(data)
        super().write(data)

    def run_input_thread(self) -> None:
        """Take what is typed until the app ends; as Textual's own loop, but for the answers."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with SelectSelector() as selector:
            selector.register(self.fileno, EVENT_READ)
            while not self.exit_event.is_set():
                ready = bool(selector.select(_MOMENT))
                typed = decode(os.read(self.fileno, 4096)) if ready else None
                self._pass_on(parser.feed(text) if (text := self._typed(typed)) else ())
                self._pass_on(parser.tick())
        try:
            self._pass_on(parser.feed(""))
        except (EOFError, ParseError):
            return  # half a key was typed when the app ended

    def _typed(self, text: str | None) -> str:
        """What the learner typed of ``text``; None is that nothing came for a moment."""
        if self.answers is None:
            return text or ""
        return self.answers.given_up() if text is None else self.answers.without(text)

    def _pass_on(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)
