"""Static maps for print: SVG and PNG, for the pack, for slides and for anybody without a browser.

Everything is laid out in points (1/72 inch) at the size that it is printed, so that a label of
7 points is one on paper.
"""

from outputs.maps.printed.difference import difference_picture
from outputs.maps.printed.drawing import Drawing
from outputs.maps.printed.files import write_printed
from outputs.maps.printed.overview import overview_picture
from outputs.maps.printed.plan import plan_picture

__all__ = ["Drawing", "difference_picture", "overview_picture", "plan_picture", "write_printed"]
