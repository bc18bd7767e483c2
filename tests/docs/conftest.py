"""The documentation, built once for all tests that look at it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the folder of the built pages, and what the build complained of."""
    site = tmp_path_factory.mktemp("docs")
    options = ["--quiet", "--fail-on-warning", "--keep-going", "--builder", "html"]
    build = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, "docs", str(site)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return site, build.stderr if build.returncode or build.stderr else ""


@pytest.fixture(scope="session")
def site(built: tuple[Path, str]) -> Path:
    """Return the folder of the built pages."""
    return built[0]
