"""Data: build a table, see what is published at all, where sources disagree, and who they are."""

import streamlit as st

from dashboard import ageing, archive, compare, data
from dashboard.card import plain
from dashboard.frame import open_page
from dashboard.selection import members

with open_page("data") as page:
    t = page.language.t
    pair = compare.settle_pair(page)
    title = plain(pair[page.language.column("title")])

    st.title(t("Data"), anchor=False)
    series = data.series(page.release.version)
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

    st.header(t("The last five years, all members, both directions"), anchor=False)
    compare.show_measure(page)
    table = archive.assembly_table(page, pair, members(page))
    years = f"{table[t('Year')].min()}–{table[t('Year')].max()}"
    st.subheader(f"{title}, {years}", anchor=False)
    archive.show_table(page, table, title, f"five-years-{page.view.pair}")

    st.header(t("What is published at all"), anchor=False)
    coverage = archive.coverage_table(page, str(pair["pillar"]))
    archive.show_table(page, coverage, t("What is published at all"), "coverage")

    st.header(t("Where sources disagree"), anchor=False)
    conflicts = archive.conflict_table(page)
    archive.show_table(page, conflicts, t("Where sources disagree"), "conflicts")

    ageing.show_ages(page, data.today())
    ageing.show_attempts(page)
    ageing.show_corrections(page)

    st.header(t("Sources"), anchor=False)
    archive.show_table(page, archive.source_table(page), t("Sources"), "sources")
