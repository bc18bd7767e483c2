"""Names of files and folders, made of names that somebody wrote."""

from __future__ import annotations

import re
import unicodedata


def safe_name(name: str) -> str:
    """Return a name that is one plain file or folder on any system, as like the given as can be.

    Anything but letters of the Latin alphabet, digits, dots, dashes and underscores becomes a
    dash; no name is hidden, leads out of its folder, or is left empty.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    dashed = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._ ")
    return dashed[:80].rstrip("-._ ") or "run"
