"""The house's look in files that other programs open: colours, faces, sizes."""

from __future__ import annotations

from types import MappingProxyType

from briefing.language import Code
from briefing.model import Side

INK = "#17202B"
MUTED = "#56616F"
GRID = "#E3E8EE"
AXIS = "#76818F"
PANEL = "#F3F5F8"
GROUND = "#FFFFFF"
LINK = "#1B5AA8"

#: Dark blue toward Korea, orange toward the partner: they part in grey print as well.
COLOUR: MappingProxyType[Side, str] = MappingProxyType(
    {"toward_korea": "#123F7C", "toward_partner": "#CF7016"}
)
#: The same for figures that may still change.
LIGHT: MappingProxyType[Side, str] = MappingProxyType(
    {"toward_korea": "#9DB2D0", "toward_partner": "#EFC9A2"}
)
#: Office programs of either language have these.
FACE: MappingProxyType[Code, str] = MappingProxyType({"ko": "Malgun Gothic", "en": "Calibri"})
