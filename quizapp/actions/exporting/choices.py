"""What the learner chose for an export."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choices:
    """How to export.

    ``seed`` draws the numbers of live cards, ``variants`` how often; ``scheduling`` takes due
    dates and the log along.
    """

    seed: int = 0
    variants: int = 100
    scheduling: bool = True
