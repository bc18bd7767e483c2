"""A printed map is one SVG and one PNG, the same every time, sealed, and described in words."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree

import matplotlib as mpl
import pytest
from PIL import Image

from geodata.geography import Geography
from modelling.plan import Plan
from outputs.maps.printed import Drawing, difference_picture, plan_picture

MARKUP = "</title><script>alert(1)</script>"


@pytest.fixture(scope="module")
def drawing(england: Geography, plan: Plan) -> Drawing:
    pcts = [pct for pct in england.codes if england.sha_of[pct] == "North East"]
    return plan_picture(plan, england, pcts)


def test_the_same_plan_gives_the_same_bytes(squares: Geography, pairs: Plan):
    first, second = (plan_picture(pairs, squares) for _ in range(2))
    assert first.svg == second.svg
    assert first.png(72) == second.png(72)


def test_pictures_drawn_in_threads_are_those_drawn_one_by_one(squares: Geography, pairs: Plan):
    alone = plan_picture(pairs, squares).svg
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda _: plan_picture(pairs, squares).svg, range(4)))
    assert set(drawn) == {alone}


def test_what_a_user_has_set_for_matplotlib_changes_nothing(squares: Geography, pairs: Plan):
    plain = plan_picture(pairs, squares)
    with mpl.rc_context({"path.simplify": False, "hatch.linewidth": 9, "text.usetex": True}):
        odd = plan_picture(pairs, squares)
        assert odd.svg == plain.svg
        assert odd.png(72) == plain.png(72)


def test_drawing_leaves_the_settings_of_matplotlib_alone(squares: Geography, pairs: Plan):
    before = dict(mpl.rcParams)
    assert plan_picture(pairs, squares).svg
    assert dict(mpl.rcParams) == before


def test_the_svg_is_well_formed_with_no_script_no_style_sheet_and_nothing_to_fetch(
    drawing: Drawing,
):
    root = ElementTree.fromstring(drawing.svg)
    kinds = {element.tag.rsplit("}")[-1] for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "g", "path", "use", "defs", "pattern", "rect"}
    links = [v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")]
    assert links
    assert all(link.startswith("#") for link in links)
    names_only = re.sub(rb'xmlns(:xlink)?="[^"]*"', b"", drawing.svg)
    assert b"://" not in names_only
    assert b"style=" not in drawing.svg


def test_every_reference_of_an_svg_leads_to_an_id_of_its_own(
    drawing: Drawing, squares: Geography, pairs: Plan
):
    other = difference_picture(pairs, pairs, squares)
    ids = []
    for svg in (drawing.svg.decode(), other.svg.decode()):
        own = re.findall(r'\bid="([^"]*)"', svg)
        used = re.findall(r'href="#([^"]*)"|url\(#([^)]*)\)', svg)
        assert {a or b for a, b in used} <= set(own)
        ids += own
    assert len(ids) == len(set(ids))


def test_title_and_description_are_in_the_svg_and_escaped(squares: Geography, pairs: Plan):
    root = ElementTree.fromstring(plan_picture(pairs, squares, heading=MARKUP).svg)
    title, description = list(root)[:2]
    assert title.text == MARKUP
    assert "6 PCTs in 4 clusters" in description.text
    assert root.attrib["role"] == "img"


def test_an_svg_stays_xml_whatever_characters_the_names_hold(squares: Geography, pairs: Plan):
    odd = Plan(pairs.cluster_of, {"C1": "bell\x07 back\x08 \ufffe"}, "a\x01b")
    (title, *_) = ElementTree.fromstring(plan_picture(odd, squares, heading="a\x01b\x0bc").svg)
    assert title.text == "a\ufffdb c"


def test_a_png_has_as_many_pixels_as_paper_and_resolution_give(drawing: Drawing):
    width, height = drawing.size
    assert width / 72 * 25.4 == pytest.approx(170, abs=0.5)
    for dpi in (72, 200):
        image = Image.open(io.BytesIO(drawing.png(dpi)))
        assert image.size == pytest.approx((width * dpi / 72, height * dpi / 72), abs=1)


def test_a_picture_stays_so_small_that_a_pack_holds_dozens(
    drawing: Drawing, england: Geography, plan: Plan
):
    assert len(drawing.svg) < 150_000
    assert len(plan_picture(plan, england).svg) < 400_000


def test_letters_are_never_smaller_than_six_points(drawing: Drawing):
    assert min(text.get_fontsize() for text in drawing.figure.axes[0].texts) >= 6
