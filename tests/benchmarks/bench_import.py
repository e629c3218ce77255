"""The first import of a large vault, and importing it again, beside markdown-it-py.

Run: python bench_import.py [FILES]. The rival parses every file in full with the same plugins;
it makes no card and writes nothing.
"""

import os
import re
import sys
import tempfile
from pathlib import Path
from random import Random

from bench_timing import report, seconds
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from quizapp.actions.collection import open_collection
from quizapp.actions.importing import import_notes

FILES, SECTIONS = 1_000, 14
FIRST, AGAIN_MS, ONE_MS, FASTER = 2.0, 50.0, 60.0, 20.0
TEXT = """the gradient of a loss says how each weight changes it and a step against it makes the
loss smaller as long as the rate is small enough for the surface to be nearly flat"""
WORDS = re.findall(r"\w+", TEXT)


def write_vault(folder: Path, files: int) -> int:
    """Notes as people write them: headings, definitions, prose, lists, formulas. Their bytes."""
    chance = Random(3)

    def prose(words: int) -> str:
        return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."

    size = 0
    for number in range(files):
        parts = [f"---\ntags: [topic{number % 7}]\n---\n# Chapter {number}\n"]
        for section in range(SECTIONS):
            name = f"Term {number} {section}"
            parts.append(
                f"## {name}\n\n**{name}** — {prose(12)}\n\n{prose(60)}\n{prose(40)}\n\n"
                f"- {prose(8)}\n- {prose(8)}\n\n$$x_{{{section}}} = \\frac{{{number}}}{{2}}$$\n"
            )
        text = "\n".join(parts)
        size += len(text.encode())
        path = folder / f"part {number // 100}" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return size


def parse_all(folder: Path) -> None:
    """What any program must do that reads Markdown in full."""
    parser = MarkdownIt("commonmark").enable("table")
    parser.use(front_matter_plugin)
    parser.use(dollarmath_plugin, allow_digits=False, allow_space=False, double_inline=True)
    for path in sorted(folder.rglob("*.md")):
        parser.parse(path.read_text(encoding="utf-8"))


def main(files: int) -> int:
    """Measure; 1 where a budget is missed."""
    with tempfile.TemporaryDirectory() as place:
        vault = Path(place) / "vault"
        vault.mkdir()
        size = write_vault(vault, files)
        firsts, parses = [], []
        for turn in range(3):
            collection = open_collection(Path(place) / f"{turn}.db")
            firsts.append(seconds(lambda c=collection: import_notes(c, [str(vault)])))
            parses.append(seconds(lambda: parse_all(vault)))
            if turn < 2:
                collection.close()
        done = import_notes(collection, [str(vault)])
        again = sorted(seconds(lambda: import_notes(collection, [str(vault)])) for _ in range(7))[3]
        one = []
        for turn in range(5):
            path = vault / "part 0" / "5.md"
            path.write_text(path.read_text() + f"\n## New {turn}\n\nQ: New {turn}?\nA: Yes.\n")
            os.utime(path)
            one.append(seconds(lambda: import_notes(collection, [str(vault)])))
        collection.close()
    first, parse = sorted(firsts)[1], sorted(parses)[1]
    print(f"{files} files, {size / 1e6:.1f} MB, {done.unchanged} cards, {done.drafts} new drafts")
    print(f"first import {first:.2f} s, markdown-it-py {parse:.2f} s")
    kept = [
        report("first import against a full parse", first / parse, FIRST),
        report("import again, nothing changed", 1000 * again, AGAIN_MS, "ms"),
        report("import again, one file changed", 1000 * sorted(one)[2], ONE_MS, "ms"),
    ]
    print(f"{'import again is faster than the first by':<58} {first / again:8.1f} ×   at least 20")
    return int(not (all(kept) and first / again >= FASTER))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else FILES))
