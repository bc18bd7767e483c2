"""Mathematics as MathML, which browsers draw by themselves: no script, no font to fetch."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging

LOGGER = logging.getLogger(__name__)


def inline(writer: Any, node: nodes.math) -> None:
    """Write a formula within a line."""
    writer.body.append(_mathml(node, as_block=False))
    raise nodes.SkipNode


def block(writer: Any, node: nodes.math_block) -> None:
    """Write a formula on lines of its own, which scrolls where it is too wide."""
    writer.body.append(f'<div class="math-block">{_mathml(node, as_block=True)}</div>')
    raise nodes.SkipNode


def _mathml(node: nodes.Element, as_block: bool) -> str:
    """Return the formula, or its source where it cannot be read; that is a warning."""
    source = node.astext()
    try:
        return str(latex2mathml.tex2mathml(source, as_block=as_block))
    except MathError as error:
        LOGGER.warning("no mathematics: %s in %r", error, source, location=node)
        return f"<code>{nodes.Text(source)}</code>"


def setup(app: Sphinx) -> dict[str, bool]:
    """Offer the renderer to Sphinx under the name that conf.py asks for."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
