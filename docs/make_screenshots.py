"""Draw the pictures of the README from the running app: ``python docs/make_screenshots.py``."""

import asyncio
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from textual.pilot import Pilot

from quizapp import language
from quizapp.actions.collection import Collection, open_collection
from quizapp.actions.importing import import_notes
from quizapp.actions.study import start
from quizapp.tui.app import QuizApp

OUT = Path(__file__).parent / "screenshots"
SIZE = (100, 31)
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


def clock() -> datetime:
    """Always the same Thursday evening, so that the pictures stay the same."""
    return datetime(2026, 3, 12, 18, 0, tzinfo=UTC)


def collection(folder: Path, *, shipped: bool) -> Collection:
    """A collection with the shipped decks, or with just the notes above."""
    found = open_collection(
        folder / "c.db", clock, Random(4), zone=UTC, shipped="en" if shipped else None
    )
    if not shipped:
        (folder / "attention.md").write_text(NOTES, encoding="utf-8")
        import_notes(found, [str(folder / "attention.md")])
    return found


def slip(folder: Path) -> str:
    """What a learner types who forgets to scale; the numbers are those that will be asked."""
    ahead = collection(folder, shipped=False)
    variant = start(ahead).asked.variant
    ahead.close()
    (mistake, *_rest) = variant.parts[0].mistakes
    return mistake.printed.strip("[]")


async def draw(name: str, keys: list[str], *, shipped: bool, study: bool) -> None:
    """Start the app, press keys, save the screen."""
    folder = Path(tempfile.mkdtemp())
    app = QuizApp(
        lambda: collection(folder, shipped=shipped),
        study=(None, None, None) if study else None,
    )
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot, 2.0)
        for key in keys:
            await pilot.press(key)
            await settle(pilot, 0.3)
        picture = app.export_screenshot(title="quizapp")
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


def main() -> None:
    """Draw them all."""
    language.use("en")
    OUT.mkdir(exist_ok=True)
    answer = typed(slip(Path(tempfile.mkdtemp())))
    asyncio.run(draw("first-run", [], shipped=True, study=False))
    asyncio.run(draw("question", [], shipped=False, study=True))
    asyncio.run(draw("verdict", [*answer, "enter"], shipped=False, study=True))
    asyncio.run(draw("card", [*answer, "enter", "1", "space"], shipped=False, study=True))


if __name__ == "__main__":
    main()
