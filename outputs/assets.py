"""What the map page is made of, gathered into one file that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import jinja2

from geodata.words import counted

LEAFLET_PACKAGE = "js_lib_leaflet"
TEMPLATES = files("outputs") / "templates"


@cache
def leaflet_folder() -> Path:
    """Return the folder of Leaflet's files, in the package django-js-lib-leaflet.

    The package is only located, never imported, so that Django need not be there.
    """
    spec = find_spec(LEAFLET_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(
            "Leaflet is missing: install the package django-js-lib-leaflet==1.9.4.1"
        )
    return Path(spec.submodule_search_locations[0]) / "static" / LEAFLET_PACKAGE


def leaflet_js() -> str:
    """Return Leaflet's script without the pointer to a source map that a browser would fetch."""
    script = (leaflet_folder() / "leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=\S+", "", script).rstrip()


def leaflet_css() -> str:
    """Return Leaflet's style sheet with its images inside it."""
    style = (leaflet_folder() / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\((images/[\w.-]+\.png)\)", _data_uri, style)


def _data_uri(match: re.Match[str]) -> str:
    """Return url(...) with the bytes of the PNG that the match names."""
    image = (leaflet_folder() / match[1]).read_bytes()
    return f"url(data:image/png;base64,{base64.b64encode(image).decode('ascii')})"


def own(name: str) -> str:
    """Return the text of one of the project's own templates, style sheets or scripts."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def script_hash(script: str) -> str:
    """Return the Content-Security-Policy source that lets exactly this script run."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def environment() -> jinja2.Environment:
    """Return the Jinja environment of the page: everything put in is escaped, JSON compact."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(own),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["counted"] = counted
    environment.policies["json.dumps_kwargs"] = {
        "allow_nan": False,
        "ensure_ascii": False,
        "separators": (",", ":"),
    }
    return environment
