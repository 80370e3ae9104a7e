"""Entry rules both ways on one day, in a table that reads as a grid: a row a partner."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import controls, data
from dashboard.card import plain, source_lines
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.proof import offer_listing
from dashboard.selection import asean_members
from dashboard.wording import SIDES, Side, named_sources

#: Width in pixels at which an eye keeps to its row.
_READABLE = 860
#: What the publisher prints where a border was closed in the pandemic.
_CLOSED = "covid ban"
#: Other passports that are set beside those of the members.
COMPARATORS = ("CHN", "JPN", "USA")


@dataclass(frozen=True)
class EntryRules:
    """The rules of one day, members first, and the days there are, newest first."""

    days: list[str]
    day: str
    rules: pd.DataFrame
    members: int


def select_entry_rules(page: Page) -> EntryRules:
    """Settle the day of the snapshot and take its rules, members and then others by name."""
    return page.keep_settled("entry rules", lambda: _select(page))


def _select(page: Page) -> EntryRules:
    edition, language = page.release.edition, page.language
    every = data.entry_rules(edition)
    dates = every["snapshot_date"].dt.strftime("%Y-%m-%d")
    days = sorted(set(dates), reverse=True)
    day = page.settle(
        "item",
        days,
        days[0],
        language.t("There is no snapshot of entry rules of that day: the newest one is shown."),
    )
    members = asean_members(data.countries(edition))
    order = [
        *sorted(members, key=language.country),
        *sorted(COMPARATORS, key=language.country),
    ]
    rules = every[dates == day].set_index("partner").reindex(order)
    rules.insert(0, "partner_name", [language.country(code) for code in order])
    return EntryRules(days=days, day=day, rules=rules.reset_index(), members=len(members))


def show_entry_answer(page: Page, shown: EntryRules) -> None:
    """For how many members the door is open on either side, and on which day."""
    page.draw("entry answer", lambda: _draw_answer(page, shown))


def _draw_answer(page: Page, shown: EntryRules) -> None:
    language = page.language
    members = shown.rules.head(shown.members)
    decided = {side: members[f"{side}_without_visa"].dropna() for side in SIDES}
    st.header(
        plain(
            language.t(
                "On {day} citizens of {korea} of {of_korea} members could enter Korea without a "
                "visa obtained beforehand; Koreans could enter {partner} of {of_partner} members "
                "without one.",
                day=language.date(shown.day),
                korea=int(decided["toward_korea"].sum()),
                of_korea=len(decided["toward_korea"]),
                partner=int(decided["toward_partner"].sum()),
                of_partner=len(decided["toward_partner"]),
            )
        ),
        anchor=False,
    )
    sources = data.sources(page.release.edition)
    notes = [
        named_sources(sources.loc[_sources(shown), "publisher"].tolist(), language),
        language.t(
            "Tourist visits on ordinary passports. A visa on arrival and an electronic travel "
            "authorisation count as entry without a visa obtained beforehand; an electronic visa "
            "does not."
        ),
    ]
    left_out = {side: shown.members - len(decided[side]) for side in SIDES}
    if any(left_out.values()):
        notes.append(
            language.t(
                "Left out of the count, because the printed wording does not decide or entry was "
                "closed in the pandemic: {korea} members toward Korea, {partner} the other way.",
                korea=left_out["toward_korea"],
                partner=left_out["toward_partner"],
            )
        )
    st.caption(plain(" ".join(notes)))


def show_entry_grid(page: Page, shown: EntryRules) -> None:
    """The rule in words for every partner, into Korea and out of it, and the day to choose."""
    language = page.language
    page.draw("entry grid", lambda: _draw_grid(shown, language))
    controls.choose(
        page, "item", language.t("Day of the snapshot"), shown.days, language.date, width=280
    )


def _draw_grid(shown: EntryRules, language: Language) -> None:
    heads = {
        "partner_name": language.t("Partner"),
        "toward_korea": language.t("Its citizens entering Korea"),
        "toward_partner": language.t("Koreans entering it"),
    }
    cells = pd.DataFrame(
        {
            heads["partner_name"]: [f"**{plain(name)}**" for name in shown.rules["partner_name"]],
            **{
                heads[side]: [_cell(row, side, language) for _, row in shown.rules.iterrows()]
                for side in SIDES
            },
        }
    )
    st.table(
        cells,
        border="horizontal",
        width=_READABLE,
        hide_index=True,
        alt=language.t("Entry rules both ways on {day}", day=language.date(shown.day)),
    )
    st.caption(
        plain(
            language.t(
                "● no visa beforehand · ○ a visa beforehand · ◐ the printed wording does not "
                "decide · × entry closed in the pandemic"
            )
        )
    )


def _cell(row: pd.Series, side: Side, language: Language) -> str:
    """A rule as the grid says it: a mark, and the rule in words."""
    rule = row[f"{side}_rule"]
    if pd.isna(rule):
        return language.t("no rule found")
    meaning = plain(language.choose(row[f"{side}_meaning_en"], row[f"{side}_meaning_ko"]))
    if rule == _CLOSED:
        return f"× {meaning}"
    decided = row[f"{side}_without_visa"]
    if pd.isna(decided):
        return language.t("◐ undecided: {rule}", rule=meaning)
    return f"● {meaning}" if decided else f"○ {meaning}"


def verdict(row: pd.Series, side: Side, language: Language) -> str:
    """Whether a rule lets in without a visa obtained beforehand, in words."""
    if pd.isna(row[f"{side}_rule"]):
        return language.t("no rule found")
    if row[f"{side}_rule"] == _CLOSED:
        return language.t("entry closed")
    decided = row[f"{side}_without_visa"]
    if pd.isna(decided):
        return language.t("undecided")
    return language.t("no visa beforehand") if decided else language.t("a visa beforehand")


def show_entry_download(page: Page, shown: EntryRules) -> None:
    """The grid as files, with the rules as they were printed, and where they were read."""
    language = page.language
    sources = data.sources(page.release.edition)
    used = page.keep("entry sources by code", lambda: _sources(shown))
    table, headings = page.keep("entry table", lambda: entry_table(page, shown, sources))
    title = language.t("Entry rules both ways on {day}", day=language.date(shown.day))
    name = f"entry-{shown.day}"
    offer_listing(page, table, title, name, headings=headings, sources=used)
    page.draw("entry sources", lambda: _draw_sources(sources.loc[used], language))


def _draw_sources(sources: pd.DataFrame, language: Language) -> None:
    with st.expander(language.t("Sources ({count})", count=language.number(len(sources)))):
        st.markdown(source_lines(sources, language))


def _sources(shown: EntryRules) -> list[str]:
    return list(dict.fromkeys(shown.rules["source_id"].dropna()))


def entry_table(
    page: Page, shown: EntryRules, sources: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The rules of the day, each row with its source; and the headings of what is written."""
    language = page.language
    t = language.t
    rows = [row for _, row in shown.rules.iterrows()]
    toward = {"toward_korea": t("Toward Korea"), "toward_partner": t("Toward the partner")}
    in_words, printed, days = t("rule in words"), t("rule as printed"), t("days")
    table = shown.rules.assign(day=shown.day)
    headings = {"partner": t("Partner code"), "partner_name": t("Partner"), "day": t("Day")}
    for side in SIDES:
        table[f"{side}_verdict"] = [verdict(row, side, language) for row in rows]
        table[f"{side}_meaning"] = table[f"{side}_{language.column('meaning')}"]
        headings |= {
            f"{side}_verdict": toward[side],
            f"{side}_meaning": f"{toward[side]}: {in_words}",
            f"{side}_rule": f"{toward[side]}: {printed}",
            f"{side}_days": f"{toward[side]}: {days}",
        }
    for fact in ("publisher", "title", "url", "licence"):
        table[f"source_{fact}"] = table["source_id"].map(sources[fact])
    headings |= {
        "source_publisher": t("publisher of the source"),
        "source_title": t("title of the source"),
        "source_url": t("address of the source"),
        "source_licence": t("licence of the source"),
    }
    return table, headings
