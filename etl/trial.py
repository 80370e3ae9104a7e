"""Try editions in a build of their own before they touch the raw figures."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl.build import build
from etl.snapshots import FOLDER, Staging, place_of
from indicators.catalogue import CatalogueError


def try_editions(
    staging: Staging, names: Sequence[str], today: datetime.date, catalogue_folder: Path
) -> dict[str, str]:
    """Those of the editions written aside that do not build, each with the reason.

    A fault that lies in none of the editions is put down to those that do not build alone.
    """
    rejected: dict[str, str] = {}
    left = list(names)
    while left:
        error = _build_with(staging, left, today, catalogue_folder)
        if error is None:
            return rejected
        blamed = _blame(error, left)
        if not blamed and len(left) > 1:
            blamed = {
                name: _sentence(alone)
                for name in left
                if (alone := _build_with(staging, [name], today, catalogue_folder))
            }
        rejected |= blamed or dict.fromkeys(left, _sentence(error))
        left = [name for name in left if name not in rejected]
    return rejected


def _build_with(
    staging: Staging, names: Sequence[str], today: datetime.date, catalogue_folder: Path
) -> Exception | None:
    trial = staging.aside / ".trial"
    shutil.rmtree(trial, ignore_errors=True)
    raw = trial / staging.raw.name
    try:
        shutil.copytree(staging.raw, raw)
        for name in names:
            place = place_of(raw, name)
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(staging.aside / name, place)
        build(raw, trial / "store.duckdb", today, catalogue_folder=catalogue_folder)
    except (CatalogueError, RuntimeError, duckdb.Error) as error:
        return error
    finally:
        shutil.rmtree(trial, ignore_errors=True)
    return None


def _blame(error: Exception, names: Sequence[str]) -> dict[str, str]:
    if not isinstance(error, CatalogueError):
        return {}
    blamed: dict[str, str] = {}
    for fault in error.faults:
        for name in names:
            if f"/{FOLDER}/{name}/" in fault.file:
                blamed.setdefault(name, f"the figures do not build: {fault}")
    return blamed


def _sentence(error: Exception) -> str:
    first = error.faults[0] if isinstance(error, CatalogueError) else error
    return f"the store does not build with the new figures: {first}"
