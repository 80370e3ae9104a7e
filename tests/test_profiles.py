"""The relation at a glance: the newest figures of every pair, and the matrix that shows them."""

from __future__ import annotations

import pandas as pd
import pytest

import indicators
from dashboard.charts.matrix import matrix, matrix_in_words
from dashboard.language import Language
from dashboard.theme import THEMES
from tests.world import flow

COLUMNS = {"visitors": "Visits", "music": "Music"}


@pytest.fixture
def profiled(synthetic, tmp_path):
    rows = [
        flow("korean_count", "VNM", "KOR", "2018", 300),
        flow("host_count", "KOR", "VNM", "2018", 100),
        flow("korean_count", "VNM", "KOR", "2021", 7),
        flow("host_count", "KOR", "VNM", "2021", 8),
        flow("korean_count", "VNM", "KOR", "2023", 500),
        flow("korean_count", "THA", "KOR", "2023", 40),
        flow("music_trade", "KOR", "THA", "2023", 1),
        flow("music_trade", "THA", "KOR", "2023", 9),
    ]
    synthetic(rows).close()
    frame = indicators.profiles(["VNM", "THA"], store=tmp_path / "synthetic.duckdb")
    return frame.assign(partner_name=frame["partner"])


def test_the_newest_row_with_both_directions_outside_the_pandemic_is_taken(profiled):
    row = profiled[(profiled["partner"] == "VNM") & (profiled["pair_id"] == "visitors")].iloc[0]
    assert (row["period"], row["toward_korea"], row["balance"]) == ("2018", 300, 0.5)


def test_where_one_direction_is_missing_the_other_is_shown_alone(profiled):
    row = profiled[(profiled["partner"] == "THA") & (profiled["pair_id"] == "visitors")].iloc[0]
    assert row["toward_korea"] == 40
    assert pd.isna(row["toward_partner"]) and pd.isna(row["balance"])


def test_spans_stand_in_the_profile_under_their_span(store):
    frame = indicators.profiles(["VNM"], store=store).set_index("pair_id")
    assert frame.loc["netflix_share", "period"] == "2021-07/2022-11"
    assert pd.isna(frame.loc["netflix_share", "balance"])


def test_every_pair_and_partner_stands_once(store):
    frame = indicators.profiles(store=store)
    assert not frame.duplicated(["pair_id", "partner"]).any()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_cell_says_who_turns_to_whom_and_a_gap_is_hatched(profiled, language, theme):
    figure = matrix(profiled, Language(language), THEMES[theme], columns=COLUMNS)
    visits, music = figure.data
    partners = [code for code, _ in visits.customdata]
    shapes = dict(zip(partners, visits.marker.pattern.shape, strict=True))
    assert shapes == {"THA": "/", "VNM": ""}
    texts = dict(zip(partners, visits.text, strict=True))
    assert "3 : 1" in texts["VNM"] and "2018" in texts["VNM"]
    assert "9 : 1" in dict(zip(partners, music.text, strict=True))["THA"]
    colours = dict(zip(partners, visits.marker.color, strict=True))
    assert colours["THA"] == THEMES[theme].ground


def test_the_colour_deepens_with_the_distance_from_parity(profiled):
    figure = matrix(profiled, Language("en"), THEMES["light"], columns=COLUMNS)
    strengths = {
        trace.meta: float(trace.marker.color[place].rstrip(")").split(",")[-1])
        for trace, place in zip(figure.data, (1, 0), strict=True)
    }
    # Music leans 0.8 toward Thailand, visits 0.5 toward Korea.
    assert strengths["cells_music"] > strengths["cells_visitors"]


def test_the_matrix_in_words_names_every_partner_and_measure(profiled):
    words = matrix_in_words(profiled, Language("en"), columns=COLUMNS)
    assert "VNM – Visits: → Korea 3 : 1 2018" in words
    assert "Music: no figure found" in words


def test_an_empty_matrix_says_so():
    figure = matrix(pd.DataFrame(), Language("en"), THEMES["light"], columns=COLUMNS)
    assert figure.layout.annotations
