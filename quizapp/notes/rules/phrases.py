"""The words a rule puts around quoted terms, by language of the notes.

They are part of cards, not of the interface. Russian terms are only put where the nominative
stands, or where the notes themselves had them in that case.
"""

_PHRASES = {
    "ru": {
        "definition": "{term} — что это?",
        "called": "{text} Как это называется?",
        "why": "Почему?",
        "gist": "{term}: в чём суть?",
        "members": "{term}: что сюда входит?",
        "within": "{topic} — {term}",
        "difference": "{term} — в чём отличие от {other}?",
        "steps": "{front} Назовите шаги по порядку ({count}).",
        "steps of": "{topic}: назовите шаги по порядку ({count}).",
        "formula": "{name}: запишите формулу.",
        "formula named": "{name}: запишите её.",
        "cell": "{row} — {column}?",
        "list": "{topic}: {announced}:",
    },
    "en": {
        "definition": "What {verb} {term}?",
        "called": "{text} What is this called?",
        "why": "Why?",
        "gist": "{term}: what is it, in short?",
        "members": "{term}: what belongs here?",
        "within": "{topic} — {term}",
        "difference": "{term}: how does it differ from {other}?",
        "steps": "{front} Name the steps in order ({count}).",
        "steps of": "{topic}: name the steps in order ({count}).",
        "formula": "{name}: write the formula.",
        "formula named": "{name}: write it down.",
        "cell": "{row}: {column}?",
        "list": "{topic}: {announced}:",
    },
}


def phrase(lang: str, key: str, /, **fields: object) -> str:
    """One phrase with its fields filled; English for a language we have no phrases of."""
    return _PHRASES.get(lang, _PHRASES["en"])[key].format(**fields)
