"""Draws the samples of a sweep: the same for the same seed, on every machine."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from math import floor, log10
from typing import Any

import numpy as np
from scipy.stats import qmc

from modelling.sweep import Changes, Sample

DIGITS = 4
"""Values are drawn in steps of a ten-thousandth of their range or finer, to be read and typed."""


def drawn(sample: Sample, whole: Collection[str]) -> Iterator[Changes]:
    """Yield the changes of every sample; the fields of `whole` get whole numbers.

    With u uniform in [0, 1) a field is low + u (high - low), rounded; a whole one is
    low + floor(u (high - low + 1)), so that every number is as likely. Fields are drawn in the
    order of their paths, so that the order of lines in a file does not matter.
    """
    paths = sorted(sample.fields)
    generator = np.random.default_rng(sample.seed)
    if sample.method == "random":
        shares = generator.random((sample.count, len(paths)))
    else:
        shares = qmc.LatinHypercube(len(paths), rng=generator).random(sample.count)
    for row in shares:
        yield {
            path: _between(*sample.fields[path], float(share), path in whole)
            for path, share in zip(paths, row, strict=True)
        }


def _between(low: float, high: float, share: float, whole: bool) -> Any:
    if low == high:
        return int(low) if whole else low
    decimals = DIGITS - floor(log10(high - low))
    if whole:
        at = int(low) + min(floor(share * (high - low + 1)), int(high - low))
        return min(max(round(at, min(0, decimals)), int(low)), int(high))
    return min(max(round(low + share * (high - low), decimals), low), high)
