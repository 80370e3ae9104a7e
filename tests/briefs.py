"""Every brief there is: on each member and each pillar, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.brief_content import Brief, make_brief
from briefing.brief_pillar import PILLARS

MEMBERS = ("BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "THA", "TLS", "VNM")
EVERY = [
    pytest.param((subject, language), id=f"{subject}-{language}")
    for subject in (*MEMBERS, *PILLARS)
    for language in ("ko", "en")
]


@pytest.fixture(scope="module", params=EVERY)
def brief(request: pytest.FixtureRequest, store: Path) -> Brief:
    """Each of the briefs, composed once for all that a module asks of it."""
    subject, language = request.param
    return make_brief(subject, language, store)
