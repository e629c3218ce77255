"""The keys that a learner changed in the settings: known, and clear of each other."""

from collections.abc import Mapping
from difflib import get_close_matches

from quizapp.language import _
from quizapp.model.errors import InputError
from quizapp.tui.keys.tables import TABLES


def check_changed(changed: Mapping[str, str], file: str) -> None:
    """See that every id is one of ours, and that no two actions of a screen share a key.

    Raises:
        InputError: one is not, or two do; ``file`` is where the settings were read.
    """
    known = {key.id for table in TABLES.values() for key in table}
    for name in changed:
        if name not in known:
            near = (get_close_matches(name, known, 1, 0.4) or sorted(known))[0]
            raise InputError(
                _("There is no action “{name}” to give a key to; the nearest is “{near}”.").format(
                    name=name, near=near
                ),
                file=file,
            )
    for table in TABLES.values():
        owners: dict[str, str] = {}
        for key in (key.changed(changed) for key in table):
            for pressed in key.all:
                owner = owners.setdefault(pressed, key.id)
                if owner != key.id and {owner, key.id} & changed.keys():
                    raise InputError(
                        _("“{key}” would be both {one} and {other}: choose another key.").format(
                            key=pressed, one=owner, other=key.id
                        ),
                        file=file,
                    )
