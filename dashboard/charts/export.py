"""A chart as a picture that stands alone: title, unit, years and source inside, 16:9."""

from __future__ import annotations

from plotly import graph_objects as go

from dashboard.charts.lettering import block, safe, wrap
from dashboard.charts.words import Language

#: Layout pixels; drawn at twice the size or more, the type is that of a slide.
WIDTH, HEIGHT = 1120, 630
_EDGE, _TITLE, _SUBTITLE, _SOURCE = 36, 24, 15, 12


def for_export(
    figure: go.Figure, title: str, subtitle: str, source: str, language: Language
) -> go.Figure:
    """A 16:9 copy of the figure that answers who, what, when and where from on its own.

    The unit and the years come from the figure and follow the subtitle. Meant for figures drawn
    for a wide page; the figure that is given stays as it is.
    """
    copy = go.Figure(figure)
    colours, margin = copy.layout.template.layout, copy.layout.margin
    meta = copy.layout.meta or {}
    known = [str(meta[key]) for key in ("unit", "years") if meta.get(key)]
    room = WIDTH - 2 * _EDGE
    heading = wrap(title, room, _TITLE)
    under = wrap(" · ".join(part for part in (subtitle, *known) if part), room, _SUBTITLE)
    below = wrap(language.t("Source: {source}", source=source), room, _SOURCE)
    head = 30 + 31 * len(heading) + 21 * len(under)
    foot = 20 + 17 * len(below)
    top, bottom = (margin.t or 0) + head, (margin.b or 0) + foot
    copy.update_layout(
        width=WIDTH,
        height=HEIGHT,
        autosize=False,
        margin={"l": (margin.l or 0) + 24, "r": (margin.r or 0) + 16, "t": top, "b": bottom},
    )
    muted = colours.xaxis.tickfont.color
    left = _EDGE - copy.layout.margin.l
    texts = (
        ("export_title", f"<b>{block(heading)}</b>", 1, "top", top - 24, _TITLE, colours.font.color),
        ("export_subtitle", block(under), 1, "top", top - 30 - 31 * len(heading), _SUBTITLE, muted),
        ("export_source", block(below), 0, "bottom", 14 - bottom, _SOURCE, muted),
    )
    for name, text, y, anchor, shift, size, colour in texts:
        copy.add_annotation(
            name=name, text=text, x=0, y=y, xref="paper", yref="paper", xanchor="left",
            yanchor=anchor, xshift=left, yshift=shift, align="left", showarrow=False,
            font={"size": size, "color": colour},
        )
    if copy.layout.legend.yref == "container":
        copy.update_layout(legend_y=1 - (head + 4) / HEIGHT)
    return copy
