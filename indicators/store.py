"""Open the store, read, close: no handle is kept, so that a new build can replace the file."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from indicators.errors import StoreError
from indicators.version import VERSION

PROJECT = Path(__file__).parents[1]
DEFAULT_STORE = PROJECT / "data" / "processed" / "reciprocity.duckdb"

#: Tables that readers, exports and releases rely on.
PUBLIC_TABLES = (
    "source",
    "series",
    "observation",
    "country",
    "denominator",
    "pair",
    "two_way",
    "two_way_month",
    "two_way_span",
    "indicator",
    "coverage",
    "conflict",
    "dataset",
    "measure",
    "unit",
    "note",
    "correction",
    "preference",
    "indicator_definition",
    "survey",
    "item",
    "opinion_base",
    "asked",
    "opinion",
    "entry_wording",
    "visa_rule",
    "event",
    "commitment",
    "claim",
    "claim_definition",
    "claim_figure",
)

MEND = "run `make build` (or `python -m etl build`)"


@dataclass(frozen=True)
class Release:
    """Which store this is: its version, when it was built, and the hash of what it was built of."""

    version: str
    built_at: datetime.datetime
    raw_sha256: str

    @property
    def edition(self) -> str:
        """The version with the moment it was built: two builds of one version may differ.

        A figure under embargo appears when the same version is built again on its day.
        """
        return f"{self.version} of {self.built_at.isoformat()}"


def store_path(store: Path | None = None) -> Path:
    """The store to read: the one given, the one in RECIPROCITY_STORE, or the default."""
    if store is not None:
        return store
    return Path(os.environ.get("RECIPROCITY_STORE") or DEFAULT_STORE)


@contextmanager
def open_store(store: Path | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection for one question.

    Raises StoreError, with the command that mends it, where there is no usable store.
    """
    path = store_path(store)
    if not path.is_file():
        raise StoreError(f"there is no store at {path.name}: {MEND}")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise StoreError(f"the store cannot be opened ({_first_line(error)}): {MEND}") from None
    try:
        yield connection
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise StoreError(
            f"the store is of another version ({_first_line(error)}): {MEND}"
        ) from None
    except duckdb.Error as error:
        # A wrong checksum comes as a bare Error; what our own questions may do wrong does not.
        if type(error) is not duckdb.Error and not isinstance(error, _DAMAGED):
            raise
        raise StoreError(f"the store is damaged ({_first_line(error)}): {MEND}") from None
    finally:
        with suppress(duckdb.Error):
            connection.close()


#: What DuckDB raises where the bytes of a file are not those it wrote.
_DAMAGED = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.OutOfMemoryException,
)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def ask(
    sql: str, parameters: Sequence[Any] | dict[str, Any] = (), store: Path | None = None
) -> pd.DataFrame:
    """The answer to one question as a frame. Input goes in as bound parameters only."""
    with open_store(store) as connection:
        return connection.execute(sql, parameters or None).df()


def release(store: Path | None = None) -> Release:
    """Which store is being read. Raises StoreError where it was built by another version."""
    with open_store(store) as connection:
        row = connection.execute(
            "select version, built_at, raw_sha256 from release limit 1"
        ).fetchone()
    if row is None:
        raise StoreError(f"the store is empty: {MEND}")
    if row[0].partition("+")[0] != VERSION:
        raise StoreError(f"the store is of version {row[0]}, the dashboard of {VERSION}: {MEND}")
    return Release(*row)
