"""Notes: what the notes would become, decided and written; see :mod:`.read` for the reading."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from quizapp.language import _, marked
from quizapp.tui.keys.key import bindings
from quizapp.tui.keys.notes import NOTES
from quizapp.tui.places import HOME
from quizapp.tui.screens.notes.acts import NotesActs
from quizapp.tui.sorts import FILTERS, Sort
from quizapp.tui.widgets.keybar import KeyBar
from quizapp.tui.widgets.notesdetail import SIDE_FROM, NotesDetail
from quizapp.tui.widgets.notesfoot import NotesFoot, PathRow
from quizapp.tui.widgets.noteshead import NotesHead
from quizapp.tui.widgets.noteslist import NotesList
from quizapp.tui.widgets.toast import Toast
from quizapp.tui.widgets.topbar import HomeBar


class NotesScreen(NotesActs):
    """A list of what would change, the entry under the cursor beside it where there is room."""

    PLACE = "notes"
    KEYS = NOTES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(NOTES)]

    def compose(self) -> ComposeResult:
        """Bar, path, head, list and entry, main key, keys."""
        yield HomeBar(self.PLACE)
        yield NotesHead()
        yield PathRow()
        with Horizontal(id="planned"):
            yield NotesList()
            yield NotesDetail()
        yield NotesFoot()
        yield KeyBar()
        yield Toast()

    def on_resize(self, event: events.Resize) -> None:
        """The entry stands beside the list where there is room for both."""
        super().on_resize(event)
        self.beside = event.size.width >= SIDE_FROM
        self.show_all()

    def context(self) -> str:
        """For the help."""
        return _("notes")

    def offers(self) -> dict[str, str]:
        """What works on the list, and while a path is typed or notes are read."""
        everywhere = {"notes.leave-program": "", "notes.help": "help"}
        if self.typing:
            return {"notes.go-on": marked("look at it"), "notes.leave": "close", **everywhere}
        if self.progress is not None:
            return {
                "notes.leave": marked("stop"),
                **self._moves(),
                **self.place_offers(),
                **everywhere,
            }
        looks = self.rows.current is not None
        writes = {"notes.go-on": "write", "notes.write": ""}
        if not self.beside:
            writes = {"notes.go-on": "look", "notes.write": "write"}
        return {
            **(writes if self.writes else {}),
            **({} if self.writes or self.beside or not looks else {"notes.go-on": "look"}),
            **self._on_entry(),
            "notes.path": "path",
            **({} if self.bare else self._on_all()),
            **self._moves(),
            "notes.leave": "",
            **self.place_offers(),
            "notes.quit": "",
            **everywhere,
        }

    @staticmethod
    def _on_all() -> dict[str, str]:
        """What is about all that was read."""
        only = dict.fromkeys((f"notes.only{place}" for place in range(1, len(FILTERS) + 1)), "")
        return {**only, "notes.undo": "undo", "notes.again": "read again"}

    def _moves(self) -> dict[str, str]:
        if not self.rows.entries:
            return {}
        names = ("up", "down", "page-up", "page-down", "first", "last")
        return {f"notes.{name}": "" for name in names}

    def _on_entry(self) -> dict[str, str]:
        looks = {"notes.open": "editor", "notes.look": ""} if self.rows.current else {}
        if self.vault_file is not None:
            looks["notes.obsidian"] = ""
        drafts = {"notes.all": "all drafts"} if self.drafts else {}
        if self.draft is None:
            return drafts | looks
        words = {"accept": "accept", "edit": "edit", "skip": "skip", "never": "never"}
        return {f"notes.{name}": word for name, word in words.items()} | drafts | looks

    def on_notes_list_moved(self) -> None:
        """Another entry: other keys, another side."""
        self.show_entry()
        self.show_keys()

    def on_notes_head_chosen(self, message: NotesHead.Chosen) -> None:
        """A count was clicked."""
        self.action_only(message.sort.value)

    def on_notes_foot_chosen(self) -> None:
        """The main key was clicked."""
        self.action_write()

    def on_descendant_focus(self) -> None:
        """Letters are text now."""
        self.show_keys()

    def on_descendant_blur(self) -> None:
        """Letters are keys again."""
        self.show_keys()

    def action_only(self, sort: str) -> None:
        """Show one sort alone, or everything again."""
        chosen = Sort(sort)
        self.only = None if self.only is chosen else chosen
        self.show_all()

    def action_path(self) -> None:
        """Type a path to look at."""
        self.path_row.display = True
        self.set_focus(self.path_input)

    def action_leave(self) -> None:
        """Close the path, stop the reading, show everything again, or go home."""
        if self.typing:
            self.set_focus(None)
            self.path_row.display = False
        elif self.progress is not None:
            self.progress.stop()
        elif self.only is not None:
            self.action_only(self.only.value)
        else:
            self.run_worker(self.quiz.go(HOME))

    async def action_go_on(self) -> None:
        """Look at the path that was typed, at the entry where there is no side, or write."""
        if self.typing:
            path = self.path_input.value.strip()
            self.action_leave()
            self.read([path] if path else [])
        elif self.beside:
            self.action_write()
        else:
            await self.action_look()

    def action_again(self) -> None:
        """Read the notes again."""
        self.read()

    def action_up(self) -> None:
        """The entry above."""
        self.rows.go(self.rows.cursor - 1)

    def action_down(self) -> None:
        """The entry below."""
        self.rows.go(self.rows.cursor + 1)

    def action_page_up(self) -> None:
        """A page up."""
        self.rows.go(self.rows.cursor - self.rows.room)

    def action_page_down(self) -> None:
        """A page down."""
        self.rows.go(self.rows.cursor + self.rows.room)

    def action_first(self) -> None:
        """The first entry."""
        self.rows.go(0)

    def action_last(self) -> None:
        """The last entry."""
        self.rows.go(len(self.rows.entries) - 1)

    def action_quit(self) -> None:
        """Leave."""
        self.quiz.leave()
