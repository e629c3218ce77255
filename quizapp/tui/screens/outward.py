"""To other programs: a picture or sound of the card, its notes in Obsidian; says what happened."""

from collections.abc import Sequence
from pathlib import Path

from quizapp.language import _
from quizapp.tui.outside import open_outside
from quizapp.tui.screens.choose import ChooseScreen
from quizapp.tui.screens.frame import Frame


async def open_media(screen: Frame, files: Sequence[Path]) -> None:
    """Open the media file of a card; the learner chooses where there are several."""

    async def taken(place: int) -> None:
        screen.say(await open_outside(str(files[place]), files[place].name))

    if len(files) == 1:
        await taken(0)
    elif files:
        names = [file.name for file in files]
        await screen.quiz.push_screen(ChooseScreen(_("Open"), names, taken))


async def open_in_obsidian(screen: Frame, file: Path) -> None:
    """Open notes in the Obsidian vault they lie in."""
    from quizapp.actions.sources.obsidian import obsidian_url

    screen.say(await open_outside(obsidian_url(file), file.name))
