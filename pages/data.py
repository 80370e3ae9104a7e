"""Data: build a table, see what is published at all, where sources disagree, and who they are."""

import streamlit as st

from dashboard import ageing, archive, compare, data, deck, handing, own_table
from dashboard.frame import Page, show_page


def draw(page: Page) -> None:
    """Draw the figures of the page from top to bottom."""
    t = page.language.t
    pair = compare.settle_pair(page)
    rows = own_table.settle_own_table(page, pair)

    st.title(t("Data"), anchor=False)
    series = data.series(page.release.edition)
    st.header(
        t(
            "{figures} figures of {series} series from {sources} sources",
            figures=page.language.number(int(series["figures"].sum())),
            series=page.language.number(len(series)),
            sources=page.language.number(len(archive.source_table(page))),
        ),
        anchor=False,
    )
    st.markdown(
        t(
            "Every table here can be downloaded; each row carries its source and the version of "
            "the data."
        )
    )

    compare.show_measure(page)
    st.header(t("A table of your own"), anchor=False)
    own_table.show_own_table(page, pair, rows)

    st.header(t("The last five years, all members, both directions"), anchor=False)
    archive.show_assembly(page, pair)

    st.header(t("Files of the whole release"), anchor=False)
    handing.offer_release(page)

    st.header(t("Slides from several views"), anchor=False)
    deck.choose_views(page)
    deck.offer_deck(page)

    st.header(t("What is published at all"), anchor=False)
    own_table.show_coverage(page, pair)
    coverage = archive.coverage_table(page, str(pair["pillar"]))
    archive.show_table(page, coverage, t("What is published at all"), "coverage")

    st.header(t("Where sources disagree"), anchor=False)
    conflicts = page.keep("conflicts", lambda: archive.conflict_table(page))
    archive.show_table(page, conflicts, t("Where sources disagree"), "conflicts")

    ageing.show_ages(page, data.today())
    ageing.show_attempts(page)
    ageing.show_corrections(page)

    st.header(t("Sources"), anchor=False)
    archive.show_table(page, archive.source_table(page), t("Sources"), "sources")

    st.header(t("This release"), anchor=False)
    own_table.show_release(page)


show_page("data", draw)
