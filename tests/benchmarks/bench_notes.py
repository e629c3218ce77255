"""Reading notes: a first import's worth, cost per card by size, and hostile inputs.

Run it: ``python tests/benchmarks/bench_notes.py``. It prints a table and exits with status 1 if a
budget of the design is missed. All times are CPU seconds, medians of interleaved runs, so that
other work on the machine counts little.
"""

import statistics
import sys
import time
from collections.abc import Callable

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from quizapp.notes.read import read_notes

FILES = 1_000
SECTIONS = 10
RUNS = 3
MOST_TIMES_PARSER = 2.0
MOST_GROWTH = 1.5
MOST_SECONDS = 1.0

SECTION = """## Узел {n}

**Узел {n}** — это крепление номер {n}, которое держит снасть в порту и не скользит под нагрузкой
даже тогда, когда канат намок. Его вяжут на причале, см. [[Порт|о порте]] и `code_{n}`.

Старые мастера вязали его *одной рукой*, а второй держались за леер и смотрели на волну, высота
которой $h_{{{n}}}$ росла к вечеру. Остальное можно прочесть в руководстве.

- Мокрый канат тяжелеет на треть, и узел затягивается сильнее, чем нужно для стоянки у стенки.
- Сухой канат держит хуже, и его советуют намочить перед тем, как судно встанет на якорь.

> [!note] Заметка {n}
> В руководстве есть рисунки и таблица прочности для каната толщиной $d_{{{n}}}$ миллиметров.

$$
\\frac{{m v^2}}{{{n}}} + k x
$$

```python
def knot_{n}(rope):
    return rope.tie({n})
```
"""
FRONT = "---\ndeck: Море::Узлы\ntags: [море]\nlang: ru\n---\n\n# Глава {n}\n\n"


def note(number: int, sections: int = SECTIONS) -> str:
    """One file of notes, about 10 KB with 10 sections."""
    body = "\n".join(SECTION.format(n=number * sections + place) for place in range(sections))
    return FRONT.format(n=number) + body


HOSTILE = {
    "20 k [": "[" * 20_000,
    "2 000 >": ">" * 2_000 + " a",
    "8 000 stars": "*a **a " * 8_000,
    "600 backtick runs": " ".join("`" * n for n in range(1, 600)),
    "20 k $a": "$a " * 20_000,
    "300-deep list": "".join("  " * n + "- a\n" for n in range(300)),
    "20 k |": "|" * 20_000,
    "unclosed $$": "$$\n" + "a\n" * 5_000,
    "5 k <!--": "<!--" * 5_000,
    "10 k [[": "[[" * 10_000,
    "1 MB line": "слово " * 90_000,
}


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def full_parser() -> MarkdownIt:
    """markdown-it-py with the same plugins and its inline pass."""
    parser = MarkdownIt("commonmark").enable("table").use(front_matter_plugin)
    parser.use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    return parser.use(footnote_plugin).use(deflist_plugin)


def first_import() -> bool:
    """All files read, against markdown-it-py on the same bytes."""
    texts = [note(number) for number in range(FILES)]
    parser = full_parser()
    cards = 0

    def read_all() -> None:
        nonlocal cards
        cards = sum(
            len(read_notes(text, source="s", path=f"{number}.md").candidates)
            for number, text in enumerate(texts)
        )

    def parse_all() -> None:
        for text in texts:
            parser.parse(text)

    ours, theirs = [], []
    for _run in range(RUNS):
        theirs.append(seconds(parse_all))
        ours.append(seconds(read_all))
    ratio = statistics.median(ours) / statistics.median(theirs)
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{FILES} files, {size:.1f} MB, {cards} cards and drafts")
    print(
        f"  markdown-it-py {statistics.median(theirs):.2f} s, read {statistics.median(ours):.2f} s"
    )
    print(f"  {ratio:.2f} times the parser (budget {MOST_TIMES_PARSER})")
    return ratio <= MOST_TIMES_PARSER


def growth() -> bool:
    """Microseconds a card in one file of more and more cards."""
    costs = {}
    for sections in (1_000, 5_000, 20_000):
        text = note(0, sections)
        notes = []
        took = seconds(lambda text=text, notes=notes: notes.append(_read(text)))
        costs[len(notes[0].candidates)] = took / len(notes[0].candidates)
    for count, cost in costs.items():
        print(f"  {count} cards in one file: {cost * 1e6:.0f} µs a card")
    grown = max(costs.values()) / min(costs.values())
    print(f"  {grown:.2f} times from the cheapest to the dearest (budget {MOST_GROWTH})")
    return grown <= MOST_GROWTH


def _read(text: str) -> object:
    return read_notes(text, source="s", path="one.md")


def hostile() -> bool:
    """Inputs on which careless patterns explode."""
    slow = 0
    for name, text in HOSTILE.items():
        took = seconds(lambda text=text: _read(text))
        slow += took > MOST_SECONDS
        print(f"  {name}: {took * 1e3:.0f} ms")
    return slow == 0


if __name__ == "__main__":
    kept = [check() for check in (first_import, growth, hostile)]
    sys.exit(0 if all(kept) else 1)
