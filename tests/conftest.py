"""Lets every test import the helpers that stand in this folder: small maps and their judge."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session", autouse=True)
def a_cache_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what tests list apart from the user's own lists."""
    before = os.environ.get("CLUSTERS_CACHE")
    os.environ["CLUSTERS_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["CLUSTERS_CACHE"]
    else:
        os.environ["CLUSTERS_CACHE"] = before
