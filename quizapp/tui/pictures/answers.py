"""What a terminal answers when it is asked for graphics, picked out of what the learner types.

All that is not an answer goes on in its order: no key is lost, and no answer becomes keys.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

QUESTION = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\\x1b[16t\x1b[c"
"""Kitty graphics? How large is a cell? What are you? All terminals answer the last one."""

_ANSWER = re.compile(
    r"\x1b_G(?P<kitty>[^\x1b]*)\x1b\\"
    r"|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
    r"|\x1b\[\?(?P<attributes>[\d;]{1,99})c"
)
_BEGUN = re.compile(r"\x1b(?:_(?:G[^\x1b]{0,200}\x1b?)?|\[(?:\?[\d;]{0,99}|6(?:;[\d;]{0,9})?)?)?\Z")
_SIXEL = "4"


@dataclass(slots=True)
class Answers:
    """What was answered so far; ``told`` is called once all that will be said was said."""

    told: Callable[["Answers"], object]
    kitty: bool = False
    sixel: bool = False
    cell: tuple[int, int] | None = None
    complete: bool = False
    _held: str = ""

    def without(self, text: str) -> str:
        """What was typed in ``text``; a part at its end that may become an answer is held back."""
        text, self._held = self._held + text, ""
        if "\x1b" not in text:
            return text
        typed = _ANSWER.sub(self._take, text)
        begun = None if self.complete else _BEGUN.search(typed)
        if begun is not None:
            typed, self._held = typed[: begun.start()], begun[0]
        return typed

    def given_up(self) -> str:
        """What was held back, as nothing came after it."""
        held, self._held = self._held, ""
        return held

    def _take(self, found: re.Match[str]) -> str:
        if found["kitty"] is not None:
            self.kitty = found["kitty"].endswith(";OK")
        elif found["width"]:
            self.cell = int(found["width"]), int(found["height"])
        else:
            self.sixel = _SIXEL in found["attributes"].split(";")[1:]
            if not self.complete:
                self.complete = True
                self.told(self)
        return ""
