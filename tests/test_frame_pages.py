"""The pages as a reader finds them: an answer with its figures, in one language, from a link."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import indicators
from dashboard import data
from dashboard.contents import PAGES, page_file
from dashboard.language import Language

ROUTER = Path(__file__).resolve().parent.parent / "dashboard" / "router.py"
HANGUL = re.compile(r"[가-힣]")


@pytest.fixture(scope="module", autouse=True)
def shipped_store(store: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RECIPROCITY_STORE", str(store))
        data.forget()
        yield
    data.forget()


@pytest.fixture
def read_from(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Have the pages read another store, and forget what they read from it afterwards."""

    def change(store: Path) -> None:
        monkeypatch.setenv("RECIPROCITY_STORE", str(store))
        data.forget()

    yield change
    data.forget()


def visit(page: str, **query: str) -> AppTest:
    visitor = AppTest.from_file(str(ROUTER), default_timeout=60)
    if page != PAGES[0]:
        visitor.run()
        visitor.switch_page(str(page_file(page)))
    for key, value in query.items():
        visitor.query_params[key] = value
    visitor.run()
    assert not visitor.exception
    return visitor


def figures(visitor: AppTest) -> pd.DataFrame:
    """The first table of figures, not of disagreements between sources."""
    return next(table.value for table in visitor.dataframe if "toward_korea" in table.value)


def texts(visitor: AppTest) -> list[str]:
    """Everything a page says outside charts, lists of choices and tables."""
    kinds = ("title", "header", "subheader", "caption", "markdown", "info", "error")
    told = [element.value for kind in kinds for element in getattr(visitor, kind)]
    labels = [widget.label for widget in (*visitor.selectbox, *visitor.toggle, *visitor.expander)]
    return [text for text in (*told, *labels) if text]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_page_opens_with_an_answer(page: str, language: str):
    visitor = visit(page, lang=language)
    assert len(visitor.title) == 1
    if page == "method":
        assert "x − y" in " ".join(text.value for text in visitor.markdown)
        return
    answer = visitor.header[0].value
    assert re.search(r"\d", answer)
    assert bool(HANGUL.search(answer)) == (language == "ko")
    assert not visitor.error and not visitor.info


@pytest.mark.parametrize("page", PAGES)
def test_a_korean_page_says_nothing_in_english(page: str):
    visitor = visit(page, lang="ko")
    own_words = [
        text
        for text in texts(visitor)
        if re.search(r"[A-Za-z]{3}", text) and not HANGUL.search(text)
    ]
    # What stays: the keeper of a series, with its address, as the publisher names itself.
    assert all("http" in text for text in own_words), own_words


@pytest.mark.parametrize("page", PAGES)
def test_an_english_page_says_nothing_in_korean(page: str):
    visitor = visit(page, lang="en")
    korean = [
        text
        for text in texts(visitor)
        if HANGUL.search(text) and "http" not in text and "licence" not in text
    ]
    assert not korean


def test_the_balance_with_viet_nam_takes_no_choice_on_the_page_of_students():
    visitor = visit("students", lang="en")
    assert visitor.selectbox(key="choose_partner_code").value == "VNM"
    rows = indicators.two_way("students_uis", ["VNM"]).dropna(
        subset=["toward_korea", "toward_partner"]
    )
    newest, english = rows.iloc[-1], Language("en")
    answer = visitor.header[0].value.replace("\\", "")
    assert str(newest["year"]) in answer
    assert english.short(newest["toward_korea"]) in answer
    assert english.short(newest["toward_partner"]) in answer


def test_a_chosen_partner_stands_in_the_address():
    visitor = visit("students", lang="en")
    visitor.selectbox(key="choose_partner_code").select("IDN").run()
    assert visitor.query_params == {"lang": "en", "partner": "IDN"}


PAIRS = (
    *(("students", pair) for pair in ("students_uis", "students_degree", "students_moe")),
    *(("students", pair) for pair in ("students_kedi_total", "students_visas")),
    ("students", "students_residents"),
    *(("tourism", pair) for pair in ("visitors_moj", "visitors_kto", "visitors_akc")),
    *(("tourism", pair) for pair in ("entries_malaysia", "visitors_first_destination")),
    ("tourism", "visitors_world"),
)


def test_every_pair_of_the_two_pillars_is_tried_here():
    pairs = indicators.pairs()
    shown = pairs[pairs["pillar"].isin(["students", "tourism"])]
    assert {pair for _, pair in PAIRS} == set(shown["pair_id"])


@pytest.mark.parametrize(("page", "pair"), PAIRS)
def test_every_basis_can_be_shown(page: str, pair: str):
    visitor = visit(page, lang="ko", pair=pair)
    assert not visitor.info
    assert visitor.selectbox(key="choose_pair").value == pair


def test_a_basis_of_grade_d_gives_no_ratio_anywhere():
    visitor = visit("students", lang="en", pair="students_residents", partner="VNM")
    assert "counted too differently for a ratio" in visitor.header[0].value
    over_time = figures(visitor)
    assert over_time["balance"].isna().all()
    assert not over_time["turn"].str.contains(" to 1").any()


def test_the_table_holds_the_figures_that_are_drawn():
    visitor = visit("students", lang="en", partner="VNM", **{"from": "2010", "to": "2015"})
    table = figures(visitor)
    rows = indicators.two_way("students_uis", ["VNM"], (2010, 2015))
    assert table["year"].tolist() == rows["year"].tolist()
    for side in ("toward_korea", "toward_partner"):
        assert table[side].astype(float).tolist() == pytest.approx(rows[side].tolist(), nan_ok=True)


def test_a_missing_figure_is_named_and_never_zero():
    table = figures(visit("students", lang="en", partner="VNM"))
    missing = table[table["toward_partner"].isna()]
    assert len(missing)
    assert (missing["known"] == "toward Viet Nam: not published").all()
    assert missing["balance"].isna().all()


def test_the_language_switch_keeps_the_whole_view():
    visitor = visit("students", lang="en", partner="VNM", year="2015", per="head")
    visitor.get_by_key("language").set_value("ko").run()
    assert not visitor.exception
    assert visitor.query_params == {
        "lang": "ko",
        "partner": "VNM",
        "year": "2015",
        "per": "head",
    }
    assert visitor.title[0].value == "유학생"
    assert "베트남" in visitor.header[0].value


def test_a_link_brings_back_what_was_chosen():
    visitor = visit(
        "tourism", lang="en", pair="visitors_kto", partner="THA", year="2016", **{"from": "2013"}
    )
    assert visitor.selectbox(key="choose_pair").value == "visitors_kto"
    assert visitor.selectbox(key="choose_partner_code").value == "THA"
    assert visitor.selectbox(key="choose_year").value == 2016
    assert visitor.selectbox(key="choose_first_year").value == 2013
    assert "Thailand" in visitor.header[0].value


def test_a_first_visit_takes_the_language_of_the_browser():
    for locale, title in (("ko-KR", "유학생"), ("id-ID", "Students"), ("", "Students")):
        visitor = AppTest.from_file(str(ROUTER), default_timeout=60)
        visitor.context = {"locale": locale}
        visitor.run()
        visitor.switch_page(str(page_file("students")))
        visitor.run()
        assert visitor.title[0].value == title
        assert visitor.query_params == {}


def test_a_part_of_a_link_that_means_nothing_is_named_and_left_out():
    visitor = visit("students", lang="en", year="soon", partner="VNM")
    assert visitor.info[0].value.endswith("is left out: year=soon")
    assert "Viet Nam" in visitor.header[0].value


def test_what_a_link_says_is_never_acted_on():
    visitor = visit("students", lang="en", year="![x](http://example.org/x.png)<b>")
    told = visitor.info[0].value
    assert not set("![]()<>:/.") & set(told.partition("left out: ")[2])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"year": "1999", "pair": "students_degree"}, "no figures of members for 1999"),
        ({"pair": "no_such_pair"}, "a basis this page does not have"),
        ({"partner": "FRA"}, "no figures for France"),
        ({"from": "1910", "to": "1920", "partner": "VNM"}, "no figures from 1910 to 1920"),
    ],
)
def test_a_link_to_figures_there_are_none_of_shows_the_nearest_and_says_so(
    query: dict[str, str], told: str
):
    visitor = visit("students", lang="en", **query)
    assert told in visitor.info[0].value
    assert visitor.header


def test_asean_says_of_which_members_it_is_the_sum():
    visitor = visit("tourism", lang="en")
    sentence = visitor.caption[0].value
    assert re.search(r"added up over the \d+ of 10 members", sentence)
    assert "Viet Nam" in sentence
    without = visit("tourism", lang="en", vnm="out").caption[0].value
    assert "Viet Nam" not in without.partition("every year shown")[2]


def test_per_head_names_the_population_it_stands_on():
    visitor = visit("tourism", lang="en", partner="VNM", pair="visitors_kto", per="head")
    told = visitor.caption[0].value.replace("\\", "")
    assert re.search(r"Per 100,000 people .* Population: .*World Bank", told)
    assert "per_head" in figures(visitor).columns


def test_where_a_population_is_unknown_there_is_no_figure_per_head():
    visitor = visit("tourism", lang="en", pair="visitors_world", per="head")
    assert "no figure per head" in visitor.caption[0].value
    assert not figures(visitor)["per_head"].any()


def test_the_router_has_no_pages_beside_it_that_streamlit_would_run_past_it():
    assert not (ROUTER.parent / "pages").exists()
    assert all(page_file(page).is_file() for page in PAGES)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_without_a_store_a_page_says_what_to_run(
    page: str, language: str, tmp_path: Path, read_from: Callable[[Path], None]
):
    read_from(tmp_path / "nowhere.duckdb")
    visitor = visit(page, lang=language)
    assert len(visitor.error) == 1
    assert visitor.code[0].value == "make build"
    assert not visitor.title and not visitor.dataframe


def test_a_store_of_another_version_is_told_like_a_missing_one(
    store: Path, tmp_path: Path, read_from: Callable[[Path], None]
):
    other = tmp_path / "other.duckdb"
    other.write_bytes(store.read_bytes())
    with duckdb.connect(str(other)) as connection:
        connection.execute("update release set version = '99.0.0+abc'")
    read_from(other)
    visitor = visit("overview", lang="en")
    assert len(visitor.error) == 1
    assert visitor.code[0].value == "make build"


def test_every_page_says_which_data_it_shows(store: Path):
    release = indicators.release(store)
    for page in PAGES:
        captions = " ".join(caption.value for caption in visit(page, lang="en").caption)
        assert release.version in captions
        assert Language("en").date(release.built_at) in captions


@pytest.mark.parametrize("page", PAGES)
def test_what_one_reader_was_shown_the_next_is_shown_in_the_same_words(page: str):
    data.forget()
    first, second = visit(page, lang="en"), visit(page, lang="en")
    assert texts(second) == texts(first)
    charts = [[chart.proto.spec for chart in one.get("plotly_chart")] for one in (first, second)]
    assert charts[0] == charts[1]
    cells = [[table.value for table in one.dataframe] for one in (first, second)]
    for mine, theirs in zip(*cells, strict=True):
        pd.testing.assert_frame_equal(mine, theirs)


def test_a_disagreement_of_sources_is_told_in_full_when_it_is_asked_for():
    visitor = visit("tourism", lang="en", partner="THA")
    labels = [one.label for one in visitor.expander if "sources disagree" in one.label]
    assert labels[0].endswith("(1)")
    assert not any("Other figure" in table.value for table in visitor.dataframe)
    visitor.session_state["conflicts_over-time"] = True
    visitor.run()
    (told,) = (table.value for table in visitor.dataframe if "Other figure" in table.value)
    assert told[["Figure used", "Other figure"]].values.tolist() == [[1_790_000, 1_610_000]]


def test_the_citation_names_version_and_an_address_that_brings_the_view_back(store: Path):
    visitor = visit("students", lang="ko", partner="VNM")
    assert not visitor.code
    visitor.session_state["cite"] = True
    citation = visitor.run().code[0].value
    assert indicators.release(store).version in citation
    address = re.search(r"/students\?(\S+)$", citation)
    assert address
    query = dict(part.split("=") for part in address[1].split("&"))
    assert query["lang"] == "ko" and query["partner"] == "VNM"
    assert {"pair", "year", "from", "to"} <= set(query)


def test_the_card_says_what_is_counted_and_how_far_it_can_be_trusted():
    told = " ".join(text.value for text in visit("tourism", lang="en").markdown)
    pair = indicators.pairs().set_index("pair_id").loc["visitors_moj"]
    assert pair["caveat_en"][:40] in told.replace("\\", "")
    for word in ("Definition", "How to read it", "Comparability", "Limits", "Keeper", "licence"):
        assert word in told


def test_the_card_says_to_which_day_the_figures_run_and_whether_newer_ones_are_due(monkeypatch):
    monkeypatch.setattr(data, "today", lambda: datetime.date(2026, 11, 21))
    told = " ".join(text.value for text in visit("students", lang="en").markdown)
    newest = indicators.series(["uis_mobile"])["newest"].iloc[0]
    day = Language("en").date(newest.date())
    assert f"UNESCO Institute for Statistics (UIS): to {day}, yearly; behind." in told.replace(
        "\\", ""
    )


def test_the_overview_shows_every_member_in_both_pillars():
    visitor = visit("overview", lang="en")
    tables: list[pd.DataFrame] = [table.value for table in visitor.dataframe]
    assert [len(table) for table in tables] == [11, 11]
    assert all("Timor-Leste" in table["partner"].tolist() for table in tables)
