"""Names of files and folders, made of names that somebody wrote."""

from __future__ import annotations

import re
import unicodedata

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever follows a dot."""


def safe_name(name: str) -> str:
    """Return a name that is one plain file or folder on any system, as like the given as can be.

    Anything but letters of the Latin alphabet, digits, dots, dashes and underscores becomes a
    dash; no name is hidden, leads out of its folder, is left empty, or is a device of Windows.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    dashed = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._ ")
    short = dashed[:80].rstrip("-._ ") or "run"
    return f"run-{short}"[:80] if _DEVICE.fullmatch(short) else short
