"""How many cores the program works on at a time."""

from __future__ import annotations

import os

CORES_VARIABLE = "CLUSTERS_CORES"


def cores() -> int:
    """Return the number in the environment's CLUSTERS_CORES, or else that of the machine's cores.

    Programs that run side by side share the machine by it.
    """
    said = os.environ.get(CORES_VARIABLE, "")
    return int(said) if said.isdigit() and int(said) > 0 else os.cpu_count() or 1
