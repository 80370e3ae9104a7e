"""A finished figure is sent as the same data as the figure it was made of."""

from __future__ import annotations

import plotly.io
from plotly import graph_objects as go

from dashboard.charts.ready import ReadyFigure


def a_figure() -> go.Figure:
    """A synthetic figure."""
    return go.Figure(go.Bar(x=[2019, 2020], y=[3.5, None]), layout={"meta": {"partners": ["VNM"]}})


def test_a_finished_figure_is_sent_like_any_other():
    assert plotly.io.to_json(ReadyFigure(a_figure())) == plotly.io.to_json(a_figure())


def test_a_finished_figure_is_written_out_once():
    ready = ReadyFigure(a_figure())
    assert ready.to_dict() is ready.to_dict()
    assert ready.layout.meta == {"partners": ["VNM"]}
