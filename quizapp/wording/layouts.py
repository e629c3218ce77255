"""Keyboard layouts: which Russian letter lies on the key of a Latin one."""

SAME_KEY = dict(
    zip("qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю", strict=True)
)
"""The letter of the Russian layout on each key of the Latin one."""

_LATIN = str.maketrans({russian: latin for latin, russian in SAME_KEY.items()})


def as_latin(text: str) -> str:
    """What the same keys type on the Latin layout."""
    return text.translate(_LATIN)
