"""Draw the pictures of the README from the running app: ``python docs/make_screenshots.py``."""

import asyncio
import os
import re
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.exams.exam import start_exam
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.studying.study import start
from quizapp.model.reviews import Rating
from quizapp.tui.app import QuizApp

OUT = Path(__file__).parent / "screenshots"
SIZE = (100, 31)
TODAY = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
NOTES = '''\
---
deck: Neural networks::Attention
---
# Attention weights

```python quiz weights
"""Two queries look at three keys. Find the attention weights $W$.

$$Q = {{Q}}\\qquad K = {{K}}\\qquad
W = \\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)$$"""
Q = integers(-2, 2, shape=(2, 2))
K = integers(-2, 2, shape=(3, 2))
likeness = Q @ K.T                # Likeness: $QK^\\top$
scaled = likeness / sqrt(2)       # Scaled by $\\sqrt{d_k}$
W = softmax(scaled)               # Softmax of every row
answer(W)
mistake(softmax(likeness), "The factor $1/\\sqrt{d_k}$ is missing", id="no-scale")
mistake(softmax(likeness / 2), "Divided by $d_k$, it should be $\\sqrt{d_k}$", id="by-d")
```

Q: Why are attention scores divided by $\\sqrt{d_k}$?
A: The variance of $q \\cdot k$ grows with $d_k$; unscaled, the softmax would put **nearly all
weight on one key** and its gradient would vanish.
$$A = \\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right)V$$
'''


class Clock:
    """Goes only when it is told to, so that the pictures stay the same."""

    def __init__(self, moment: datetime = TODAY) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        """Now."""
        return self.moment


def collection(folder: Path, kind: str) -> Collection:
    """A collection of one ``kind``: ``shipped``, just the ``notes`` above, or ``studied``."""
    if kind == "studied":
        return open_collection(folder / "c.db", Clock(), Random(4), zone=UTC)
    shipped = "en" if kind == "shipped" else None
    found = open_collection(folder / "c.db", Clock(), Random(4), zone=UTC, shipped=shipped)
    if kind == "notes":
        (folder / "attention.md").write_text(NOTES, encoding="utf-8")
        import_notes(found, [str(folder / "attention.md")])
    return found


def study_for_weeks(folder: Path) -> None:
    """Seven weeks of a learner who makes mistakes, a few days off, and two exams."""
    clock, random = Clock(TODAY - timedelta(days=49)), Random(7)
    learner = open_collection(folder / "c.db", clock, Random(4), zone=UTC, shipped="en")
    while clock.moment < TODAY:
        if random.random() < 0.85:
            one_evening(learner, clock, random)
        if clock.moment.day in {2, 22}:
            one_exam(learner, clock, random)
        clock.moment = (clock.moment + timedelta(days=1)).replace(hour=18, minute=0)
    learner.close()


def one_evening(learner: Collection, clock: Clock, random: Random) -> None:
    """Up to thirty cards, one in six forgotten, one question in three with a slip."""
    session = start(learner, limit=random.randint(12, 30))
    while session.asked is not None:
        clock.moment += timedelta(seconds=random.randint(6, 40))
        asked = session.asked
        parts = asked.variant.parts if asked.variant is not None else ()
        if len(parts) == 1 and parts[0].mistakes and random.random() < 0.33:
            session.answer([parts[0].mistakes[0].printed])
        if not session.revealed:
            session.reveal()
        again = session.verdict is not None or random.random() < 0.15
        session.rate(Rating.AGAIN if again else Rating(random.choice((2, 3, 3, 3, 4))))


def one_exam(learner: Collection, clock: Clock, random: Random) -> None:
    """Twenty questions, three in four answered rightly."""
    session = start_exam(learner)
    for place, sheet in enumerate(session.paper):
        session.turn(place)
        clock.moment += timedelta(seconds=random.randint(20, 70))
        asked = sheet.asked
        if asked.variant is None:
            session.answer(["a"])
            continue
        right = random.random() < 0.75
        texts = [
            part.printed if right or not part.mistakes else part.mistakes[0].printed
            for part in asked.variant.parts
        ]
        session.answer(texts)
    session.finish()


def slip(folder: Path) -> str:
    """What a learner types who forgets to scale; the numbers are those that will be asked."""
    ahead = collection(folder, "notes")
    variant = start(ahead).asked.variant
    ahead.close()
    (mistake, *_rest) = variant.parts[0].mistakes
    return mistake.printed.strip("[]")


async def draw(name: str, keys: Sequence[str], folder: Path, kind: str, *, study: bool) -> None:
    """Start the app, press keys, save the screen."""
    app = QuizApp(
        lambda: collection(folder, kind), study=(None, None, None, None) if study else None
    )
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot, 2.0)
        for key in keys:
            await pilot.press(key)
            await settle(pilot, 0.5)
        picture = app.export_screenshot(title="quizapp")
    app.close()
    # The font would be fetched from the net; every reader has a monospaced one.
    picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
    (OUT / f"{name}.svg").write_text(picture.replace("Fira Code", "DejaVu Sans Mono"))


async def settle(pilot: Pilot[None], seconds: float) -> None:
    """Wait for the workers of the app."""
    await pilot.pause(seconds)


def typed(matrix: str) -> list[str]:
    """The keys that type a matrix cell by cell."""
    names = {".": "full_stop", "-": "minus"}
    entries = matrix.replace(";", " ").split()
    return [key for entry in entries for key in [*(names.get(c, c) for c in entry), "tab"]]


PLACES = {
    "today": (),
    "browse": ("b",),
    "statistics": ("t",),
    "notes": ("n",),
    "exam": ("x", "down"),
    "help": ("question_mark",),
}
"""Screens of a learner who has studied for weeks, and the keys that lead there."""


def main() -> None:
    """Draw them all."""
    language.use("en")
    os.environ["TERM"] = "xterm-256color"
    os.environ.pop("NO_COLOR", None)
    OUT.mkdir(exist_ok=True)
    answer = typed(slip(fresh()))
    studied = {
        "question": (),
        "verdict": (*answer, "enter"),
        "card": (*answer, "enter", "1", "space"),
    }
    asyncio.run(draw("first-run", (), fresh(), "shipped", study=False))
    for name, keys in studied.items():
        asyncio.run(draw(name, keys, fresh(), "notes", study=True))
    weeks = fresh()
    study_for_weeks(weeks)
    for name, keys in PLACES.items():
        asyncio.run(draw(name, keys, weeks, "studied", study=False))


def fresh() -> Path:
    """A new folder for a collection."""
    return Path(tempfile.mkdtemp())


if __name__ == "__main__":
    main()
