"""Lets every test import the helpers that stand in this folder, and look at pages."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


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


def _no_browser(reason: str) -> None:
    """Skip for want of a browser, except in CI, where a skip would hide a broken map."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{reason}, and in CI the pages must be looked at")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Start a headless Chromium of the machine's own."""
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if executable is None:
        _no_browser("no Chromium was found on this machine")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        _no_browser("the package playwright is not installed")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=executable, args=list(CHROMIUM_ARGUMENTS)
        )
        yield running
        running.close()
