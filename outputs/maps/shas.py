"""A folder with a page for every SHA, and an index of them with their figures side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from markupsafe import Markup

from geodata.files import write_text
from outputs.assets import environment, own
from outputs.file_names import safe_name
from outputs.maps.colours import cluster_colours
from outputs.maps.page import in_order_of, map_words
from outputs.maps.places import INDEX, MADE_BY, own_folder
from outputs.maps.plan_view import text_of
from outputs.maps.sha_facts import ShaFacts, sha_facts
from outputs.maps.sha_page import Link, ShaPage, sha_page
from outputs.maps.shapes import boundaries
from outputs.maps.views import MapAsk


def draw(ask: MapAsk) -> list[Path]:
    """Write the folder, whole or not at all, and return its index.

    Raises `InputError` for a geography without boundaries, and where the folder holds
    anything but an earlier index and its pages.
    """
    folder = ask.folder("shas")
    geography, text = ask.case.geography, text_of(ask)
    boundaries(geography)
    order = map_words(ask.plan, geography, text)["scores"]
    text = replace(text, cluster_scores=in_order_of(order, text.cluster_scores))
    found = sha_facts(ask.plan, geography, ask.case.pcts, text.cluster_scores)
    files = _files(found)
    drawn = [sha for sha in found if sha.clusters]
    colours = cluster_colours(ask.plan, geography)
    with own_folder(folder) as hidden:
        for place, sha in enumerate(drawn):
            before, after = (_link(drawn, i, files) for i in (place - 1, place + 1))
            page = ShaPage(sha, ask.plan, geography, text, colours, before, after)
            write_text(hidden / files[sha.name], sha_page(page))
        write_text(hidden / INDEX, index_page(ask, found, files, text.broken))
    return [folder / INDEX]


def index_page(ask: MapAsk, found: tuple[ShaFacts, ...], files: dict[str, str], broken: str) -> str:
    """Return the page that lists the SHAs, with a link to the `files` of those that have one.

    `broken` is what it says of the rules that the plan breaks.
    """
    geography = ask.case.geography
    clusters = [cluster.id for sha in found for cluster in sha.clusters]
    known = {
        "flows": any(sha.stays is not None for sha in found),
        "authorities": not geography.local_authorities.empty,
    }
    words = {
        "title": ask.title,
        "proof": ask.proof,
        "broken": broken,
        "geography": geography,
        "pages": [(sha, files.get(sha.name)) for sha in found],
        "known": known,
        "shared": len(set(clusters)) < len(clusters),
        "made_by": Markup(MADE_BY),  # noqa: S704
        "style": Markup(own("maps/shas.css")),  # noqa: S704
    }
    return environment().get_template("maps/shas.html").render(words)


def _link(drawn: list[ShaFacts], place: int, files: dict[str, str]) -> Link | None:
    """Return the name and file of the SHA at that place, None beyond the first and the last."""
    if not 0 <= place < len(drawn):
        return None
    name = drawn[place].name
    return name, files[name]


def _files(found: tuple[ShaFacts, ...]) -> dict[str, str]:
    """Return the name of the file of every SHA that has clusters, numbered, so none is twice."""
    drawn = [sha.name for sha in found if sha.clusters]
    return {name: f"{n:02d}-{safe_name(name)}.html" for n, name in enumerate(drawn, start=1)}
