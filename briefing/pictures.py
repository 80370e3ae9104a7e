"""Charts as pictures for a slide or a page: PNG and SVG, 16:9, drawn by Chrome where there is one.

The figure that comes in already carries its title, unit and source; nothing is added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import kaleido  # type: ignore[import-untyped]
from choreographer.browsers import Chromium
from kaleido.errors import (  # type: ignore[import-untyped]
    BrowserClosedError,
    BrowserFailedError,
    ChromeNotFoundError,
    JavascriptError,
    KaleidoError,
)
from plotly import graph_objects as go

from briefing.language import Code, Language
from briefing.model import Progress, quiet

Form = Literal["png", "svg"]

#: Layout pixels of a figure that names no size; 16:9.
WIDE, HIGH = 1120, 630
#: Twice the layout's pixels: sharp on a projector and in print. SVG is sharp at any size.
_SCALE: Mapping[Form, int] = MappingProxyType({"png": 2, "svg": 1})
#: Seconds after which a picture is given up.
_PATIENCE = 60


_FAILURES = (
    BrowserClosedError,
    BrowserFailedError,
    ChromeNotFoundError,
    JavascriptError,
    KaleidoError,
    TimeoutError,
)


class PictureError(RuntimeError):
    """No picture can be made; the message says why and what works instead, in the language."""


def can_draw() -> bool:
    """Whether this machine has a Chrome or Chromium that can draw a picture."""
    return _chrome() is not None


def why_not(language: Code) -> str:
    """What to tell a reader where no picture can be made, and what works instead."""
    return Language(language).t("picture.missing")


def to_png(figure: go.Figure, language: Code, progress: Progress = quiet) -> bytes:
    """The figure as PNG, two picture points for each of the layout's pixels.

    Raises PictureError without a Chrome or Chromium, ValueError for a figure that is not 16:9.
    """
    return _draw(figure, "png", language, progress)


def to_svg(figure: go.Figure, language: Code, progress: Progress = quiet) -> bytes:
    """The figure as SVG, text as text.

    Raises PictureError without a Chrome or Chromium, ValueError for a figure that is not 16:9.
    """
    return _draw(figure, "svg", language, progress)


def _draw(figure: go.Figure, form: Form, language: Code, progress: Progress) -> bytes:
    t = Language(language).t
    chrome = _chrome()
    if chrome is None:
        raise PictureError(why_not(language))
    wide, high = _size(figure)
    progress(0.1, t("progress.drawing"))
    try:
        drawn: bytes = kaleido.calc_fig_sync(
            figure.to_dict(),
            {"format": form, "width": wide, "height": high, "scale": _SCALE[form]},
            # The page that draws loads nothing from outside: it works in a closed network.
            kopts={"path": chrome, "mathjax": False, "timeout": _PATIENCE},
        )
    except _FAILURES as error:
        raise PictureError(why_not(language)) from error
    progress(1.0, t("progress.done"))
    return drawn


def _size(figure: go.Figure) -> tuple[int, int]:
    layout: Any = figure.layout
    wide, high = layout.width or WIDE, layout.height or HIGH
    if abs(wide - high * WIDE / HIGH) > 1:
        raise ValueError(f"a picture is 16:9, this figure is {wide} × {high} pixels")
    return int(wide), int(high)


def _chrome() -> str | None:
    """Where Chrome or Chromium is; one named in $BROWSER_PATH goes first."""
    found = Chromium.find_browser(skip_local=False)
    return found if found and Path(found).is_file() else None
