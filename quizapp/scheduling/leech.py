"""Leeches: cards that are forgotten again and again, and cost more than they are worth."""


def is_noticed(lapses: int, threshold: int) -> bool:
    """Whether the lapse just made makes a card a leech, or reminds that it is one.

    As in Anki: at the threshold, and again after every half of it, rounded up.
    """
    if lapses < threshold:
        return False
    return (lapses - threshold) % max(1, -(-threshold // 2)) == 0
