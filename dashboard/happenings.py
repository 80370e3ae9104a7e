"""Dated events around the flows: the list, one event in full, and both flows before and after."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard import archive, controls, data, provenance
from dashboard.card import plain
from dashboard.contents import page_file
from dashboard.frame import Page
from dashboard.narrowing import ALL_MEMBERS, concerned, pillar_names
from dashboard.units import unit_name
from dashboard.view import ASEAN_POOLED, View
from dashboard.wording import SIDES, partner_name

#: The pages on which the pairs of a pillar are drawn; opinions have no figure before and after.
PAGE_OF = {
    "tourism": "tourism",
    "students": "students",
    "culture": "culture",
    "context": "access",
}
#: Units of which a sum before can be set against a sum after.
UNITS = ("persons", "usd", "count")


def settle_measure(page: Page) -> None:
    """The measure of which every event is told before and after."""
    t = page.language.t
    codes = list(_pairs(page, ("tourism", "students")).index)
    default = "visitors_moj" if "visitors_moj" in codes else codes[0]
    told = t("The address names a measure that does not exist: another is shown.")
    page.settle("pair", codes, default, told)


def show_events(page: Page) -> None:
    """Events that concern the chosen partner and pillar, newest first, each with its source."""
    t = page.language.t
    rows = concerned(page)
    title = t("Events that bend the flows")
    st.header(title, anchor=False)
    if rows.empty:
        st.markdown(t("No event on record concerns this choice."))
        return
    archive.show_table(page, page.keep("events", lambda: _event_cells(page, rows)), title, "events")


def _event_cells(page: Page, rows: pd.DataFrame) -> pd.DataFrame:
    t, column = page.language.t, page.language.column
    names = pillar_names(page)
    return pd.DataFrame(
        {
            t("Date"): rows["date"],
            t("Event"): rows[column("title")],
            t("Partners"): [_partners(named, page) for named in rows["partners"]],
            t("Pillar"): [", ".join(names[str(one)] for one in named) for named in rows["pillars"]],
            t("Summary"): rows[column("summary")].fillna(""),
            t("Address"): rows["source_url"],
        }
    )


def _partners(codes: Iterable[str], page: Page) -> str:
    return ", ".join(partner_name(str(code), page.language) for code in codes)


def show_event(page: Page) -> None:
    """One event: what happened, who says so, and the series it bends, before and after."""
    t = page.language.t
    told = page.keep("events listed", lambda: _events_by_name(page))
    if not told:
        return
    controls.choose(page, "event", t("Open an event"), list(told), told.__getitem__)
    event = page.keep("event", lambda: _event_of(page))
    page.draw("event", lambda: _draw_event(page, event, told[page.view.event]))
    found = page.keep("around_event", lambda: _around(page, event))
    if found.empty:
        st.markdown(t("No series with figures on either side of this event is on record."))
        return
    cells = page.keep("event_cells", lambda: _direction_cells(page, found))
    archive.show_table(page, cells, t("Before and after this event"), f"event-{page.view.event}")
    st.caption(_caution(page))
    page.draw("series of the event", lambda: _lead_to_series(page, found))


def _events_by_name(page: Page) -> dict[str, str]:
    """The events that are listed, by code: day and title."""
    listed = concerned(page)
    titles = listed["date"] + ", " + listed[page.language.column("title")]
    return dict(zip(listed["event_id"], titles, strict=True))


def _event_of(page: Page) -> pd.Series:
    """The event that is opened."""
    listed = concerned(page)
    return listed[listed["event_id"] == page.view.event].iloc[0]


def _draw_event(page: Page, event: pd.Series, title: str) -> None:
    st.subheader(plain(title), anchor=False)
    summary = event[page.language.column("summary")]
    lines = [plain(summary)] if isinstance(summary, str) and summary else []
    lines += [f"<{event['source_url']}>"] if event["source_url"] else []
    st.markdown("\n\n".join(lines))


def _titles_of_pairs(page: Page) -> pd.Series:
    pairs = data.pairs(page.release.edition).set_index("pair_id")
    return pairs[page.language.column("title")]


def _direction_cells(page: Page, found: pd.DataFrame) -> pd.DataFrame:
    """A row a measure, partner and direction: the figure before, the one after, the change."""
    t, language, titles = page.language.t, page.language, _titles_of_pairs(page)
    names = {"toward_korea": t("Toward Korea"), "toward_partner": t("Toward the partner")}
    return pd.DataFrame(
        [
            {
                t("Measure"): titles[row["pair"]],
                t("Partner"): partner_name(row["code"], language),
                t("Direction"): name,
                t("Before"): row[f"before_{side}"],
                t("After"): row[f"after_{side}"],
                t("Change in %"): round(row[f"change_{side}_percent"], 1),
                t("Period before"): row["before_period"],
                t("Period after"): row["after_period"],
                t("Unit"): unit_name(str(row["unit"]), language),
                t("Source"): _published_by(page, row["pair"], row["code"]),
            }
            for row in found.to_dict("records")
            for side, name in names.items()
        ]
    )


def _around(page: Page, event: pd.Series) -> pd.DataFrame:
    """Both flows before and after the event, a row a measure and partner, with pair and code."""
    edition, parts = page.release.edition, []
    pairs = _pairs(page, [pillar for pillar in event["pillars"] if pillar in PAGE_OF])
    asked = _bent(page, event["partners"])
    for pair in pairs.index:
        known = data.two_way(edition, str(pair))
        # Nothing is asked of a pair that has no figure for the partner in the years around.
        years = known["year"].between(event["date_start"].year - 1, event["date_end"].year + 1)
        held = set(known.loc[years, "partner"])
        for code in (code for code in asked if code in held):
            near = data.events_near(edition, str(pair), code)
            own = near[near["event_id"] == event["event_id"]]
            parts.append(own.assign(pair=pair, code=code, unit=pairs.loc[pair, "unit"]))
    told = [part for part in parts if len(part)]
    return pd.concat(told, ignore_index=True) if told else pd.DataFrame()


def _bent(page: Page, named: Iterable[str]) -> list[str]:
    """Whose flows are told: the partner that is chosen, else those the event names one by one."""
    code = page.view.partner_code
    if code != ASEAN_POOLED:
        return [code]
    names = [str(one) for one in named]
    together = not names or any(one in ALL_MEMBERS for one in names)
    single = [one for one in names if one not in ALL_MEMBERS]
    return single + ([ASEAN_POOLED] if together else [])


def _lead_to_series(page: Page, found: pd.DataFrame) -> None:
    """A way to the whole series of each row, on the page that draws it."""
    pillars = data.pairs(page.release.edition).set_index("pair_id")["pillar"]
    titles = _titles_of_pairs(page)
    with st.container(key="series"):
        for pair, code in dict.fromkeys(zip(found["pair"], found["code"], strict=True)):
            there = View(page=PAGE_OF[pillars[pair]], language=page.language.code, pair=str(pair))
            st.page_link(
                page_file(there.page),
                label=plain(
                    page.language.t(
                        "Open the series: {title}, {partner}",
                        title=titles[pair],
                        partner=partner_name(code, page.language),
                    )
                ),
                icon=":material/arrow_forward:",
                query_params=there.toward(code).query(),
            )


def _pairs(page: Page, pillars: Iterable[str]) -> pd.DataFrame:
    """The pairs of these pillars that have years to set before and after an event."""
    named = list(pillars)

    def fitting() -> pd.DataFrame:
        pairs = data.pairs(page.release.edition)
        wanted = pairs["pillar"].isin(named) & pairs["unit"].isin(UNITS) & ~pairs["spans"]
        return pairs[wanted].set_index("pair_id", drop=False)

    return page.keep(f"pairs of {' '.join(named)}", fitting)


def show_before_and_after(page: Page) -> None:
    """One series and all the events of its years: both flows before and after each."""
    t, language = page.language.t, page.language
    pairs, code = _pairs(page, ("tourism", "students")), page.view.partner_code
    titles = pairs[language.column("title")]
    st.header(t("Before and after each event"), anchor=False)
    controls.choose(page, "pair", t("Measure"), list(titles.index), titles.__getitem__, width=520)
    unit = str(pairs.loc[page.view.pair, "unit"])
    cells = page.keep("before and after", lambda: _before_and_after_cells(page, unit))
    if cells.empty:
        st.markdown(t("No event falls into the years of this measure for this partner."))
        return
    st.markdown(
        plain(
            t(
                "{partner}, {unit}.",
                partner=partner_name(code, language),
                unit=unit_name(unit, language),
            )
        )
    )
    archive.show_table(page, cells, t("Before and after each event"), "before-and-after")
    st.caption(_caution(page))


def _before_and_after_cells(page: Page, unit: str) -> pd.DataFrame:
    t, code = page.language.t, page.view.partner_code
    near = data.events_near(page.release.edition, page.view.pair, code).iloc[::-1]
    rows = near.assign(unit=unit, pair=page.view.pair, code=code)
    return pd.DataFrame(
        {
            t("Date"): rows["date"],
            t("Event"): rows[page.language.column("title")],
            t("Period before"): rows["before_period"],
            t("Period after"): rows["after_period"],
            t("Toward Korea, before"): rows["before_toward_korea"],
            t("Toward Korea, after"): rows["after_toward_korea"],
            t("Toward Korea, change in %"): rows["change_toward_korea_percent"].round(1),
            t("Toward the partner, before"): rows["before_toward_partner"],
            t("Toward the partner, after"): rows["after_toward_partner"],
            t("Toward the partner, change in %"): rows["change_toward_partner_percent"].round(1),
            t("Unit"): [unit_name(str(unit), page.language) for unit in rows["unit"]],
            t("Source"): [
                _published_by(page, str(pair), str(code))
                for pair, code in zip(rows["pair"], rows["code"], strict=True)
            ],
            t("Address"): rows["source_url"],
        }
    )


def _published_by(page: Page, pair: str, code: str) -> str:
    """Who published the figures of a pair for a partner, Korea's side first."""
    return page.keep(f"published {pair} {code}", lambda: _find_publishers(page, pair, code))


def _find_publishers(page: Page, pair: str, code: str) -> str:
    every = data.two_way(page.release.edition, pair)
    series = data.series(page.release.edition)
    own = every[every["partner"] == code]
    added = {name for names in own["members_included"].dropna() for name in str(names).split()}
    rows = every[every["partner"].isin(added or {code})]
    ids = pd.concat([rows[f"{side}_series_id"] for side in SIDES]).dropna().unique()
    column = "publisher_ko" if page.language.code == "ko" else "publisher"
    return provenance.AND.join(dict.fromkeys(str(name) for name in series.loc[ids, column]))


def _caution(page: Page) -> str:
    return page.language.t(
        "That figures moved after an event does not show that the event moved them; a window in "
        "2020–2022 has no change in per cent."
    )
