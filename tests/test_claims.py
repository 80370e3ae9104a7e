"""Published claims are tested by rules: the verdict follows the figures and nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

import indicators
from etl.build import build
from etl.seal import seal
from etl.verdicts import write_verdicts
from indicators.catalogue import CatalogueError, load_catalogue
from indicators.catalogue.load import CATALOGUE_FOLDER, RAW_FOLDER
from indicators.catalogue.rules import Definition
from indicators.ledger import Assessment, assess
from indicators.ledger.assess import VERDICTS, decide
from indicators.ledger.outcome import Claim
from indicators.ledger.sides import QUOTED
from indicators.sentences import amount, number, when, years

CATALOGUE = load_catalogue()
CLAIMS = [f"CLM-{place:02d}" for place in range(1, 15)]
COUNT_OF_EDUCATION = "ministry_of_education"
COUNT_OF_JUSTICE = "ministry_of_justice"


@pytest.fixture
def doctored(store: Path, tmp_path: Path) -> Iterator[Callable[..., duckdb.DuckDBPyConnection]]:
    """A copy of the shipped store in which figures are changed on purpose."""
    opened = []

    def change(*statements: str) -> duckdb.DuckDBPyConnection:
        path = tmp_path / f"doctored-{len(opened)}.duckdb"
        shutil.copy(store, path)
        connection = duckdb.connect(str(path))
        opened.append(connection)
        for statement in statements:
            connection.execute(statement)
        return connection

    yield change
    for connection in opened:
        connection.close()


def weigh(connection: duckdb.DuckDBPyConnection, claim_id: str) -> Assessment:
    """The claim as the figures in an open store have it."""
    row = connection.execute(
        "select claim_id, statement_en, coalesce(stated_value, '') from claim where claim_id = ?",
        [claim_id],
    ).fetchone()
    return assess(connection, CATALOGUE.claim_rules[claim_id], Claim(*row))


def results(assessment: Assessment) -> dict[str, str]:
    return {one.definition.id: one.result for one in assessment.tested}


ANSWER = """
insert into opinion by name
select * replace ('{survey}' as survey_id, '{origin}' as origin, '{destination}' as destination,
    {value}::double as value, date '{day}' as fieldwork_start, date '{day}' as fieldwork_end)
from opinion where item_id = '{item}' limit 1
"""
POWER = "most_influential_political_power"

#: What each claim reads on the shipped figures, and a change of the figures that reverses it.
FLIPS = {
    "CLM-01": (
        "not_supported",
        [
            "update annual set value = value * 1.2 where series_id = 'kosis_music_exports' "
            "and destination = 'SEA' and year = 2024"
        ],
        "supported",
    ),
    "CLM-02": (
        "not_supported",
        [
            "insert into annual by name select * replace ('SEA' as destination, 71.0 as value) "
            "from annual where series_id = 'kofic_film_export_shares' and destination = 'VNM'"
        ],
        "supported",
    ),
    "CLM-03": (
        "not_supported",
        [
            "update annual set value = 18.2 where series_id = 'kocca_webtoon_export_shares' "
            "and destination = 'SEA'"
        ],
        "supported_on_one_definition",
    ),
    "CLM-04": (
        "supported",
        [
            "update annual set value = 13.9 where series_id = 'kocca_game_export_shares' "
            "and destination = 'SEA' and year = 2023"
        ],
        "not_supported",
    ),
    "CLM-05": (
        "supported_on_one_definition",
        [
            "update annual set value = value * 1.406 where series_id = 'kedi_total' "
            "and year = 2023 and origin in (select iso3 from country where asean_since is not null)"
        ],
        "supported",
    ),
    "CLM-06": (
        "supported",
        [
            "insert into annual by name select * replace ('VNM' as destination, 30000.0 as value) "
            "from annual where series_id = 'moe_outbound' and destination = 'PHL' and year = 2017"
        ],
        "supported_on_one_definition",
    ),
    "CLM-07": (
        "cannot_be_tested",
        [
            ANSWER.format(
                survey="akc_youth_2021",
                item="interest_youth_akc",
                origin="KOR",
                destination="ASEAN",
                value=50,
                day="2021-09-01",
            )
        ],
        "not_supported",
    ),
    "CLM-08": (
        "supported_on_one_definition",
        ["update two_way set toward_partner = toward_korea / 2 where pillar = 'tourism'"],
        "not_supported",
    ),
    "CLM-09": (
        "supported_on_one_definition",
        ["update annual set value = value * 1.1 where series_id = 'moj_entries' and year = 2024"],
        "supported",
    ),
    "CLM-10": (
        "supported_on_one_definition",
        [
            "update opinion set value = 300000 "
            "where item_id = 'social_documents_term_southeast_asia'"
        ],
        "not_supported",
    ),
    "CLM-11": (
        "cannot_be_tested",
        [
            ANSWER.format(
                survey=survey, item=POWER, origin="ASEAN", destination="KOR", value=value, day=day
            )
            for survey, value, day in (
                ("iseas_2024", 1.1, "2024-02-23"),
                ("iseas_2025", 1.6, "2025-02-15"),
            )
        ],
        "supported_on_one_definition",
    ),
    "CLM-12": (
        "supported_on_one_definition",
        [
            "update two_way_span set toward_partner = toward_korea + 1 "
            "where pair_id = 'netflix_places'"
        ],
        "not_supported",
    ),
    "CLM-13": (
        "not_supported",
        [
            "update two_way set toward_korea = 6000000 where pair_id = 'visitors_akc' "
            "and partner = 'ASEAN' and year = 2019"
        ],
        "supported_on_one_definition",
    ),
    "CLM-14": (
        "supported_on_one_definition",
        [
            "update observation set value = 300000 where series_id = 'kedi_total' "
            "and origin = 'WLD' and period = '2025'"
        ],
        "supported",
    ),
}


def test_every_claim_has_a_case_below():
    assert sorted(FLIPS) == CLAIMS


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_the_verdict_on_the_shipped_figures(shipped, claim_id):
    stored = shipped.execute("select verdict from claim where claim_id = ?", [claim_id]).fetchone()
    assert stored == (FLIPS[claim_id][0],)
    assert weigh(shipped, claim_id).verdict == FLIPS[claim_id][0]


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_the_verdict_flips_with_the_figures(doctored, claim_id):
    before, changes, after = FLIPS[claim_id]
    assert before != after
    assert weigh(doctored(*changes), claim_id).verdict == after


def test_a_build_from_changed_figures_writes_the_other_verdict(tmp_path):
    raw = shutil.copytree(RAW_FOLDER, tmp_path / "raw")
    file = raw / "culture" / "kocca_games.csv"
    text = file.read_text(encoding="utf-8")
    changed = re.sub(r"(kocca_game_export_shares,KOR,SEA,2023),19\.2,", r"\1,13.9,", text)
    assert changed != text
    file.write_text(changed, encoding="utf-8")
    seal(file)
    build(raw, tmp_path / "changed.duckdb")
    ledger = indicators.claims_ledger(store=tmp_path / "changed.duckdb").set_index("claim_id")
    assert ledger.loc["CLM-04", "verdict"] == "not_supported"
    assert "13.9%" in ledger.loc["CLM-04", "quote_en"]
    assert "13.9%" in ledger.loc["CLM-04", "quote_ko"]


def test_no_verdict_is_written_beside_a_claim():
    rules = (CATALOGUE_FOLDER / "claims.toml").read_text(encoding="utf-8")
    claims = (RAW_FOLDER / "record" / "claims.csv").read_text(encoding="utf-8")
    for verdict in VERDICTS:
        assert verdict not in rules
        assert verdict not in claims


def test_the_two_counts_of_foreign_students_are_read_apart_and_the_reason_is_given(shipped):
    found = weigh(shipped, "CLM-05")
    assert results(found) == {
        COUNT_OF_EDUCATION: "does_not_support",
        COUNT_OF_JUSTICE: "supports",
    }
    for language, words in enumerate(
        (
            ("Ministry of Education", "Ministry of Justice", "1 April", "D-2 visa"),
            ("교육부", "법무부", "4월 1일", "체류자격"),
        )
    ):
        for word in words:
            assert word in found.evidence[language]


def test_the_share_of_the_ten_members_is_that_of_the_published_counts(shipped):
    figures = {
        name: figure
        for name, figure in weigh(shipped, "CLM-05").figures
        if figure.period == "2023" and figure.partner == "ASEAN"
    }
    assert figures[COUNT_OF_EDUCATION].value == pytest.approx(100 * 53_030 / 181_842)
    assert figures[COUNT_OF_JUSTICE].value == pytest.approx(100 * 91_808 / 226_507)


def test_being_the_largest_group_is_part_of_the_claim(doctored):
    connection = doctored(
        "update annual set value = 200000 where series_id = 'moj_student_visas' and year = 2023 "
        "and origin = 'CHN'"
    )
    assert results(weigh(connection, "CLM-05"))[COUNT_OF_JUSTICE] == "does_not_support"


def test_a_top_market_stands_among_the_first_three(doctored):
    connection = doctored(
        "update annual set value = 21 where series_id = 'kocca_game_export_shares' and year = 2023 "
        "and destination in ('JPN', 'TWN')"
    )
    assert weigh(connection, "CLM-04").verdict == "not_supported"


def test_tourism_is_told_for_every_count_member_and_year(shipped):
    expected = shipped.execute(
        """
        select pair_id, partner, year from two_way join country on iso3 = partner
        where pillar = 'tourism' and role = 'member' and toward_korea is not null
            and toward_partner is not null and grade <> 'D'
        """
    ).fetchall()
    figures = [
        figure
        for name, figure in weigh(shipped, "CLM-08").figures
        if name == "each_member"
        and (figure.pair_id or "").startswith(("visitors", "entries"))
        and figure.toward_korea is not None
        and figure.toward_partner is not None
    ]
    assert {(f.pair_id, f.partner, f.year) for f in figures} == set(expected)
    assert {f.pandemic for f in figures} == {True, False}


def test_pandemic_years_stand_apart_and_decide_nothing(doctored):
    reversed_then = doctored(
        "update two_way set toward_korea = 9 * toward_partner where pillar = 'tourism' "
        "and year between 2020 and 2022 and toward_korea is not null"
    )
    found = weigh(reversed_then, "CLM-08")
    assert results(found)["asean_as_a_whole"] == "supports"
    assert "In 2020–2022 Koreans going there led in none of 13" in found.evidence[0]


def test_only_in_tourism_fails_for_single_members_and_names_the_exceptions(shipped):
    found = weigh(shipped, "CLM-08")
    assert results(found)["each_member"] == "does_not_support"
    assert "the Philippines 2017" in found.evidence[0]
    assert "필리핀 2017년" in found.evidence[1]


def test_film_is_borne_out_by_no_series_and_the_nearest_figures_are_told(shipped, doctored):
    found = weigh(shipped, "CLM-02")
    nearest = [one for one in found.tested if one.definition.nearest]
    assert [one.definition.id for one in nearest] == [
        "film_exports_to_asia",
        "film_contracts_thailand",
    ]
    assert "8.7%" in found.quote[0] and "Viet Nam" in found.quote[0]
    assert "Japan and China included" in found.quote[0] and "77.8%" in found.quote[0]
    without = doctored(
        "delete from annual where series_id = 'kofic_film_export_shares' and destination = 'VNM'"
    )
    assert weigh(without, "CLM-02").verdict == "cannot_be_tested"


def test_the_nearest_figures_have_no_part_in_the_verdict(doctored):
    connection = doctored(
        "update annual set value = 95 where series_id = 'kofic_film_export_shares' "
        "and destination = 'ASIA_ALL'"
    )
    assert weigh(connection, "CLM-02").verdict == "not_supported"


def test_the_percentage_found_in_no_text_is_a_value_nowhere(shipped):
    statement = shipped.execute(
        "select statement_en from claim where claim_id = 'CLM-07'"
    ).fetchone()[0]
    unfound = float(QUOTED.findall(statement)[1])
    assert f"{unfound}" not in (CATALOGUE_FOLDER / "claims.toml").read_text(encoding="utf-8")
    for column in ("toward_korea", "toward_partner", "part", "whole", "value"):
        assert shipped.execute(
            f"select count(*) from claim_figure where claim_id = 'CLM-07' and {column} = ?",
            [unfound],
        ).fetchone() == (0,)
    evidence = " ".join(weigh(shipped, "CLM-07").evidence + weigh(shipped, "CLM-07").quote)
    assert f"{unfound}" not in evidence


def test_a_quotation_holds_where_both_sides_answered_as_quoted(shipped, doctored):
    statement = shipped.execute(
        "select statement_en from claim where claim_id = 'CLM-07'"
    ).fetchone()[0]
    second = QUOTED.findall(statement)[1]
    connection = doctored(
        ANSWER.format(
            survey="akc_youth_2021",
            item="interest_youth_akc",
            origin="KOR",
            destination="ASEAN",
            value=second,
            day="2021-09-01",
        )
    )
    assert weigh(connection, "CLM-07").verdict == "supported"


def test_a_reverse_direction_that_is_not_published_is_named_and_is_no_zero(shipped):
    missing = [
        figure for name, figure in weigh(shipped, "CLM-12").figures if name == "trade_and_audiences"
    ]
    assert missing
    for figure in missing:
        assert (figure.toward_korea is None) != (figure.toward_partner is None)
        assert figure.missing_en and figure.missing_ko


def test_the_sum_of_visits_stands_with_its_two_directions(shipped):
    for _, figure in weigh(shipped, "CLM-13").figures:
        assert figure.value == figure.toward_korea + figure.toward_partner


def test_a_sum_over_members_needs_every_member(doctored):
    connection = doctored(
        "delete from annual where series_id = 'kedi_total' and year = 2023 and origin = 'BRN'"
    )
    assert results(weigh(connection, "CLM-05"))[COUNT_OF_EDUCATION] == "not_testable"


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_both_languages_say_the_same_percentages(store, claim_id):
    claim = indicators.claim_card(claim_id, store).claim
    for text in ("evidence", "quote"):
        found = [re.findall(r"\d+(?:\.\d+)?(?=%)", claim[f"{text}_{end}"]) for end in ("en", "ko")]
        assert sorted(found[0]) == sorted(found[1]), text
        assert "{" not in claim[f"{text}_en"] + claim[f"{text}_ko"]


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_every_figure_behind_a_verdict_has_a_source(store, claim_id):
    card = indicators.claim_card(claim_id, store)
    assert len(card.figures) > 0
    own = card.figures[~card.figures["partner"].isin(["ASEAN_POOLED"])]
    assert (own["source_ids"].str.len() > 0).all()
    assert card.sources["publisher"].notna().all()
    assert {source for ids in card.figures["source_ids"] for source in ids} == set(
        card.sources["source_id"]
    )


def test_the_ledger_lists_every_claim_in_order_and_by_verdict(store):
    ledger = indicators.claims_ledger(store=store)
    assert ledger["claim_id"].tolist() == CLAIMS
    supported = indicators.claims_ledger("supported", store)
    assert set(supported["verdict"]) == {"supported"}
    one = ledger.set_index("claim_id").loc["CLM-14"]
    assert (one["definitions"], one["supporting"]) == (2, 1)
    with pytest.raises(indicators.UnknownNameError, match="did you mean 'CLM-14'"):
        indicators.claim_card("CLM-15", store)


def test_the_functions_on_the_record_keep_their_names(store):
    assert len(indicators.claims(store=store)) == 14
    assert len(indicators.commitments(store=store)) == 69


def test_a_claim_without_a_rule_stops_the_build(doctored):
    bare = CATALOGUE.model_copy(update={"claim_rules": {}})
    with pytest.raises(CatalogueError, match=r"claims\.toml:1: .*CLM-01"):
        write_verdicts(doctored("delete from claim_definition"), bare)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"kosis_music_exports"', '"kosis_music_export"', "did you mean 'kosis_music_exports'"),
        ("{years_true}", "{years_of_truth}", "unknown word {years_of_truth}"),
        ('kind = "limited"', 'kind = "unlimited"', "limited"),
    ],
    ids=["a series that does not exist", "a word of no kind", "a kind outside the closed set"],
)
def test_a_rule_that_cannot_be_followed_is_a_fault_with_its_line(tmp_path, old, new, message):
    folder = shutil.copytree(CATALOGUE_FOLDER, tmp_path / "catalogue")
    file = folder / "claims.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder=folder)
    faults = [fault for fault in caught.value.faults if message in fault.message]
    assert faults
    assert faults[0].file == "catalogue/claims.toml" and faults[0].line > 1


def definitions(claim_id: str) -> dict[str, object]:
    return {one.id: one for one in CATALOGUE.claim_rules[claim_id].definition}


@pytest.mark.parametrize(
    ("education", "justice", "verdict"),
    [
        ("supports", "supports", "supported"),
        ("supports", "does_not_support", "supported_on_one_definition"),
        ("not_testable", "supports", "supported_on_one_definition"),
        ("does_not_support", "does_not_support", "not_supported"),
        ("does_not_support", "not_testable", "not_supported"),
        ("not_testable", "not_testable", "cannot_be_tested"),
    ],
)
def test_one_verdict_comes_of_the_results_on_each_definition(education, justice, verdict):
    one = definitions("CLM-05")
    found = [(one[COUNT_OF_EDUCATION], education), (one[COUNT_OF_JUSTICE], justice)]
    assert decide(found) == verdict


def test_a_proxy_alone_never_bears_a_claim_out_in_full():
    assert decide([(definitions("CLM-10")["documents"], "supports")]) == (
        "supported_on_one_definition"
    )


@pytest.mark.parametrize(
    ("value", "english", "korean"),
    [
        (10_053_000, "10.1 million", "1,010만"),
        (305_329, "305,000", "30만 5,000"),
        (258_838_000, "259 million", "2억 5,900만"),
        (0, "0", "0"),
        (2.5, "2.5", "2.5"),
        (-61_234, "-61,200", "-6만 1,200"),
    ],
)
def test_numbers_are_written_in_the_manner_of_each_language(value, english, korean):
    assert number(value) == (english, korean)


def test_units_and_periods_are_written_in_the_manner_of_each_language():
    assert amount(1_801_449_000, "usd") == ("USD 1.8 billion", "18억 달러")
    assert amount(250_000, "persons") == ("250,000", "25만 명")
    assert years([2008, 2009, 2019, 2021]) == (
        "2008–2009, 2019 and 2021",
        "2008~2009년, 2019년, 2021년",
    )
    assert years([]) == ("none", "없음")
    assert when("2025-08") == ("August 2025", "2025년 8월")
    with pytest.raises(ValueError, match="say in words why it is missing"):
        number(float("nan"))


@pytest.mark.parametrize("document", ["docs/claims.md", "docs/claims.ko.md"])
def test_every_kind_and_every_word_is_documented(checkout, document):
    text = (checkout / document).read_text(encoding="utf-8")
    for kind in Definition.__subclasses__():
        name = kind.model_fields["kind"].annotation.__args__[0]
        part = re.search(rf"^\*\*{name}\*\* – (.*?)(?=^\*\*|^## )", text, re.M | re.S)
        assert part, f"{name} is not in {document}"
        for word in kind.WORDS.split():
            assert f"`{word}`" in part[1], f"{name}: {word}"
    for verdict in VERDICTS:
        assert f"`{verdict}`" in text
