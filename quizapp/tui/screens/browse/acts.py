"""What Browse does to cards: each action says what happened and how to undo it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapp.language import _, ngettext
from quizapp.model.cards import CardState
from quizapp.model.errors import InputError
from quizapp.tui.editor import edit
from quizapp.tui.screens.browse.list import BrowseList
from quizapp.tui.screens.choose import ChooseScreen
from quizapp.tui.screens.outward import open_in_obsidian, open_media
from quizapp.tui.spans import SPANS

if TYPE_CHECKING:
    from quizapp.actions.cards.handling import Deed
    from quizapp.actions.collection import Collection
    from quizapp.actions.studying.study import Session

Act = Callable[["Collection", list[str]], "Deed"]


class BrowseActs(BrowseList):
    """The list, and what can be done to the selected cards or the one under the cursor."""

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name)
        self.deeds: list[tuple[Deed, str]] = []
        self._outside: object = None

    async def action_suspend(self) -> None:
        """Put the chosen cards aside; take them back once all of them are."""
        aside = self.table.states() != {CardState.SUSPENDED}

        def act(collection: "Collection", uids: list[str]) -> "Deed":
            from quizapp.actions.cards.handling import suspend

            return suspend(collection, uids, aside=aside)

        def told(count: int) -> str:
            if aside:
                return ngettext("Suspended {n} card.", "Suspended {n} cards.", count)
            return ngettext("Took back {n} card.", "Took back {n} cards.", count)

        await self._do(act, told)

    async def action_bury(self) -> None:
        """Put the chosen cards aside until tomorrow; dig them up once all of them are."""
        until = self.table.states() != {CardState.BURIED}

        def act(collection: "Collection", uids: list[str]) -> "Deed":
            from quizapp.actions.cards.handling import bury

            return bury(collection, uids, until_tomorrow=until)

        def told(count: int) -> str:
            if until:
                return ngettext("Buried {n} card.", "Buried {n} cards.", count)
            return ngettext("Dug up {n} card.", "Dug up {n} cards.", count)

        await self._do(act, told)

    async def action_forget(self) -> None:
        """Make the chosen cards new again."""

        def act(collection: "Collection", uids: list[str]) -> "Deed":
            from quizapp.actions.cards.handling import make_new

            return make_new(collection, uids)

        await self._do(act, lambda n: ngettext("{n} card is new.", "{n} cards are new.", n))

    async def action_flag(self) -> None:
        """Choose a flag for the chosen cards."""
        names = [_("No flag"), *(_("Flag {n}").format(n=number) for number in range(1, 8))]

        async def taken(number: int) -> None:
            def act(collection: "Collection", uids: list[str]) -> "Deed":
                from quizapp.actions.cards.handling import flag

                return flag(collection, uids, number)

            await self._do(act, lambda n: ngettext("Flagged {n} card.", "Flagged {n} cards.", n))

        await self.quiz.push_screen(
            ChooseScreen(self._about(_("Flag")), names, taken, at=1, first=0)
        )

    async def action_move(self) -> None:
        """Choose when the chosen cards are due."""

        async def taken(place: int) -> None:
            soonest, latest, _name = SPANS[place]

            def act(collection: "Collection", uids: list[str]) -> "Deed":
                from quizapp.actions.cards.handling import move_due

                return move_due(collection, uids, soonest, latest)

            await self._do(act, lambda n: ngettext("Moved {n} card.", "Moved {n} cards.", n))

        names = [_(name) for _soonest, _latest, name in SPANS]
        await self.quiz.push_screen(ChooseScreen(self._about(_("Due")), names, taken, at=1))

    async def action_undo(self) -> None:
        """Take the last action back, then the one before it."""
        if not self.deeds:
            return
        deed, what = self.deeds.pop()

        def back(collection: "Collection") -> None:
            from quizapp.actions.cards.handling import undo

            undo(collection, deed)

        await self.quiz.behind(back)
        self.say(_("Taken back: {what}").format(what=what))
        await self._changed()

    async def action_edit(self) -> None:
        """Open the notes at the card under the cursor."""
        uid = self.table.current
        preview = await self.look_at(uid) if uid else None
        if preview is not None:
            self.say(await edit(self.quiz, preview.card))
            self.look_again()

    async def action_open(self) -> None:
        """Open a picture or sound of the card under the cursor."""
        if self.outside is not None:
            await open_media(self, self.outside.media(revealed=True))

    async def action_obsidian(self) -> None:
        """Open the notes of the card under the cursor in Obsidian."""
        if self.outside is not None and self.outside.vault_file is not None:
            await open_in_obsidian(self, self.outside.vault_file)

    async def action_look(self) -> None:
        """The whole card with its past, over the list."""
        from quizapp.tui.screens.browse.cardview import CardViewScreen

        uid = self.table.current
        preview = await self.look_at(uid) if uid else None
        if preview is not None:
            await self.quiz.push_screen(CardViewScreen(preview, self._study))

    async def action_leave(self) -> None:
        """Back to the cards; the search stays, and what it finds is there."""
        self.set_focus(None)
        await self.caught_up()

    async def action_go_on(self) -> None:
        """Out of the search to the cards; from them to study, by way of the card if narrow."""
        if self.typing:
            await self.action_leave()
        elif self.beside:
            await self._study()
        else:
            await self.action_look()

    async def _study(self) -> None:
        """Study what is due or new of these cards; asked again where nothing is, outside."""
        chosen = frozenset(self.table.chosen) if self.table.selected else None
        query = self.table.page.query if self.table.page else ""
        cram = self._outside == (query, chosen)

        def begin(collection: "Collection") -> "Session":
            from quizapp.actions.studying.selecting import Selection
            from quizapp.actions.studying.study import start

            return start(collection, selection=Selection(query, cram=cram, only=chosen))

        await self.quiz.load("study.screen")
        from quizapp.tui.screens.study.screen import StudyScreen

        try:
            session = await self.quiz.behind(begin)
        except InputError as error:
            self.say(str(error))
            return
        self._outside = None
        if session.asked is not None:
            await self.quiz.push_screen(StudyScreen(session))
        elif cram:
            self.say(_("None of these cards can be asked."))
        else:
            self._outside = (query, chosen)
            told = _("None of these is due or new. {key} again asks them outside the schedule.")
            self.say(told.format(key=self.quiz.key_of("browse.go-on")))

    async def _do(self, act: Act, told: Callable[[int], str]) -> None:
        chosen = self.table.chosen
        try:
            deed = await self.quiz.behind(lambda collection: act(collection, chosen))
        except InputError as error:
            self.say(str(error))
            return
        if not deed.count:
            self.say(_("Nothing changed: drafts and retired cards are never asked."))
            return
        what = told(deed.count)
        self.deeds.append((deed, what))
        key = self.quiz.key_of("browse.undo")
        self.say(_("{what} {key} undoes it.").format(what=what, key=key))
        await self._changed()

    async def _changed(self) -> None:
        """The cards are not what they were: the next key finds them as they are."""
        self.look_again()
        await self.caught_up()
        self.show_keys()

    def _about(self, title: str) -> str:
        """A title that says how many cards it is about."""
        count = len(self.table.chosen)
        return f"{title} · " + ngettext("{n} card", "{n} cards", count)
