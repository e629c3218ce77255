"""A staged collection: fixed counts and cards, and a session that only remembers what was done."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from quizapp.actions.cards.history import PastAnswer
from quizapp.actions.figures.lately import Lately
from quizapp.actions.figures.plots import FrequentSlip
from quizapp.actions.figures.today import DeckLine, Today
from quizapp.actions.studying.about import About, Sibling
from quizapp.actions.studying.asking import Asked
from quizapp.actions.studying.attempt import Attempt
from quizapp.actions.studying.choices import choice_of
from quizapp.actions.studying.holding import Leech
from quizapp.actions.studying.study import Counts
from quizapp.actions.studying.summary import LookAgain, Summary
from quizapp.actions.studying.typed import typed_variant
from quizapp.actions.studying.waits import Wait
from quizapp.grading.judge import judge
from quizapp.grading.picked import judge_options
from quizapp.model.cards import Card, CardKind, CardState
from quizapp.model.passages import Passage
from quizapp.model.questions import AnswerKind, Mistake, Part, Step, Variant
from quizapp.model.reviews import Rating
from quizapp.model.schedules import MemoryState, Phase, Schedule
from quizapp.model.verdicts import Outcome, Verdict
from quizapp.questions.computed import ReferenceSource
from quizapp.settings.values import Settings
from quizapp.storage.queries.plots import DayOfStudy
from quizapp.tui.app import QuizApp

AT = datetime(2026, 3, 12, 18, 42, tzinfo=UTC)
FORECAST = (42, 30, 23, 38, 18, 26, 20, 34, 17, 15, 23, 20, 11, 16) + (12, 9, 14, 8) * 3 + (5, 7)

DECKS = (
    DeckLine("Neural networks", 7, 3, 21, 0.89, False),
    DeckLine("Neural networks::Context and attention", 4, 2, 14, 0.86, False),
    DeckLine("Neural networks::Context and attention::Word2Vec and GloVe", 0, 0, 3, 0.93, False),
    DeckLine("Neural networks::Context and attention::Recurrent networks", 0, 1, 2, 0.91, False),
    DeckLine("Neural networks::Context and attention::Attention", 3, 1, 7, 0.82, True),
    DeckLine("Neural networks::Context and attention::Self-attention", 1, 0, 2, 0.90, False),
    DeckLine("Neural networks::Quick reference", 3, 1, 7, 0.92, False),
    DeckLine("Neural networks::Quick reference::Gradient accumulation", 2, 0, 1, 0.88, False),
    DeckLine("Neural networks::Quick reference::Batch normalization", 0, 1, 4, 0.94, False),
    DeckLine("Python patterns", 2, 1, 8, 0.91, False),
    DeckLine("Python patterns::Abstract class", 0, 0, 2, 0.95, False),
    DeckLine("Python patterns::Factory", 2, 0, 3, 0.87, False),
    DeckLine("Python patterns::Singleton", 0, 1, 3, None, False),
)


def today(**changed: object) -> Today:
    """A day in the middle of term, or another one."""
    usual: dict[str, object] = {
        "at": AT,
        "first_run": False,
        "cards": 412,
        "new": 9,
        "learning": 4,
        "due": 29,
        "minutes": 16,
        "done": 18,
        "streak": 23,
        "decks": DECKS,
        "forecast": FORECAST,
        "leeches": 2,
        "drafts": 4,
        "gaps": 9,
        "next_due": None,
        "weakest": DECKS[4],
    }
    return Today(**(usual | changed))  # type: ignore[arg-type]


def card(kind: CardKind, front: str, back: str = "", **changed: object) -> Card:
    """A card of the quick reference."""
    usual: dict[str, object] = {
        "uid": f"card-{front[:20]}",
        "kind": kind,
        "rule": "definition",
        "front": front,
        "back": back,
        "extra": "",
        "passage": Passage("s", "quick.md", ("Batch Normalization",), 49, 53),
        "deck": "Neural networks::Quick reference",
        "tags": (),
        "lang": "en",
        "fingerprint": "f",
        "ordinal": 0,
    }
    return Card(**(usual | changed))  # type: ignore[arg-type]


BASIC = card(
    CardKind.BASIC,
    "What does batch normalization do to every feature, and what are $\\gamma$ and $\\beta$ for?",
    "It takes the mean over the batch to **zero** and the deviation to **one**, then scales and"
    " shifts by the learned $\\gamma$ and $\\beta$:\n\n"
    "$$\\hat{x}_i = \\frac{x_i - \\mu_B}{\\sqrt{\\sigma_B^2 + \\varepsilon}} \\qquad"
    " y_i = \\gamma \\hat{x}_i + \\beta$$\n\n"
    "So the network can *undo* the normalization where it is in the way.",
)
CLOZE = card(
    CardKind.CLOZE,
    "Every feature of a batch gets mean 0 and deviation {{c1::1::a number}}.",
    "1",
    rule="term-cloze",
)
TYPED = card(
    CardKind.TYPED,
    "Which *distribution* over the classes does softmax return?",
    "A *categorical* distribution\nIts entries sum to one: $\\sum_i p_i = 1$.",
    rule="qa",
)
STEPS = card(
    CardKind.STEPS,
    "Batch normalization: what are the steps, in order?",
    "1. Take a batch\n2. Normalize every feature\n3. Scale by $\\gamma$, shift by $\\beta$",
    rule="steps",
)
CHOICE = card(
    CardKind.CHOICE,
    "What does softmax return?",
    "- [ ] a score of any size\n- [x] probabilities that sum to one\n- [ ] a class",
    rule="choice",
)

WEIGHTS = Variant(
    question="attention-weights",
    version="v",
    seed=0x7F3A,
    level=1,
    kind="live",
    prompt="Two queries look at three keys. Find the attention weights $W$.\n\n"
    "$Q = \\begin{pmatrix} 1 & 2 \\\\ 2 & -1 \\end{pmatrix}$, "
    "$K = \\begin{pmatrix} 1 & 0 \\\\ 0 & 2 \\\\ 1 & 1 \\end{pmatrix}$, "
    "$W = \\mathrm{softmax}\\left(\\frac{QK^T}{\\sqrt{2}}\\right)$",
    parts=(
        Part(
            "weights",
            AnswerKind.ARRAY,
            ((0.0746, 0.6228, 0.3069), (0.6438, 0.0380, 0.3174)),
            "[0.0746 0.6228 0.3069; 0.6438 0.0380 0.3174]",
            shape=(2, 3),
            mistakes=(
                Mistake(
                    "no-scale",
                    "weights",
                    ((0.0351, 0.7054, 0.2595), (0.7214, 0.0132, 0.2654)),
                    "[0.0351 0.7054 0.2595; 0.7214 0.0132 0.2654]",
                    "The factor $1/\\sqrt{d_k}$ is missing: without it the similarity grows with"
                    " the dimension, and softmax gives nearly all weight to one key.",
                    parts_at="scaled",
                ),
            ),
        ),
    ),
    steps=(
        Step(
            "scores",
            "Similarity of tokens: $QK^T$",
            "[1 2; 2 -1] @ [1 0; 0 2; 1 1]^T",
            "[1 4 3; 2 -2 1]",
            ((1, 4, 3), (2, -2, 1)),
        ),
        Step(
            "scaled",
            "Divide by $\\sqrt{d_k}$",
            "[1 4 3; 2 -2 1] / sqrt(2)",
            "[0.7071 2.828 2.121; 1.414 -1.414 0.7071]",
            ((0.70711, 2.82843, 2.12132), (1.41421, -1.41421, 0.70711)),
        ),
        Step(
            "weights",
            "Softmax over each row",
            "softmax([0.7071 2.828 2.121; 1.414 -1.414 0.7071])",
            "[0.0746 0.6228 0.3069; 0.6438 0.0380 0.3174]",
        ),
    ),
    drawn=(("Q", ((1, 2), (2, -1))),),
    hints=("Rows of $Q$ times columns of $K^T$.", "Then divide by $\\sqrt{2}$."),
)
SIGMOID = Variant(
    question="sigmoid-value",
    version="v",
    seed=5,
    level=1,
    kind="live",
    prompt="Find $\\sigma(z)$ for $z = 1$.",
    parts=(
        Part(
            "value",
            AnswerKind.NUMBER,
            0.7310585786300049,
            "0.7311",
            mistakes=(
                Mistake("sign", "value", 0.2689414, "0.2689", "The sign of $z$ is lost: $e^{z}$."),
            ),
        ),
    ),
    steps=(
        Step("power", "The power: $e^{-z}$", "exp(-1)", "0.3679"),
        Step("value", "$\\sigma(z)$", "1 / (1 + 0.3679)", "0.7311"),
    ),
    drawn=(("z", 1),),
    hints=("$\\sigma(z) = \\frac{1}{1 + e^{-z}}$",),
)
PROGRAM = """class Config:
    _instance = None

    def __new__(cls, *args):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __init__(self, level):
        self.level = level

a = Config("debug")
b = Config("info")
print(a is b)
print(a.level, b.level)
"""
OUTPUT = Variant(
    question="singleton-output",
    version="v",
    seed=9,
    level=1,
    kind="code",
    prompt="What does this program print?",
    parts=(
        Part(
            "output",
            AnswerKind.OUTPUT,
            "True\ninfo info",
            "True\ninfo info",
            mistakes=(
                Mistake(
                    "init-once",
                    "output",
                    "True\ndebug debug",
                    "True\ndebug debug",
                    "`__init__` runs on every call, also when `__new__` returns the old object.",
                ),
            ),
        ),
    ),
    drawn=(("a", "debug"),),
    hints=("How often does `__init__` run?",),
    program=PROGRAM,
)
QUESTION = card(
    CardKind.LIVE,
    WEIGHTS.prompt,
    rule="quiz",
    deck="Neural networks::Attention",
    passage=Passage("s", "attention.md", ("Attention weights",), 31, 60),
    question="attention-weights",
)
ORDER = 5
WAITS = {
    Rating.AGAIN: Wait(minutes=10),
    Rating.HARD: Wait(days=2),
    Rating.GOOD: Wait(days=6),
    Rating.EASY: Wait(days=75),
}
PROPOSED = {
    Outcome.RIGHT: Rating.GOOD,
    Outcome.CLOSE: Rating.HARD,
    Outcome.MISTAKE: Rating.AGAIN,
    Outcome.WRONG: Rating.AGAIN,
}
REMEMBERED = Schedule(
    Phase.REVIEW, MemoryState(12.2, 6.2), due_day=1, interval=12, reps=4, lapses=1, last_day=1
)


def asked(shown: Card, variant: Variant | None = None, **changed: object) -> Asked:
    """A card as the session asks it."""
    usual: dict[str, object] = {
        "card": shown,
        "schedule": REMEMBERED,
        "state": CardState.REVIEW,
        "recall": 0.85,
        "variant": variant,
        "refusal": None,
        "waits": WAITS,
        "file": f"notes/{shown.passage.path}:{shown.passage.first_line}",
        "choice": choice_of(shown, ORDER) if shown.kind is CardKind.CHOICE else None,
    }
    return Asked(**(usual | changed))  # type: ignore[arg-type]


def live(variant: Variant) -> Asked:
    """A live question."""
    return asked(replace(QUESTION, question=variant.question, front=variant.prompt), variant)


def typed() -> Asked:
    """A card whose answer is typed."""
    return asked(TYPED, typed_variant(TYPED))


def code(variant: Variant = OUTPUT) -> Asked:
    """A code question."""
    passage = Passage("s", "patterns.md", ("One object, two names",), 12, 30)
    shown = replace(
        QUESTION, kind=CardKind.CODE, deck="Python patterns::Singleton", passage=passage
    )
    return asked(shown, variant)


DAY = AT.toordinal()
LATELY = Lately(
    days=tuple(DayOfStudy(DAY - ago, 5 + ago * 7 % 40, 300_000) for ago in range(170) if ago % 6),
    mistakes=(
        FrequentSlip(QUESTION, "no-scale", "The factor $1/\\sqrt{d_k}$ is missing: it grows.", 9),
        FrequentSlip(QUESTION, "columns", "Softmax over columns instead of rows", 6),
        FrequentSlip(QUESTION, "sign", "The sign of $z$ is lost", 2),
    ),
)
WHY_DIVIDE = card(CardKind.BASIC, "Why divide by $\\sqrt{d_k}$?")
ABOUT = About(
    wanted=0.9,
    past=(
        PastAnswer(DAY - 10, Rating.HARD, Outcome.CLOSE, None, 95_000, "0.66 is 0.016 away."),
        PastAnswer(
            DAY - 12,
            Rating.AGAIN,
            Outcome.MISTAKE,
            "no-scale",
            80_000,
            "The factor $1/\\sqrt{d_k}$ is missing: without it the similarity grows.",
        ),
        PastAnswer(DAY - 20, Rating.GOOD, Outcome.RIGHT, None, 100_000),
        PastAnswer(DAY - 23, Rating.GOOD, Outcome.RIGHT, None, 48_000),
    ),
    siblings=(
        Sibling(card(CardKind.BASIC, "What do $Q$, $K$ and $V$ stand for?"), CardState.REVIEW),
        Sibling(WHY_DIVIDE, CardState.NEW),
    ),
    passage="The similarity of two tokens is the dot product $QK^T$; softmax turns it into"
    " weights that sum to one.",
    slips=(("no-scale", DAY - 12),),
)
SOURCE = ReferenceSource(
    "attention_weights",
    "reference_impl/attention.py",
    41,
    'def attention_weights(Q, K):\n    """Softmax over the scaled scores."""\n'
    "    scores = Q @ K.T / np.sqrt(K.shape[-1])\n    return softmax(scores)\n",
    "def attention_weights(Q, K):\n"
    "    scores = Q @ K.T / np.sqrt(K.shape[-1])\n    return softmax(scores)\n",
    "weights",
)


class Staged:
    """A session over a fixed list of cards; the real grader judges, nothing is stored."""

    def __init__(self, *cards: Asked, deck: str | None = None) -> None:
        self.cards = cards
        self.deck = deck
        self.log: list[tuple[str, object]] = []
        self.typed: list[list[str]] = []
        self.in_a_row = 0
        self.comes_next: Card | None = None
        self.leech: Leech | None = None
        self.moves = True
        self.ratings = tuple(Rating)
        self._begin()

    def _begin(self) -> None:
        self.disagrees = False
        self.kept: Verdict | None = None
        self.verdict: Verdict | None = None
        self.revealed = False
        self.hints: tuple[str, ...] = ()
        place = self.done + sum(name not in {"rate", "trust"} for name, _ in self.log)
        self.asked = self.cards[place] if place < len(self.cards) else None

    @property
    def done(self) -> int:
        return sum(name == "rate" for name, _ in self.log)

    @property
    def total(self) -> int:
        return len(self.cards)

    @property
    def counts(self) -> Counts:
        return Counts(9, 4, 22 - self.done)

    @property
    def minutes_left(self) -> int:
        return 12

    @property
    def hints_left(self) -> int:
        variant = self.asked.variant if self.asked else None
        return len(variant.hints) - len(self.hints) if variant else 0

    @property
    def proposed(self) -> Rating | None:
        if not self.revealed or self.asked is None:
            return None
        verdict = self.kept or self.verdict
        if verdict is not None:
            return PROPOSED[verdict.outcome]
        return Rating.AGAIN if self.asked.variant or self.asked.choice else Rating.GOOD

    @property
    def practising(self) -> bool:
        return self.kept is not None

    @property
    def attempt(self) -> Attempt | None:
        if self.asked is None:
            return None
        return Attempt(
            self.asked,
            0,
            verdict=self.verdict,
            revealed=self.revealed,
            took=48_000 if self.revealed else 0,
            median=60_000,
            in_a_row=self.in_a_row if self.verdict and self.verdict.mistake else 0,
            disagrees=self.disagrees,
        )

    def answer(self, texts: list[str]) -> Verdict:
        assert self.asked is not None
        self.typed.append(list(texts))
        if self.asked.choice is not None:
            self.verdict = judge_options(self.asked.choice.options, texts[0])
        else:
            assert self.asked.variant is not None
            self.verdict = judge(self.asked.variant, texts)
        self.revealed = self.verdict.outcome is not Outcome.UNREADABLE
        return self.verdict

    def reveal(self) -> None:
        self.verdict = None
        self.revealed = True

    def hint(self) -> str | None:
        assert self.asked is not None
        assert self.asked.variant is not None
        hints = self.asked.variant.hints
        self.hints = hints[: len(self.hints) + 1]
        return self.hints[-1]

    def fresh(self) -> bool:
        assert self.asked is not None
        assert self.asked.variant is not None
        variant = replace(self.asked.variant, seed=self.asked.variant.seed + 1)
        self._begin()
        self.asked = replace(self.asked, variant=variant)
        return True

    def reread(self) -> None:
        """The notes say what they said."""

    def trust(self) -> bool:
        assert self.asked is not None
        self.log.append(("trust", self.asked.card.uid))
        self.asked = replace(code(), untrusted=False)
        return True

    def again(self) -> bool:
        kept = self.kept or self.verdict
        self.fresh()
        self.kept = kept
        return True

    def disagree(self) -> bool:
        self.disagrees = not self.disagrees
        return self.disagrees

    def rate(self, rating: Rating) -> None:
        self.log.append(("rate", rating))
        self._begin()

    def suspend(self, *, siblings: bool = False) -> None:
        self.log.append(("suspend", siblings or None))
        self._begin()

    def bury(self, *, siblings: bool = False) -> None:
        self.log.append(("bury", siblings or None))
        self._begin()

    def flag(self, flag: int) -> int:
        assert self.asked is not None
        self.asked = replace(self.asked, card=replace(self.asked.card, flag=flag))
        return flag

    def set_due(self, soonest: int, latest: int | None = None) -> None:
        self.log.append(("due", (soonest, latest)))
        self._begin()

    def forget(self) -> None:
        self.log.append(("forget", None))
        self._begin()

    def undo(self) -> bool:
        if self.kept is not None:
            self.verdict, self.revealed, self.kept = self.kept, True, None
            return True
        if not self.log:
            return False
        self.log.pop()
        self._begin()
        return True

    def summary(self) -> Summary:
        return SUMMARY


SUMMARY = Summary(
    cards=42,
    seconds=900,
    first_try=38,
    seconds_a_card=21,
    ratings={Rating.AGAIN: 4, Rating.HARD: 5, Rating.GOOD: 27, Rating.EASY: 6},
    again=(
        LookAgain(
            QUESTION, Outcome.MISTAKE, "The factor $1/\\sqrt{d_k}$ is missing", Wait(days=1), 2
        ),
        LookAgain(STEPS, None, "", Wait(minutes=10)),
        LookAgain(BASIC, Outcome.WRONG, "No typical slip leads to this.", Wait(minutes=10)),
        LookAgain(CLOZE, Outcome.CLOSE, "0.66 is 0.016 away from 0.644.", Wait(days=3)),
    ),
    gained=11,
    tomorrow=31,
    forecast=FORECAST,
    streak=24,
)


class Stage:
    """Stands where the collection would: a clock, and nothing to close."""

    zone = UTC
    settings = Settings()

    def clock(self) -> datetime:
        return AT

    def now(self) -> int:
        return int(AT.timestamp() * 1000)

    def day_of(self, ms: int) -> int:
        return AT.toordinal()

    def close(self) -> None:
        pass


def app(
    *, theme: str = "dark", study: bool = False, opening: Callable[[], Stage] = Stage
) -> QuizApp:
    """The app on a stage."""
    sitting = (None, None, None) if study else None
    return QuizApp(opening, study=sitting, settings=Settings(theme=theme))  # type: ignore[arg-type]


def code_of(shown: Card) -> tuple[ReferenceSource, ...]:
    """The code behind the staged questions: only one of them calls a function."""
    return (SOURCE,) if shown.question == WEIGHTS.question else ()
