"""Notes that changed since they were taken in: looked for behind Today, taken in by a key."""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.model.errors import InputError

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.importing.imported import Imported
    from quizapp.actions.sources.changes import KnownFiles, SourceChanges
    from quizapp.tui.screens.today import TodayScreen


class Intake:
    """Looks at the files of the known sources after Today is painted; never delays it."""

    def __init__(self, screen: "TodayScreen") -> None:
        self.screen = screen
        self.changed = 0
        self.undoable = False
        self._unasked = True
        self._looking = False

    async def look(self) -> None:
        """See what changed, and show it; take it in where the learner set that."""
        if self._looking:
            return
        self._looking = True
        try:
            await self._look()
        finally:
            self._looking = False

    async def _look(self) -> None:
        known, take_in = await self.screen.quiz.behind(_known)
        changes = await asyncio.to_thread(_look, known)
        self.changed = changes.count
        if self._unasked and take_in and changes.count:
            await self.take_in()
        elif self.screen.quiz.news:
            self.screen.say(self.screen.quiz.news.pop(0))
        elif self._unasked and changes.gone:
            self.screen.say(_gone(changes))
        self._unasked = False
        self.screen.show_changed()

    async def take_in(self) -> None:
        """Import from all known sources, and say what became of it."""
        try:
            done = await self.screen.quiz.behind(_import)
        except InputError as error:
            self.screen.say(str(error))
            return
        self.changed = 0
        parts = _parts(done)
        self.undoable = bool(parts)
        await self.screen.count_again()
        key = self.screen.quiz.key_of("today.undo")
        self.screen.say(
            _("{counts} · {key} takes it back").format(counts=", ".join(parts), key=key)
            if parts
            else _("No card changed.")
        )

    async def undo(self) -> None:
        """Take the import back."""
        self.undoable = False
        try:
            await self.screen.quiz.behind(_take_back)
        except InputError as error:
            self.screen.say(str(error))
            return
        await self.screen.count_again()
        self.screen.say(_("The import is taken back."))
        await self.look()


def _parts(done: "Imported") -> list[str]:
    """What an import did to the cards, the kinds of change that happened alone."""
    told = (
        (done.added, ngettext("{n} card added", "{n} cards added", done.added)),
        (done.changed, ngettext("{n} changed", "{n} changed", done.changed)),
        (done.moved, ngettext("{n} moved", "{n} moved", done.moved)),
        (done.retired, ngettext("{n} retired", "{n} retired", done.retired)),
        (done.restored, ngettext("{n} brought back", "{n} brought back", done.restored)),
        (done.drafts, ngettext("{n} draft waiting", "{n} drafts waiting", done.drafts)),
    )
    return [text for count, text in told if count]


def _known(collection: "Collection") -> "tuple[list[KnownFiles], bool]":
    from quizapp.actions.sources.changes import known_files

    return known_files(collection), collection.settings.notes.take_in


def _look(known: "list[KnownFiles]") -> "SourceChanges":
    from quizapp.actions.sources.changes import look

    return look(known)


def _gone(changes: "SourceChanges") -> str:
    from quizapp.actions.sources.changes import gone_sentence

    folder = changes.gone[0]
    return gone_sentence(folder.root, folder.seems_at)


def _import(collection: "Collection") -> "Imported":
    from quizapp.actions.importing.notes import import_notes

    done = import_notes(collection)
    return replace(done, gaps=(), lint=(), changes=())


def _take_back(collection: "Collection") -> None:
    from quizapp.actions.importing.drafts import take_back

    take_back(collection)
