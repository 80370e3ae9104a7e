"""A chart as a picture that stands alone: title, unit, years and source inside, 16:9."""

from __future__ import annotations

from plotly import graph_objects as go

from dashboard.charts.lettering import block, wrap
from dashboard.charts.marks import EDGE
from dashboard.charts.words import Language

#: The least height in layout pixels: drawn at twice the size, the type is that of a slide.
HEIGHT = 630
_WIDE = 16 / 9
_SIDE, _TITLE, _SUBTITLE, _SOURCE = 24, 24, 15, 12


def for_export(
    figure: go.Figure, title: str, subtitle: str, source: str, language: Language
) -> go.Figure:
    """A 16:9 copy of the figure that answers who, what, when and where from on its own.

    The unit and the years come from the figure and follow the subtitle. Nothing is squeezed: a
    tall chart makes a larger picture of the same shape, with a larger title. Meant for figures
    drawn for a wide page; the figure that is given stays as it is.
    """
    copy = go.Figure(figure)
    colours, meta = copy.layout.template.layout, copy.layout.meta or {}
    before = figure.layout.margin
    known = [str(meta[key]) for key in ("unit", "years") if meta.get(key)]
    texts = (
        title,
        " · ".join(part for part in (subtitle, *known) if part),
        language.t("Source: {source}", source=source),
    )
    scale = 1.0
    while True:
        height = round(HEIGHT * scale)
        width = round(height * _WIDE)
        sizes = (round(_TITLE * scale), round(_SUBTITLE * scale), _SOURCE)
        room = width - 2 * (_SIDE + EDGE)
        heading, under, below = (
            wrap(text, room, size) for text, size in zip(texts, sizes, strict=True)
        )
        lines = (
            1.3 * sizes[0] * len(heading),
            1.3 * sizes[1] * len(under),
            1.3 * sizes[2] * len(below),
        )
        head, foot = round(_SIDE + lines[0] + lines[1] + 18), round(_SIDE + lines[2] + 6)
        if figure.layout.height + head + foot <= height:
            break
        scale += 0.02
    top, bottom = before.t + head, before.b + foot
    copy.update_layout(
        width=width,
        height=height,
        autosize=False,
        margin={"l": before.l + _SIDE, "r": before.r + _SIDE, "t": top, "b": bottom},
    )
    if copy.layout.legend.yref == "container":
        copy.update_layout(legend_y=1 - (head + 6) / height)
    muted = colours.xaxis.tickfont.color
    for name, text, y, anchor, shift, size, colour in (
        ("title", f"<b>{block(heading)}</b>", 1, "top", top - _SIDE, sizes[0], colours.font.color),
        ("subtitle", block(under), 1, "top", top - _SIDE - lines[0] - 2, sizes[1], muted),
        ("source", block(below), 0, "bottom", _SIDE - 8 - bottom, sizes[2], muted),
    ):
        copy.add_annotation(
            name=f"export_{name}",
            text=text,
            x=0,
            y=y,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor=anchor,
            xshift=EDGE - before.l,
            yshift=shift,
            align="left",
            showarrow=False,
            font={"size": size, "color": colour},
        )
    return copy
