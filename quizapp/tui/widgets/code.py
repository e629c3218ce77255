"""Code questions: the program at the left, the predicted output at the right."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import TextArea

from quizapp.language import _, ngettext
from quizapp.tui.pieces import (
    BLANK,
    Row,
    bright,
    fit,
    from_line,
    gap,
    indented,
    muted,
    on,
    spread,
    wrapped,
)
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.cardbody import tag_row
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.notice import Notice
from quizapp.tui.widgets.scrolled import Scrolled
from quizapp.tui.widgets.text import rendered

PROGRAM = 60
NARROW = 80
_SCREEN_ACTIONS = frozenset(
    {"undo", "redo", "select_line", "select_all", "cursor_page_up", "cursor_page_down"}
)


def program_rows(program: str, width: int) -> list[Row]:
    """A program with line numbers on inset ground; what is wider ends in ``…``."""
    from quizapp.render.code import highlighted, numbered

    lines = numbered(highlighted(program.rstrip("\n")))
    return [on("inset", (gap(1), *fit(from_line(line), width - 1))) for line in lines]


class Editor(TextArea):
    """Where an output is typed: enter is a new line, the function keys stay the screen's."""

    TAKES_TEXT = True
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__(soft_wrap=False, show_line_numbers=True, theme="css", compact=True)
        self.cursor_blink = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave undo, the function keys and the paging of the program to the screen."""
        return action not in _SCREEN_ACTIONS


class CodeHead(Drawn):
    """Kind of question and prompt."""

    sight: Sight | None = None

    def draw(self, width: int, height: int) -> list[Row]:
        """The rows above program and output."""
        if self.sight is None or self.sight.asked is None or self.sight.asked.variant is None:
            return []
        wide = width >= NARROW
        inner = width - 8 if wide else width - 4
        asked, variant = self.sight.asked, self.sight.asked.variant
        tag = tag_row(asked, inner, right=_("runs in the sandbox") if wide else "")
        prompt = rendered(variant.prompt, inner, values=True, role="bright", bold=True)
        air = [BLANK] if wide and self.screen.size.height >= 24 else []
        return [*air, *indented([tag, *air, *prompt], 4 if wide else 2), *air]


class Program(Scrolled):
    """The program, scrolled where it is longer than the screen."""

    program = ""

    def content(self, width: int, height: int) -> list[Row]:
        """Heading and numbered lines."""
        lines = program_rows(self.program, width)
        if height > len(lines) + 3:
            air = on("inset", (gap(width),))
            lines = [air, *lines, air]
        count = ngettext("{n} line", "{n} lines", len(self.program.splitlines()))
        return [spread((gap(2), bright(_("Program"))), (muted(count), gap(1)), width), *lines]


class OutputHead(Drawn):
    """``Your output`` and how many lines it has."""

    lines = 0

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        count = ngettext("{n} line", "{n} lines", self.lines)
        return [spread((bright(_("Your output")),), (muted(count),), width)]


class OutputNote(Drawn):
    """What counts in an output."""

    def draw(self, width: int, height: int) -> list[Row]:
        """A muted sentence."""
        note = _("Spaces at the end of a line do not count. Capitals do.")
        return [BLANK, *wrapped(note, width, "muted")]


class OutputBody(Widget):
    """Program and editor side by side, one above the other where it is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.sight: Sight | None = None

    def compose(self) -> ComposeResult:
        """Head, program, editor, what is said below."""
        yield CodeHead()
        with Widget(classes="sides"):
            yield Program()
            with Vertical():
                yield OutputHead()
                yield Editor()
                yield OutputNote()
        yield Notice()

    def show(self, sight: Sight) -> None:
        """Show a code question; the same one keeps what was typed."""
        assert sight.asked is not None
        variant = sight.asked.variant
        assert variant is not None
        before = self.sight.asked if self.sight else None
        if before is None or before.variant is not variant:
            self.query_one(Editor).text = ""
            program = self.query_one(Program)
            program.program = variant.program
            program.to_top()
        self.sight = sight
        self.query_one(CodeHead).sight = sight
        notice = self.query_one(Notice)
        notice.centre = False
        notice.show(sight)
        for part in (CodeHead, Program, OutputHead, OutputNote):
            self.query_one(part).redraw()
        self.lay_out()

    def lay_out(self) -> None:
        """Side by side from 80 columns on."""
        self.set_class(self.size.width < NARROW, "-narrow")
        width, height = self.size
        program, editor = self.query_one(Program), self.query_one(Editor)
        said = len(self.query_one(Notice).draw(width, 0))
        room = height - len(self.query_one(CodeHead).draw(width, 0)) - said - 1
        if self.has_class("-narrow"):
            editor.styles.height = 3
            program.styles.height = max(3, min(len(program.program.splitlines()) + 1, room - 3))
        else:
            editor.styles.height = max(3, min(8, room - 3))
            program.styles.height = "1fr"

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another layout."""
        self.lay_out()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Count the lines typed."""
        event.stop()
        head = self.query_one(OutputHead)
        head.lines = len(self.text.splitlines())
        head.redraw()

    @property
    def text(self) -> str:
        """The output that was typed."""
        return self.query_one(Editor).text
