"""The matcher: its speed, and what it makes of the edits people really made.

Run: python bench_identity.py [REPOSITORY …]. Without an argument: matching 1 k, 10 k and 50 k
cards of which a tenth was edited; the cost of a card must stay flat (exit 1 where it is more than
2.5 times that of the smallest). With Git repositories of Markdown notes: their history is
replayed commit by commit. A card whose text changed has a partner where the lines of the diff say
so without doubt; the table counts whether the matcher found this one, another one or none.
"""

import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

from quizapp.model.cards import QUESTIONS, Candidate, Card, CardKind, Standing
from quizapp.model.errors import InputError
from quizapp.model.passages import Passage
from quizapp.notes.fingerprint import fingerprint
from quizapp.notes.letters import ratio
from quizapp.notes.matcher import match
from quizapp.notes.plan import Addition, Plan
from quizapp.notes.read import read_notes
from quizapp.notes.similarity import statement

FLAT = 2.5
SHOWN = 12
SYLLABLES = [a + b for a in "бвгджзклмнпрстфхцчш" for b in "аеиоу"]


def card_of(addition: Addition) -> Card:
    """What storage keeps of a new card."""
    return kept(addition.candidate, addition.uid, addition.fingerprint, addition.ordinal)


def kept(candidate: Candidate, uid: str, content: str, ordinal: int) -> Card:
    return Card(
        uid=uid,
        kind=candidate.kind,
        rule=candidate.rule,
        front=candidate.front,
        back=candidate.back,
        extra=candidate.extra,
        passage=candidate.passage,
        deck=candidate.deck,
        tags=candidate.tags,
        lang=candidate.lang,
        fingerprint=content,
        ordinal=ordinal,
        explicit_id=candidate.explicit_id,
        standing=Standing.ACTIVE,
    )


def invented(count: int, random: Random) -> list[Candidate]:
    """Cards in files of ten, in words that follow no language but are as long as ours."""
    words = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(5000)]

    def sentence(least: int, most: int) -> str:
        return " ".join(random.choices(words, k=random.randint(least, most)))

    return [
        Candidate(
            kind=CardKind.BASIC,
            rule="qa",
            front=f"{sentence(3, 7)}?",
            back=f"{sentence(6, 16)}.",
            passage=Passage("s", f"{n // 10}.md", (f"Глава {n // 5}",), n % 10 + 1, n % 10 + 1),
            deck="d",
            lang="ru",
        )
        for n in range(count)
    ]


def edited(cards: list[Candidate], random: Random) -> list[Candidate]:
    """A tenth with a letter less in a word of the answer, every other one in another file too."""

    after = []
    for n, card in enumerate(cards):
        if random.random() >= 0.1:
            after.append(card)
            continue
        at = random.randrange(1, len(card.back) - 2)
        passage = replace(card.passage, path="moved.md") if n % 2 else card.passage
        back = card.back[:at] + card.back[at + 1 :]
        after.append(replace(card, back=back, passage=passage))
    return after


def speed() -> int:
    """Match collections of three sizes; 1 where the cost of a card grows."""
    costs = []
    for count in (1_000, 10_000, 50_000):
        random = Random(count)
        before = invented(count, random)
        stored = [card_of(addition) for addition in match(before, ()).added]
        after = edited(before, random)
        changed = sum(a is not b for a, b in zip(before, after, strict=True))
        begin = time.perf_counter()
        plan = match(after, stored)
        taken = time.perf_counter() - begin
        costs.append(taken / count)
        found = len(plan.changed)
        print(
            f"{count:6} cards, {changed:5} edited: {1000 * taken:8.1f} ms,"
            f" {1e6 * taken / count:6.1f} µs a card, {found / changed:.2%} recognised"
        )
    grows = costs[-1] / costs[0]
    print(f"a card of the largest costs {grows:.2f} times one of the smallest (at most {FLAT})")
    return int(grows > FLAT)


@dataclass
class Replay:
    """The cards of a repository at a commit, and what became of edits so far."""

    git: list[str]
    cards: dict[str, list[Card]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    retired: defaultdict[str, list[Card]] = field(default_factory=lambda: defaultdict(list))
    partners: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    taken: float = 0.0

    def run(self) -> None:
        for commit in self._out("log", "--reverse", "--first-parent", "--format=%H").split():
            changed = self._changed(commit)
            if changed:
                self._take(commit, changed)

    def _take(self, commit: str, changed: list[str]) -> None:
        texts = {path: self._text(commit, path) for path in changed}
        candidates = [c for path, text in texts.items() for c in _read(path, text)]
        candidates = [c for c in candidates if c.kind not in QUESTIONS]
        own = [card for path in changed for card in self.cards.get(path, ())]
        back = {c.uid: c for p in map(fingerprint, candidates) for c in self.retired.get(p, ())}
        begin = time.perf_counter()
        plan = match(candidates, [*own, *back.values()])
        self.taken += time.perf_counter() - begin
        self._judge(plan, own, candidates, texts)
        self._apply(plan, changed)
        self.texts.update(texts)

    def _apply(self, plan: Plan, changed: list[str]) -> None:

        for path in changed:
            self.cards[path] = []
        for addition in (*plan.added, *plan.drafts):
            self.cards[addition.candidate.passage.path].append(card_of(addition))
        for hit in (*plan.unchanged, *plan.changed, *plan.moved, *plan.restored, *plan.promoted):
            card = kept(hit.candidate, hit.before.uid, hit.fingerprint, hit.before.ordinal)
            self.cards[card.passage.path].append(card)
            self.retired.pop(hit.before.fingerprint, None)
        for card in plan.retired:
            self.retired[card.fingerprint] = [replace(card, standing=Standing.RETIRED)]

    def _judge(
        self, plan: Plan, own: list[Card], candidates: list[Candidate], texts: dict[str, str]
    ) -> None:
        hits = {hit.before.uid: hit for hit in (*plan.changed, *plan.moved, *plan.unchanged)}
        self.steps.update(hit.step for hit in hits.values())
        said = {fingerprint(candidate) for candidate in candidates}
        lines = {path: _aligned(self.texts.get(path, ""), text) for path, text in texts.items()}
        there = Counter((c.passage.path, c.passage.first_line, c.kind, c.rule) for c in own)
        here: defaultdict[tuple[str, int, str, str], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            place = candidate.passage
            key = (place.path, place.first_line, candidate.kind, candidate.rule)
            here[key].append(candidate)
        for card in own:
            if card.fingerprint in said:
                continue
            place = card.passage
            key = (place.path, place.first_line, card.kind, card.rule)
            line = lines[place.path].get(place.first_line, 0)
            partners = here[(place.path, line, card.kind, card.rule)]
            alone = there[key] == 1 and len(partners) == 1
            self._count(card, partners[0] if alone else None, hits.get(card.uid))

    def _count(self, card: Card, partner: Candidate | None, hit: object) -> None:
        found = getattr(hit, "candidate", None)
        if partner is None:
            self.partners["no partner by lines: " + ("found one" if found else "retired")] += 1
            if found:
                self.odd.append(_shown(card, found, hit))
            return
        alike = _alike(card, partner)
        level = "≥ 0.75" if alike >= 0.75 else "≥ 0.5" if alike >= 0.5 else "< 0.5"
        what = "other" if found and found != partner else "kept" if found else "retired"
        self.partners[f"partner alike {level}: {what}"] += 1
        if what == "other":
            self.odd.append(_shown(card, found, hit))
        if what == "retired" and alike >= 0.5:
            self.lost.append(_shown(card, partner, None))

    def _changed(self, commit: str) -> list[str]:
        names = self._out(
            "diff-tree", "-r", "-m", "--first-parent", "--root", "--no-renames", "-z",
            "--no-commit-id", "--name-only", commit,
        )  # fmt: skip
        return [
            name
            for name in dict.fromkeys(names.split("\0"))
            if name.endswith(".md") and not any(part.startswith(".") for part in name.split("/"))
        ]

    def _text(self, commit: str, path: str) -> str:
        done = subprocess.run(
            [*self.git, "show", f"{commit}:{path}"], capture_output=True, check=False
        )
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    def _out(self, *words: str) -> str:
        done = subprocess.run([*self.git, *words], capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace")


def _read(path: str, text: str) -> Iterator[Candidate]:
    try:
        yield from read_notes(text, source="s", path=path).candidates
    except InputError:
        return


def _aligned(before: str, after: str) -> dict[int, int]:
    """Lines before → after, where the diff leaves no doubt; lines count from 1."""
    old, new = before.split("\n"), after.split("\n")
    found: dict[int, int] = {}
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal" or (what == "replace" and b - a == d - c):
            found.update((a + n + 1, c + n + 1) for n in range(b - a))
    return found


def _alike(card: Card, candidate: Candidate) -> float:
    one, other = statement(card), statement(candidate)
    return min(ratio(one.asked, other.asked), ratio(one.told, other.told))


def _shown(card: Card, candidate: Candidate, hit: object) -> str:
    step = f"[{hit.step} {hit.similarity:.2f}] " if hit is not None else ""
    before, after = (f"{c.front} / {c.back}".replace("\n", " ⏎ ")[:240] for c in (card, candidate))
    return f"{step}{before}\n      => {after}"


def replay(repository: str) -> None:
    """Replay a history and print what became of its edits."""
    place = Path(repository)
    bare = place if (place / "HEAD").exists() else place / ".git"
    run = Replay(["git", f"--git-dir={bare}"])
    run.run()
    total = sum(map(len, run.cards.values()))
    print(f"{repository}: {total} cards at the end, {run.taken:.1f} s of matching")
    for what, count in sorted(run.partners.items()):
        print(f"  {count:6} {what}")
    print("  steps:", dict(run.steps))
    random = Random(1)
    for title, cases in (("found elsewhere than by lines", run.odd), ("retired", run.lost)):
        print(f"  {title}: {len(cases)}, for example")
        for case in random.sample(cases, min(SHOWN, len(cases))):
            print(f"    - {case}")


def main() -> int:
    """The speed, or the histories that were named."""
    for repository in sys.argv[1:]:
        replay(repository)
    return 0 if sys.argv[1:] else speed()


if __name__ == "__main__":
    sys.exit(main())
