"""Static maps for print: SVG and PNG, for the pack, for slides and for anybody without a browser.

Everything is laid out in points (1/72 inch) at the size that it is printed, so that a label of
7 points is one on paper.
"""
