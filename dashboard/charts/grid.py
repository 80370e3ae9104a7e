"""Where the panels of small multiples stand."""

from __future__ import annotations

import math
from dataclasses import dataclass

_STATE = 15


@dataclass(frozen=True)
class Grid:
    """Panels in rows of four, or of two on a phone, filled from the left."""

    panels: int
    notes: int
    #: Lines under the names, where some partners have a direction without any figure.
    states: int = 0
    #: Lines of the notice above the panels.
    notice: int = 1
    #: Pixels of the longest label on an axis of values.
    labels: float = 40
    own_scales: bool = False
    narrow: bool = False
    fixed_height: int | None = None

    @property
    def columns(self) -> int:
        return min(self.panels, 2 if self.narrow else 4)

    @property
    def rows(self) -> int:
        return math.ceil(self.panels / self.columns)

    @property
    def margin(self) -> dict[str, int]:
        return {
            "l": round(self.labels) + (14 if self.narrow else 24),
            "r": 14 if self.narrow else 24,
            "t": (50 if self.narrow else 30) + 17 * self.notice + 34 + _STATE * self.states,
            "b": 32 + 18 * self.notes,
            "pad": 0,
        }

    @property
    def height(self) -> int:
        inner = self.rows * (112 if self.narrow else 118) + (self.rows - 1) * self._row_gap
        return self.fixed_height or inner + self.margin["t"] + self.margin["b"]

    @property
    def _row_gap(self) -> int:
        return 52 + _STATE * self.states

    @property
    def _column_gap(self) -> float:
        # Parts of the least width for which the chart is laid out.
        inner = 310 if self.narrow else 760
        return ((self.labels + 14 if self.own_scales else 0) + (32 if self.narrow else 24)) / inner

    def column(self, place: int) -> int:
        return place % self.columns

    def across(self, place: int) -> tuple[float, float]:
        """Left and right edge of a panel as parts of the plotting area."""
        each = (1 - (self.columns - 1) * self._column_gap) / self.columns
        left = self.column(place) * (each + self._column_gap)
        return left, min(left + each, 1.0)

    def upward(self, place: int) -> tuple[float, float]:
        """Lower and upper edge of a panel as parts of the plotting area."""
        inner = self.height - self.margin["t"] - self.margin["b"]
        gap = self._row_gap / inner
        each = (1 - (self.rows - 1) * gap) / self.rows
        top = 1 - (place // self.columns) * (each + gap)
        return max(top - each, 0.0), min(top, 1.0)
