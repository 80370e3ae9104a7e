"""The panels of a chart over time: flows, absent figures and balance on one x axis."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: Pixels: the row of absent figures, the row of events, the gap above the balance, the line below
#: it that names its lower end on a phone.
_STRIP, _EVENTS, _GAP, _FOOT = 20, 26, 50, 24
_BALANCE = 0.27

#: Pixels between a label of the axis and the edges beside it.
_STANDOFF = 10
#: The axis of values runs this far beyond the largest one, so that nothing touches its top.
HEADROOM = 1.14


@dataclass(frozen=True)
class Panels:
    """Margins in pixels, and the part of the plotting area that each panel takes."""

    height: int
    notes: int = 0
    balance: bool = False
    strip: bool = False
    events: bool = False
    narrow: bool = False
    #: Pixels of the widest label on the axis of values.
    label: float = 0.0

    @property
    def left(self) -> int:
        return max(56 if self.narrow else 64, math.ceil(self.label) + _STANDOFF)

    @property
    def right(self) -> int:
        """Room for the labels at the ends of the lines; a phone has a legend above instead."""
        return 18 if self.narrow else 204

    @property
    def top(self) -> int:
        return 78 if self.narrow else 34

    @property
    def bottom(self) -> int:
        return 44 + 18 * self.notes

    def part(self, pixels: float) -> float:
        """Pixels as a part of the plotting area."""
        return pixels / (self.height - self.top - self.bottom)

    @property
    def balance_part(self) -> tuple[float, float]:
        foot = self.part(_FOOT) if self.narrow else 0.0
        return foot, foot + _BALANCE

    @property
    def strip_part(self) -> tuple[float, float]:
        base = self.balance_part[1] + self.part(_GAP) if self.balance else 0.0
        return base, base + self.part(_STRIP)

    @property
    def flows_part(self) -> tuple[float, float]:
        low, high = self.strip_part
        top = 1.0 - (self.part(_EVENTS) if self.events else 0.0)
        return (high + self.part(6) if self.strip else low), top
