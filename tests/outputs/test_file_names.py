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


@pytest.mark.parametrize("name", ["con", "NUL", "aux.txt", "Com1", "lpt9.tar.gz", "prn" + "." * 90])
def test_a_device_of_windows_becomes_a_file_on_windows_too(name: str):
    assert safe_name(name).startswith("run-")
    assert safe_name(f"my {name}").startswith("my-")
