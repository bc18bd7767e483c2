"""Compiled work on sets of PCTs held as bit masks: the search for connected sets, and sums.

A mask is a row of 64-bit words: PCT b of a pool is bit b % 64 of word b // 64. The search visits
every connected set once, grown from its lowest member: ESU of Wernicke, "Efficient detection of
network motifs", IEEE/ACM Transactions on Computational Biology and Bioinformatics 3 (2006).
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np

from modelling.cores import cores

WORD = 64
WORTH_DIVIDING = 100_000
"""Fewer masks are done on one core sooner than a second one is told of them."""

_ONE = np.uint64(1)


def pack(rows: np.ndarray) -> np.ndarray:
    """Return bool (n, pcts) as masks, uint64 (n, words)."""
    n, bits = rows.shape
    words = max(1, -(-bits // WORD))
    padded = np.zeros((n, words * WORD), dtype=bool)
    padded[:, :bits] = rows
    packed = np.packbits(padded, axis=1, bitorder="little")
    return packed.view("<u8").astype(np.uint64).reshape(n, words)


def unpack(masks: np.ndarray, bits: int) -> np.ndarray:
    """Return masks, uint64 (n, words), as bool (n, bits)."""
    as_bytes = np.ascontiguousarray(masks).astype("<u8").view(np.uint8)
    return np.unpackbits(as_bytes, axis=1, count=bits, bitorder="little").astype(bool)


@numba.njit(cache=True, nogil=True)
def lowest_bit(words: np.ndarray) -> int:
    """Return the position of the lowest bit set in a row of words, -1 if none is."""
    for w in range(words.shape[0]):
        x = words[w]
        if x != 0:
            position = w * WORD
            while not x & np.uint64(0xFF):
                x >>= np.uint64(8)
                position += 8
            while not x & _ONE:
                x >>= _ONE
                position += 1
            return position
    return -1


@numba.njit(cache=True, nogil=True)
def start_at(
    root: int, touching: np.ndarray, chosen: np.ndarray, frontier: np.ndarray, seen: np.ndarray
) -> None:
    """Begin the sets whose lowest member is `root`: all below it counts as seen."""
    for w in range(touching.shape[0]):
        chosen[w] = 0
        below = np.uint64(0)
        if w < root // WORD:
            below = ~np.uint64(0)
        elif w == root // WORD:
            chosen[w] = _ONE << np.uint64(root % WORD)
            below = chosen[w] | (chosen[w] - _ONE)
        frontier[w] = touching[w] & ~below
        seen[w] = touching[w] | below


@numba.njit(cache=True, nogil=True)
def grow_by(
    b: int,
    level: int,
    touching: np.ndarray,
    chosen: np.ndarray,
    frontier: np.ndarray,
    seen: np.ndarray,
) -> None:
    """Write to the next level the set with `b` added: its frontier gains what only b touches."""
    for w in range(touching.shape[0]):
        chosen[level + 1, w] = chosen[level, w]
        frontier[level + 1, w] = frontier[level, w] | (touching[w] & ~seen[level, w])
        seen[level + 1, w] = seen[level, w] | touching[w]
    chosen[level + 1, b // WORD] |= _ONE << np.uint64(b % WORD)


@numba.njit(cache=True, nogil=True)
def connected_sets(
    neighbours: np.ndarray,
    residents: np.ndarray,
    max_pcts: int,
    max_residents: int,
    cap: int,
    out: np.ndarray,
) -> int:
    """Visit every connected set of PCTs within the limits; return how many there are.

    neighbours  uint64 (n, words): for each PCT, those it touches
    residents   int64 (n,)
    cap         counting stops once there are more sets than this
    out         uint64 (m, words): the first m sets are written here (m = 0 just counts)
    """
    n, words = neighbours.shape
    depth = min(max_pcts, n)
    chosen = np.zeros((depth + 1, words), np.uint64)
    frontier = np.zeros((depth + 1, words), np.uint64)
    seen = np.zeros((depth + 1, words), np.uint64)
    people = np.zeros(depth + 1, np.int64)
    found = 0
    for root in range(n):
        if residents[root] > max_residents:
            continue
        start_at(root, neighbours[root], chosen[0], frontier[0], seen[0])
        people[0] = residents[root]
        level = 0
        new = True
        while level >= 0 and found <= cap:
            if new:
                if found < out.shape[0]:
                    out[found] = chosen[level]
                found += 1
            new = False
            b = lowest_bit(frontier[level]) if level + 1 < depth else -1
            if b < 0:
                level -= 1
                continue
            frontier[level, b // WORD] &= ~(_ONE << np.uint64(b % WORD))
            people[level + 1] = people[level] + residents[b]
            if people[level + 1] <= max_residents:
                grow_by(b, level, neighbours[b], chosen, frontier, seen)
                level += 1
                new = True
    return found


@numba.njit(cache=True, nogil=True)
def byte_tables(values: np.ndarray) -> np.ndarray:
    """Return float64 (bytes, 256): for every byte of a mask, the sum of the values of its bits."""
    n = values.shape[0]
    tables = np.zeros(((n + 7) // 8, 256))
    for b in range(tables.shape[0]):
        for pattern in range(1, 256):
            low = 0
            while not (pattern >> low) & 1:
                low += 1
            at = 8 * b + low
            own = values[at] if at < n else 0.0
            tables[b, pattern] = tables[b, pattern & (pattern - 1)] + own
    return tables


@numba.njit(cache=True, nogil=True)
def sums(masks: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """Return float64 (m,): for every mask the sum of its PCTs' values (see `byte_tables`)."""
    m = masks.shape[0]
    out = np.empty(m)
    for i in range(m):
        total = 0.0
        for b in range(tables.shape[0]):
            byte = (masks[i, b >> 3] >> np.uint64(8 * (b & 7))) & np.uint64(0xFF)
            total += tables[b, byte]
        out[i] = total
    return out


@numba.njit(cache=True, nogil=True)
def gains(
    masks: np.ndarray, value: np.ndarray, tables: np.ndarray, fixed: float
) -> tuple[np.ndarray, float]:
    """Return float64 (m,), value minus `fixed` minus the sum over the mask, and the most of it.

    The most is -inf where there is no mask; `tables` are the summed values' (see `byte_tables`).
    """
    m = masks.shape[0]
    out = np.empty(m)
    most = -np.inf
    for i in range(m):
        total = value[i] - fixed
        for b in range(tables.shape[0]):
            byte = (masks[i, b >> 3] >> np.uint64(8 * (b & 7))) & np.uint64(0xFF)
            total -= tables[b, byte]
        out[i] = total
        most = max(most, total)
    return out, most


@numba.njit(cache=True, nogil=True)
def _slot(mask: np.ndarray, slots: int) -> int:
    """Return where in a table of so many slots, a power of two, a mask is first looked for."""
    mixed = np.uint64(0)
    for w in range(mask.shape[0]):
        mixed = (mixed ^ mask[w]) * np.uint64(0x9E3779B97F4A7C15)
    return np.intp((mixed >> np.uint64(32)) & np.uint64(slots - 1))  # type: ignore[return-value]


@numba.njit(cache=True, nogil=True)
def find(masks: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return int64 (k,): where each of the masks `wanted` (k, words) stands in `masks`, or -1."""
    slots = 16
    while slots < 4 * wanted.shape[0]:
        slots *= 2
    table = np.full(slots, -1)
    for k in range(wanted.shape[0]):
        at = _slot(wanted[k], slots)
        while table[at] >= 0:
            at = (at + 1) & (slots - 1)
        table[at] = k
    places = np.full(wanted.shape[0], -1)
    for i in range(masks.shape[0]):
        at = _slot(masks[i], slots)
        while table[at] >= 0:
            k = table[at]
            same = True
            for w in range(masks.shape[1]):
                same &= masks[i, w] == wanted[k, w]
            if same:
                places[k] = i
            at = (at + 1) & (slots - 1)
    return places


@numba.njit(cache=True, nogil=True)
def pair_sums(masks: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """Return float64 (m,): for every mask S, Σ_{i∈S} Σ_{j∈S} of a symmetric matrix."""
    m = masks.shape[0]
    n = matrix.shape[0]
    out = np.empty(m)
    members = np.empty(n, np.int64)
    for i in range(m):
        held = 0
        for b in range(n):
            if (masks[i, b // WORD] >> np.uint64(b % WORD)) & _ONE:
                members[held] = b
                held += 1
        total = 0.0
        for x in range(held):
            a = members[x]
            row = 0.5 * matrix[a, a]
            for y in range(x):
                row += matrix[a, members[y]]
            total += 2.0 * row
        out[i] = total
    return out


def side_by_side(
    kernel: Callable[[np.ndarray, np.ndarray], np.ndarray], masks: np.ndarray, table: np.ndarray
) -> np.ndarray:
    """Return `kernel(masks, table)`, long lists divided among the cores: kernels free the GIL."""
    workers = cores()
    if workers == 1 or len(masks) < WORTH_DIVIDING:
        return kernel(masks, table)
    parts = np.array_split(masks, workers)
    with ThreadPoolExecutor(workers) as pool:
        return np.concatenate(list(pool.map(kernel, parts, [table] * len(parts))))
