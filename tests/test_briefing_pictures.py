"""Pictures come out 16:9 where there is a Chrome, and where there is none a sentence does."""

from __future__ import annotations

import struct

import pytest
from choreographer.browsers import Chromium
from plotly import graph_objects as go

from briefing import pictures
from briefing.language import CODES, Code


@pytest.fixture
def figure() -> go.Figure:
    """A chart with its title inside, of plainly made-up figures."""
    drawn = go.Figure(go.Scatter(x=[2001, 2002], y=[1, 2]))
    return drawn.update_layout(title="한국 → 상대국", width=1120, height=630)


@pytest.fixture
def chrome(chromium: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chromium, "find_browser", lambda **options: chromium)


@pytest.fixture
def no_chrome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chromium, "find_browser", lambda **options: None)


@pytest.mark.usefixtures("chrome")
def test_a_png_has_twice_the_pixels_of_its_chart(figure: go.Figure) -> None:
    told: list[float] = []
    drawn = pictures.to_png(figure, "ko", lambda done, doing: told.append(done))
    assert drawn.startswith(b"\x89PNG")
    assert struct.unpack(">II", drawn[16:24]) == (2240, 1260)
    assert told == sorted(told) and told[-1] == 1


@pytest.mark.usefixtures("chrome")
def test_an_svg_keeps_its_words_as_words(figure: go.Figure) -> None:
    drawn = pictures.to_svg(figure, "ko").decode()
    assert drawn.startswith("<svg")
    assert 'width="1120"' in drawn and 'height="630"' in drawn
    assert "한국 → 상대국" in drawn


@pytest.mark.usefixtures("no_chrome")
@pytest.mark.parametrize(("language", "word"), [("ko", "크롬"), ("en", "Chrome")])
def test_without_chrome_the_reader_is_told_what_works(
    figure: go.Figure, language: Code, word: str
) -> None:
    assert not pictures.can_draw()
    with pytest.raises(pictures.PictureError, match=word):
        pictures.to_png(figure, language)


def test_a_chrome_that_is_gone_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chromium, "find_browser", lambda **options: "/nowhere/chrome")
    assert not pictures.can_draw()


@pytest.mark.usefixtures("chrome")
def test_a_picture_of_another_shape_is_refused(figure: go.Figure) -> None:
    with pytest.raises(ValueError, match="16:9"):
        pictures.to_svg(figure.update_layout(width=800, height=800), "en")


@pytest.mark.parametrize("language", CODES)
def test_the_sentence_is_in_the_language_of_the_reader(language: Code) -> None:
    hangul = any("가" <= letter <= "힣" for letter in pictures.why_not(language))
    assert hangul == (language == "ko")
