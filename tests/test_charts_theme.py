"""The colours hold their contrast, and the pages and the charts share them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from dashboard.theme import DARK, FONT_FAMILY, LIGHT, THEMES, contrast, template

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "static" / "fonts"
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)

TEXT = ("ink", "muted", "toward_korea_ink", "toward_partner_ink", "warning", "link")
MARKS = ("axis", "toward_korea", "toward_partner", "accent")


@pytest.fixture(scope="module")
def config():
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@BOTH
@pytest.mark.parametrize("name", TEXT)
@pytest.mark.parametrize("surface", ["ground", "panel", "band"])
def test_text_reads_on_every_surface(theme, name, surface):
    assert contrast(getattr(theme, name), getattr(theme, surface)) >= 4.5


@BOTH
@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("surface", ["ground", "panel", "band"])
def test_marks_are_seen_on_every_surface(theme, name, surface):
    assert contrast(getattr(theme, name), getattr(theme, surface)) >= 3


@BOTH
def test_pillars_are_seen_and_apart_from_the_directions(theme):
    assert set(theme.pillars) == {"tourism", "students", "culture", "perception", "context"}
    for colour in theme.pillars.values():
        assert contrast(colour, theme.ground) >= 3
        assert colour not in (theme.toward_korea, theme.toward_partner)
    assert len(set(theme.pillars.values())) == 5


@BOTH
def test_the_two_directions_stay_apart_in_grey_print(theme):
    assert contrast(theme.toward_korea, theme.toward_partner) >= 2.5


@BOTH
def test_the_accent_reads_as_text_and_shows_behind_white_marks(theme):
    # It is the colour of a chosen tab or switch, and of what stands behind a white knob.
    assert contrast(theme.ground, theme.accent) >= 4.5
    assert contrast("#FFFFFF", theme.accent) >= 2.5


def test_light_and_dark_are_designed_each_for_itself():
    assert set(THEMES) == {"light", "dark"}
    same = [
        field.name
        for field in fields(LIGHT)
        if getattr(LIGHT, field.name) == getattr(DARK, field.name)
    ]
    assert same == []


def test_a_direction_has_mark_ink_and_shade():
    assert LIGHT.toward("korea")[0] == LIGHT.toward_korea
    assert LIGHT.toward("partner")[1] == LIGHT.toward_partner_ink
    with pytest.raises(ValueError, match="no direction"):
        LIGHT.toward("both")


@BOTH
def test_the_template_says_every_colour_and_none_is_black(theme):
    layout = template(theme).layout
    said = [
        layout.font.color,
        layout.paper_bgcolor,
        layout.plot_bgcolor,
        layout.hoverlabel.bgcolor,
        layout.hoverlabel.font.color,
        layout.legend.font.color,
        layout.annotationdefaults.font.color,
        layout.shapedefaults.line.color,
        layout.modebar.color,
        *layout.colorway,
    ]
    for axis in (layout.xaxis, layout.yaxis):
        said += [axis.gridcolor, axis.linecolor, axis.zerolinecolor, axis.tickfont.color]
        said += [axis.title.font.color, axis.tickcolor]
    assert all(said)
    assert "#000000" not in said
    assert layout.paper_bgcolor == theme.ground


@BOTH
def test_the_pages_wear_the_colours_of_the_charts(theme, config):
    own = config["theme"][theme.name]
    assert own["backgroundColor"] == theme.ground
    assert own["secondaryBackgroundColor"] == theme.panel
    assert own["textColor"] == theme.ink
    assert own["linkColor"] == theme.link
    assert own["primaryColor"] == theme.accent
    assert own["borderColor"] == theme.grid
    assert own["blueColor"] == theme.toward_korea
    assert own["orangeColor"] == theme.toward_partner
    assert own["chartCategoricalColors"] == list(template(theme).layout.colorway)
    sidebar = own["sidebar"]
    assert contrast(sidebar["textColor"], sidebar["backgroundColor"]) >= 4.5


def test_the_fonts_are_served_from_here_and_nowhere_else(config):
    # app.py serves them; Streamlit looks for a static folder beside its script only.
    assert config["server"]["enableStaticServing"] is False
    faces = {face["family"]: face for face in config["theme"]["fontFaces"]}
    assert list(faces) == ["Pretendard", "Reciprocity Figures"]
    for face in faces.values():
        assert face["url"].startswith("app/static/fonts/")
        assert (ROOT / face["url"].removeprefix("app/")).is_file()
    assert faces["Reciprocity Figures"]["unicodeRange"] == "U+0030-0039"
    named = re.findall(r"[A-Za-z][A-Za-z ]*", config["theme"]["font"])
    assert named[:2] == ["Reciprocity Figures", "Pretendard"]
    assert FONT_FAMILY.split(", ")[:2] == named[:2]
    assert "http" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")


def test_the_fonts_are_small_and_bring_their_licence():
    files = list(FONTS.glob("*.woff2"))
    assert len(files) == 2
    assert sum(file.stat().st_size for file in files) < 2.5e6
    assert all(file.read_bytes()[:4] == b"wOF2" for file in files)
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Pretendard" in licence


def test_the_pages_keep_their_errors_and_their_menus_to_themselves(config):
    assert config["client"] == {
        "toolbarMode": "minimal",
        "showErrorDetails": "none",
        "showSidebarNavigation": False,
        "showErrorLinks": False,
        "disableDataExport": True,
    }
    assert config["browser"]["gatherUsageStats"] is False
