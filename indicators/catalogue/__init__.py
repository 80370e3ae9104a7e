"""The catalogue: what is measured, how it is oriented, and which series make a pair.

The catalogue is data. Every fact about a measure, a series or a pair is written once, in a TOML
file of this folder or in the TOML beside a raw dataset, and is checked by the models of
`indicators.catalogue.model` when it is read.
"""

from indicators.catalogue.fault import CatalogueError, Fault
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.model import (
    Indicator,
    Measure,
    Pair,
    Series,
    Source,
    Unit,
)
from indicators.catalogue.whole import Catalogue

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Fault",
    "Indicator",
    "Measure",
    "Pair",
    "Series",
    "Source",
    "Unit",
    "load_catalogue",
]
