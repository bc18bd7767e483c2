"""The project's own files agree with one another."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS = PROJECT["optional-dependencies"]
BUILD = PYPROJECT["build-system"]["requires"]
LOCKS = {
    "requirements.txt": [*PROJECT["dependencies"], *BUILD],
    "requirements-dev.txt": [*PROJECT["dependencies"], *EXTRAS["dev"], *EXTRAS["build"]],
}

# Spelt in parts, so that this file does not say what it looks for.
UNWANTED = re.compile(
    "|".join(
        (
            r"py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js|deb\.deb" + r"ian\.org",
            r"(?<![\w.])/(?:wo" + r"rk|ro" + r"ot|ho" + r"me|Use" + r"rs|t" + r"mp)/\w",
            r"\.\./sha" + r"red",
        )
    )
)


def text_of(name: str) -> str:
    """Return the text of one of the project's files."""
    return (ROOT / name).read_text(encoding="utf-8")


def named(lines: list[str]) -> dict[str, str]:
    """Return the version specifier of every requirement by its normalised name."""
    found = map(Requirement, lines)
    return {canonicalize_name(r.name): str(r.specifier) for r in found}


def pins(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Return every requirement of a lock with its hashes, by its normalised name."""
    whole = re.sub(r"\\\n\s*", "", text_of(lock))
    found = {}
    for line in whole.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = line.split("--hash=")
            pin = Requirement(requirement.strip())
            found[canonicalize_name(pin.name)] = (pin, [h.strip() for h in hashes])
    return found


def test_environment_yml_asks_for_what_pyproject_asks_for() -> None:
    *conda, python_part = yaml.safe_load(text_of("environment.yml"))["dependencies"]
    pip = [line for line in python_part["pip"] if not line.startswith("--")]

    conda_only = {"python": PROJECT["requires-python"], "pip": ""}
    wanted = named([*PROJECT["dependencies"], *EXTRAS["dev"], *BUILD]) | conda_only
    assert named([*conda, *pip]) == wanted
    assert "--editable ." in python_part["pip"]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_pins_every_dependency_within_what_pyproject_allows(lock: str) -> None:
    pinned = pins(lock)
    for wanted in map(Requirement, LOCKS[lock]):
        pin, _ = pinned[canonicalize_name(wanted.name)]
        (exact,) = pin.specifier
        assert exact.operator == "=="
        assert exact.version in wanted.specifier


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_the_lock_is_hashed(lock: str) -> None:
    for pin, hashes in pins(lock).values():
        assert hashes, pin.name
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), pin.name


def test_both_locks_pin_the_same_versions() -> None:
    runtime, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    builders = set(named(BUILD))
    assert {str(p) for n, (p, _) in runtime.items() if n not in builders} <= {
        str(p) for p, _ in dev.values()
    }


def test_the_locks_serve_other_systems_too() -> None:
    """What only Windows needs is pinned as well, and asked for only there."""
    for lock in LOCKS:
        pin, _ = pins(lock)["colorama"]
        assert pin.marker == Marker("sys_platform == 'win32'")


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        try:
            text = text_of(name)
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [f"{name}: {match[0]}" for match in UNWANTED.finditer(text)]
    assert not found


def test_imports_go_one_way_and_only_the_solvers_speak_to_a_solver_library() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    lint = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert lint.returncode == 0, lint.stdout
    assert "4 kept, 0 broken" in lint.stdout


def test_the_front_door_speaks_to_no_solver_library_either() -> None:
    imports = r"^\s*(?:import|from)\s+(?:pulp|highspy)\b"
    assert not re.search(imports, text_of("cli.py"), re.MULTILINE)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_the_make_commands_of_the_page_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    used = set(re.findall(r"(?:^    |`)make ([a-z]+)", text_of(page), re.MULTILINE))
    assert used
    assert used <= targets


def test_the_readme_opens_with_the_two_commands() -> None:
    commands = re.findall(r"^    (\S.*?)(?:  +#.*)?$", text_of("README.md"), re.MULTILINE)
    assert commands[:2] == ["make england", "make test"]


def test_the_files_that_the_pages_link_to_are_there() -> None:
    for page in ("README.md", "CONTRIBUTING.md", "DATA.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", text_of(page)):
            assert (ROOT / link).exists(), f"{page}: {link}"


def test_the_changelog_opens_with_the_version_of_the_project() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", text_of("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == PROJECT["version"]


def found_python(*tried: str) -> subprocess.CompletedProcess[str]:
    """Run the search for a Python that `make setup` starts with."""
    shell = shutil.which("sh") or pytest.skip("no POSIX shell on this machine")
    script = str(ROOT / "tools" / "find_python.sh")
    return subprocess.run([shell, script, *tried], capture_output=True, text=True, check=False)


def test_setup_takes_a_python_that_is_new_enough_and_passes_over_what_is_not_there() -> None:
    found = found_python("no-such-python", sys.executable)
    assert (found.returncode, found.stdout.strip()) == (0, sys.executable)


def test_setup_without_a_python_says_what_to_install() -> None:
    found = found_python("no-such-python")
    assert found.returncode == 1
    assert "No Python 3.11 or newer was found (tried: no-such-python)" in found.stderr
    assert "apt-get install python3 python3-venv" in found.stderr


def test_setup_with_a_python_that_has_no_venv_module_says_what_to_install(tmp_path: Path) -> None:
    bare = tmp_path / "a python"
    refusal = 'case "$2" in *ensurepip*) exit 1;; esac'
    bare.write_text(f'#!/bin/sh\n{refusal}\nexec "{sys.executable}" "$@"\n')
    bare.chmod(0o755)

    found = found_python(str(bare))
    assert found.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install python{version}-venv" in found.stderr
