"""The ledger of claims: each kind of rule is weighed by one function, the same for every claim."""

from __future__ import annotations

from indicators.ledger.assess import Assessment, Tested, assess
from indicators.ledger.outcome import RESULTS, Figure, Outcome, Result

__all__ = ["RESULTS", "Assessment", "Figure", "Outcome", "Result", "Tested", "assess"]
