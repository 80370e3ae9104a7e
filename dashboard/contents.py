"""Which pages there are, in which order, and what each is called."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

from dashboard.language import Language

#: The pages in the order of the header, by the group they stand in. The first answers at the root.
GROUPS = MappingProxyType(
    {
        "summary": ("overview",),
        "pillars": ("tourism", "students", "culture", "perception", "access"),
        "partners": ("country", "compare"),
        "follow_up": ("claims", "promises", "scenario"),
        "proof": ("data", "method"),
    }
)
PAGES = tuple(name for names in GROUPS.values() for name in names)
HOME = PAGES[0]

_FOLDER = Path(__file__).resolve().parent.parent / "pages"


def page_file(name: str) -> Path:
    """The script of a page."""
    return _FOLDER / f"{name}.py"


def group_title(name: str, language: Language) -> str:
    """The name of a group of pages, as it stands over their links in the header."""
    match name:
        case "summary":
            return language.t("At a glance")
        case "pillars":
            return language.t("By pillar")
        case "partners":
            return language.t("By partner")
        case "follow_up":
            return language.t("Words and deeds")
        case "proof":
            return language.t("Proof")
        case _:
            raise ValueError(f"there is no group {name}: the groups are {', '.join(GROUPS)}")


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


def product_name(language: Language) -> str:
    """What the whole site is called."""
    return language.t("Korea–ASEAN Reciprocity")
