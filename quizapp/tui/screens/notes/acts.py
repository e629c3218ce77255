"""What Notes does: decides on drafts, writes, takes back; each says how to undo it."""

from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from quizapp.actions.importing.deciding import Choice, Decision
from quizapp.actions.sources.obsidian import vault_file
from quizapp.language import _, ngettext
from quizapp.tui.editor import open_at
from quizapp.tui.planned import Entry
from quizapp.tui.progress import Progress
from quizapp.tui.screens.notes.read import NotesReading
from quizapp.tui.screens.outward import open_in_obsidian
from quizapp.tui.sorts import Sort

if TYPE_CHECKING:
    from quizapp.actions.collection import Collection
    from quizapp.actions.importing.changes import Change
    from quizapp.actions.importing.drafts import TakenBack
    from quizapp.actions.importing.preview import Preview

Made = dict[str, Decision | None]
"""Decisions by card as they were before; None where there was none."""


class NotesActs(NotesReading):
    """The list, and what can be done to its entries. Decisions wait until they are written."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self.made: list[Made] = []

    @property
    def draft(self) -> "Change | None":
        """The draft under the cursor."""
        entry = self.rows.current
        return entry.change if entry and entry.sort is Sort.DRAFT else None

    @property
    def drafts(self) -> list["Change"]:
        """All drafts in the list."""
        entries = (entry for entry in self.rows.entries if entry.sort is Sort.DRAFT)
        return [entry.change for entry in entries if entry.change]

    def action_accept(self) -> None:
        """Make a card of the draft."""
        if self.draft is not None:
            self._decide([Decision(self.draft.card, Choice.ACCEPT)], _("Accepted."))

    def action_never(self) -> None:
        """Never ask the draft."""
        if self.draft is not None:
            self._decide([Decision(self.draft.card, Choice.NEVER)], _("Never asked."))

    def action_all(self) -> None:
        """Accept all drafts in the list that nothing was decided of."""
        open_ = [draft.card for draft in self.drafts if draft.card not in self.decisions]
        told = ngettext("Accepted {n} draft.", "Accepted {n} drafts.", len(open_))
        if open_:
            self._decide([Decision(card, Choice.ACCEPT) for card in open_], told)

    def action_skip(self) -> None:
        """Let the draft wait: nothing is decided of it."""
        if self.draft is None:
            return
        if self.draft.card in self.decisions:
            self.made.append({self.draft.card: self.decisions.pop(self.draft.card)})
            self._tell(_("It waits on."))
        else:
            self.say(_("It waits on."))
        self.rows.next_draft()

    async def action_edit(self) -> None:
        """Accept the draft in other words."""
        from quizapp.tui.screens.notes.drafting import DraftingScreen

        draft = self.draft
        if draft is None:
            return
        made = self.decisions.get(draft.card)
        front = made.front if made and made.front is not None else draft.front
        back = made.back if made and made.back is not None else draft.back

        async def taken(asked: str, told: str) -> None:
            decision = Decision(
                draft.card,
                Choice.ACCEPT,
                None if asked == draft.front else asked,
                None if told == draft.back else told,
            )
            self._decide([decision], _("Accepted in your words."))

        await self.quiz.push_screen(DraftingScreen(draft.card_kind, front, back, taken))

    def _decide(self, decisions: list[Decision], told: str) -> None:
        self.made.append({made.card: self.decisions.get(made.card) for made in decisions})
        self.decisions.update((made.card, made) for made in decisions)
        self._tell(told)
        self.rows.next_draft()

    def _tell(self, told: str) -> None:
        """Say what was decided; it is written later."""
        key = self.quiz.key_of("notes.undo")
        words = _("{what} Not written yet, {key} undoes it.")
        self.say(words.format(what=told, key=key))
        self.show_all()

    def action_write(self) -> None:
        """Write the changes and the decisions."""
        if not self.writes:
            return
        progress = self.progress = Progress(writes=True)
        self.run_worker(self._write(progress), group="reading")

    async def _write(self, progress: Progress) -> None:
        seen, decisions, count = self.preview, tuple(self.decisions.values()), self.count
        assert seen is not None

        def write(collection: "Collection") -> "Preview":
            from quizapp.actions.importing.preview import apply, preview

            apply(collection, seen, decisions, tell=progress.tell)
            return preview(collection)

        after = await self._follow(progress, write)
        if after is None:
            return
        self.decisions, self.made, self.paths, self.only = {}, [], (), None
        self.take(after)
        told = ngettext("Wrote {n} change.", "Wrote {n} changes.", count)
        key = self.quiz.key_of("notes.undo")
        self.say(_("{what} {key} undoes it.").format(what=told, key=key))

    async def action_undo(self) -> None:
        """Take the last decision back, or else the last import; not while one is written."""
        if self.progress is not None and self.progress.writes:
            return
        if not self.made:
            self._take_back()
            return
        for card, before in self.made.pop().items():
            if before is None:
                self.decisions.pop(card, None)
            else:
                self.decisions[card] = before
        self.say(_("The decision is taken back."))
        self.show_all()

    def _take_back(self) -> None:
        progress = self.progress = Progress(writes=True)
        self.run_worker(self._undo(progress), group="reading")

    async def _undo(self, progress: Progress) -> None:
        done: list[TakenBack] = []

        def back(collection: "Collection") -> "Preview":
            from quizapp.actions.importing.drafts import take_back
            from quizapp.actions.importing.preview import preview

            done.append(take_back(collection))
            return preview(collection)

        after = await self._follow(progress, back)
        if after is None:
            return
        self.paths = ()
        self.take(after)
        (taken,) = done
        told = ngettext("{n} card is as it was before", "{n} cards are as before", taken.cards)
        names = [PurePath(root).name for root in taken.what.split("; ") if root]
        what = ", ".join(names) or _("decisions on drafts")
        self.say(_("Taken back: {what}. {told}.").format(what=what, told=told))

    def action_open(self) -> None:
        """Open the notes at the entry, then read them again."""
        entry = self.rows.current
        if entry is None:
            return
        file = Path(entry.file).expanduser()
        if not file.is_file():
            self.say(_("{file} is not on this machine.").format(file=entry.file))
            return
        failed = open_at(self.quiz, file, entry.line)
        if failed:
            self.say(failed)
        else:
            self.read()

    @property
    def vault_file(self) -> Path | None:
        """The notes of the entry under the cursor, where they lie in an Obsidian vault."""
        entry = self.rows.current
        return None if entry is None else vault_file(Path(entry.file).expanduser())

    async def action_obsidian(self) -> None:
        """Open the notes of the entry in Obsidian."""
        if (file := self.vault_file) is not None:
            await open_in_obsidian(self, file)

    async def action_look(self) -> None:
        """All about the entry, over the list."""
        from quizapp.tui.screens.notes.planned import PlannedScreen

        entry: Entry | None = self.rows.current
        if entry is not None and self.preview is not None:
            card = entry.change.card if entry.change else ""
            made = self.decisions.get(card)
            await self.quiz.push_screen(PlannedScreen(entry, self.preview.reviews, made, self))
