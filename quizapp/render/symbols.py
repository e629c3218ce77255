"""Characters of mathematics: scripts, classes of operators, and names for plain text."""

import unicodedata

SUPERSCRIPTS = dict(
    zip(
        "0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδφχ⊤′″‴∘°†",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᵠᵡᵀ′″‴°°†",
        strict=True,
    )
) | {"*": "*"}
SUBSCRIPTS = dict(
    zip(
        "0123456789+−-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)

RELATIONS = frozenset("=<>≤≥⩽⩾≠≈≡∼~≃≅≜≐≔∝∈∉∋⊂⊃⊆⊇⊄≪≫→←↔⇒⇐⇔⟶⟵⟹⟸⟺⟷↦⟼∣∤∥⊥⟂⊢⊨⊣≺≻⪯⪰≍≲≳↑↓⇝↪↠:≮≯≰≱")
BINARIES = frozenset("+−-±∓×·⋅*∗∘⊙⊗⊕⊖⊘÷∧∨∪∩⊎∖⧵⋆†‡◦•⊔⊓△▽⋄")
LARGE = frozenset("∑∏∐⋃⋂⨁⨂⨀⋁⋀⨆⨄")
INTEGRALS = frozenset("∫∬∭∮")
_LIMITING = "max min sup inf lim argmax argmin argsup arginf limsup liminf det Pr gcd"
LIMITING = frozenset(_LIMITING.split(" "))
OPENING = frozenset("([{⟨⌊⌈")
CLOSING = frozenset(")]}⟩⌋⌉")
BARS = frozenset("|‖∥")
PUNCTUATION = frozenset(",;")
DOTS = frozenset("…⋯")

ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "¯": "\u0304",
    "―": "\u0304",
    "‾": "\u0304",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "´": "\u0301",
    "`": "\u0300",
    "˚": "\u030a",
    "→": "\u20d7",
}

NAMES = {
    "−": "-",
    "·": "*",
    "⋅": "*",
    "∗": "*",
    "×": "x",
    "÷": "/",
    "±": "+-",
    "∓": "-+",
    "≤": "<=",
    "⩽": "<=",
    "≥": ">=",
    "⩾": ">=",
    "≠": "!=",
    "≈": "~=",
    "≡": "===",
    "∼": "~",
    "≔": ":=",
    "≜": ":=",
    "≃": "~=",
    "≅": "~=",
    "→": "->",
    "←": "<-",
    "↔": "<->",
    "⇒": "=>",
    "⇔": "<=>",
    "⟺": "<=>",
    "⟹": "=>",
    "⇐": "<==",
    "⟸": "<==",
    "⟶": "->",
    "⟵": "<-",
    "⟷": "<->",
    "↦": "|->",
    "⟼": "|->",
    "∧": "and",
    "∨": "or",
    "¬": "not",
    "∈": "in",
    "∉": "not in",
    "∋": "contains",
    "∞": "inf",
    "∂": "partial",
    "∇": "grad",
    "∑": "sum",
    "∏": "prod",
    "∫": "int",
    "∬": "iint",
    "∭": "iiint",
    "∮": "oint",
    "⋃": "union",
    "⋂": "intersection",
    "∪": "cup",
    "∩": "cap",
    "⊂": "subset",
    "⊆": "subseteq",
    "⊃": "superset",
    "⊇": "superseteq",
    "∖": "\\",
    "⧵": "\\",
    "∅": "{}",
    "∀": "for all",
    "∃": "exists",
    "∝": "prop to",
    "≪": "<<",
    "≫": ">>",
    "⊙": "(.)",
    "⊗": "(x)",
    "⊕": "(+)",
    "∘": "o",
    "⊤": "T",
    "⊥": "_|_",
    "⟂": "_|_",
    "∣": "|",
    "∥": "||",
    "‖": "||",
    "⟨": "<",
    "⟩": ">",
    "⌊": "floor(",
    "⌋": ")",
    "⌈": "ceil(",
    "⌉": ")",
    "…": "...",
    "⋯": "...",
    "⋮": ":",
    "⋱": "...",
    "′": "'",
    "″": "''",
    "‴": "'''",
    "°": "deg",
    "ℓ": "l",
    "ℏ": "hbar",
    "ℝ": "R",
    "ℕ": "N",
    "ℤ": "Z",
    "ℚ": "Q",
    "ℂ": "C",
    "ℙ": "P",
    "ℒ": "L",
    "ℋ": "H",
    "ℱ": "F",
    "ℰ": "E",
    "ϵ": "epsilon",
    "ϕ": "phi",
    "ϑ": "theta",
    "ϱ": "rho",
    "ϖ": "pi",
    "ς": "sigma",
    "†": "+",
    "\u00a0": " ",
}


def ascii_name(character: str) -> str | None:
    """How ``character`` is written with plain letters: ``σ`` is ``sigma``, ``≤`` is ``<=``.

    Letters of running text (Cyrillic, say) stay; None where we have no name.
    """
    if character.isascii():
        return character
    if character in NAMES:
        return NAMES[character]
    name = unicodedata.name(character, "")
    if name.startswith("GREEK SMALL LETTER ") and " WITH " not in name:
        return _greek(name.split()[-1].lower())
    if name.startswith("GREEK CAPITAL LETTER ") and " WITH " not in name:
        return _greek(name.split()[-1].lower()).capitalize()
    return character if character.isalpha() else None


def _greek(name: str) -> str:
    return "lambda" if name == "lamda" else name
