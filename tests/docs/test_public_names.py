"""The public names of the rooms are documented, typed and stable."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel

ROOT = Path(__file__).parents[2]
ROOMS = ("geodata", "modelling", "solvers", "outputs")
PACKAGES = (*ROOMS, "commands")
NAMES = [(room, name) for room in ROOMS for name in import_module(room).__all__]
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
PAGE = (ROOT / "docs" / "reference" / "library.md").read_text(encoding="utf-8")

EXAMPLE = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def undocumented(path: Path) -> Iterator[str]:
    """Yield the module, and what is public in it, where there is no docstring."""
    tree, name = ast.parse(path.read_text(encoding="utf-8")), str(path.relative_to(ROOT))
    if not ast.get_docstring(tree):
        yield name
    yield from _undocumented(tree, name)


def _undocumented(node: ast.AST, where: str) -> Iterator[str]:
    for item in ast.iter_child_nodes(node):
        if isinstance(item, ast.FunctionDef | ast.ClassDef) and not item.name.startswith("_"):
            if not ast.get_docstring(item):
                yield f"{where}: {item.name}"
            if isinstance(item, ast.ClassDef):
                yield from _undocumented(item, f"{where}: {item.name}")


def typed_names(room: str) -> dict[str, tuple[str, str]]:
    """Return what a type checker sees of a room: the module and own name by public name."""
    tree = ast.parse((ROOT / room / "__init__.py").read_text(encoding="utf-8"))
    return {
        alias.asname or alias.name: (str(node.module), alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(f"{room}.")
        if node.module != "geodata.lazy"  # how they are given, not one of them
        for alias in node.names
    }


def imported(code: str) -> Iterator[tuple[str, str]]:
    """Yield what the code imports from the rooms: module and name."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] in PACKAGES:
            yield from ((str(node.module), alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            names = (alias.name for alias in node.names)
            yield from ((name, "") for name in names if name.split(".")[0] in PACKAGES)


def examples() -> Iterator[tuple[str, str]]:
    """Yield the Python of every notebook and every page of the documentation."""
    for notebook in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        yield notebook.name, "\n".join(code)
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for code in EXAMPLE.findall(page.read_text(encoding="utf-8")):
            yield page.name, code


@pytest.mark.parametrize(("room", "name"), NAMES)
def test_a_public_name_says_what_it_is(room: str, name: str) -> None:
    item = getattr(import_module(room), name)
    if not callable(item):
        return  # a value is described where it is defined and on the page
    assert inspect.isclass(item) or inspect.isfunction(item)
    inherited = BaseModel.__doc__ if inspect.isclass(item) else None
    assert item.__doc__
    assert item.__doc__ != inherited
    assert not item.__doc__.startswith(f"{item.__name__}("), "dataclass made that one"


def test_every_module_and_everything_public_in_it_has_a_docstring() -> None:
    assert MODULES
    assert not [name for path in MODULES for name in undocumented(path)]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_gives_what_its_types_promise(room: str) -> None:
    module, promised = import_module(room), typed_names(room)

    assert sorted(promised) == sorted(module.__all__)
    for public, (home, own) in promised.items():
        assert getattr(module, public) is getattr(import_module(home), own)


@pytest.mark.parametrize("room", ROOMS)
def test_no_public_name_is_that_of_a_module_which_would_hide_it(room: str) -> None:
    modules = {path.stem for path in (ROOT / room).iterdir()}

    assert not modules & set(import_module(room).__all__)
    assert not any(
        isinstance(getattr(import_module(room), n), ModuleType) for n in import_module(room).__all__
    )


def test_a_name_that_a_room_does_not_have_is_an_attribute_error() -> None:
    for room in ROOMS:
        with pytest.raises(AttributeError, match="no attribute 'nothing'"):
            _ = import_module(room).nothing


def test_the_page_of_the_library_lists_the_public_names_and_no_others() -> None:
    listed = re.findall(r"^\.\. auto(?:function|class|exception|data):: (\S+)$", PAGE, re.MULTILINE)

    assert sorted(listed) == sorted(f"{room}.{name}" for room, name in NAMES)


@pytest.mark.parametrize(("where", "code"), list(examples()))
def test_notebooks_and_pages_import_public_names_only(where: str, code: str) -> None:
    private = [
        f"{module}.{name}"
        for module, name in imported(code)
        if module not in ROOMS or name not in import_module(module).__all__
    ]
    assert not private


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_that_it_is_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()
