"""Colours, type and the Plotly template: one light and one dark theme, each designed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from plotly import graph_objects as go

#: Digits come first, from a face that holds ten tabular digits only; Pretendard sets the rest.
#: The names after it stand in where a file is drawn on a machine without these two faces.
FONT_FAMILY = (
    "Reciprocity Figures, Pretendard, Noto Sans CJK KR, Noto Sans KR, Malgun Gothic, "
    "Apple SD Gothic Neo, sans-serif"
)


@dataclass(frozen=True)
class Theme:
    """Every colour a page or a chart uses. Colours are ``#RRGGBB``; shades carry an alpha."""

    name: str
    #: The page, and the quieter surface behind widgets and labels.
    ground: str
    panel: str
    #: Text, and text of second rank. Both read on ground, panel and band.
    ink: str
    muted: str
    #: Lines that help the eye and carry no figure.
    grid: str
    #: Lines and marks that say something without a direction: axes, parity, an absent figure.
    axis: str
    #: Marks and lines of the two directions; the ink of each is for words in its colour.
    toward_korea: str
    toward_korea_ink: str
    toward_korea_shade: str
    toward_partner: str
    toward_partner_ink: str
    toward_partner_shade: str
    #: The band behind the pandemic years.
    band: str
    warning: str
    link: str
    #: Buttons and switches: neutral, so that the two directions keep their colours to themselves.
    accent: str
    #: One colour a pillar, all apart from the two directions.
    pillars: Mapping[str, str]

    def toward(self, side: str) -> tuple[str, str, str]:
        """Mark, ink and shade of ``korea`` or ``partner``."""
        if side == "korea":
            return self.toward_korea, self.toward_korea_ink, self.toward_korea_shade
        if side == "partner":
            return self.toward_partner, self.toward_partner_ink, self.toward_partner_shade
        raise ValueError(f"{side!r} is no direction: use 'korea' or 'partner'")


LIGHT = Theme(
    name="light",
    ground="#FFFFFF",
    panel="#F3F5F8",
    ink="#17202B",
    muted="#56616F",
    grid="#E3E8EE",
    axis="#76818F",
    toward_korea="#123F7C",
    toward_korea_ink="#123F7C",
    toward_korea_shade="rgba(18, 63, 124, 0.13)",
    toward_partner="#CF7016",
    toward_partner_ink="#96500A",
    toward_partner_shade="rgba(226, 138, 44, 0.20)",
    band="#F3F5F8",
    warning="#9A3412",
    link="#1B5AA8",
    accent="#2F3E50",
    pillars=MappingProxyType(
        {
            "tourism": "#0F766E",
            "students": "#7A3E9D",
            "culture": "#B3265E",
            "perception": "#5F6B1E",
            "context": "#4A5563",
        }
    ),
)

DARK = Theme(
    name="dark",
    ground="#11161D",
    panel="#1C232C",
    ink="#E9EDF2",
    muted="#A7B1BE",
    grid="#2A333E",
    axis="#808C9A",
    toward_korea="#3F7ADB",
    toward_korea_ink="#8DB6FF",
    toward_korea_shade="rgba(74, 134, 232, 0.22)",
    toward_partner="#FFC27A",
    toward_partner_ink="#FFC27A",
    toward_partner_shade="rgba(255, 194, 122, 0.17)",
    band="#1C232C",
    warning="#FFB08A",
    link="#8DB6FF",
    accent="#8499B3",
    pillars=MappingProxyType(
        {
            "tourism": "#43C6B6",
            "students": "#C79BEA",
            "culture": "#F58BB1",
            "perception": "#C3CF6B",
            "context": "#B4BECA",
        }
    ),
)

THEMES: Mapping[str, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})


def relative_luminance(colour: str) -> float:
    """Relative luminance of ``#RRGGBB``, 0 (black) to 1 (white). WCAG 2.2, "relative luminance"."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#RRGGBB`` colours, 1 to 21. WCAG 2.2, "contrast ratio"."""
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def template(theme: Theme) -> go.layout.Template:
    """The Plotly template of a theme, with every colour said.

    A figure shown with ``theme=None`` or drawn on the server looks the same as on the page.
    """
    axis = {
        "gridcolor": theme.grid,
        "linecolor": theme.axis,
        "zerolinecolor": theme.axis,
        "tickcolor": theme.axis,
        "tickfont": {"color": theme.muted, "size": 12},
        "title": {"font": {"color": theme.muted, "size": 12}},
        "zeroline": False,
        "showgrid": False,
        "automargin": False,
        "fixedrange": True,
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT_FAMILY, "size": 13, "color": theme.ink},
            "title": {"font": {"color": theme.ink, "size": 22}, "x": 0, "xanchor": "left"},
            "paper_bgcolor": theme.ground,
            "plot_bgcolor": theme.ground,
            "colorway": [theme.toward_korea, theme.toward_partner, *theme.pillars.values()],
            "colorscale": {
                "sequential": [[0, theme.panel], [1, theme.toward_korea]],
                "diverging": [
                    [0, theme.toward_partner],
                    [0.5, theme.panel],
                    [1, theme.toward_korea],
                ],
            },
            "xaxis": axis,
            "yaxis": axis,
            "legend": {
                "font": {"color": theme.ink, "size": 12},
                "bgcolor": "rgba(0,0,0,0)",
                "borderwidth": 0,
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "hoverlabel": {
                "bgcolor": theme.panel,
                "bordercolor": theme.axis,
                "align": "left",
                "font": {"family": FONT_FAMILY, "size": 12, "color": theme.ink},
            },
            "annotationdefaults": {
                "font": {"color": theme.ink, "size": 12},
                "arrowcolor": theme.axis,
                "showarrow": False,
            },
            "shapedefaults": {"line": {"color": theme.axis}},
            "modebar": {
                "bgcolor": "rgba(0,0,0,0)",
                "color": theme.muted,
                "activecolor": theme.ink,
            },
            "dragmode": False,
            "hovermode": "closest",
        }
    )
