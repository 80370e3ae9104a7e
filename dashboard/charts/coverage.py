"""What is published at all: for every partner and year both directions, one of them, or none."""

from __future__ import annotations

import pandas as pd
from plotly import graph_objects as go

from dashboard.charts import marks
from dashboard.charts.lettering import as_label, safe, width
from dashboard.charts.periods import year_ticks
from dashboard.charts.words import Language, known_flags, nothing_to_draw
from dashboard.theme import Theme, template

_ROW = 26
#: What a cell can say, in the order of the legend.
KINDS = ("both", "korea", "partner", "none")


def coverage(
    frame: pd.DataFrame, language: Language, theme: Theme, *, narrow: bool = False
) -> go.Figure:
    """A cell for every partner and year of one pair: which directions have a figure.

    ``frame`` holds rows of ``two_way`` with ``partner_name``, partners in the order in which they
    are to be read. A year without a row counts as one without figures.
    """
    if frame.empty:
        return marks.empty(nothing_to_draw(language), theme, template(theme))
    cells = kinds_of(frame)
    names = [as_label(name) for name in cells["partner_name"].unique()]
    first, last = int(cells["year"].min()), int(cells["year"].max())
    figure = go.Figure(
        layout={
            "template": template(theme),
            "height": 96 + (60 if narrow else 0) + _ROW * len(names),
            "margin": {
                "l": round(max(width(name, 13) for name in names)) + 24,
                "r": 16,
                "t": 104 if narrow else 44,
                "b": 40,
                "pad": 0,
            },
            "legend": marks.legend(narrow),
            "meta": {"unit": "", "years": f"{first}–{last}"},
        }
    )
    words = _words(language)
    for kind in KINDS:
        own = cells[cells["kind"] == kind]
        places = [names.index(as_label(name)) for name in own["partner_name"]]
        figure.add_trace(
            go.Scatter(
                x=own["year"].tolist(),
                y=places,
                mode="markers",
                name=safe(words[kind]),
                marker=_marker(kind, theme),
                hovertext=[
                    f"{safe(as_label(name))}, {year}: {safe(words[kind])}"
                    for name, year in zip(own["partner_name"], own["year"], strict=True)
                ],
                hovertemplate=marks.HOVER,
                meta=f"coverage_{kind}",
                cliponaxis=False,
            )
        )
    figure.update_xaxes(
        range=[first - 0.7, last + 0.7],
        tickvals=year_ticks(first, last, 6 if narrow else 14),
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=[safe(name) for name in names],
        range=[len(names) - 0.4, -0.6],
        showgrid=True,
        zeroline=False,
        fixedrange=True,
        tickfont={"color": theme.ink, "size": 13},
    )
    return figure


def kinds_of(frame: pd.DataFrame) -> pd.DataFrame:
    """A row for every partner and every year between the first and the last: ``kind`` of KINDS."""
    names = frame.drop_duplicates("partner").set_index("partner")["partner_name"]
    years = range(int(frame["year"].min()), int(frame["year"].max()) + 1)
    korea, partner = (known_flags(frame, side) for side in ("korea", "partner"))
    kind = pd.Series("none", index=frame.index)
    kind = kind.mask(korea, "korea").mask(partner, "partner").mask(korea & partner, "both")
    found = dict(zip(zip(frame["partner"], frame["year"], strict=True), kind, strict=True))
    return pd.DataFrame(
        [
            {
                "partner": code,
                "partner_name": name,
                "year": year,
                "kind": found.get((code, year), "none"),
            }
            for code, name in names.items()
            for year in years
        ]
    )


def coverage_in_words(frame: pd.DataFrame, language: Language) -> str:
    """What :func:`coverage` shows, partner by partner: the number of years of each kind."""
    if frame.empty:
        return nothing_to_draw(language)
    cells, words = kinds_of(frame), _words(language)
    sentences = [language.t("Number of years by what is published.")]
    for name, own in cells.groupby("partner_name", sort=False):
        counts = own["kind"].value_counts()
        told = [
            language.t("{kind}: {count}", kind=words[kind], count=counts[kind])
            for kind in KINDS
            if counts.get(kind, 0)
        ]
        sentences.append(f"{as_label(name)} – {'; '.join(told)}.")
    return " ".join(sentences)


def _words(language: Language) -> dict[str, str]:
    return {
        "both": language.t("both directions"),
        "korea": language.t("toward Korea only"),
        "partner": language.t("toward the partner only"),
        "none": language.t("no figure"),
    }


def _marker(kind: str, theme: Theme) -> dict[str, object]:
    """Shape first, colour second: the kinds can be told apart in grey."""
    if kind == "both":
        return {"symbol": "square", "size": 13, "color": theme.ink}
    if kind == "none":
        line = {"color": theme.axis, "width": 1.4}
        return {"symbol": "x-thin", "size": 6, "color": theme.axis, "line": line}
    return marks.marker(kind, theme, 9 if kind == "korea" else 11)
