"""A figure that is finished: what a browser is sent of it is worked out once, not for each reader.

A chart that can be pressed is drawn anew for every run of a page, and to write a figure out takes
longer than all else that is done for it.
"""

from __future__ import annotations

from typing import Any

from plotly import graph_objects as go


class ReadyFigure(go.Figure):  # type: ignore[misc]
    """A figure that nobody changes any more.

    >>> ReadyFigure(go.Figure(go.Bar(x=[1], y=[2]))).to_dict()["data"][0]["type"]
    'bar'
    """

    def __init__(self, figure: go.Figure) -> None:
        super().__init__(figure)
        self._written: dict[str, Any] = super().to_dict()

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain data, the same each time: whoever reads it changes nothing in it."""
        return self._written
