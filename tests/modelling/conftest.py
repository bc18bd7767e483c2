"""England, loaded once for the tests that hold it to published figures."""

import pytest

from geodata import load_geography
from geodata.geography import Geography


@pytest.fixture(scope="session")
def england() -> Geography:
    """Load the England of 2011."""
    return load_geography("england-2011")
