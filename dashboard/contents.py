"""Which pages there are, in which order, and what each is called."""

from __future__ import annotations

from pathlib import Path

from dashboard.language import Language

#: The pages in the order of the header. The first one answers at the root of the site.
PAGES = (
    "overview",
    "tourism",
    "students",
    "culture",
    "perception",
    "access",
    "country",
    "claims",
    "promises",
    "scenario",
    "compare",
    "data",
    "method",
)
HOME = PAGES[0]

_FOLDER = Path(__file__).resolve().parent.parent / "pages"


def page_file(name: str) -> Path:
    """The script of a page."""
    return _FOLDER / f"{name}.py"


def page_title(name: str, language: Language) -> str:
    """The name of a page, as the header and the browser's tab show it."""
    match name:
        case "overview":
            return language.t("Overview")
        case "tourism":
            return language.t("Tourism")
        case "students":
            return language.t("Students")
        case "country":
            return language.t("Country")
        case "claims":
            return language.t("Claims")
        case "promises":
            return language.t("Promises")
        case "scenario":
            return language.t("Scenario")
        case "compare":
            return language.t("Compare")
        case "data":
            return language.t("Data")
        case "method":
            return language.t("Method")
        case "culture":
            return language.t("Culture")
        case "perception":
            return language.t("Perception")
        case "access":
            return language.t("Access and context")
        case _:
            raise ValueError(f"there is no page {name}: the pages are {', '.join(PAGES)}")
