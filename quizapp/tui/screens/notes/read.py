"""What fills Notes: the known notes are read behind the screen; esc stops it without a trace."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.screen import ModalScreen

from quizapp.actions.importing.deciding import Decision
from quizapp.language import _, ngettext
from quizapp.model.errors import InputError
from quizapp.tui.pieces import BLANK, Piece, Row, bright, gap, indented, muted, wrapped
from quizapp.tui.planned import Section, counts, only, sections
from quizapp.tui.progress import Progress, Stopped
from quizapp.tui.screens.placed import Placed
from quizapp.tui.sorts import Sort
from quizapp.tui.styles import STYLES
from quizapp.tui.widgets.notesdetail import NotesDetail
from quizapp.tui.widgets.notesfoot import NotesFoot, PathInput, PathRow
from quizapp.tui.widgets.noteshead import NotesHead
from quizapp.tui.widgets.noteslist import NotesList

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.importing.preview import Preview

_LOOKS_EVERY = 0.1
"""Seconds between two looks at how far the reading is."""


class NotesReading(Placed):
    """A preview and what was decided of it.

    Attributes:
        preview: what was found, None until the first reading is done.
        progress: the reading that goes on, None without one.
        decisions: what was decided of drafts, by card; nothing of it is written yet.
        paths: the path that was typed, nothing for all known sources.
    """

    CSS_PATH: ClassVar[Path] = STYLES / "notes.tcss"

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self.preview: Preview | None = None
        self.progress: Progress | None = None
        self.decisions: dict[str, Decision] = {}
        self.paths: tuple[str, ...] = ()
        self.only: Sort | None = None
        self.beside = True
        self._refusal = ""
        self._sections: list[Section] = []
        self._covered = False

    @property
    def rows(self) -> NotesList:
        """The rows."""
        return self.query_one(NotesList)

    def on_mount(self) -> None:
        """Offer the keys; look at the reading while there is one."""
        self.set_interval(_LOOKS_EVERY, self._tell_progress)
        self.show_keys()

    def on_screen_resume(self) -> None:
        """Read whenever the screen comes up, not when an overlay goes."""
        if not self._covered:
            self.read()
        self._covered = False

    def on_screen_suspend(self) -> None:
        """Another place needs the collection: the reading ends."""
        self._covered = isinstance(self.quiz.screen, ModalScreen)
        if not self._covered and self.progress is not None and not self.progress.writes:
            self.progress.stop()

    def read(self, paths: Sequence[str] | None = None) -> None:
        """Read the notes again, or those at another path."""
        if self.progress is not None:
            if self.progress.writes:
                return
            self.progress.stop()
        chosen = self.paths if paths is None else tuple(paths)
        progress = self.progress = Progress()
        self.run_worker(self._read(chosen, progress), group="reading")

    async def _read(self, paths: tuple[str, ...], progress: Progress) -> None:
        def look(collection: "Collection") -> "Preview":
            from quizapp.actions.importing.preview import preview
            from quizapp.render.markdown import render

            render("", 1)  # slow the first time
            return preview(collection, paths, tell=progress.tell)

        found = await self._follow(progress, look)
        if found is not None:
            first = self.preview is None
            self.paths, self._refusal = paths, ""
            self.take(found)
            if first:
                self.quiz.loaded()

    async def _follow(
        self, progress: Progress, call: "Callable[[Collection], Preview]"
    ) -> "Preview | None":
        """Do something that reads; answers with None where it was stopped or refused."""
        try:
            return await self.quiz.behind(call)
        except Stopped:
            self._refusal = _("Stopped: nothing was written.")
            self.say(self._refusal)
        except InputError as error:
            self._refusal = str(error)
            self.say(error.message)
        finally:
            if self.progress is progress:
                self.progress = None
            self.show_all()
        return None

    def take(self, found: "Preview") -> None:
        """Show what was found; decisions stay on the drafts that are there still."""
        self.preview = found
        drafts = {change.card for change in found.drafts}
        drafts |= {draft.card.uid for draft in found.waiting}
        self.decisions = {uid: made for uid, made in self.decisions.items() if uid in drafts}
        self._sections = sections(found)
        self.show_all()

    def show_all(self) -> None:
        """Bring every part of the screen up to date."""
        if not self.is_mounted:
            return
        self.rows.decisions = self.decisions
        found = self.preview
        self.rows.nothing = self._nothing()
        unchanged = found.plan.unchanged if found and self.only is None else 0
        self.rows.show(only(self._sections, self.only), unchanged)
        self.query_one(NotesDetail).display = self.beside and bool(self.rows.entries)
        self._show_head()
        self._offer()
        self.show_keys()

    def show_entry(self) -> None:
        """Say more of the entry under the cursor."""
        entry = self.rows.current
        card = entry.change.card if entry and entry.change else ""
        reviews = self.preview.reviews if self.preview else {}
        self.query_one(NotesDetail).show(entry, reviews, self.decisions.get(card))

    @property
    def count(self) -> int:
        """How many cards the main key writes."""
        if self.preview is None:
            return 0
        planned = {change.card for change in self.preview.plan.changes}
        return len(planned | self.decisions.keys())

    @property
    def writes(self) -> bool:
        """Whether the main key has something to write; new notes without a card are remembered."""
        return self.progress is None and bool(self.count or (self.preview and self.paths))

    def _show_head(self) -> None:
        """Which files, how many of each sort, what is going on."""
        head = self.query_one(NotesHead)
        head.only, head.counts = self.only, counts(self._sections) if self.preview else None
        head.names, head.touched = self._names()
        head.display = not self.bare
        head.told = self._told()
        head.redraw()

    def _tell_progress(self) -> None:
        """How far the reading is."""
        head = self.query_one(NotesHead)
        if self.progress is not None and head.told != self._told():
            head.display, head.told = not self.bare, self._told()
            head.redraw()
            self._offer()

    def _names(self) -> tuple[Sequence[str], bool]:
        if self.preview is None:
            return self.paths, False
        changed = dict.fromkeys(change.file for change in self.preview.plan.changes)
        return (tuple(changed), True) if changed else (self.paths or self.preview.sources, False)

    def _told(self) -> Row:
        if self.progress is not None:
            key = (Piece(self.quiz.key_of("notes.leave"), "accent"), muted(_(" stops")))
            return (bright(self.progress.words()), gap(2), *key)
        if self.preview is None or not self.count:
            return ()
        return (muted(_("Nothing written yet")),)

    def _offer(self) -> None:
        key = "notes.go-on" if self.beside else "notes.write"
        undo: Row = (Piece(self.quiz.key_of("notes.undo"), "accent"),)
        if not self.writes:
            words = _("Nothing to write") if self._knows_notes and not self.progress else ""
            aside = (*undo, gap(1), muted(_("takes the last import back")))
            self.query_one(NotesFoot).offer("", words, aside if words else ())
            return
        aside = (*undo, gap(1), muted(_("takes it back afterwards")))
        words = ngettext("Write {n} change", "Write {n} changes", self.count)
        if not self.count:
            words = _("Remember these notes")
        self.query_one(NotesFoot).offer(self.quiz.key_of(key), words, aside)

    def _nothing(self) -> list[Row]:
        """What stands in an empty list."""
        width = min(76, max(20, self.size.width - 8))
        if self._refusal:
            return indented(wrapped(self._refusal, width, "wrong"), 4)
        if self.preview is None:
            return []
        if self._knows_notes:
            count = self.preview.plan.unchanged
            told = ngettext(
                "Nothing changed: {n} card stays as it is.",
                "Nothing changed: {n} cards stay as they are.",
                count,
            )
            return [(gap(4), muted(_("None of these.") if self.only else told))]
        return indented(_lesson(self.quiz.key_of("notes.path"), width), 4)

    @property
    def _knows_notes(self) -> bool:
        """Whether there is anything that notes were read from."""
        found = self.preview
        return found is not None and bool(found.sources or found.count or self.paths)

    @property
    def bare(self) -> bool:
        """Whether it was looked, and there are no notes yet."""
        return self.preview is not None and not (self._knows_notes or self.progress)

    @property
    def path_row(self) -> PathRow:
        """Where a path is typed."""
        return self.query_one(PathRow)

    @property
    def path_input(self) -> PathInput:
        """The input in it."""
        return self.query_one(PathInput)


def _lesson(key: str, width: int) -> list[Row]:
    """How to begin: no notes were taken in yet."""
    told = (
        _(
            "Choose a Markdown file or a folder of them. You see here every card it would become,"
            " and nothing is written until you say so."
        ),
        _("Your notes are never changed. Read again, they keep the history of every card."),
    )
    type_it: Row = (Piece(key, "accent"), gap(2), Piece(_("type a path")))
    command: Row = (Piece("quizapp import PATH", "accent"), gap(2), muted(_("does it at once")))
    return [
        BLANK,
        (bright(_("No notes yet")),),
        BLANK,
        *wrapped(told[0], width),
        BLANK,
        *wrapped(told[1], width),
        BLANK,
        type_it,
        command,
    ]
