"""A learner's notes as they are written and edited over a year: facts that tests can tell apart.

Every fact asks for a made-up word that no other fact has, so that whatever becomes of its text, a
test knows which fact a card is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

FORMS = ("qa", "typed", "cloze", "choice", "definition", "live")
_WEIGHTS = (8, 3, 3, 2, 3, 1)
_PER_SECTION = 5
_SECTIONS_A_FILE = 4


@dataclass(slots=True)
class Fact:
    """One fact: its word, how it is asked, and the words it says today."""

    number: int
    key: str
    form: str
    says: list[str]

    def text(self) -> str:
        """The fact as Markdown."""
        said = " ".join(self.says)
        if self.form == "cloze":
            hidden, rest = " ".join(self.says[:2]), " ".join(self.says[2:])
            return f"Near {self.key} stands {{{{c1::{hidden}}}}} with {rest}."
        if self.form == "choice":
            right, *wrong = (" ".join(self.says[at : at + 2]) for at in (0, 2, 4))
            options = [f"- [x] {right}", *(f"- [ ] {words}" for words in wrong)]
            return "\n".join([f"Q: Which one belongs to {self.key}?", *options])
        if self.form == "definition":
            return f"**{self.key.capitalize()}** is a {said}."
        if self.form == "live":
            return _LIVE.format(key=self.key, word=self.says[0])
        mark = "A:=" if self.form == "typed" else "A:"
        return f"Q: What does {self.key} do?\n{mark} It {said}"


_LIVE = '''```python quiz {key}-sum
"""What is {{{{a}}}} + {{{{b}}}}, says {key} the {word}?"""
a = integers(2, 90)
b = integers(2, 90)
answer(a + b)
mistake(a + b + 10, "One carry too many", id="carry")
```'''


@dataclass(slots=True)
class Vault:
    """Files of headings of facts; ``gone`` are facts whose text was deleted or replaced."""

    chance: Random
    files: dict[str, dict[str, list[Fact]]] = field(default_factory=dict)
    gone: list[Fact] = field(default_factory=list)
    replaced: set[int] = field(default_factory=set)
    facts_made: int = 0
    words_made: set[str] = field(default_factory=set)

    def grow(self, count: int) -> None:
        """Begin with so many facts, a few under each heading."""
        for _ in range(count):
            self._place(self._fact())

    def facts(self) -> Iterator[Fact]:
        """The facts that the notes have today."""
        for sections in self.files.values():
            for facts in sections.values():
                yield from facts

    def write(self, folder: Path) -> None:
        """Make a folder say what the vault says; files that stayed the same are not touched."""
        folder.mkdir(parents=True, exist_ok=True)
        texts = {name: self._text(name) for name in self.files}
        for path in folder.glob("*.md"):
            if path.name not in texts:
                path.unlink()
        for name, text in texts.items():
            path = folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")

    def edit(self) -> str:
        """Do one thing to the notes, as people do; answers with its name."""
        (act,) = self.chance.choices(list(EDITS), list(EDITS.values()))
        act(self)
        return act.__name__

    # Making

    def word(self) -> str:
        """A word that was never used."""
        while True:
            syllables = self.chance.choices(_SYLLABLES, k=self.chance.randrange(3, 5))
            word = "".join(syllables)
            if word not in self.words_made:
                self.words_made.add(word)
                return word

    def _fact(self) -> Fact:
        self.facts_made += 1
        (form,) = self.chance.choices(FORMS, _WEIGHTS)
        return Fact(self.facts_made, self.word(), form, self.words())

    def words(self) -> list[str]:
        """What a fact says."""
        return [self.word() for _ in range(7)]

    def _place(self, fact: Fact) -> None:
        """Put a fact under a heading with room, or under a new one."""
        rooms = [
            facts
            for sections in self.files.values()
            for facts in sections.values()
            if len(facts) < _PER_SECTION
        ]
        if rooms:
            self.chance.choice(rooms).append(fact)
            return
        wide = [name for name, parts in self.files.items() if len(parts) < _SECTIONS_A_FILE]
        name = self.chance.choice(wide) if wide else f"{self.word()}.md"
        self.files.setdefault(name, {})[self._heading()] = [fact]

    def _heading(self) -> str:
        return f"{self.word().capitalize()} {self.word()}"

    def _text(self, name: str) -> str:
        parts = [f"# {name.removesuffix('.md').capitalize()}"]
        for heading, facts in self.files[name].items():
            parts += [f"## {heading}", *(fact.text() for fact in facts)]
        return "\n\n".join(parts) + "\n"

    def some(self, *forms: str) -> tuple[list[Fact], int]:
        """A fact of one of these forms, as the list it stands in and its place there."""
        places = [
            (facts, at)
            for sections in self.files.values()
            for facts in sections.values()
            for at, fact in enumerate(facts)
            if not forms or fact.form in forms
        ]
        return self.chance.choice(places)

    def section(self) -> tuple[dict[str, list[Fact]], str]:
        """A heading, and the file it stands in."""
        sections = self.chance.choice(list(self.files.values()))
        return sections, self.chance.choice(list(sections))


_SYLLABLES = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]


# Edits: what people do to notes


def typo(vault: Vault) -> None:
    """Two letters of a long word change places."""
    facts, at = vault.some("qa", "typed", "definition")
    says = facts[at].says
    place = vault.chance.randrange(len(says))
    word = says[place]
    cut = vault.chance.randrange(1, len(word) - 1)
    says[place] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]


def add_words(vault: Vault) -> None:
    """An answer becomes longer."""
    facts, at = vault.some("qa", "typed")
    facts[at].says += [vault.word()]


def move_within_file(vault: Vault) -> None:
    """A fact goes below another heading."""
    sections = vault.chance.choice(list(vault.files.values()))
    origin, target = (vault.chance.choice(list(sections)) for _ in range(2))
    if sections[origin]:
        fact = sections[origin].pop(vault.chance.randrange(len(sections[origin])))
        sections[target].append(fact)


def move_to_another_file(vault: Vault) -> None:
    """A fact goes into another file."""
    facts, at = vault.some()
    sections, heading = vault.section()
    sections[heading].append(facts.pop(at))


def move_with_a_typo(vault: Vault) -> None:
    """A fact is mended while it is moved."""
    facts, at = vault.some("qa", "typed")
    fact = facts.pop(at)
    fact.says[-1] = fact.says[-1][:-1] + vault.chance.choice("aeiou")
    sections, heading = vault.section()
    sections[heading].append(fact)


def rename_heading(vault: Vault) -> None:
    """A heading gets another name."""
    sections, heading = vault.section()
    renamed = {vault._heading() if old == heading else old: sections[old] for old in sections}
    sections.clear()
    sections.update(renamed)


def rename_file(vault: Vault) -> None:
    """A file gets another name."""
    old = vault.chance.choice(list(vault.files))
    vault.files[f"{vault.word()}.md"] = vault.files.pop(old)


def split_file(vault: Vault) -> None:
    """Half of a file goes into a new one."""
    name = vault.chance.choice(list(vault.files))
    headings = list(vault.files[name])
    later = headings[len(headings) // 2 :] if len(headings) > 1 else []
    if later:
        vault.files[f"{vault.word()}.md"] = {part: vault.files[name].pop(part) for part in later}


def type_or_not(vault: Vault) -> None:
    """An answer is to be typed from now on, or no longer."""
    facts, at = vault.some("qa", "typed")
    facts[at].form = "qa" if facts[at].form == "typed" else "typed"


def write_more(vault: Vault) -> None:
    """New facts."""
    vault.grow(vault.chance.randrange(1, 4))


def delete(vault: Vault) -> None:
    """A fact goes."""
    facts, at = vault.some()
    vault.gone.append(facts.pop(at))


def bring_back(vault: Vault) -> None:
    """A fact that went comes back as it was, where there is room."""
    back = [fact for fact in vault.gone if fact.number not in vault.replaced]
    if back:
        fact = vault.chance.choice(back)
        vault.gone.remove(fact)
        vault._place(fact)


def replace(vault: Vault) -> None:
    """The answer to a question becomes another one: another fact."""
    facts, at = vault.some("qa")
    old = facts[at]
    vault.gone.append(old)
    vault.replaced.add(old.number)
    vault.facts_made += 1
    facts[at] = Fact(vault.facts_made, old.key, old.form, vault.words())


def shuffle(vault: Vault) -> None:
    """The facts below a heading get another order."""
    sections, heading = vault.section()
    vault.chance.shuffle(sections[heading])


EDITS: dict[Callable[[Vault], None], int] = {
    typo: 40,
    add_words: 12,
    move_within_file: 16,
    move_to_another_file: 12,
    move_with_a_typo: 6,
    rename_heading: 10,
    rename_file: 6,
    split_file: 3,
    type_or_not: 10,
    write_more: 12,
    delete: 8,
    bring_back: 6,
    replace: 5,
    shuffle: 6,
}
"""What is done, and how often beside the others."""
