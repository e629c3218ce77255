"""The sorts of rows in Notes with their signs and colours, loaded with the keys at start."""

from enum import StrEnum


class Sort(StrEnum):
    """The counts of an import preview, and the files it could not read."""

    NEW = "new"
    CHANGED = "changed"
    RETIRED = "retired"
    DRAFT = "draft"
    GAP = "gap"
    LINT = "lint"
    BROKEN = "broken"


FILTERS = (Sort.NEW, Sort.CHANGED, Sort.RETIRED, Sort.DRAFT, Sort.GAP, Sort.LINT)
"""In the order of their keys."""

SIGNS = dict(zip((*FILTERS, Sort.BROKEN), "+~−?○!!", strict=True))
ROLES = dict(
    zip(
        (*FILTERS, Sort.BROKEN),
        ("added", "changed", "retired", "draft", "gap", "changed", "wrong"),
        strict=True,
    )
)
