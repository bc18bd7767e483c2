"""What England is: PCTs, borders, patient flows, consortia. Loads, checks and builds."""

from geodata.geography import EDGE_KINDS, Geography
from geodata.loading import load_geography
from geodata.problems import InputError, Problem

__all__ = ["EDGE_KINDS", "Geography", "InputError", "Problem", "load_geography"]
