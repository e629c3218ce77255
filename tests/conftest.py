"""What every room's tests share: hypothesis without deadlines (machines differ), the engine."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("quizapp", deadline=None)
settings.load_profile("quizapp")

_ON_SERVER = os.environ.get("QUIZAPP_TEST_DB") == "postgresql"

if _ON_SERVER:

    def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what is about the collection file."""
        of_file = [item for item in items if item.get_closest_marker("file")]
        config.hook.pytest_deselected(items=of_file)
        items[:] = [item for item in items if item not in of_file]

    @pytest.fixture(scope="session", autouse=True)
    def _on_postgres() -> Iterator[object]:
        from .storage.on_postgres import in_place_of_files

        with pytest.MonkeyPatch.context() as patch, in_place_of_files(patch.setattr) as places:
            yield places

    @pytest.fixture(scope="module", autouse=True)
    def _of_one_module(_on_postgres) -> Iterator[None]:
        yield
        _on_postgres.clear()
