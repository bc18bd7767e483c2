"""How fast sweeps of England are, and whether they survive: `python -m benchmarks.sweeps`.

It takes the names of some of the parts, and `--scenarios 100` for fewer than 1,000:

whole      1,000 scenarios that differ in weights and counts, on two workers: all proven, how long
workers    the same on one worker: the speed-up, and the same bit for bit
elsewhere  the same on the workers of a Dask scheduler in processes of its own: the same bit for bit
kills      a fifth of them, killed by SIGKILL twenty times on the way and gone on with: the same;
           at random the sweep is killed, a worker and then the sweep, or all processes at once

It ends with 1 where something is not as it shall be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

PARTS = ("whole", "workers", "elsewhere", "kills")
KILLS = 20
MOST_S = 240.0
MAKING = 3
"""How many of the kills come while the store is made."""

WRONG = ("NOT THE SAME", "NOT ALL", "MORE THAN", "SOME LOST", "STILL RUN")
"""What lines say that something is not as it shall be."""

SWEEP = """\
name: weights-and-counts
scenario: national
sample:
  count: {count}
  seed: 2011
  fields:
    rules.cluster_count.national: [44, 56]
    objectives.patient_flow: [0.5, 2.0]
    objectives.arrangements: [0.2, 1.0]
    objectives.local_authority: [0.2, 1.0]
    objectives.population_balance: [0.2, 1.0]
"""
QUIET: Mapping[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
FOUND = "SELECT hash, status, objective, bound, gap, clusters, scores, plan FROM results"


def command(folder: Path, count: int, store: str, *more: str) -> list[str]:
    """Return the command that solves the sweep of so many scenarios."""
    file = folder / f"{count}.yaml"
    file.write_text(SWEEP.format(count=count), encoding="utf-8")
    return [sys.executable, "-m", "cli", "sweep", str(file), "--store", str(folder / store), *more]


def timed(folder: Path, count: int, store: str, *more: str) -> float:
    """Solve the sweep in a process of its own and return its seconds, start and all."""
    began = time.perf_counter()
    subprocess.run(command(folder, count, store, *more), check=True, capture_output=True)
    return time.perf_counter() - began


def found(store: Path) -> dict[str, tuple[Any, ...]]:
    """Return by hash what was found, to the last bit, but for the seconds."""
    if not store.exists():
        return {}
    with sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True) as connection:
        rows = connection.execute(FOUND).fetchall()
    connection.close()
    return {row[0]: row[1:] for row in rows}


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return whether two stores hold the same bit for bit, in words."""
    return "the same bit for bit" if one == other and one else "NOT THE SAME"


def whole(folder: Path, count: int) -> Iterator[str]:
    """Yield how long all scenarios take on two workers."""
    seconds, spent = on_two(folder, count)
    ended = [row[0] for row in found(folder / f"two-{count}.sqlite").values()]
    proven = sum(status in ("optimal", "infeasible") for status in ended)
    every = "all" if proven == len(ended) == count else f"{proven:,}, NOT ALL,"
    yield f"{len(ended):,} scenarios on two workers: {seconds:.0f} s, {every} of them proven"
    yield f"  {seconds / len(ended):.3f} s a scenario, {spent / len(ended):.3f} s of processor time"
    if count == 1000:
        yield f"  {'within' if seconds <= MOST_S else 'MORE THAN'} {MOST_S / 60:.0f} minutes"


def workers(folder: Path, count: int) -> Iterator[str]:
    """Yield how long they take on one worker and on two."""
    two, _ = on_two(folder, count)
    one = timed(folder, count, "one.sqlite", "--workers", "1")
    equal = same(found(folder / "one.sqlite"), found(folder / f"two-{count}.sqlite"))
    yield f"{count:,} on one worker {one:.0f} s, on two {two:.0f} s: {one / two:.2f} times; {equal}"


def elsewhere(folder: Path, count: int) -> Iterator[str]:
    """Yield how long they take on a scheduler in another process, and what they find."""
    with scheduler(folder) as address:
        there = timed(folder, count, "there.sqlite", "--scheduler", address)
    on_two(folder, count)
    equal = same(found(folder / "there.sqlite"), found(folder / f"two-{count}.sqlite"))
    yield f"{count:,} on a scheduler in another process {there:.0f} s; {equal}"


def on_two(folder: Path, count: int) -> tuple[float, float]:
    """Return the seconds that two workers take for so many, and of processor time.

    They are solved once: whichever part asks later is told the same.
    """
    told = folder / f"two-{count}.json"
    if not told.exists():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = timed(folder, count, f"two-{count}.sqlite", "--workers", "2")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        told.write_text(json.dumps([seconds, spent]), encoding="utf-8")
    seconds, spent = json.loads(told.read_text(encoding="utf-8"))
    return seconds, spent


def keeping_memory() -> dict[str, str]:
    """Return the environment that the documentation gives for workers started by hand."""
    told = "DASK_DISTRIBUTED__NANNY__PRE_SPAWN_ENVIRON"
    return {**os.environ, told: '{"MALLOC_TRIM_THRESHOLD_": None}'}


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """Yield the address of a Dask scheduler with two workers, each in a process of its own."""
    told = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    local = ["--host", "127.0.0.1", "--scheduler-file", str(told), "--no-dashboard"]
    start = [*dask, "scheduler", *local, "--port", "0"]
    work = [*dask, "worker", *local, "--nthreads", "1", "--memory-limit", "0"]
    running = [subprocess.Popen(start, **QUIET)]
    try:
        while not told.exists():
            time.sleep(0.1)
        running += [subprocess.Popen(work, **QUIET, env=keeping_memory()) for _ in range(2)]
        from distributed import Client

        with Client(scheduler_file=str(told)) as client:
            client.wait_for_workers(2, timeout=120)
            address = client.scheduler.address
        yield address
    finally:
        for process in reversed(running):
            process.terminate()
            process.wait()


def kills(folder: Path, count: int) -> Iterator[str]:
    """Yield whether a sweep that is killed twenty times comes to the same, and nothing is left."""
    store, moments = folder / "killed.sqlite", random.Random(2011)
    again = command(folder, count, store.name, "--workers", "2", "--resume")
    kept, left = [0], 0
    for turn in range(KILLS):
        process = psutil.Popen(again, **QUIET, start_new_session=True, env=temporary(folder))
        if turn < MAKING:
            wait(process, lambda: any(folder.glob(f"*{store.name}*")))
            time.sleep(moments.random() * 0.05)
        else:
            more = moments.randint(0, max(1, 2 * (count - kept[-1]) // (3 * KILLS)))
            wait(process, lambda more=more: len(found(store)) >= kept[-1] + more)
            time.sleep(moments.random() * (0.3 if more else 8.0))
        left += kill(process, moments)
        kept.append(len(found(store)))
    subprocess.run(again, check=True, capture_output=True)
    on_two(folder, count)
    equal = same(found(store), found(folder / f"two-{count}.sqlite"))
    lost = "nothing lost" if kept == sorted(kept) else "SOME LOST"
    yield f"{count:,} killed {KILLS} times, with {kept[1:]} kept; {lost}; {equal}"
    yield f"  {f'{left} of their processes STILL RUN' if left else 'no process of theirs is left'}"


def wait(process: psutil.Popen, true: Callable[[], bool]) -> None:
    """Wait until something is true, or the process over."""
    while not true() and process.poll() is None:
        time.sleep(0.005)


def kill(process: psutil.Popen, moments: random.Random) -> int:
    """Kill a sweep, with or without its workers, and return how many of its processes live on."""
    every = process.children(recursive=True) if process.poll() is None else []
    workers = [p for p in every if p.ppid() == process.pid and "spawn_main" in str(p.cmdline())]
    what = moments.choice(["sweep", "worker", "everything"])
    if what == "worker" and workers:
        moments.choice(workers).kill()
        time.sleep(moments.random() * 3.0)
        every += process.children(recursive=True) if process.poll() is None else []
    process.kill()
    for other in every if what == "everything" else ():
        with suppress(psutil.NoSuchProcess):
            other.kill()
    process.wait()
    return len(psutil.wait_procs(set(every), timeout=20)[1])


def temporary(folder: Path) -> dict[str, str]:
    """Return an environment in which processes that are killed leave their files in the folder."""
    inside = folder / "temporary"
    inside.mkdir(exist_ok=True)
    return {**os.environ, "TMPDIR": str(inside)}


def main() -> None:
    """Run the parts named on the command line, or all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []])
    parser.add_argument("--scenarios", type=int, default=1000)
    asked = parser.parse_args()
    wrong = False
    with tempfile.TemporaryDirectory() as scratch:
        for name in asked.parts or PARTS:
            count = asked.scenarios if name != "kills" else max(10, asked.scenarios // 5)
            for line in globals()[name](Path(scratch), count):
                print(line, flush=True)
                wrong = wrong or any(word in line for word in WRONG)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
