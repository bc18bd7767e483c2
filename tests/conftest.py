"""Lets every test import the helpers that stand in this folder: small maps and their judge."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
