"""Words that turn a fact into another one: opposites, negations, numerals, in both languages."""

from functools import cache

_OPPOSITES = """
increas/decreas maxim/minim max/min argmax/argmin more/less more/fewer larg/small big/small
great/less high/low upper/lower above/below fast/slow before/after earlier/later left/right
first/last input/output
encod/decod positiv/negativ true/false yes/no row/column overfit/underfit convex/concave
local/global public/private forward/backward open/clos begin/end add/subtract multipl/divid
accept/reject strong/weak long/short same/different intern/extern horizontal/vertical
ascend/descend rais/lower ris/fall synchron/asynchron serial/parallel soft/hard wide/narrow
deep/shallow sparse/dense numerator/denominator enabl/disabl includ/exclud gain/lose
увелич/уменьш увелич/сниж увелич/сниз повыш/пониж повыс/пониз повыш/сниж повыс/сниз возраст/убыва
раст/пада максим/миним больш/меньш выше/ниже верхн/нижн быстр/медлен перед/после раньше/позже
лев/прав перв/послед вход/выход кодир/декодир энкодер/декодер положит/отрицат истин/лож да/нет
строк/столб выпукл/вогнут локал/глобал прям/обратн сильн/слаб длинн/коротк внутр/внешн
горизонт/вертикал ускор/замедл добав/удал умнож/дел сложен/вычит складыв/вычит мягк/жестк
переобуч/недообуч одинаков/разн одинаков/различ совпада/отлича всегда/никогда можно/нельзя
открыт/закрыт начал/конц широк/узк глубок/мелк плотн/разреж числит/знаменат включ/исключ
высок/низк тепл/холод притяг/отталк север/юг восток/запад синхрон/асинхрон
"""
_NUMERALS = {
    2: "two twice second два две двух двум двумя двое второй вторая второе вторую вторым",
    3: "three third три трёх трем тремя трое третий третья третье третью третьим",
    4: "four fourth четыре четырёх четырем четырьмя четвёртый четвёртая четвёртое",
    5: "five fifth пять пяти пятью пятый пятая пятое",
    6: "six sixth шесть шести шестью шестой шестая шестое",
    7: "seven seventh семь семи семью седьмой седьмая седьмое",
    8: "eight eighth восемь восьми восемью восьмой восьмая восьмое",
    9: "nine ninth девять девяти девятью девятый девятая девятое",
    10: "ten tenth десять десяти десятью десятый десятая десятое",
    11: "eleven одиннадцать одиннадцати",
    12: "twelve двенадцать двенадцати",
    20: "twenty двадцать двадцати",
    100: "hundred сто ста сотня",
    1000: "thousand тысяча тысячи тысяч",
}
_SHORTEST = 2

_NEGATIONS = """
not no never without none cannot nothing neither except lacks lack
не нет без безо нельзя невозможно кроме отсутствует отсутствуют отсутствие
"""
_ECHOES = "nor ни никогда никто ничто ничего нигде никак никакой никаких"

NEGATIONS = frozenset(_NEGATIONS.split())
"""Words that negate by themselves."""
ECHOES = frozenset(_ECHOES.split())
"""Words that negate only where nothing else does: «никогда не» is one negation."""
NEGATING_PREFIXES = ("не", "без", "бес", "анти", "un", "in", "im", "ir", "il", "non", "non-", "dis")
"""What makes a word its own negation: ``linear`` and ``nonlinear``."""


@cache
def _sides() -> dict[str, list[tuple[int, int]]]:
    sides: dict[str, list[tuple[int, int]]] = {}
    for number, pair in enumerate(_OPPOSITES.split()):
        for side, stem in enumerate(pair.split("/")):
            sides.setdefault(stem, []).append((number, side))
    return sides


def poles(word: str) -> list[tuple[int, int]]:
    """The pairs of opposites a word belongs to, each with the side it is on."""
    sides = _sides()
    for end in range(len(word), _SHORTEST - 1, -1):
        # Short stems are words of their own: «да» is not «данные».
        if word[:end] in sides and (end > 3 or len(word) - end <= 2):
            return sides[word[:end]]
    return []


@cache
def numerals() -> dict[str, str]:
    """Number words with their digits. One is left out: it is an article as often as a number."""
    return {
        word.replace("ё", "е"): str(value)
        for value, words in _NUMERALS.items()
        for word in words.split()
    }
