"""Record the tour, a picture that goes on by itself, from the app: ``python docs/make_tour.py``."""

import asyncio
import os
import re
from dataclasses import dataclass
from pathlib import Path

from make_screenshots import OUT, SIZE, collection, fresh, settle, slip, study_for_weeks, typed

from quizapp import language
from quizapp.tui.app import QuizApp

SECONDS = 3.5
"""How long each picture stays."""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True, slots=True)
class Scene:
    """Keys to press, and what is said of the screen they lead to."""

    keys: tuple[str, ...]
    caption: str


def scenes(answer: list[str]) -> dict[str, tuple[Scene, ...]]:
    """The tour by the collection it is taken in: own notes first, then weeks later."""
    return {
        "notes": (
            Scene((), "Notes become cards by rules you can predict"),
            Scene(("enter",), "A live question: the numbers are new at every review"),
            Scene(tuple(answer), "Type the answer, cell by cell or as 0.2 0.3; 0.5 0.1"),
            Scene(
                ("enter",),
                "The slip is named; the solution has your numbers",
            ),
            Scene(("c",), "The code that computed the answer is one key away"),
            Scene(
                ("escape", "1", "space"),
                "Plain cards, formulas and all; keys tell the interval",
            ),
        ),
        "studied": (
            Scene((), "Weeks later: what is due today, and what is weak"),
            Scene(("b",), "Browse: every card with its curve of recall"),
            Scene(("t",), "Statistics: every plot with its numbers"),
        ),
    }


async def record(folder: Path, kind: str, tour: tuple[Scene, ...]) -> list[str]:
    """Press the keys of each scene; its screen as SVG."""
    app = QuizApp(lambda: collection(folder, kind))
    pictures = []
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot, 2.0)
        for number, scene in enumerate(tour):
            for key in scene.keys:
                await pilot.press(key)
                await settle(pilot, 0.4)
            await settle(pilot, 0.6)
            picture = app.export_screenshot(title=scene.caption)
            pictures.append(_of_its_own(picture, f"{kind}-{number}"))
    app.close()
    return pictures


def _of_its_own(picture: str, name: str) -> str:
    """A picture that may stand beside others: no font from the net, no id that another one has."""
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    picture = picture.replace("Fira Code", "DejaVu Sans Mono")
    return re.sub(r"terminal-\d+", name, picture)


def animated(pictures: list[str]) -> str:
    """One picture that shows each in turn; the last one where nothing shall move."""
    (size,) = set(_SIZE.findall("".join(pictures)))
    total, share = SECONDS * len(pictures), 100 / len(pictures)
    frames = "\n".join(
        f'<g class="scene" style="animation-delay: {SECONDS * number:g}s">{picture}</g>'
        for number, picture in enumerate(pictures)
    )
    return f"""<svg viewBox="0 0 {size[0]} {size[1]}" xmlns="http://www.w3.org/2000/svg">
<style>
.scene {{ visibility: hidden; animation: turn {total:g}s step-end infinite; }}
@keyframes turn {{ 0% {{ visibility: visible; }} {share:.4g}% {{ visibility: hidden; }} }}
@media (prefers-reduced-motion: reduce) {{
.scene {{ animation: none; }}
.scene:last-of-type {{ visibility: visible; }}
}}
</style>
{frames}
</svg>
"""


def main() -> None:
    """Record it whole."""
    language.use("en")
    os.environ["TERM"] = "xterm-256color"
    os.environ.pop("NO_COLOR", None)
    weeks = fresh()
    study_for_weeks(weeks)
    tour = scenes(typed(slip(fresh())))
    own = asyncio.run(record(fresh(), "notes", tour["notes"]))
    later = asyncio.run(record(weeks, "studied", tour["studied"]))
    (OUT / "tour.svg").write_text(animated([*own, *later]), encoding="utf-8")


if __name__ == "__main__":
    main()
