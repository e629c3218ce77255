"""The real Anki backend as the oracle."""

from collections.abc import Iterator
from pathlib import Path

import anki.lang
import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


class Anki:
    """A fresh Anki collection that packages are imported into."""

    def __init__(self, folder: Path) -> None:
        anki.lang.set_lang("en")
        self.collection = Collection(str(folder / "anki.anki2"))

    def take(self, package: Path) -> dict[str, int]:
        """Import a package and count what it did."""
        request = ImportAnkiPackageRequest(
            package_path=str(package), options=ImportAnkiPackageOptions()
        )
        log = self.collection.import_anki_package(request).log
        return {
            "new": len(log.new),
            "updated": len(log.updated),
            "duplicate": len(log.duplicate),
            "conflicting": len(log.conflicting),
        }


@pytest.fixture
def anki_collection(tmp_path: Path) -> Iterator[Anki]:
    found = Anki(tmp_path)
    yield found
    found.collection.close()
