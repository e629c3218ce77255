"""Code questions that ask for a line, a blank, an order or a program."""

from functools import lru_cache
from typing import TYPE_CHECKING, cast

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import TextArea

from quizapp.language import _
from quizapp.model.questions import AnswerKind, Part
from quizapp.render.cells import Line
from quizapp.tui.paint import style_of
from quizapp.tui.pieces import BLANK, Piece, Row, bright, muted, wrapped
from quizapp.tui.sight import Sight
from quizapp.tui.widgets.code import CodeHead, Editor, Program
from quizapp.tui.widgets.drawn import Drawn
from quizapp.tui.widgets.notice import Notice
from quizapp.tui.widgets.parsons import Parsons
from quizapp.tui.widgets.picked import LinePicker
from quizapp.tui.widgets.scrolled import Scrolled

if TYPE_CHECKING:
    from quizapp.tui.app import QuizApp

NARROW = 80
INDENT = "    "


class ProgramEditor(Editor):
    """Where a program is written: coloured, enter keeps the indentation, tab is four spaces."""

    def __init__(self) -> None:
        super().__init__()
        self.tab_behavior = "indent"
        self.indent_width = len(INDENT)

    def get_line(self, line_index: int) -> Text:
        """A line in the colours of code; Textual's own would need compiled grammars."""
        line = super().get_line(line_index)
        lines = _highlighted(self.text)
        palette = cast("QuizApp", self.app).palette
        start = 0
        for span in lines[line_index] if line_index < len(lines) else ():
            style = style_of(Piece(span.text, span.role, bold=span.bold), palette, "inset")
            end = start + len(span.text)
            line.stylize(Style(color=style.color, bold=style.bold), start, end)
            start = end
        return line

    async def _on_key(self, event: events.Key) -> None:
        if event.key != "enter":
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        indent = line[: len(line) - len(line.lstrip())]
        deeper = INDENT if line.rstrip().endswith(":") else ""
        self.insert(f"\n{indent}{deeper}")


@lru_cache(maxsize=4)
def _highlighted(program: str) -> tuple[Line, ...]:
    """The same text is asked for line by line."""
    from quizapp.render.code import highlighted

    return highlighted(program)


class BlankEditor(Editor):
    """The inset cell of a blank: one line."""

    def __init__(self) -> None:
        super().__init__()
        self.show_line_numbers = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)


class AnswerNote(Drawn):
    """What is to be done, and the tests that will be run."""

    part: Part | None = None

    def draw(self, width: int, height: int) -> list[Row]:
        """A heading for what is typed, the tests."""
        part = self.part
        if part is None:
            return []
        rows: list[Row] = [BLANK]
        if part.kind is AnswerKind.PROGRAM:
            rows += wrapped(
                _("Write the program at the left. All tests must pass."), width, "muted"
            )
            rows.append(BLANK)
        if part.checks:
            rows.append((bright(_("Tests")), Piece("  "), muted(_("run on check"))))
            for check in part.checks:
                first, *more = wrapped(check.title, width - 2) or [BLANK]
                rows.append((muted("○ "), *first))
                rows += [(Piece("  "), *row) for row in more]
        return rows


class BlankHead(Drawn):
    """``In the blank``."""

    def draw(self, width: int, height: int) -> list[Row]:
        """One row."""
        return [(bright(_("In the blank")),)]


class CodeBody(Widget):
    """Head, the area that fits what is asked, what is said below."""

    DEFAULT_CSS = """
    CodeBody { height: 1fr; display: none; }
    CodeBody .sides LinePicker, CodeBody .sides Parsons, CodeBody .sides ProgramEditor {
        width: 1fr; height: 1fr; margin: 0 2 0 0;
    }
    CodeBody BlankHead { height: 1; }
    CodeBody AnswerNote { height: auto; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.sight: Sight | None = None

    def compose(self) -> ComposeResult:
        """Every area; which one is seen, :meth:`show` says."""
        yield CodeHead()
        with Widget(classes="sides"):
            yield Program()
            yield LinePicker()
            yield Parsons()
            yield ProgramEditor()
            with Vertical():
                yield BlankHead()
                yield BlankEditor()
                yield AnswerNote()
        yield Notice()

    @property
    def part(self) -> Part | None:
        """What is asked."""
        asked = self.sight.asked if self.sight else None
        return asked.variant.parts[0] if asked and asked.variant else None

    def show(self, sight: Sight) -> None:
        """Show a code question; the same one keeps what was done."""
        before = self.sight.asked if self.sight else None
        self.sight = sight
        assert sight.asked is not None
        variant = sight.asked.variant
        assert variant is not None
        if before is None or before.variant is not variant:
            self._begin(variant.program, variant.parts[0])
        self.query_one(CodeHead).sight = sight
        notice = self.query_one(Notice)
        notice.centre = False
        notice.show(sight)
        self.query_one(CodeHead).redraw()
        self.lay_out()

    def lay_out(self) -> None:
        """Side by side from 80 columns on; below that the tests give way."""
        narrow = self.size.width < NARROW
        self.set_class(narrow, "-narrow")
        kind = self.part.kind if self.part else None
        beside = self.query_one("CodeBody Vertical")
        beside.display = kind is AnswerKind.BLANK or (kind is AnswerKind.PROGRAM and not narrow)
        beside.styles.height = 3 if narrow else "1fr"
        self.query_one(AnswerNote).display = not narrow
        self.query_one(BlankEditor).styles.height = 1
        self.query_one(ProgramEditor).styles.height = "1fr"

    def _begin(self, program: str, part: Part) -> None:
        kind = part.kind
        shown = self.query_one(Program)
        shown.program = program
        shown.to_top()
        self.query_one(BlankEditor).text = ""
        self.query_one(ProgramEditor).text = program if kind is AnswerKind.PROGRAM else ""
        self.query_one(LinePicker).ask(program)
        if kind is AnswerKind.ORDER:
            self.query_one(Parsons).ask(part)
        self.query_one(AnswerNote).part = part
        blank = kind is AnswerKind.BLANK
        shown.display = blank
        self.query_one(LinePicker).display = kind is AnswerKind.LINE
        self.query_one(Parsons).display = kind is AnswerKind.ORDER
        self.query_one(ProgramEditor).display = kind is AnswerKind.PROGRAM
        self.query_one(BlankHead).display = blank
        self.query_one(BlankEditor).display = blank
        self.query_one(AnswerNote).redraw()
        shown.redraw()

    def area(self) -> Widget:
        """What has the focus while the question is answered."""
        kind = self.part.kind if self.part else None
        if kind is AnswerKind.LINE:
            return self.query_one(LinePicker)
        if kind is AnswerKind.ORDER:
            return self.query_one(Parsons)
        if kind is AnswerKind.PROGRAM:
            return self.query_one(ProgramEditor)
        return self.query_one(BlankEditor)

    def fill(self, text: str) -> None:
        """Put back what was answered before."""
        area = self.area()
        if isinstance(area, LinePicker):
            area.line = int(text) if text.isdecimal() else 1
            area.redraw()
        elif isinstance(area, Parsons):
            area.fill(text)
        elif isinstance(area, Editor):
            area.text = text

    @property
    def scrolled(self) -> Scrolled:
        """What up and down scroll where they are not typed."""
        area = self.area()
        return area if isinstance(area, Scrolled) else self.query_one(Program)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """What is typed into the blank stands in the program at once."""
        event.stop()
        part = self.part
        if part is None or part.kind is not AnswerKind.BLANK or part.task is None:
            return
        typed = " ".join(self.query_one(BlankEditor).text.split())
        shown = self.query_one(Program)
        shown.program = f"{part.task.before}{typed or '____'}{part.task.after}"
        shown.redraw()

    def on_resize(self, event: events.Resize) -> None:
        """Another size, another layout."""
        self.lay_out()

    @property
    def text(self) -> str:
        """The answer as it stands."""
        area = self.area()
        if isinstance(area, LinePicker):
            return str(area.line)
        if isinstance(area, Parsons | Editor):
            return area.text
        return ""
