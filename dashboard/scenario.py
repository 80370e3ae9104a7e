"""The parts of the scenario page: what is asked for, the path to it, growth on both sides."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from briefing.listing import two_sided
from briefing.model import Drawing
from dashboard import archive, controls, data, provenance
from dashboard.asking import LAST_UNTIL, RATES, TARGETS, Asked, write_item
from dashboard.card import plain
from dashboard.charts.parity_lines import parity_lines, parity_lines_in_words
from dashboard.frame import Page
from dashboard.proof import card_of
from dashboard.sections import members_counted, naming_of, show_chart
from dashboard.units import amount, unit_name
from dashboard.wording import SIDES, partner_name
from indicators import ParityPath


def find_path(page: Page, asked: Asked) -> ParityPath:
    """The path to the target."""
    return data.parity_path(
        page.release.edition,
        page.view.pair,
        asked.partner,
        asked.target / 100,
        asked.until,
        float(asked.rates[0]),
        asked.base,
    )


def show_answer(page: Page, asked: Asked, found: ParityPath) -> None:
    """What it takes, in one paragraph, and three figures to weigh it by."""
    page.draw("answer", lambda: _draw_answer(page, asked, found))


def _draw_answer(page: Page, asked: Asked, found: ParityPath) -> None:
    t, language = page.language.t, page.language
    st.header(plain(language.choose(found.sentence_en, found.sentence_ko)), anchor=False)
    row = asked.bases[
        (asked.bases["partner"] == asked.partner) & (asked.bases["year"] == asked.base)
    ].iloc[0]
    notes = [
        t(
            "Reciprocity in {year}: {value}; 1 is parity.",
            year=asked.base,
            value=language.number(found.base_reciprocity, 2),
        ),
        t("The figures of the base year are provisional.") if found.provisional else "",
        members_counted(row, page),
    ]
    st.caption(plain(" ".join(note for note in notes if note)))
    unknown = t("no figure")
    growth = found.growth_needed
    best, reached = found.best, found.years_at_best
    with st.container(horizontal=True):
        st.metric(
            t("Growth needed a year, smaller side"),
            unknown if growth is None else _percent(growth, page),
        )
        st.metric(
            t("Best five years on record, a year"),
            unknown if best is None else _percent(best.percent_a_year, page),
        )
        st.metric(
            t("Years at that best pace"),
            t("never") if reached is None else language.number(reached, 1),
        )


def _percent(value: float, page: Page) -> str:
    return page.language.t("{rate}%", rate=page.language.number(value, 1))


def show_controls(page: Page, asked: Asked) -> None:
    """Measure, partner, base, target and year."""
    t = page.language.t
    titles = asked.pairs[page.language.column("title")]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        controls.choose(
            page, "pair", t("Measure"), list(titles.index), titles.__getitem__, width=480
        )
        controls.choose_partner(
            page, t("Partner"), asked.partners, page.language.country, width=280
        )
        years = page.keep("base years", lambda: _base_years(asked))
        controls.choose(page, "year", t("Base year"), years, str, width=130)
        until = range(asked.base + 1, LAST_UNTIL + 1)
        controls.choose(page, "last_year", t("Target year"), until, str, width=130)
        _choose_part(page, asked, 0, t("Target reciprocity"))
        _choose_part(page, asked, 1, t("Larger side, growth a year"))


def _bases_of_partner(asked: Asked) -> pd.DataFrame:
    """The rows of the partner that may be a base."""
    return asked.bases[asked.bases["partner"] == asked.partner]


def _base_years(asked: Asked) -> list[int]:
    """The years that may be a base, newest first."""
    return sorted({int(year) for year in _bases_of_partner(asked)["year"]}, reverse=True)


def _choose_part(page: Page, asked: Asked, place: int, label: str) -> None:
    """One part of the item: the target, or a rate of growth."""
    parts = (asked.target, *asked.rates)
    key = f"scenario_{place}"
    st.session_state[key] = parts[place]
    st.selectbox(
        label,
        RATES if place else TARGETS,
        format_func=(lambda rate: f"{rate:+d}%" if rate else "0%")
        if place
        else (lambda target: f"{target / 100:g}"),
        key=key,
        width=190,
        on_change=_write_part,
        args=(page, parts),
    )


def _write_part(page: Page, parts: tuple[int, ...]) -> None:
    """Write target and rates into the address, with whatever else was changed in the same run."""
    state = st.session_state
    chosen = [state.get(f"scenario_{place}", part) for place, part in enumerate(parts)]
    view = controls.changed(page.asked, page.view, state)
    st.query_params.from_dict(replace(view, item=write_item(*chosen)).query())


def show_path(page: Page, asked: Asked, found: ParityPath) -> None:
    """The figures so far and the path, drawn and as a table."""
    t, language = page.language.t, page.language
    naming = naming_of(page, asked.pair, partner_name(asked.partner, language))
    known = _known(page, asked)
    st.header(t("Year by year to {year}: arithmetic, no forecast", year=asked.until), anchor=False)
    show_chart(
        lambda: parity_lines(
            known, found.path, language, page.theme, naming=naming, narrow=page.narrow
        ),
        lambda: parity_lines_in_words(found.path, language, naming=naming),
        page,
        name="parity",
    )
    beyond = t("Smaller side, beyond the base year")
    exact = page.keep(
        "path", lambda: _cells(page, asked, found.path).assign(**{beyond: found.path["more"]})
    )
    drawing = page.keep(
        "drawing",
        lambda: two_sided(
            "line",
            found.path,
            [str(year) for year in found.path["year"]],
            (naming.toward_korea, naming.toward_partner),
            partner_name(asked.partner, language),
            naming.unit,
        ),
    )
    name, title = f"scenario-{page.view.pair}", t("The path, year by year")
    _show_years(page, exact, title, name, known, drawing)


def _sources(known: pd.DataFrame) -> list[str]:
    """The sources of the figures the path sets out from; a sum over members names its members'."""
    columns = [f"{side}_source_id" for side in SIDES]
    if not set(columns) <= set(known):
        return []
    return list(dict.fromkeys(pd.concat([known[name] for name in columns]).dropna()))


def _known(page: Page, asked: Asked) -> pd.DataFrame:
    """The figures up to the base year; a sum over members only over those of the base year."""
    return page.keep("known", lambda: _read_known(page, asked))


def _read_known(page: Page, asked: Asked) -> pd.DataFrame:
    every = data.two_way(page.release.edition, page.view.pair)
    before = every[every["year"] <= asked.base]
    own = before[before["partner"] == asked.partner]
    newest = own[own["year"] == asked.base].iloc[0]
    if newest["aggregate"] != "pooled":
        return own
    counted = str(newest["members_included"]).split()
    rows = before[before["partner"].isin(counted)].dropna(subset=list(SIDES))
    whole = rows.groupby("year").filter(lambda part: part["partner"].nunique() == len(counted))
    return whole.groupby("year", as_index=False)[list(SIDES)].sum()


def _show_years(
    page: Page,
    exact: pd.DataFrame,
    title: str,
    name: str,
    known: pd.DataFrame,
    drawing: Drawing | None = None,
) -> None:
    """Years as a table in whole units; the file is unrounded, so that it solves back."""
    t = page.language.t
    shown = page.keep(f"rounded {name}", lambda: _rounded(exact, page))
    sources = page.keep("sources", lambda: _sources(known))
    chart = "parity" if drawing else ""
    archive.show_table(
        page, shown, title, name, exact=exact, sources=sources, chart=chart, drawing=drawing
    )
    st.caption(
        t(
            "Rounded here to whole units; the file has the unrounded figures, which solve back to "
            "the reciprocity beside them."
        )
    )


def _rounded(exact: pd.DataFrame, page: Page) -> pd.DataFrame:
    """The cells for the screen: flows in whole units, reciprocity and balance to three digits."""
    t = page.language.t
    indices = (t("Reciprocity"), t("Balance"))
    shown = exact.drop(columns=[t("Measure"), t("Partner"), t("Unit"), t("Source")])
    return shown.round({column: 3 if column in indices else 0 for column in shown})


def _cells(page: Page, asked: Asked, path: pd.DataFrame) -> pd.DataFrame:
    """A path unrounded: the base year as published, every later year by arithmetic."""
    t, language, edition = page.language.t, page.language, page.release.edition
    base = asked.bases[
        (asked.bases["partner"] == asked.partner) & (asked.bases["year"] == asked.base)
    ]
    every, series = data.two_way(edition, page.view.pair), data.counted(edition)
    published = provenance.AND.join(provenance.publishers_of(base, every, series, language))
    computed = t("arithmetic from {year}, no forecast", year=asked.base)
    return pd.DataFrame(
        {
            t("Measure"): asked.pair[language.column("title")],
            t("Partner"): partner_name(asked.partner, language),
            t("Unit"): unit_name(str(asked.pair["unit"]), language),
            t("Source"): [published if year == asked.base else computed for year in path["year"]],
            t("Year"): path["year"],
            t("Toward Korea"): path["toward_korea"],
            t("Toward the partner"): path["toward_partner"],
            t("Reciprocity"): path["reciprocity"],
            t("Balance"): path["balance"],
        }
    )


def show_what_if(page: Page, asked: Asked) -> None:
    """Both flows at rates of the reader's own choosing."""
    t = page.language.t
    st.header(t("What if both sides grew?"), anchor=False)
    with st.container(horizontal=True):
        _choose_part(page, asked, 2, t("Toward Korea, a year"))
        _choose_part(page, asked, 3, t("Toward the partner, a year"))
    page.draw("what if", lambda: _draw_what_if(page, asked))
    title = t("Both sides at the chosen rates")
    name = f"what-if-{page.view.pair}"
    cells = page.keep("what if", lambda: _cells(page, asked, _grown(page, asked)))
    _show_years(page, cells, title, name, _known(page, asked))


def _grown(page: Page, asked: Asked) -> pd.DataFrame:
    """Both flows year by year at the chosen rates."""
    return data.what_if(
        page.release.edition,
        page.view.pair,
        asked.partner,
        (float(asked.rates[1]), float(asked.rates[2])),
        asked.until,
        asked.base,
    )


def _draw_what_if(page: Page, asked: Asked) -> None:
    t, language = page.language.t, page.language
    last, unit = _grown(page, asked).iloc[-1], str(asked.pair["unit"])
    korea, there = (amount(float(last[side]), unit, language) for side in SIDES)
    st.markdown(
        plain(
            t(
                "In {year} it would be {korea} toward Korea and {partner} toward the partner, a "
                "reciprocity of {value}. Arithmetic on rates chosen here, no forecast.",
                year=asked.until,
                korea=korea,
                partner=there,
                value=language.number(float(last["reciprocity"]), 2),
            )
        )
    )


def show_counted(page: Page, asked: Asked) -> None:
    """The card of the pair."""
    st.header(page.language.t("What is counted"), anchor=False)
    card_of(page, asked.pair, [page.keep("bases", lambda: _bases_of_partner(asked))])
