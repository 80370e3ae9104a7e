"""What leaves a page is what stands on it, and nothing is written before it is asked for."""

from __future__ import annotations

import csv
import io
import random
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation

import indicators
from briefing import pictures, tables
from dashboard import archive, deck, handing, leaving, presenting, proof
from dashboard import tables as page_tables
from dashboard.contents import PAGES
from dashboard.desk import Desk, DeskFullError
from dashboard.frame import Page
from dashboard.language import Language
from dashboard.leaving import Parcel
from dashboard.theme import LIGHT
from dashboard.view import View
from tests.test_frame_pages import shipped_store, visit

__all__ = ["shipped_store"]

#: Views drawn by lot for the test of equality, and the lot.
VIEWS, LOT = 50, 20261121
PILLARS = {"tourism": "tourism", "students": "students", "culture": "culture", "access": "context"}
WITHOUT_FILES = ("method",)


@dataclass
class Watched:
    """The tables a page drew and the menus it offered, in their order."""

    seen: list[tuple[pd.DataFrame | None, Page | None, Parcel | None]] = field(default_factory=list)

    @property
    def menus(self) -> list[tuple[Page, Parcel]]:
        return [(page, parcel) for _, page, parcel in self.seen if page and parcel]

    def on(self, name: str) -> Watched:
        """What was seen on a page, without the page the visitor came from."""
        others = [place for place, (_, page, _) in enumerate(self.seen) if page and page.view.page != name]
        return Watched(self.seen[max(others, default=-1) + 1 :])

    def tables_with_files(self) -> Iterator[tuple[pd.DataFrame, Page, Parcel]]:
        """Every table with the menu that stands right below it."""
        for (cells, *_), (_, page, parcel) in zip(self.seen, self.seen[1:], strict=False):
            if cells is not None and page and parcel:
                yield cells, page, parcel


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    watching = Watched()
    show_menu = leaving.show_menu

    def menu(page: Page, parcel: Parcel) -> None:
        watching.seen.append((None, page, parcel))
        show_menu(page, parcel)

    for module in (proof, archive):
        monkeypatch.setattr(module, "show_menu", menu)
    for module in (page_tables, archive):
        show_cells: Callable[..., None] = module.show_cells

        def cells(frame: pd.DataFrame, *rest: Any, show=show_cells, **options: Any) -> None:
            watching.seen.append((frame, None, None))
            show(frame, *rest, **options)

        monkeypatch.setattr(module, "show_cells", cells)
    return watching


def some_views(count: int, lot: int) -> list[tuple[str, dict[str, str]]]:
    """Addresses by lot: a page of a pillar or the comparison, a pair, a partner, years."""
    draw = random.Random(lot)
    pairs = indicators.pairs()
    pairs = pairs[(pairs["unit"] != "flag")]
    chosen = []
    for _ in range(count):
        page = draw.choice([*PILLARS, "compare"])
        own = pairs if page == "compare" else pairs[pairs["pillar"] == PILLARS[page]]
        pair = own.iloc[draw.randrange(len(own))]
        query = {"lang": draw.choice(["ko", "en"]), "pair": str(pair["pair_id"])}
        rows = indicators.two_way(str(pair["pair_id"]))
        if len(rows):
            row = rows.iloc[draw.randrange(len(rows))]
            if str(row["partner"]) in ("ASEAN_POOLED", "ASEAN_POOLED_EX_VNM"):
                query["partner"] = "ASEAN"
            else:
                query["partner"] = str(row["partner"])
            years = sorted(draw.choices(sorted(set(rows["year"])), k=2))
            if draw.random() < 0.5:
                query |= {"from": str(years[0]), "to": str(years[1])}
            if draw.random() < 0.5:
                query["year"] = str(draw.choice(sorted(set(rows["year"]))))
        if draw.random() < 0.3:
            query["per"] = "head"
        chosen.append((page, query))
    return chosen


def written(page: Page, parcel: Parcel, form: str) -> bytes:
    """A file as a click on the menu writes it."""
    return leaving.writer_of(page, parcel, form)()


def figure(text: Any) -> float | None:
    return None if text in ("", None) else float(text)


@pytest.mark.parametrize("number", range(VIEWS))
def test_what_is_downloaded_is_what_is_on_screen(number: int, watched: Watched):
    name, query = some_views(VIEWS, LOT)[number]
    visitor = visit(name, **query)
    shown = list(watched.on(name).tables_with_files())
    assert shown
    drawn = [element.value for element in visitor.dataframe]
    for cells, page, parcel in shown:
        # The table that was recorded is the one the reader has before the eyes.
        assert any(cells.equals(one) or len(cells) == len(one) for one in drawn)
        lines = list(csv.reader(io.StringIO(written(page, parcel, "csv").decode("utf-8-sig"))))
        export = parcel.export()
        names = [column.name for column in export.columns]
        rows = [dict(zip(names, line, strict=True)) for line in lines[1:]]
        book = openpyxl.load_workbook(io.BytesIO(written(page, parcel, "xlsx")))
        sheet = [dict(zip(names, row, strict=True)) for row in book.worksheets[0].values][1:]
        assert len(rows) == len(cells)
        for (_, cell), row, in_book in zip(cells.iterrows(), rows, sheet, strict=False):
            if "year" in cells:
                assert int(row["year"]) == in_book["year"] == cell["year"]
            else:
                assert row["partner_name"] == in_book["partner_name"] == cell["partner"]
            for side in ("toward_korea", "toward_partner"):
                on_screen = None if pd.isna(cell[side]) else float(cell[side])
                assert figure(row[side]) == pytest.approx(on_screen, rel=1e-12)
                assert figure(in_book[side]) == pytest.approx(on_screen, rel=1e-12)
                assert row[f"{side}_publisher"] == cell[f"{side}_publisher"]
            if "balance" in row and pd.notna(cell["balance"]):
                assert abs(float(row["balance"])) == pytest.approx(cell["balance"], rel=1e-9)
            assert row["turn"] == cell["turn"]
            assert row["grade"] == ("" if cell["grade"] == "–" else cell["grade"])
