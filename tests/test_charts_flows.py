"""Two directions of one partner over time: what is drawn is what the frame holds."""

from __future__ import annotations

import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.end_labels import apart
from dashboard.charts.flows import flows, flows_in_words
from dashboard.charts.periods import complete_years, place_of_date, spread, year_ticks
from dashboard.charts.scales import log_ticks, ticks_from_zero
from dashboard.charts.shades import shades
from dashboard.charts.words import Naming
from dashboard.theme import DARK, LIGHT
from tests.test_charts_words import (
    CAVEAT,
    EN,
    Marked,
    annotation,
    frame,
    has_trace,
    row,
    trace,
    untranslated,
    visible,
)

NAMING = Naming("persons", "Students in Korea", "Koreans in {partner}")

#: 2016 lacks one direction, 2018 has no row at all, 2024 is provisional.
GAPPED = frame(
    row(2014, 100, 300),
    row(2015, 200, 310),
    row(2016, None, 320),
    row(2017, 400, 330),
    row(2019, 500, 340),
    row(2020, 600, 150),
    row(2021, 650, 100),
    row(2022, 700, 120),
    row(2023, 800, 900),
    row(2024, 950, 910, provisional=True),
)
YEARS = list(range(2014, 2025))
EVENTS = pd.DataFrame(
    {"number": [1, 2], "date": ["2015-12", "2020-03-01"], "title": ["First <event>", "Second"]}
)


def same(drawn, expected):
    return [None if math.isnan(value) else value for value in drawn] == expected


@pytest.fixture(scope="module")
def figure():
    return flows(GAPPED, EN, LIGHT, naming=NAMING, events=EVENTS, intervals=True)


def test_the_lines_are_the_figures_of_the_frame_over_all_years(figure):
    korea, partner = trace(figure, "toward_korea"), trace(figure, "toward_partner")
    assert list(korea.x) == YEARS
    assert same(korea.y, [100, 200, None, 400, None, 500, 600, 650, 700, 800, 950])
    assert same(partner.y, [300, 310, 320, 330, None, 340, 150, 100, 120, 900, 910])


def test_no_number_is_drawn_that_the_frame_does_not_hold(figure):
    held = {*GAPPED["toward_korea"], *GAPPED["toward_partner"], *GAPPED["balance"]}
    for meta in ("toward_korea", "toward_partner", "balance"):
        drawn = {value for value in trace(figure, meta).y if not math.isnan(value)}
        assert drawn
        assert drawn <= held


def test_a_missing_year_breaks_every_line(figure):
    for meta in ("toward_korea", "toward_partner", "balance"):
        own = trace(figure, meta)
        assert own.connectgaps is False
        assert math.isnan(own.y[YEARS.index(2018)])
    assert math.isnan(trace(figure, "toward_korea").y[YEARS.index(2016)])


@pytest.mark.parametrize("meta", ["shade_korea", "shade_partner"])
def test_no_shade_bridges_a_missing_year(figure, meta):
    shaded = [own for own in figure.data if own.meta == meta]
    assert shaded
    for own in shaded:
        polygon: list[float] = []
        for x in own.x:
            if x is not None:
                polygon.append(x)
                continue
            assert max(polygon) - min(polygon) <= 1
            assert not {2016, 2018} & set(polygon)
            polygon = []


def test_the_shade_goes_to_the_leader_and_changes_where_the_lines_cross():
    areas = shades([2000, 2001], [0.5, -0.5], [30.0, 10.0], [10.0, 30.0])
    assert [area[0] for area in areas] == ["korea", "partner"]
    assert areas[0][1][1] == areas[1][1][0] == 2000.5
    assert areas[0][2][1] == 20
    assert shades([2000, 2001], [math.nan, 0.5], [1.0, 3.0], [1.0, 1.0]) == []


def test_every_absent_figure_has_a_mark_with_its_state(figure):
    korea, partner = trace(figure, "absent_korea"), trace(figure, "absent_partner")
    assert list(korea.x) == [2016, 2018]
    assert list(partner.x) == [2018]
    assert "not published" in korea.hovertext[0]
    assert "no figure found" in korea.hovertext[1]
    assert figure.layout.yaxis3.ticktext == ("No figure",)


def test_provisional_points_are_open_with_a_dot_and_said_to_be_so(figure):
    for side in ("korea", "partner"):
        mark = trace(figure, f"toward_{side}").marker
        assert mark.symbol[-1].endswith("-dot")
        assert mark.color[-1] == LIGHT.ground
        assert not mark.symbol[0].endswith("-dot")
    assert "provisional" in annotation(figure, "notes")
    final = flows(GAPPED.assign(provisional=False), EN, LIGHT, naming=NAMING)
    assert "provisional" not in annotation(final, "notes")


def test_the_directions_differ_in_dash_and_fill_as_well_as_in_colour(figure):
    korea, partner = trace(figure, "toward_korea"), trace(figure, "toward_partner")
    assert korea.line.dash == "solid" != partner.line.dash
    assert korea.marker.color[0] == LIGHT.toward_korea
    assert partner.marker.color[0] == LIGHT.ground
    assert korea.marker.symbol[0] != partner.marker.symbol[0]


def test_flows_start_at_zero_and_balance_runs_from_end_to_end(figure):
    assert figure.layout.yaxis.range[0] == 0
    assert figure.layout.yaxis.range[1] > 950
    low, high = figure.layout.yaxis2.range
    assert low == -high < -1
    assert list(figure.layout.yaxis2.ticktext) == ["1", "0.5", "Parity", "0.5", "1"]
    assert " ".join(annotation(figure, "upper_end").split()) == ("↑ Alphaland turns more to Korea")
    assert " ".join(annotation(figure, "lower_end").split()) == ("↓ Koreans turn more to Alphaland")
    assert annotation(figure, "unit") == "persons"


def test_both_panels_share_one_x_axis_and_do_not_touch(figure):
    assert {own.xaxis for own in figure.data} <= {None, "x"}
    flows_part, balance_part = figure.layout.yaxis.domain, figure.layout.yaxis2.domain
    assert flows_part[0] > figure.layout.yaxis3.domain[1] > balance_part[1]


def test_the_interval_of_the_balance_is_that_of_the_frame(figure):
    error = trace(figure, "balance").error_y
    assert error.array[0] == pytest.approx(0.04)
    assert error.arrayminus[0] == pytest.approx(0.05)
    without = flows(GAPPED, EN, LIGHT, naming=NAMING)
    assert trace(without, "balance").error_y.array is None


def test_the_pandemic_years_stand_in_one_labelled_band(figure):
    bands = [shape for shape in figure.layout.shapes if shape.type == "rect"]
    assert {(band.x0, band.x1) for band in bands} == {(2019.5, 2022.5)}
    assert len(bands) == 2
    assert annotation(figure, "pandemic") == "Pandemic"
    label = next(note for note in figure.layout.annotations if note.name == "pandemic")
    assert (label.xref, label.x) == ("x", 2021)
    calm = flows(GAPPED.assign(pandemic=False), EN, LIGHT)
    assert not [shape for shape in calm.layout.shapes if shape.type == "rect"]


def test_events_are_numbered_where_they_happened_and_their_titles_are_safe(figure):
    own = trace(figure, "events")
    assert [text for text in own.text] == ["<b>1</b>", "<b>2</b>"]
    assert own.x[0] == pytest.approx(2015.5, abs=0.1)
    assert own.x[1] == pytest.approx(2019.67, abs=0.01)
    assert "First &lt;event&gt;" in own.hovertext[0]
    lines = [shape.x0 for shape in figure.layout.shapes if shape.name == "event"]
    assert lines == list(own.x)


def test_an_event_outside_the_years_is_not_drawn():
    late = EVENTS.assign(date=["2015-12", "2031"])
    assert len(trace(flows(GAPPED, EN, LIGHT, events=late), "events").x) == 1


def test_a_figure_of_grade_d_shows_both_lines_and_no_comparison():
    incomparable = GAPPED.assign(grade="D", balance=math.nan)
    drawn = flows(incomparable, EN, LIGHT, naming=NAMING)
    assert has_trace(drawn, "toward_korea") and has_trace(drawn, "toward_partner")
    assert not any((own.meta or "").startswith(("shade", "balance")) for own in drawn.data)
    assert "No balance is drawn: grade D" in annotation(drawn, "notes")
    assert "No balance is drawn: grade D" in flows_in_words(incomparable, EN, naming=NAMING)


def test_a_direction_that_is_not_published_is_named():
    one = frame(row(2020, 10, None), row(2021, 20, None))
    drawn = flows(one, EN, LIGHT, naming=NAMING)
    assert "Koreans in Alphaland" in annotation(drawn, "end_partner")
    assert "not published" in annotation(drawn, "end_partner")
    assert not has_trace(drawn, "balance")
    narrow = flows(one, EN, LIGHT, naming=NAMING, narrow=True)
    assert "Koreans in Alphaland: not published in any year shown." in annotation(narrow, "notes")


def test_no_flow_in_either_direction_is_a_mark_and_not_parity():
    empty = frame(row(2020, 5, 5), row(2021, 0, 0), row(2022, 5, 3))
    drawn = flows(empty, EN, LIGHT)
    assert list(trace(drawn, "no_flow").x) == [2021]
    assert list(trace(drawn, "no_flow").text) == ["no flow"]
    assert len(trace(drawn, "no_flow").y) == 1
    assert math.isnan(trace(drawn, "balance").y[1])
    assert trace(drawn, "toward_korea").y[1] == 0
    assert "no flow in either direction" in trace(drawn, "no_flow").hovertext[0]


def test_the_end_labels_carry_the_last_figure_and_its_year_where_the_line_ends_early():
    early = frame(row(2020, 10, 30), row(2021, 20, None))
    drawn = flows(early, EN, LIGHT, naming=NAMING)
    assert annotation(drawn, "end_korea").split()[-1] == "20"
    assert "30 in 2020" in annotation(drawn, "end_partner")
    narrow = flows(early, EN, LIGHT, naming=NAMING, narrow=True)
    names = [own.name for own in narrow.data if own.meta == "key"]
    assert names == ["Students in Korea  <b>20</b>", "Koreans in Alphaland  <b>30 in 2020</b>"]
    assert narrow.layout.showlegend is True


@given(
    centres=st.lists(st.floats(0, 1), min_size=2, max_size=2),
    heights=st.lists(st.floats(0.05, 0.4), min_size=2, max_size=2),
)
def test_end_labels_never_cover_each_other_nor_leave_the_panel(centres, heights):
    moved = apart(centres, heights, 0, 1)
    assert abs(moved[0] - moved[1]) >= sum(heights) / 2 - 1e-9
    for centre, height in zip(moved, heights, strict=True):
        assert centre - height / 2 >= -1e-9 and centre + height / 2 <= 1 + 1e-9


@pytest.mark.parametrize("code", ["en", "ko"])
@pytest.mark.parametrize("narrow", [False, True])
def test_every_word_of_the_chart_goes_through_the_language(code, narrow):
    empty = pd.concat([GAPPED, frame(row(2025, 0, 0), row(2026, 0, 4))])
    drawn = flows(empty, Marked(code), DARK, events=EVENTS, narrow=narrow)
    assert untranslated(drawn, ("First", "Second", "event", "lt", "gt")) == set()
    incomparable = GAPPED.assign(grade="D", balance=math.nan)
    assert untranslated(flows(incomparable, Marked(code), DARK, narrow=narrow)) == set()


def test_no_text_is_none_or_nan(figure):
    for text in visible(figure):
        assert "None" not in text and "nan" not in text
    assert figure.layout.title.text is None


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_line_and_mark_has_a_colour_of_the_theme(theme):
    allowed = {value for value in vars(theme).values() if isinstance(value, str)}
    for own in flows(GAPPED, EN, theme, events=EVENTS).data:
        if "lines" in own.mode:
            assert own.line.color in allowed
        if "markers" in own.mode:
            colours = own.marker.color
            assert {colours} <= allowed if isinstance(colours, str) else set(colours) <= allowed


def test_the_words_name_both_directions_with_their_ends_gaps_and_states():
    said = flows_in_words(GAPPED, EN, naming=NAMING, events=EVENTS)
    for piece in (
        "Korea and Alphaland, 2014 to 2024, in persons.",
        "Students in Korea: 100 in 2014, 950 in 2024, at most 950 in 2024.",
        "Koreans in Alphaland: 300 in 2014, 910 in 2024, at most 910 in 2024.",
        "Students in Korea, not published: 2016.",
        "Students in Korea, no figure found: 2018.",
        "2024: Balance 0.0215, Alphaland turns more to Korea.",
        "Provisional: 2024.",
        "Pandemic: 2020–2022.",
        CAVEAT,
        "Event 1, 2015-12: First <event>.",
    ):
        assert piece in said


def test_an_empty_frame_is_said_to_be_empty():
    nothing = GAPPED.iloc[:0]
    assert annotation(flows(nothing, EN, LIGHT), "empty") == flows_in_words(nothing, EN)


def test_chosen_years_are_all_on_the_axis_and_no_others():
    drawn = flows(GAPPED, EN, LIGHT, years=(2012, 2016))
    assert list(trace(drawn, "toward_korea").x) == [2012, 2013, 2014, 2015, 2016]


def test_two_rows_for_one_year_are_refused():
    with pytest.raises(ValueError, match="more than one row for 2014"):
        complete_years(pd.concat([GAPPED, GAPPED.iloc[:1]]))


def test_a_missing_year_within_the_pandemic_does_not_split_its_band():
    rows = complete_years(frame(row(2020, 1, 1), row(2022, 1, 1), row(2023, 1, 1)))
    assert rows["pandemic"].tolist() == [True, True, True, False]


def test_the_figures_of_a_year_stand_in_its_middle():
    assert place_of_date("2019") == 2019
    assert place_of_date("2019-01-01") == 2018.5
    assert place_of_date("2019-12-31") == pytest.approx(2019.5, abs=0.01)


def test_markers_of_close_events_keep_their_distance_and_order():
    assert spread([3.0, 1.0, 1.1], 0.5) == [3.0, 1.0, 1.5]
    assert spread([], 0.5, 3.0) == []


def test_markers_of_the_last_events_stay_on_the_chart():
    assert spread([1.0, 2.8, 2.9], 0.5, 3.0) == [1.0, 2.5, 3.0]


@given(st.lists(st.floats(2000, 2025), max_size=12), st.floats(0.01, 0.5))
def test_spread_markers_keep_room_and_end_where_the_chart_does(places, room):
    moved = sorted(spread(places, room, 2025.0))
    assert all(later - earlier >= room * 0.999 for earlier, later in pairwise(moved))
    assert not moved or moved[-1] <= 2025.0


@given(st.integers(1990, 2025), st.integers(0, 60), st.integers(4, 14))
def test_labelled_years_are_few_and_end_with_the_last(first, length, most):
    ticks = year_ticks(first, first + length, most)
    assert ticks[-1] == first + length
    assert len(ticks) <= most
    assert all(first <= tick <= first + length for tick in ticks)


@given(st.floats(1e-3, 1e9))
def test_value_ticks_start_at_zero_and_stay_within_the_largest(largest):
    ticks = ticks_from_zero(largest)
    assert ticks[0] == 0
    assert 2 <= len(ticks) <= 7
    assert ticks[-1] <= largest * (1 + 1e-6)


def test_log_ticks_are_powers_of_ten_or_finer_on_a_short_range():
    assert log_ticks(50, 90_000) == [100, 1000, 10_000]
    assert log_ticks(40, 600) == [50, 100, 200, 500]
