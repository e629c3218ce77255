"""Typed paths, and files that are replaced whole or not at all."""

from pathlib import Path

import pytest

from quizapp.files import replacing, typed_path
from quizapp.model.errors import InputError


def test_a_file_is_replaced_at_the_end_alone(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")

    with replacing(file) as made:
        made.write_text("new")
        assert file.read_text() == "old"

    assert file.read_text() == "new"
    assert list(tmp_path.iterdir()) == [file]


def test_what_fails_half_way_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text("old")

    with pytest.raises(OSError, match="full"), replacing(file) as made:
        made.write_text("ne")
        raise OSError("full")

    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_still_leads_to_the_file_it_led_to(tmp_path: Path) -> None:
    (tmp_path / "synced").mkdir()
    file = tmp_path / "synced" / "config.toml"
    file.write_text("old")
    link = tmp_path / "config.toml"
    link.symlink_to(file)

    with replacing(link) as made:
        made.write_text("new")

    assert (link.is_symlink(), file.read_text()) == (True, "new")


def test_a_home_folder_that_nobody_has_is_refused() -> None:
    with pytest.raises(InputError, match="no such home folder"):
        typed_path("~nobody-has-this-name/notes")
