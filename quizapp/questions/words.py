"""The words of ``words(n)`` and ``sentence(n)``: one line, one meaning in both languages.

They are drawn by their line, so that editions of a question share the draw. The nouns of the
sentences are alike as subject and as object in Russian too, so that any chain noun verb noun
verb … reads well.
"""

LANGUAGES = ("en", "ru")

WORDS = (
    ("house", "дом"),
    ("river", "река"),
    ("tree", "дерево"),
    ("bread", "хлеб"),
    ("cloud", "облако"),
    ("stone", "камень"),
    ("window", "окно"),
    ("letter", "письмо"),
    ("bridge", "мост"),
    ("garden", "сад"),
    ("winter", "зима"),
    ("music", "музыка"),
    ("paper", "бумага"),
    ("candle", "свеча"),
    ("mirror", "зеркало"),
    ("road", "дорога"),
    ("island", "остров"),
    ("lamp", "лампа"),
    ("apple", "яблоко"),
    ("silver", "серебро"),
    ("storm", "буря"),
    ("field", "поле"),
    ("clock", "часы"),
    ("bird", "птица"),
)

NOUNS = (
    ("wind", "ветер"),
    ("forest", "лес"),
    ("town", "город"),
    ("shore", "берег"),
    ("ocean", "океан"),
    ("garden", "сад"),
    ("light", "свет"),
    ("train", "поезд"),
)

VERBS = (
    ("sees", "видит"),
    ("hears", "слышит"),
    ("finds", "находит"),
    ("remembers", "помнит"),
    ("meets", "встречает"),
    ("follows", "догоняет"),
)
