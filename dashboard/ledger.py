"""The parts of the page of claims: the count of verdicts, one claim in full, the whole ledger."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import archive, controls, data
from dashboard.card import plain, source_lines
from dashboard.frame import Page
from dashboard.units import unit_name
from dashboard.wording import partner_name
from indicators import ClaimCard


def settle_claim(page: Page) -> pd.DataFrame:
    """The ledger by the codes of its claims in an address; the first claim where none is asked."""
    ledger = data.claims_ledger(page.release.edition)
    claims = page.keep("claims", lambda: ledger.set_index(ledger["claim_id"].str.lower()))
    page.settle(
        "item",
        list(claims.index),
        claims.index[0],
        page.language.t("The address names a claim that is not in the ledger: another is shown."),
    )
    return claims


def show_answer(page: Page, claims: pd.DataFrame) -> None:
    """How many claims hold, on the figures of this release."""
    t = page.language.t
    count = claims["verdict"].value_counts()
    st.header(
        t(
            "Of {of} published claims, {supported} are supported by the figures, {partly} on one "
            "definition only and {not_supported} not; {untested} cannot be tested.",
            of=len(claims),
            supported=int(count.get("supported", 0)),
            partly=int(count.get("supported_on_one_definition", 0)),
            not_supported=int(count.get("not_supported", 0)),
            untested=int(count.get("cannot_be_tested", 0)),
        ),
        anchor=False,
    )
    st.caption(
        t(
            "No verdict is written by hand: each is computed from the figures by a rule kept "
            "beside the claim, and changes when they change."
        )
    )


def show_claim(page: Page, claims: pd.DataFrame) -> None:
    """One claim: who said it, the verdict, what each definition says, what may be quoted."""
    t, column = page.language.t, page.language.column
    statements = claims[column("statement")]
    controls.choose(page, "item", t("Claim"), list(claims.index), statements.__getitem__)
    claim = claims[claims.index == page.view.item].iloc[0]
    card = data.claim_card(page.release.edition, str(claim["claim_id"]))
    st.subheader(
        t(
            "{verdict}: “{statement}”",
            verdict=plain(claim[column("verdict")]),
            statement=plain(claim[column("statement")]),
        ),
        anchor=False,
    )
    st.caption(t("Said by: {who}", who=plain(claim[column("stated_by")])))
    st.markdown(
        t(
            "{supporting} of {definitions} definitions bear the claim out. The figures run from "
            "{first} to {last}.",
            supporting=int(claim["supporting"]),
            definitions=int(claim["definitions"]),
            first=int(claim["first_year"]),
            last=int(claim["last_year"]),
        )
    )
    allowed = t("What the figures allow to be said")
    st.markdown(f"**{allowed}**")
    st.code(claim[column("quote")], language=None, wrap_lines=True)
    _show_definitions(page, claim, card)
    _show_figures(page, card)
    with st.expander(t("Sources ({count})", count=page.language.number(len(card.sources)))):
        st.markdown(source_lines(card.sources, page.language))


def _show_definitions(page: Page, claim: pd.Series, card: ClaimCard) -> None:
    """Each definition with its figures in a sentence, and how the claim was read."""
    t, column = page.language.t, page.language.column
    told = str(claim[column("evidence")]).split("\n")
    st.markdown(t("How the claim is read: {rule}", rule=plain(told[0])))
    # The evidence has a line for how the claim is read and one for each definition, in order.
    lines = []
    for line, name in zip(told[1:], card.definitions[column("name")], strict=False):
        says = line.removeprefix(f"{name}:").strip()
        lines.append(f"- **{plain(name)}.** {plain(says)}")
    st.markdown("\n".join(lines))
    for note in told[1 + len(card.definitions) :]:
        st.markdown(plain(note))


def _show_figures(page: Page, card: ClaimCard) -> None:
    """Every figure behind the verdict, as a table and a file."""
    title = page.language.t("The figures behind the verdict")
    st.markdown(f"**{title}**")
    cells = page.keep("figures", lambda: _figure_cells(page, card))
    archive.show_table(page, cells, title, f"claim-{page.view.item}")


def _figure_cells(page: Page, card: ClaimCard) -> pd.DataFrame:
    t, language = page.language.t, page.language
    names = card.definitions.set_index("definition")[language.column("name")]
    publishers = card.sources.set_index("source_id")["publisher"]
    rows = card.figures
    answers = {True: t("yes"), False: t("no")}
    cells = pd.DataFrame(
        {
            t("Definition"): rows["definition"].map(names),
            t("Partner"): [partner_name(str(code), language) for code in rows["partner"]],
            t("Period"): rows["period"],
            t("Toward Korea"): rows["toward_korea"].astype("Float64"),
            t("Toward the partner"): rows["toward_partner"].astype("Float64"),
            t("Part"): rows["part"].astype("Float64"),
            t("Whole"): rows["whole"].astype("Float64"),
            t("Value tested"): rows["value"].astype("Float64"),
            t("Unit"): [_unit(unit, page) for unit in rows["unit"]],
            t("Bears the claim out"): [answers.get(held, "–") for held in rows["holds"]],
            t("Pandemic year"): [answers[bool(year)] for year in rows["pandemic"]],
            t("What is missing and why"): rows[language.column("missing")].fillna(""),
            t("Source"): [
                "; ".join(dict.fromkeys(str(publishers.get(name, name)) for name in named))
                for named in rows["source_ids"]
            ],
        }
    )
    empty = [name for name in cells if cells[name].isna().all()]
    return cells.drop(columns=empty)


def _unit(unit: object, page: Page) -> str:
    return unit_name(unit, page.language) if isinstance(unit, str) else ""


def show_ledger(page: Page, claims: pd.DataFrame) -> None:
    """All claims in one table and one file."""
    title = page.language.t("All claims")
    st.header(title, anchor=False)
    cells = page.keep("ledger", lambda: _ledger_cells(page, claims))
    archive.show_table(page, cells, title, "claims", tall=560)


def _ledger_cells(page: Page, claims: pd.DataFrame) -> pd.DataFrame:
    t, column = page.language.t, page.language.column
    definitions = data.claim_definitions(page.release.edition)
    named = definitions.groupby("claim_id")[column("name")]
    names = {claim: "; ".join(texts) for claim, texts in named}
    return pd.DataFrame(
        {
            t("Claim"): claims[column("statement")],
            t("Verdict"): claims[column("verdict")],
            t("What the figures allow to be said"): claims[column("quote")],
            t("Said by"): claims[column("stated_by")],
            t("Tested on"): claims["claim_id"].map(names),
            t("First year"): claims["first_year"].astype("Int64"),
            t("Last year"): claims["last_year"].astype("Int64"),
            t("Definitions tested"): claims["definitions"],
            t("of which bear it out"): claims["supporting"],
            t("Code"): claims["claim_id"],
        }
    )
