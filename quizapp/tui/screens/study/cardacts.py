"""What a learner does to the card in question beside answering it; each says how to undo it."""

from quizapp.language import _
from quizapp.tui.editor import edit
from quizapp.tui.screens.choose import ChooseScreen
from quizapp.tui.screens.outward import open_in_obsidian, open_media
from quizapp.tui.screens.study.studied import Studied
from quizapp.tui.spans import SPANS


class CardActs(Studied):
    """Put aside, put off, mark, move, forget, edit, trust."""

    async def action_suspend(self) -> None:
        """Put the card aside."""
        said = _("Suspended. {key} undoes it.")
        await self.go_on(lambda session: session.suspend(), said)

    async def action_suspend_siblings(self) -> None:
        """Put the card aside, and all others from its passage."""
        said = _("Suspended with its siblings. {key} undoes it.")
        await self.go_on(lambda session: session.suspend(siblings=True), said)

    async def action_bury(self) -> None:
        """Put the card off until tomorrow."""
        said = _("Put off until tomorrow. {key} undoes it.")
        await self.go_on(lambda session: session.bury(), said)

    async def action_bury_siblings(self) -> None:
        """Put the card off until tomorrow, and all others from its passage."""
        said = _("Put off until tomorrow with its siblings. {key} undoes it.")
        await self.go_on(lambda session: session.bury(siblings=True), said)

    async def action_forget(self) -> None:
        """Make the card new again."""
        said = _("The card is new again. {key} undoes it.")
        await self.go_on(lambda session: session.forget(), said)

    async def action_move(self) -> None:
        """Choose when the card is due."""

        async def taken(place: int) -> None:
            soonest, latest, name = SPANS[place]
            said = _("Due {when}. {key} undoes it.").format(when=_(name), key="{key}")
            await self.go_on(lambda session: session.set_due(soonest, latest), said)

        names = [_(name) for _soonest, _latest, name in SPANS]
        await self.quiz.push_screen(ChooseScreen(_("Due"), names, taken, at=1))

    async def action_flag(self) -> None:
        """Choose a flag for the card."""
        if self.sight is None or self.sight.asked is None:
            return
        now = self.sight.asked.card.flag
        names = [_("No flag"), *(_("Flag {n}").format(n=number) for number in range(1, 8))]

        await self.quiz.push_screen(
            ChooseScreen(_("Flag"), names, self._take_flag, at=now or 1, first=0)
        )

    async def action_set_flag(self, number: str) -> None:
        """Give the card a flag, or take it away again."""
        if self.sight is not None and self.sight.asked is not None:
            now = self.sight.asked.card.flag
            await self._take_flag(0 if now == int(number) else int(number))

    async def _take_flag(self, number: int) -> None:
        assert self.sight is not None
        assert self.sight.asked is not None
        if number != self.sight.asked.card.flag:
            await self.do(lambda session: session.flag(number))
        key = self.quiz.key_of("study.flag")
        said = _("Flag {n}. {key} changes it.") if number else _("No flag. {key} sets one.")
        self.say(said.format(n=number, key=key))

    async def action_trust(self) -> None:
        """Let the code that is shown run, now and later."""
        if await self.do(lambda session: session.trust()):
            self.say(_("This code may run. An edit of it asks again."))

    async def action_open(self) -> None:
        """Open a picture or sound of what is shown of the card."""
        await open_media(self, self.media)

    async def action_obsidian(self) -> None:
        """Open the notes where the card is written in Obsidian."""
        if self.outside is not None and self.outside.vault_file is not None:
            await open_in_obsidian(self, self.outside.vault_file)

    async def action_edit(self) -> None:
        """Open the notes where the card is written, and ask it as they have it then."""
        if self.sight is not None and self.sight.asked is not None:
            said = await edit(self.quiz, self.sight.asked.card)
            await self.do(lambda session: session.reread())
            self.say(said)
