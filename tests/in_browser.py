"""What tests of pages ask of a browser."""

from __future__ import annotations

from typing import Any

import pytest


def shown(page: Any, selector: str) -> int:
    """Return how many elements there are."""
    return page.locator(selector).count()


def layer(page: Any, title: str) -> Any:
    """Return the box of a layer, in the list that opens where the pointer is."""
    control = page.locator(".leaflet-control-layers")
    control.hover()
    return control.get_by_label(title, exact=True)


def wait_until(page: Any, condition: str) -> None:
    """Wait until a JavaScript expression holds.

    Asked again and again from outside: playwright's own waiting needs `eval`, which the security
    policy of the pages forbids.
    """
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {condition}")


def fetched(opened: Any) -> list[str]:
    """Return what the page asked for beside what it carries itself."""
    return [url for url in opened.requests if not url.startswith("data:")]
