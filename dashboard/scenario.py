"""The parts of the scenario page: what is asked for, the path to it, growth on both sides.

Measure, partner, base year and target year stand in the view; target reciprocity and rates of
growth share its item, as in ``100_0_5_0``: reciprocity in hundredths, growth of the larger side,
then of the flow toward Korea and of the flow toward the partner, in percent a year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from briefing.listing import two_sided
from dashboard import archive, controls, data
from dashboard.card import plain
from dashboard.charts.parity_lines import parity_lines, parity_lines_in_words
from dashboard.frame import Page
from dashboard.proof import card_of
from dashboard.sections import members_counted, naming_of, show_chart
from dashboard.units import amount
from dashboard.view import ASEAN_POOLED
from dashboard.wording import COMPARABLE, SIDES, partner_name
from indicators import ParityPath

TARGETS = (25, 50, 75, 90, 100)
RATES = (-10, -5, -2, 0, 2, 5, 10, 15, 20, 30, 50)
DEFAULT_ITEM = "100_0_5_0"
DEFAULT_PARTNER = "VNM"
DEFAULT_UNTIL = 2030
LAST_UNTIL = 2050
UNITS = ("persons", "usd", "count")
_ITEM = re.compile(r"(\d+)_(m?\d+)_(m?\d+)_(m?\d+)")


@dataclass(frozen=True)
class Asked:
    """A scenario as it was asked for, and what else may be asked."""

    pairs: pd.DataFrame
    pair: pd.Series
    #: Rows of the pair that may be a base: both directions, a ratio, no pandemic year.
    bases: pd.DataFrame
    partners: list[str]
    partner: str
    base: int
    until: int
    target: int
    #: Growth a year in percent: of the larger side, toward Korea, toward the partner.
    rates: tuple[int, int, int]


def settle_scenario(page: Page) -> Asked:
    """Settle measure, partner, base, target and rates against the figures there are."""
    t = page.language.t
    pairs = data.pairs(page.release.version)
    fitting = pairs["grade"].isin(COMPARABLE) & pairs["unit"].isin(UNITS)
    pairs = pairs[fitting].set_index("pair_id", drop=False)
    codes = list(pairs.index)
    default = "visitors_moj" if "visitors_moj" in codes else codes[0]
    told = t("The address names a measure of which no ratio is given: another is shown.")
    page.settle("pair", codes, default, told)
    every = data.two_way(page.release.version, page.view.pair)
    bases = every[every["reciprocity"].notna() & ~every["pandemic"].astype(bool)]
    partners = _in_order(bases, page)
    default = DEFAULT_PARTNER if DEFAULT_PARTNER in partners else partners[0]
    partner = page.settle_partner(partners, default)
    years = sorted(int(year) for year in bases.loc[bases["partner"] == partner, "year"])
    told = t("The year of the address cannot be a base: the newest is shown.")
    base = page.settle("year", years, years[-1], told)
    told = t("The target year of the address is not offered: another is shown.")
    page.settle("last_year", range(base + 1, LAST_UNTIL + 1), max(DEFAULT_UNTIL, base + 1), told)
    asked_item = page.view.item
    allowed = [asked_item] if read_item(asked_item) else [DEFAULT_ITEM]
    told = t("The target of the address was not understood: parity is shown.")
    page.settle("item", allowed, DEFAULT_ITEM, told)
    target, *rates = read_item(page.view.item) or (100, 0, 0, 0)
    until = page.view.last_year or DEFAULT_UNTIL
    pair = pairs[pairs.index == page.view.pair].iloc[0]
    larger, korea, there = rates
    return Asked(pairs, pair, bases, partners, partner, base, until, target, (larger, korea, there))


def _in_order(bases: pd.DataFrame, page: Page) -> list[str]:
    """The members added up first, then countries by name."""
    codes = sorted(set(bases["partner"]), key=page.language.country)
    return sorted(codes, key=lambda code: (code != ASEAN_POOLED, not code.startswith("ASEAN")))


def read_item(written: str) -> tuple[int, int, int, int] | None:
    """Target and rates as they stand in an address; None where they are none of those offered.

    >>> read_item("90_m5_10_0")
    (90, -5, 10, 0)
    """
    match = _ITEM.fullmatch(written)
    if match is None:
        return None
    target, *rates = (int(part.replace("m", "-")) for part in match.groups())
    if target not in TARGETS or any(rate not in RATES for rate in rates):
        return None
    return target, rates[0], rates[1], rates[2]


def write_item(target: int, *rates: int) -> str:
    """Target and rates as they stand in an address.

    >>> write_item(90, -5, 10, 0)
    '90_m5_10_0'
    """
    return "_".join(str(part).replace("-", "m") for part in (target, *rates))


def find_path(page: Page, asked: Asked) -> ParityPath:
    """The path to the target."""
    return data.parity_path(
        page.release.version,
        page.view.pair,
        asked.partner,
        asked.target / 100,
        asked.until,
        float(asked.rates[0]),
        asked.base,
    )


def show_answer(page: Page, asked: Asked, found: ParityPath) -> None:
    """What it takes, in one paragraph, and three figures to weigh it by."""
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
        with st.container(width=480):
            controls.choose(page, "pair", t("Measure"), list(titles.index), titles.__getitem__)
        with st.container(width=280):
            controls.choose_partner(page, t("Partner"), asked.partners, page.language.country)
        own = asked.bases[asked.bases["partner"] == asked.partner]
        years = sorted({int(year) for year in own["year"]}, reverse=True)
        with st.container(width=130):
            controls.choose(page, "year", t("Base year"), years, str)
        with st.container(width=130):
            until = range(asked.base + 1, LAST_UNTIL + 1)
            controls.choose(page, "last_year", t("Target year"), until, str)
        _choose_part(page, asked, 0, t("Target reciprocity"))
        _choose_part(page, asked, 1, t("Larger side, growth a year"))


def _choose_part(page: Page, asked: Asked, place: int, label: str) -> None:
    """One part of the item: the target, or a rate of growth."""
    parts = (asked.target, *asked.rates)
    key = f"scenario_{place}"
    st.session_state[key] = parts[place]
    with st.container(width=190):
        st.selectbox(
            label,
            RATES if place else TARGETS,
            format_func=(lambda rate: f"{rate:+d}%" if rate else "0%")
            if place
            else (lambda target: f"{target / 100:g}"),
            key=key,
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
    more = {t("Smaller side, beyond the base year"): found.path["more"].round()}
    cells = _cells(page, asked, found.path).assign(**more)
    archive.show_table(
        page,
        cells,
        t("The path, year by year"),
        f"scenario-{page.view.pair}",
        sources=_sources(known),
        chart="parity",
        drawing=two_sided(
            "line",
            found.path,
            [str(year) for year in found.path["year"]],
            (naming.toward_korea, naming.toward_partner),
            partner_name(asked.partner, language),
            naming.unit,
        ),
    )


def _sources(known: pd.DataFrame) -> list[str]:
    """The sources of the figures the path sets out from; a sum over members names its members'."""
    columns = [f"{side}_source_id" for side in SIDES]
    if not set(columns) <= set(known):
        return []
    return list(dict.fromkeys(pd.concat([known[name] for name in columns]).dropna()))


def _known(page: Page, asked: Asked) -> pd.DataFrame:
    """The figures up to the base year; a sum over members only over those of the base year."""
    every = data.two_way(page.release.version, page.view.pair)
    before = every[every["year"] <= asked.base]
    own = before[before["partner"] == asked.partner]
    newest = own[own["year"] == asked.base].iloc[0]
    if newest["aggregate"] != "pooled":
        return own
    counted = str(newest["members_included"]).split()
    rows = before[before["partner"].isin(counted)].dropna(subset=list(SIDES))
    whole = rows.groupby("year").filter(lambda part: part["partner"].nunique() == len(counted))
    return whole.groupby("year", as_index=False)[list(SIDES)].sum()


def _cells(page: Page, asked: Asked, path: pd.DataFrame) -> pd.DataFrame:
    t = page.language.t
    return pd.DataFrame(
        {
            t("Year"): path["year"],
            t("Toward Korea"): path["toward_korea"].round(),
            t("Toward the partner"): path["toward_partner"].round(),
            t("Reciprocity"): path["reciprocity"],
            t("Balance"): path["balance"],
        }
    )


def show_what_if(page: Page, asked: Asked) -> None:
    """Both flows at rates of the reader's own choosing."""
    t, language = page.language.t, page.language
    st.header(t("What if both sides grew?"), anchor=False)
    with st.container(horizontal=True):
        _choose_part(page, asked, 2, t("Toward Korea, a year"))
        _choose_part(page, asked, 3, t("Toward the partner, a year"))
    frame = data.what_if(
        page.release.version,
        page.view.pair,
        asked.partner,
        (float(asked.rates[1]), float(asked.rates[2])),
        asked.until,
        asked.base,
    )
    last, unit = frame.iloc[-1], str(asked.pair["unit"])
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
    title = t("Both sides at the chosen rates")
    archive.show_table(page, _cells(page, asked, frame), title, f"what-if-{page.view.pair}")


def show_counted(page: Page, asked: Asked) -> None:
    """The card of the pair."""
    st.header(page.language.t("What is counted"), anchor=False)
    card_of(page, asked.pair, [asked.bases[asked.bases["partner"] == asked.partner]])
