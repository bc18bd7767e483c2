"""Files and folders are named safely, whatever somebody called what they hold."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outputs.file_names import safe_name


@given(st.text())
def test_any_name_becomes_one_plain_visible_folder(name: str):
    safe = safe_name(name)
    assert safe
    assert Path(safe).name == safe
    assert not safe.startswith((".", "-"))
    assert safe.isascii()
    assert len(safe) <= 80


@pytest.mark.parametrize(
    ("name", "safe"),
    [("national", "national"), ("../../etc/passwd", "etc-passwd"), ("Café 2011", "Cafe-2011")],
)
def test_a_name_keeps_what_is_harmless_in_it(name: str, safe: str):
    assert safe_name(name) == safe
