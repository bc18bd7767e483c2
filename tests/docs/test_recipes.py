"""The recipes for other machines say what Bash, Kubernetes, Dask and this program understand."""

from __future__ import annotations

import re
import shlex
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

import click
import dask
import pytest
import typer
import yaml
from distributed.cli import dask_scheduler, dask_worker

import cli

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "elsewhere.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:^    .*\n|^\n(?=    ))+", re.MULTILINE)
PROGRAMS = {
    "dask scheduler": dask_scheduler.main,
    "dask worker": dask_worker.main,
    "clusters sweep": typer.main.get_command(cli.app).commands["sweep"],  # type: ignore[attr-defined]
}


def block_after(heading: str) -> str:
    """Return the first indented block under a heading."""
    found = BLOCK.search(PAGE, PAGE.index(f"## {heading}"))
    assert found is not None
    return textwrap.dedent(found[0]).strip("\n") + "\n"


def objects() -> dict[tuple[str, str], dict]:  # type: ignore[type-arg]
    """Return the objects of the Kubernetes recipe by kind and name."""
    every = yaml.safe_load_all(block_after("Kubernetes"))
    return {(o["kind"], o["metadata"]["name"]): o for o in every}


def containers() -> dict[str, list[str]]:
    """Return the command of every container, by its name."""
    pods = (o["spec"]["template"]["spec"] for o in objects().values() if "template" in o["spec"])
    return {c["name"]: c["command"] for pod in pods for c in pod["containers"]}


def commands() -> Iterator[list[str]]:
    """Yield every command of Dask and of this program that the page gives."""
    yield from containers().values()
    for block in BLOCK.findall(PAGE):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line.strip().rstrip("&"), comments=True)
            where = [i for i, word in enumerate(words) if word in ("dask", "clusters")]
            if where and "command:" not in words:
                yield words[where[0] :]


def test_every_command_has_options_that_its_program_knows() -> None:
    met = set()
    for program, name, *arguments in commands():
        met.add(f"{program} {name}")
        command = PROGRAMS[f"{program} {name}"]
        command.make_context(name, [*arguments], resilient_parsing=False)
    assert met == set(PROGRAMS)


def test_an_option_that_dask_does_not_have_would_be_noticed() -> None:
    with pytest.raises(click.NoSuchOption):
        PROGRAMS["dask worker"].make_context("worker", ["tcp://head:8786", "--no-such-option"])


def test_workers_of_every_recipe_keep_their_memory() -> None:
    """By hand and in Slurm a line of the shell says so, in Kubernetes the container."""
    containers_of = objects()["Deployment", "sweep-workers"]["spec"]["template"]["spec"]
    said = [{e["name"]: e["value"]} for e in containers_of["containers"][0]["env"]]
    for line in PAGE.splitlines():
        if line.strip().startswith("export DASK_"):
            name, _, value = shlex.split(line)[1].partition("=")
            said.append({name: value})
    assert len(said) == 3
    (usual,) = (d for d in dask.config.defaults if "nanny" in d.get("distributed", {}))
    key = ("distributed", "nanny", "pre-spawn-environ", "MALLOC_TRIM_THRESHOLD_")
    assert dask.config.get(".".join(key), config=usual) is not None
    for environment in said:
        known = dask.config.collect(paths=[], env=environment)
        known = dask.config.merge(usual, known)
        assert dask.config.get(".".join(key), config=known) is None


def test_the_slurm_script_is_one_that_bash_reads() -> None:
    script = block_after("Slurm")
    assert script.startswith("#!/bin/bash\n#SBATCH ")
    subprocess.run(["bash", "-n"], input=script, text=True, check=True)


def test_the_kubernetes_objects_find_one_another() -> None:
    found = objects()
    service = found["Service", "sweep-scheduler"]
    labels = {
        key: o["spec"]["template"]["metadata"]["labels"]
        for key, o in found.items()
        if key[0] == "Deployment"
    }
    assert service["spec"]["selector"] == labels["Deployment", "sweep-scheduler"]
    for (kind, name), given in labels.items():
        assert found[kind, name]["spec"]["selector"]["matchLabels"] == given
    (port,) = (p["port"] for p in service["spec"]["ports"])
    at = f"tcp://{service['metadata']['name']}:{port}"
    made = containers()
    assert at in made["worker"]
    assert at in made["sweep"]
    assert str(port) in made["scheduler"]
    pod = found["Job", "sweep"]["spec"]["template"]["spec"]
    mounted = {m["name"] for c in pod["containers"] for m in c["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["volumes"]}
