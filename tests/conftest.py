"""Fixtures shared by every test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import pytest

from etl.build import build
from indicators.catalogue.load import CATALOGUE_FOLDER
from tests.world import write_world


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store as it is built from the shipped figures, once for the whole run."""
    path = tmp_path_factory.mktemp("store") / "reciprocity.duckdb"
    build(out=path)
    return path


@pytest.fixture(scope="session")
def shipped(store: Path) -> Iterable[duckdb.DuckDBPyConnection]:
    """A read-only connection to the shipped store."""
    with duckdb.connect(str(store), read_only=True) as connection:
        yield connection


@pytest.fixture
def synthetic(tmp_path: Path) -> Callable[..., duckdb.DuckDBPyConnection]:
    """Build a store from synthetic rows and open it."""

    def make(rows: Iterable[tuple[str, ...]], **options) -> duckdb.DuckDBPyConnection:
        build_options = {key: options.pop(key) for key in ("today",) if key in options}
        raw, catalogue = write_world(tmp_path, rows, **options)
        path = tmp_path / "synthetic.duckdb"
        build(raw, path, catalogue_folder=catalogue, **build_options)
        return duckdb.connect(str(path), read_only=True)

    return make


@pytest.fixture(scope="session")
def formulas() -> Iterable[duckdb.DuckDBPyConnection]:
    """A connection in which the formulas are defined and nothing else."""
    with duckdb.connect() as connection:
        sql = CATALOGUE_FOLDER.parent / "sql" / "macros.sql"
        connection.execute(sql.read_text(encoding="utf-8"))
        yield connection
