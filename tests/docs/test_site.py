"""The site builds without a warning (links, anchors, pages nobody links to) and without the net."""

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from quizapp.cli.main import VERBS, global_parser
from quizapp.cli.parser import Parser
from quizapp.questions.catalogue import function_list
from quizapp.tui.keys.tables import TABLES

from .conftest import DOCS, ROOT

FETCHED = re.compile(r"""<(?:script|img|link)\b[^>]*\b(?:src|href)=["'](?:https?:)?//""")
STYLE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    built = tmp_path_factory.mktemp("site")
    options = ["-q", "-W", "--keep-going", "-d", f"{built}.trees"]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, DOCS, built],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return built


@pytest.mark.slow
def test_the_site_is_whole_and_asks_nothing_of_the_net(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    sheets = list(site.rglob("*.css"))

    assert {page.stem for page in pages} >= {page.stem for page in DOCS.glob("*.md")}
    assert len(sheets) > 2
    assert [page.name for page in pages if FETCHED.search(page.read_text("utf-8"))] == []
    assert [sheet.name for sheet in sheets if STYLE.search(sheet.read_text("utf-8"))] == []


@pytest.mark.slow
def test_every_key_and_every_function_is_on_its_page(site: Path) -> None:
    keys = (site / "keys.html").read_text("utf-8")
    functions = (site / "functions.html").read_text("utf-8")

    missing = [key.id for table in TABLES.values() for key in table if f">{key.id}<" not in keys]
    assert missing == []
    assert [f.name for f in function_list() if f">{f.name}(" not in functions] == []


@pytest.mark.slow
def test_every_option_that_help_tells_is_in_the_section_of_its_verb(site: Path) -> None:
    page = re.sub("<[^>]+>", " ", (site / "commands.html").read_text("utf-8"))
    parts = re.split(r"\n *([\w-]+) *\u00b6", page)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))

    for verb, known in VERBS.items():
        parser = Parser(prog=f"quizapp {verb}")
        import_module(f"quizapp.cli.{known.module}").arguments(parser)
        options = set(re.findall(r"--[a-z-]+", parser.format_help())) - {"--help"}
        assert options <= set(re.findall(r"--[a-z-]+", sections[verb])), verb
    parser = global_parser()
    parser.epilog = None  # the list of verbs, which mentions options of theirs
    everywhere = set(re.findall(r"--[a-z]+", parser.format_help())) - {"--help"}
    assert everywhere <= set(re.findall(r"--[a-z]+", parts[0]))
