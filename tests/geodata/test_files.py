"""Files and folders are written whole or not at all."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from geodata.files import new_folder, replacing, write_text


def test_text_replaces_what_was_there(tmp_path: Path):
    target = tmp_path / "new" / "a.txt"
    write_text(target, "old")
    write_text(target, "naïve\n")
    assert target.read_bytes() == "naïve\n".encode()
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_midway_leaves_the_old_file_and_no_debris(tmp_path: Path):
    target = tmp_path / "a.txt"
    write_text(target, "old")
    with pytest.raises(OSError, match="disk full"), replacing(target) as temporary:
        temporary.write_text("half of the ne")
        (temporary.parent / "a.txt-journal").write_text("what a library leaves beside its file")
        raise OSError("disk full")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_before_there_was_a_file_leaves_nothing(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt), replacing(tmp_path / "a.txt") as temporary:
        temporary.write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_the_old_file_is_there_until_the_new_one_is_whole(tmp_path: Path):
    target = tmp_path / "a.txt"
    write_text(target, "old")
    with replacing(target) as temporary:
        temporary.write_text("new")
        assert target.read_text() == "old"
    assert target.read_text() == "new"


def test_a_folder_appears_whole_and_readable(tmp_path: Path):
    with new_folder(tmp_path / "runs" / "one") as folder:
        (folder / "a.txt").write_text("a")
        assert not (tmp_path / "runs" / "one").exists()
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["one"]
    assert (tmp_path / "runs" / "one" / "a.txt").read_text() == "a"
    assert (tmp_path / "runs" / "one").stat().st_mode & 0o755 == 0o755


def test_a_folder_whose_filling_fails_does_not_appear(tmp_path: Path):
    with pytest.raises(KeyboardInterrupt), new_folder(tmp_path / "one") as folder:
        (folder / "a.txt").write_text("a")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_never_written_over(tmp_path: Path):
    (tmp_path / "one").mkdir()
    with pytest.raises(FileExistsError, match="never written over"), new_folder(tmp_path / "one"):
        pytest.fail("the folder was opened for filling")
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_folder_where_a_file_is_wanted_says_so(tmp_path: Path):
    with pytest.raises(IsADirectoryError) as caught:
        write_text(tmp_path, "text")
    assert caught.value.filename == str(tmp_path)
    assert "is a folder" in caught.value.strerror
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", ["a.txt", "b/a.txt"])
def test_a_file_where_a_folder_is_wanted_is_named(tmp_path: Path, inside: str):
    file = tmp_path / "file"
    file.touch()
    for opened in (replacing(file / inside), new_folder(file / inside)):
        with pytest.raises(NotADirectoryError) as caught, opened:
            pytest.fail("a file was taken for a folder")
        assert (caught.value.filename, caught.value.strerror) == (str(file), "is not a folder")


def refuse(what: Any, *_: Any, **__: Any) -> None:
    """Refuse as the system does, naming the path that it was given, if it was given one."""
    named = [] if isinstance(what, int) else [str(what)]
    raise OSError(errno.EPERM, "Operation not permitted", *named)


@pytest.mark.parametrize("call", ["mkdir", "fsync", "replace"])
def test_a_system_that_refuses_to_write_is_quoted_on_the_file_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
):
    """Making the hidden folder, syncing what is in it and renaming it are refused in turn."""
    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(PermissionError) as caught:
        write_text(tmp_path / "a.txt", "text")
    assert caught.value.filename == str(tmp_path / "a.txt")
    assert caught.value.strerror == "Operation not permitted"


def test_a_file_that_a_new_folder_cannot_hold_is_named_where_it_would_have_landed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(PermissionError) as caught, new_folder(tmp_path / "run") as folder:
        monkeypatch.setattr(os, "replace", refuse)
        write_text(folder / "a.txt", "text")
    assert caught.value.filename == str(tmp_path / "run" / "a.txt")


def test_an_error_about_another_file_keeps_its_name(tmp_path: Path):
    with pytest.raises(FileNotFoundError) as caught, replacing(tmp_path / "a.txt"):
        (tmp_path / "missing.txt").read_text()
    assert caught.value.filename == str(tmp_path / "missing.txt")
