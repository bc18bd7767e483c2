"""How the documentation is built: by Sphinx, into pages that open with the network unplugged."""

import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE / "extensions")]

project = "PCT Clusters"
author = "the PCT Clusters project"
release = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))["project"]["version"]
language = "en-GB"

extensions = ["myst_parser", "sphinx.ext.autodoc", "mathematics", "reference", "generated"]
exclude_patterns = ["_build", "extensions", "static"]
nitpicky = False  # types of other libraries have no page here

myst_enable_extensions = ["deflist", "dollarmath"]
myst_heading_anchors = 3
highlight_language = "text"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
python_maximum_signature_line_length = 80
python_use_unqualified_type_names = True
add_module_names = True

html_theme = "furo"
html_title = f"PCT Clusters {release}"
html_static_path = ["static"]
html_css_files = ["pages.css"]
html_math_renderer = "mathml"
html_show_search_summary = False  # it would fetch pages, which a browser refuses to a file
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"light_css_variables": {"font-stack": "system-ui, sans-serif"}}
