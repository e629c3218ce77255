"""The decks of a program in three editions: what an upgrade does to cards."""

from desk import Desk


def ship(desk: Desk, edition: int) -> None:
    """Install an edition of the program: cards come, go, move and change their words."""
    folder = desk.program
    folder.mkdir(parents=True, exist_ok=True)
    words = {1: "first", 2: "second", 3: "third"}[edition]
    last = {1: 60, 2: 66, 3: 70}[edition]
    blocks: dict[str, list[str]] = {"one.md": [], "two.md": []}
    for number in range(last):
        name = "".join("abcdefghij"[int(digit)] for digit in f"{number:02}")
        if (edition == 2 and number % 13 == 0) or (edition == 3 and number % 29 == 0):
            continue
        later = number % 3 == 0 and edition > 1
        reworded = number % 5 == 0 and number % 3 != 0  # what moves keeps its words
        said = f"Something {name} of the {words if reworded else 'only'} edition"
        block = f"Q: What is the shipped {name}?\nA: {said}. ^shipped-{name}"
        if number % 10 == 9:
            block = _SHIPPED.format(name=name, words=words)
        blocks["two.md" if later else "one.md"].append(block)
    for name, parts in blocks.items():
        head = f"---\ndeck: Shipped::{name.removesuffix('.md')}\n---\n# Shipped\n\n"
        (folder / name).write_text(head + "\n\n".join(parts) + "\n", encoding="utf-8")


_SHIPPED = '''```python quiz shipped-{name}
"""What is {{{{a}}}} times two ({words})?"""
a = integers(2, 90)
answer(2 * a)
mistake(a + 2, "That is the sum", id="sum")
```'''
