"""Files and folders are written whole or not at all."""

from pathlib import Path

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
