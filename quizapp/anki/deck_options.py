"""The options of our decks as Anki's, under ids of our own.

Anki takes options along only if the person importing ticks that, and then adds them beside its
own: nobody's options are changed. The switch that turns FSRS on belongs to a whole collection and
is never in a package.
"""

from dataclasses import replace
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from quizapp.model.schedules import Preset


def is_chosen(preset: Preset) -> bool:
    """Whether a preset says anything: one as the program ships it leaves Anki's own in place."""
    return replace(preset, name="") != Preset(name="")


def options_id(preset: Preset) -> int:
    """A stable id, above the range of the options that Anki itself makes by the clock's second."""
    digest = blake2b(f"quizapp:{preset.name}".encode(), digest_size=5).digest()
    return 1_741_990_000_000 + int.from_bytes(digest) % 10**9


def options_name(preset: Preset) -> str:
    """How the options are called in Anki."""
    return f"quizapp: {preset.name}"


def options_json(preset: Preset) -> dict[str, Any]:
    """The options as the column ``dconf`` holds them; limits, steps, retention, parameters."""
    return {
        "id": options_id(preset),
        "name": options_name(preset),
        "mod": 0,
        "usn": -1,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "dyn": False,
        "new": {
            "bury": False,
            "delays": _minutes(preset.learning_steps),
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": preset.new_per_day,
        },
        "rev": {
            "bury": False,
            "ease4": 1.3,
            "ivlFct": 1.0,
            "maxIvl": preset.maximum_interval,
            "perDay": preset.reviews_per_day,
            "hardFactor": 1.2,
        },
        "lapse": {
            "delays": _minutes(preset.relearning_steps),
            "leechAction": 1,
            "leechFails": preset.leech_lapses,
            "minInt": 1,
            "mult": 0.0,
        },
        "fsrsParams6": list(preset.parameters),
        "desiredRetention": preset.retention,
    }


def _minutes(steps: tuple[timedelta, ...]) -> list[float]:
    return [step.total_seconds() / 60 for step in steps]
