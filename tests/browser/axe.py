"""The rules of WCAG 2.2 A and AA, as axe-core tests them on a page in the browser."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python

from tests.browser.visit import Visit

_AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: No rule of these asks what style sheets and media hold, so they are not fetched once more.
_CHECK = """
async rules => {
    const how = { runOnly: rules, resultTypes: ["violations"], preload: false };
    const { violations } = await axe.run(document, how);
    return violations.flatMap(
        rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`));
}
"""


def find_violations(visit: Visit) -> list[str]:
    """Every part of the page that breaks a rule, with the name of the rule."""
    visit.page.evaluate(_AXE)
    return visit.page.evaluate(_CHECK, _RULES)
