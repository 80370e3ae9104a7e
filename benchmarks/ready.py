"""Figures as the product's own pages draw them, for the bare page to draw as they are."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

from benchmarks.race import ROOT
from dashboard import data
from dashboard.contents import page_file

ROUTER = ROOT / "dashboard" / "router.py"


def figures_of(store: Path, page: str, queries: Sequence[str]) -> list[list[dict[str, Any]]]:
    """For each query the figures of the page, in their order, as Plotly's JSON."""
    with mock.patch.dict(os.environ, {"RECIPROCITY_STORE": str(store)}):
        data.forget()
        found = []
        for query in queries:
            visitor = AppTest.from_file(str(ROUTER), default_timeout=300)
            visitor.run()
            visitor.switch_page(str(page_file(page)))
            for key, value in parse_qsl(query):
                visitor.query_params[key] = value
            visitor.run()
            charts = visitor.get("plotly_chart")
            found.append([json.loads(chart.proto.spec) for chart in charts])
    return found
