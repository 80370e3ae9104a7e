"""No question to the store is made of what a reader sends: input is bound, the store read-only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from indicators.store import open_store
from tests.checkout import ROOT, carried_files

#: What runs SQL, by the last part of its name; `ask` is that of the store.
ASKING = {"execute", "executemany", "sql", "from_query"}
#: Packages whose code runs for readers.
SERVED = ("api", "briefing", "dashboard", "indicators", "pages", "serving")

#: What is written into SQL although it is no constant, and where it comes from instead.
NOT_FROM_INPUT = {
    # Names of columns and tables that the code lists itself.
    "indicators/read.py": {"beside", "column", "kind"},
    # The SQL of the project's own files.
    "etl/build.py": {"table"},
    "etl/changes.py": {"named", "table", "value"},
    "etl/figures.py": {"table", "declared", "types"},
    "etl/release.py": {"flat", "table", "file", "options"},
    "etl/tables.py": {"table", "values", "rule.id"},
    "etl/verdicts.py": {"computed"},
}


def modules(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(carried_files()):
        name = path.relative_to(ROOT).as_posix()
        if path.suffix == ".py" and name.split("/")[0] in packages:
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def questions(tree: ast.Module) -> Iterator[ast.expr]:
    """The first argument of every call that asks a database."""
    of_the_store = any(
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("indicators")
        and any(alias.name == "ask" for alias in node.names)
        for node in tree.body
    )
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[first, *_]) if name in ASKING:
                yield first
            case ast.Call(func=ast.Name(id="ask"), args=[first, *_]) if of_the_store:
                yield first


def put_in(question: ast.expr) -> Iterator[str]:
    """What is put into the text of a question: by f-string, format, % or +."""
    for node in ast.walk(question):
        match node:
            case ast.FormattedValue(value=value):
                yield ast.unparse(value)
            case ast.BinOp(op=ast.Add() | ast.Mod()):
                yield from (ast.unparse(side) for side in (node.left, node.right))
            case ast.Call(func=ast.Attribute(attr="format" | "join" | "replace")):
                yield ast.unparse(node)


def is_constant(expression: str) -> bool:
    return expression.lstrip("_").isupper()


def foreign_parts(name: str, tree: ast.Module) -> set[str]:
    parts = {part for question in questions(tree) for part in put_in(question)}
    return {part for part in parts if not is_constant(part)}


def test_nothing_but_known_names_is_written_into_sql():
    found = {
        name: parts
        for name, tree in modules(*SERVED, "etl", "deploy")
        if (parts := foreign_parts(name, tree))
    }
    assert found == NOT_FROM_INPUT


@pytest.mark.parametrize(
    "built",
    [
        "store.execute(f\"select * from pair where pair_id = '{name}'\")",
        "from indicators.store import ask\nask('select * from pair where pair_id = ' + name)",
        "from indicators.store import ask\nask('select * from pair where pair_id = %s' % name)",
        "connection.sql('select {}'.format(name))",
    ],
)
def test_sql_that_is_built_from_a_value_is_recognised(built):
    assert foreign_parts("", ast.parse(built))


def test_questions_are_written_where_they_are_asked():
    """A question that arrives in a variable cannot be checked where it is asked."""
    named = {
        (name, ast.unparse(question))
        for name, tree in modules(*SERVED)
        for question in questions(tree)
        if not isinstance(question, ast.Constant | ast.JoinedStr)
        and not is_constant(ast.unparse(question))
    }
    assert named <= {
        ("indicators/store.py", "sql"),  # `ask` itself
        ("indicators/formulas.py", "MACROS.read_text(encoding='utf-8')"),
    }


def test_the_pages_and_the_api_ask_the_store_through_the_library_alone():
    asking = {
        name
        for name, tree in modules("api", "briefing", "dashboard", "pages", "serving")
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and "duckdb" in (getattr(node, "module", "") or "", *(a.name for a in node.names))
    }
    # To tell the database's errors apart; it asks nothing.
    assert asking == {"api/holdings.py"}


def test_readers_open_the_store_to_read_and_never_to_write():
    for name, tree in modules(*SERVED):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "duckdb.connect":
                in_memory = not node.args
                read_only = any(
                    word.arg == "read_only" and ast.unparse(word.value) == "True"
                    for word in node.keywords
                )
                assert in_memory or read_only, f"{name}:{node.lineno}"


@pytest.mark.parametrize(
    "statement", ["delete from pair", "create table t (i int)", "drop table pair"]
)
def test_the_open_store_refuses_to_be_written(store: Path, statement: str):
    with open_store(store) as connection, pytest.raises(duckdb.Error, match="read-only"):
        connection.execute(statement)
