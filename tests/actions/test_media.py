"""Which files a card shows, plays and lies in, on a folder of notes as people keep them."""

from dataclasses import replace
from pathlib import Path

import pytest

from quizapp.actions.cards.outside import Outside, outside
from quizapp.actions.collection import Collection
from quizapp.actions.importing.notes import import_notes
from quizapp.actions.sources.media import addresses, meant_by
from quizapp.actions.sources.obsidian import obsidian_url
from quizapp.model.cards import Card
from quizapp.storage.queries import cards

NOTES = """\
# Сети

Q: Что на графике? ![[plot.png]] ![](other.md)
A: Кривая. ![again](../media/plot%20two.png) [слово](<sounds/слово.mp3>) [page](https://x.test/a.png)
"""


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with a space and Cyrillic letters in its path."""
    folder = tmp_path / "Мой vault"
    for name in ("ML/a.md", "ML/sounds/слово.mp3", "media/plot two.png", "deep/down/plot.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    (folder / "ML/a.md").write_text(NOTES, encoding="utf-8")
    return folder


@pytest.fixture
def card(vault: Path, collection: Collection) -> Card:
    import_notes(collection, [vault])
    with collection.database.reading() as connection:
        (found,) = [
            card
            for card in cards.all_cards(connection, collection.learner)
            if "графике" in card.front
        ]
    return found


def test_media_are_found_beside_the_notes_from_the_root_and_by_their_only_name(
    collection: Collection, card: Card, vault: Path
) -> None:
    found = outside(collection, card)

    assert found.front == (vault / "deep/down/plot.png",)
    assert found.back == (vault / "media/plot two.png", vault / "ML/sounds/слово.mp3")


def test_nothing_of_an_answer_is_opened_before_it_is_shown(vault: Path) -> None:
    found = Outside((vault / "a.png",), (vault / "b.mp3", vault / "a.png"))

    assert found.media(revealed=False) == (vault / "a.png",)
    assert found.media(revealed=True) == (vault / "a.png", vault / "b.mp3")


def test_only_media_inside_the_folder_of_the_notes_are_opened(
    collection: Collection, card: Card, vault: Path
) -> None:
    (vault.parent / "secret.png").write_bytes(b"x")
    (vault / "ML/link.png").symlink_to(vault.parent / "secret.png")
    (vault / "ML/run.sh").write_bytes(b"x")
    where = card.passage.source, card.passage.path

    for address in ("../../secret.png", "link.png", "run.sh", "a.md", "/etc/passwd", "", "\0.png"):
        assert meant_by(collection, *where, address) is None, address
    assert meant_by(collection, "elsewhere", "a.md", "plot.png") is None


def test_only_files_of_media_count_as_such() -> None:
    text = "![a](a.PNG) [b](b.mp3) [c](c.pdf) ![d](https://x.test/d.png) `![e](e.png)` [f](f.exe)"
    assert addresses([text, "no link"]) == ["a.PNG", "b.mp3"]


def test_notes_open_in_obsidian_where_they_lie_in_a_vault(
    collection: Collection, card: Card, vault: Path
) -> None:
    assert outside(collection, card).vault_file is None

    (vault / ".obsidian").mkdir()
    file = outside(collection, card).vault_file
    assert file == vault / "ML/a.md"
    (vault / ".obsidian").rename(vault.parent / ".obsidian")  # a vault may hold the source
    assert outside(collection, card).vault_file == file

    gone = replace(card, passage=replace(card.passage, path="gone.md"))
    assert outside(collection, gone).vault_file is None


def test_the_address_for_obsidian_is_percent_encoded() -> None:
    url = obsidian_url(Path("/home/Мой vault/100% & #1?.md"))
    assert url == (
        "obsidian://open?path=%2Fhome%2F%D0%9C%D0%BE%D0%B9%20vault%2F100%25%20%26%20%231%3F.md"
    )
