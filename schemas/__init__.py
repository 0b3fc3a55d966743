"""One Pandera model a published table; the contract that readers of `warehouse/` may rely on.

Belongs here: column names, types, meanings and row rules. Does not belong here: Dagster, files, or how a row came to be.
"""

from schemas.articles import Articles
from schemas.changes import Changes
from schemas.comparisons import Comparisons
from schemas.conflicts import Conflicts
from schemas.facts import Facts
from schemas.figures import Figures, NormalisedFigures, StatedFigures
from schemas.fx_rates import FxRates
from schemas.rejects import Rejects
from schemas.sources import Sources

TABLES = {
    "articles": Articles,
    "figures": Figures,
    "facts": Facts,
    "comparisons": Comparisons,
    "conflicts": Conflicts,
    "rejects": Rejects,
    "fx_rates": FxRates,
    "sources": Sources,
    "changes": Changes,
}
"""Published tables by name."""

__all__ = [
    "TABLES",
    "Articles",
    "Changes",
    "Comparisons",
    "Conflicts",
    "Facts",
    "Figures",
    "FxRates",
    "NormalisedFigures",
    "Rejects",
    "Sources",
    "StatedFigures",
]
