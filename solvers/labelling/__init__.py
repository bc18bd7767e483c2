"""The labelling model: a second formulation, which lists no clusters.

Every PCT is labelled with the PCT that represents its cluster, the first of its members. The rules'
and objectives' linear forms (`modelling.linear`) become rows of an integer program; that clusters
hang together is said by cuts, added where a solution falls into parts.
"""

from solvers.labelling.region import Region, make_regions
from solvers.labelling.search import LabellingSearch
from solvers.labelling.solving import Labelling, solve_labelling

__all__ = ["Labelling", "LabellingSearch", "Region", "make_regions", "solve_labelling"]
