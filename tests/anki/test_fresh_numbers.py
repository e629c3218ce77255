"""Live cards in a browser: what Anki's backend renders, shown many times in each surroundings.

Front and back must be of the same variant, and the answer right, whether the page stays or is
loaded anew between the sides, and with storage, without it, or with one that throws.
"""

import html
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from real_anki import Anki

from quizapp.actions.exporting.export import Choices, export
from quizapp.actions.exporting.fields import question_fields
from quizapp.actions.exporting.variants import sheet_of, variants_of
from quizapp.anki.variants import put_together
from quizapp.storage.queries.export import leaving_cards

PATIENCE_MS = 90_000
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NOTES = '''\
```python quiz product-of-two
"""What is {{a}} times {{b}} with $x < {{a}}$ and `f({{b}})`?"""
a = integers(-9, 99)
b = integers(2, 99)
s = a * b   # Multiply: $a b$
answer(s)
mistake(a + b, "That is the sum", id="sum", when=a + b != a * b)
mistake(-s, "The sign is lost", id="sign")
hint("First the tens of {{a}}")
```
'''
NO_STORAGE = "Object.defineProperty(window, 'sessionStorage', {get() { return undefined; }});"
THROWING = "Object.defineProperty(window, 'sessionStorage', {get() { throw new Error('no'); }});"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
]


@dataclass(frozen=True)
class Sides:
    """A card as Anki renders it."""

    front: str
    back: str


class _Server(BaseHTTPRequestHandler):
    """Serves one side of a card at every address."""

    side = "<body></body>"

    def do_GET(self) -> None:
        body = self.side.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE_MS)
        yield found
        found.close()


@pytest.fixture
def surroundings(browser: Browser, served: str) -> Iterator[Callable[[str], Page]]:
    """An empty page; ``script`` runs before those of the card."""
    made: list[BrowserContext] = []

    def open_page(script: str = "") -> Page:
        context = browser.new_context()
        made.append(context)
        if script:
            context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(served)
        return page

    yield open_page
    for context in made:
        context.close()


@pytest.fixture
def sides(collection, notes, anki_collection: Anki, tmp_path: Path) -> Sides:
    notes(NOTES)
    export(collection, tmp_path / "out.apkg", choices=Choices(seed=3))
    assert anki_collection.take(tmp_path / "out.apkg")["new"] == 1
    (card,) = anki_collection.cards().values()
    return Sides(card.question(), card.answer())


def show_kept(page: Page, side: str) -> None:
    """As Anki on the desktop: new content in the same page, its scripts run in their order."""
    page.evaluate(
        """side => {
            document.body.innerHTML = side;
            for (const old of document.body.querySelectorAll('script')) {
                const script = document.createElement('script');
                script.textContent = old.textContent;
                old.replaceWith(script);
            }
        }""",
        side,
    )


def show_anew(page: Page, side: str) -> None:
    """As AnkiDroid: each side is a document of its own, with nothing left but the storage."""
    page.evaluate(
        """side => new Promise(done => {
            document.body.innerHTML = '<iframe></iframe>';
            const frame = document.body.firstChild;
            frame.onload = done;
            frame.srcdoc = side;
        })""",
        side,
    )


def show_loaded(page: Page, side: str) -> None:
    """The same by loading the page again, which takes a browser longer."""
    _Server.side = side
    page.reload(wait_until="domcontentloaded")


def read(page: Page) -> dict[str, str]:
    """What stands in the changing elements, by name; without those that are not there."""
    found: dict[str, str] = page.evaluate(
        """() => Object.fromEntries([...(document.querySelector('iframe')?.contentDocument
            ?? document).querySelectorAll('[id^="qa-"]')]
            .map(element => [element.id.slice(3), element.innerText.trim()]))"""
    )
    return found


@pytest.mark.parametrize(
    ("show", "script", "showings", "fewest"),
    [
        pytest.param(show_kept, "", 200, 60, id="kept page"),
        pytest.param(show_anew, "", 50, 20, id="reloaded page"),
        pytest.param(show_anew, NO_STORAGE, 50, 1, id="no storage"),
        pytest.param(show_kept, THROWING, 200, 1, id="storage that throws"),
        pytest.param(show_loaded, "", 15, 8, id="page loaded again"),
    ],
)
def test_front_and_back_agree_and_the_answer_is_right(
    sides: Sides, surroundings, show, script: str, showings: int, fewest: int
) -> None:
    page = surroundings(script)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    seen = set()
    previous = ""

    for _showing in range(showings):
        show(page, sides.front)
        front = read(page)
        asked = front["front"]
        a, b = map(int, re.search(r"What is (-?\d+) times (\d+)", asked).groups())
        seen.add((a, b))
        assert "answer" not in front
        assert fewest == 1 or asked != previous
        previous = asked

        show(page, sides.back)

        back = read(page)
        assert back["front"] == asked
        assert int(back["answer"]) == a * b
        assert str(a * b) in back["solution"]
        assert f"Got {a + b}? That is the sum" in back["mistakes"]
        assert f"Got {-a * b}? The sign is lost" in back["mistakes"]
        assert f"\\(x < {a}\\)" in asked and f"f({b})" in asked

    assert len(seen) >= fewest
    assert not errors


def test_the_back_alone_is_of_one_variant(sides: Sides, surroundings) -> None:
    page = surroundings()

    show_loaded(page, sides.back)

    shown = read(page)
    a, b = map(int, re.search(r"What is (-?\d+) times (\d+)", shown["front"]).groups())
    assert int(shown["answer"]) == a * b


def test_two_cards_do_not_share_their_numbers(
    collection, notes, anki_collection: Anki, tmp_path: Path, surroundings
) -> None:
    notes(NOTES + NOTES.replace("product-of-two", "another").replace("times", "by"))
    export(collection, tmp_path / "out.apkg")
    anki_collection.take(tmp_path / "out.apkg")
    one, two = anki_collection.cards().values()
    page = surroundings()

    show_kept(page, one.question())
    asked = read(page)["front"]
    show_kept(page, two.question())
    show_kept(page, one.answer())

    assert read(page)["front"] == asked


@pytest.mark.parametrize("path", ["notes/mini.md", ""], ids=["written here", "shipped"])
def test_the_script_shows_exactly_what_the_program_renders(
    collection, notes, anki_collection: Anki, tmp_path: Path, surroundings, path: str
) -> None:
    """Every row of some real questions, put together by the browser, by us, and rendered."""
    if path:
        notes(NOTES)
    else:
        decks = Path(__file__).parents[2] / "decks" / "en"
        notes((decks / "4-attention.md").read_text(encoding="utf-8"))
    export(collection, tmp_path / "out.apkg", choices=Choices(variants=6))
    anki_collection.take(tmp_path / "out.apkg")
    page = surroundings()
    rows = 0

    for card in anki_collection.cards().values():
        spec = dict(card.note().items()).get("Variants")
        if not spec:
            continue
        data = json.loads(html.unescape(spec))
        for number in range(len(data["rows"])):
            page.evaluate(
                "([uid, row]) => sessionStorage.setItem('quizapp:' + uid, row)",
                [card.note()["Uid"], str(number)],
            )
            show_kept(page, card.answer())
            shown = [
                page.evaluate("name => document.getElementById(name)?.innerHTML", f"qa-{name}")
                for name in data["fields"]
            ]
            expected = [
                "".join(
                    "".join(
                        str(data["rows"][number][piece]) if isinstance(piece, int) else piece
                        for piece in data["texts"][place]
                    )
                    for place in field
                )
                for field in data["layouts"][data["rows"][number][0]]
            ]
            parsed = page.evaluate(
                "texts => texts.map(t => { const e = document.createElement('div');"
                " e.innerHTML = t; return e.innerHTML; })",
                expected,
            )
            assert [s for s in shown if s is not None] == [
                p for p, s in zip(parsed, shown, strict=True) if s is not None
            ]
            rows += 1

    assert rows >= 6


def test_a_sheet_holds_exactly_the_variants(collection, notes) -> None:
    """Put together, each row is what its own variant renders to, numbers, lists and all."""
    decks = Path(__file__).parents[2] / "decks" / "en"
    for path in sorted(decks.glob("*.md"))[:8]:
        notes(path.read_text(encoding="utf-8"), path.name)
    with collection.database.reading() as connection:
        leaving = leaving_cards(connection, collection.learner, None, retired=False)
    checked = 0

    for card in (one.card for one in leaving if one.card.kind == "live"):
        variants = variants_of(collection, card, 5, 5)
        sheet = sheet_of(variants, {})
        for variant, row in zip(variants, sheet.rows, strict=True):
            fields = question_fields(variant, {})
            rendered = tuple(
                fields[name] for name in ("Front", "Back", "Solution", "Mistakes", "Hints")
            )
            assert put_together(sheet, row) == rendered
            checked += 1

    assert checked > 300
