"""Take the picture of a map: `picture.py map.html docs/national.png`. Needs Chromium."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
WIDTH_PX, HEIGHT_PX = 1200, 900


def take(page: Path, picture: Path) -> None:
    """Write what a browser without a network shows of `page` as a PNG. Exits without Chromium."""
    chromium = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chromium is None:
        sys.exit("No Chromium was found: install it (Debian, Ubuntu: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX}, offline=True)
        tab.goto(page.resolve().as_uri())
        tab.wait_for_selector("path.pct", state="attached")
        tab.screenshot(path=picture, animations="disabled")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: picture.py MAP PICTURE")
    take(Path(sys.argv[1]), Path(sys.argv[2]))
