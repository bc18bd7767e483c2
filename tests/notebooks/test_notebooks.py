"""Every notebook runs from its first cell to its last, in a kernel that knows nothing of others."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import nbformat
import pytest
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LONGEST_S = 300
"""Seconds that one cell may take on a busy machine."""

TRUE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "1-a-first-plan": (
            "outcome.status == 'optimal'",
            "then['objective'] <= outcome.objective or broken",
            "set(happened.cluster_of) == set(outcome.plan.cluster_of)",
            "(run / 'map.html').is_file()",
        ),
        "2-what-if": (
            "together.plan.cluster_of['5NK'] == together.plan.cluster_of['5NL']",
            "together.moves and together.given_up > 0",
            "alone.plan is None and 'Proven impossible' in str(alone)",
            "len(more.plan.clusters) == 6",
            "any(p.gained for p in prices.prices) and any(p.gained == 0 for p in prices.prices)",
        ),
        "3-one-sha": (
            "(abs(kept.sum(axis=1) - 100) < 0.5).all()",
            "len(six.plan.clusters) == 6 and len(five.plan.clusters) == 5",
            "near.over_all and near.total[0] >= len(near.plans)",
            "trade.complete and len(trade.points) > 2",
        ),
        "4-a-sweep": (
            "tally.done == len(members.every) == len(table)",
            "set(table['status']) <= {'optimal', 'infeasible'}",
            "most.share == max(plan.share for plan in found.plans)",
        ),
        "5-the-pack": (
            "not pack.subject.proof.faults",
            "{file.suffix for file in pack.files} == {'.pdf', '.html', '.xlsx'}",
        ),
        "6-your-own-geography": (
            "len(problems) >= 2 and not check_geography(folder)",
            "{'land', 'water_or_gap'} <= set(geography.adjacency['kind'])",
            "outcome.status == 'optimal' and len(outcome.plan.clusters) == 3",
        ),
    }
)
"""What is true when a notebook has run, in its own words."""


FORGET = "for _name in get_ipython().run_line_magic('who_ls', ''):\n    del globals()[_name]\n"
"""Forgets every name that a notebook has given; `%reset` would forget more, which Dask needs."""


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Start a kernel for all notebooks, which import the same: each begins with no name known."""
    paths = (str(ROOT), os.environ.get("PYTHONPATH", ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        client = NotebookClient(nbformat.v4.new_notebook(), kernel_name="python3")
        client.create_kernel_manager()
        client.start_new_kernel()
    yield client.km
    run_sync(client.km.shutdown_kernel)(now=True)


def executed(notebook: Path, folder: Path, kernel: Any) -> nbformat.NotebookNode:
    """Return the notebook run in that folder, with what is true of it asserted at its end."""
    book = nbformat.read(notebook, as_version=4)
    asserted = "\n".join(f"assert {said}" for said in TRUE[notebook.stem])
    begun = nbformat.v4.new_code_cell(f"{FORGET}%cd -q {folder}")
    book.cells = [begun, *book.cells, nbformat.v4.new_code_cell(asserted)]
    return NotebookClient(book, timeout=LONGEST_S, km=kernel).execute()


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_its_first_cell_to_its_last_and_warns_of_nothing(
    notebook: Path, tmp_path: Path, kernel: Any
) -> None:
    book = executed(notebook, tmp_path, kernel)

    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"] == []
    for cell in (cell for cell in book.cells if "progress() as tell" in cell.source):
        (line,) = (o for o in cell.outputs if o.output_type == "display_data")
        assert "Done in " in line.data["text/plain"]
    pages = [o.data["text/html"] for o in outputs if "text/html" in o.get("data", {})]
    assert any("<iframe srcdoc=" in page for page in pages)
    assert max(map(len, pages)) < 5_000_000


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_what_comes_of_it_and_what_to_do_next(notebook: Path) -> None:
    cells = nbformat.read(notebook, as_version=4).cells

    assert cells[0].cell_type == cells[-1].cell_type == "markdown"
    assert "At the end you will" in " ".join(cells[0].source.split())
    assert cells[-1].source.startswith("## Next")


def test_notebooks_are_kept_without_outputs_and_with_ids_that_stay() -> None:
    strip = [sys.executable, "-m", "nbstripout", "--verify", *map(str, NOTEBOOKS)]

    done = subprocess.run(strip, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_links_between_notebooks_lead_to_notebooks() -> None:
    for notebook in NOTEBOOKS:
        for cell in nbformat.read(notebook, as_version=4).cells:
            for part in cell.source.split("](")[1:]:
                assert (notebook.parent / part.partition(")")[0]).is_file(), notebook.name
