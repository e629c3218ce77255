"""The likeness of two texts by their letters."""


def ratio(one: str, other: str, cutoff: float = 0.0) -> float:
    """The normalised indel similarity of two texts (0–1), 0 below ``cutoff``.

    It counts the letters to delete and to insert, in order: «X без Y» is not «Y без X».
    """
    # Loading the library takes longer than all else that most imports of notes do.
    from rapidfuzz.fuzz import ratio as percent

    return percent(one, other, score_cutoff=100 * cutoff) / 100
