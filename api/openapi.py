"""The OpenAPI 3.1 description, made from the same declarations that answer the requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from api.columns import Column, Type
from api.formats import FORMATS
from api.holdings import Holdings
from api.parameters import (
    FIRST_YEAR,
    LANGUAGE,
    LAST_YEAR,
    MOST_NAMES,
    Kind,
    Parameter,
)
from api.statuses import STATUSES, TITLE, WORDS, Status
from api.tables import TABLES, Table
from api.words import LANGUAGES, Language

_TABLE_STATUSES = (304, 400, 404, 405, 406, 413, 414, 429, 500, 503)
_OTHER_STATUSES = (400, 405, 413, 414, 429, 500)


def describe(
    held: Holdings,
    columns: Mapping[str, Sequence[Column]],
    address: str,
    language: Language,
) -> dict[str, Any]:
    """The whole description, with the names that a release holds; `address` is the API's root."""
    paths: dict[str, Any] = {}
    for table in TABLES:
        extension = {
            "name": "format",
            "in": "path",
            "required": True,
            "description": WORDS["format"].said(language),
            "schema": {"type": "string", "enum": [form.name for form in FORMATS]},
        }
        paths[f"/{table.name}"] = {"get": _table_operation(table, language, "", ())}
        paths[f"/{table.name}.{{format}}"] = {
            "get": _table_operation(table, language, "_as", (extension,))
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": TITLE.said(language),
            "version": held.release.version,
            "description": WORDS["about"].said(language),
            "license": {"name": WORDS["licence"].said(language)},
        },
        "servers": [{"url": address}],
        "paths": {**paths, **_other_paths(language)},
        "components": {
            "parameters": {
                **{name: entry for table in TABLES for name, entry in _of(table, held, language)},
                "if_none_match": {
                    "name": "If-None-Match",
                    "in": "header",
                    "required": False,
                    "description": WORDS["if_none_match"].said(language),
                    "schema": {"type": "string"},
                },
            },
            "headers": _headers(language),
            "responses": {
                f"status_{status.code}": _refusal(status, language)
                for status in STATUSES
                if status.code != 200
            },
            "schemas": {
                "error": _error_schema(language),
                "health": _health_schema(),
                **{
                    table.name: _row_schema(table, columns[table.name], language)
                    for table in TABLES
                },
            },
        },
    }


def _table_operation(
    table: Table, language: Language, ending: str, more: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{table.name}"}}
    content: dict[str, Any] = {}
    for form in FORMATS:
        match form.name:
            case "json":
                content[form.media_type] = {"schema": rows}
            case "csv":
                content[form.media_type] = {"schema": {"type": "string"}}
            case _:
                content[form.media_type] = {}
    names = (parameter.name for parameter in table.parameters)
    return {
        "operationId": table.name + ending,
        "summary": table.title.said(language),
        "description": table.meaning.said(language),
        "parameters": [
            *more,
            *({"$ref": f"#/components/parameters/{name}"} for name in names),
            {"$ref": "#/components/parameters/if_none_match"},
        ],
        "responses": {
            "200": {
                "description": _status(200).meaning.said(language),
                "headers": _header_refs("ETag", "Cache-Control", "Reciprocity-Version"),
                "content": content,
            },
            **_refusals(_TABLE_STATUSES),
        },
    }


def _other_paths(language: Language) -> dict[str, Any]:
    parameter = [{"$ref": f"#/components/parameters/{LANGUAGE.name}"}]

    def operation(
        name: str,
        content: Mapping[str, Any],
        statuses: Iterable[int],
        parameters: Sequence[Mapping[str, str]] = (),
    ) -> dict[str, Any]:
        return {
            "get": {
                "operationId": name,
                "summary": WORDS[name].said(language),
                "parameters": list(parameters),
                "responses": {
                    "200": {
                        "description": WORDS[name].said(language),
                        "content": content,
                    },
                    **_refusals(statuses),
                },
            }
        }

    health = {"application/json": {"schema": {"$ref": "#/components/schemas/health"}}}
    description = {"application/json": {"schema": {"type": "object"}}}
    page = {"text/html": {"schema": {"type": "string"}}}
    mark = {"$ref": "#/components/parameters/if_none_match"}
    return {
        "/health": operation("health", health, [c for c in _OTHER_STATUSES if c != 429] + [503]),
        "/openapi.json": operation(
            "openapi", description, (304, *_OTHER_STATUSES, 503), [*parameter, mark]
        ),
        "/": operation("page", page, _OTHER_STATUSES, parameter),
    }


def _of(table: Table, held: Holdings, language: Language) -> Iterable[tuple[str, dict[str, Any]]]:
    for parameter in table.parameters:
        yield parameter.name, _parameter(parameter, held, language)


def _parameter(parameter: Parameter, held: Holdings, language: Language) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.meaning.said(language),
    }
    match parameter.takes:
        case "names":
            known = held.known(cast(Kind, parameter.name))
            described["style"], described["explode"] = "form", True
            described["schema"] = {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_NAMES,
                "items": {"type": "string", "enum": list(known)},
            }
        case "year":
            described["schema"] = {
                "type": "integer",
                "minimum": FIRST_YEAR,
                "maximum": LAST_YEAR,
            }
        case _:
            described["schema"] = {"type": "string", "enum": list(LANGUAGES), "default": "en"}
    return described


def _refusals(codes: Iterable[int]) -> dict[str, Any]:
    return {str(code): {"$ref": f"#/components/responses/status_{code}"} for code in sorted(codes)}


def _refusal(status: Status, language: Language) -> dict[str, Any]:
    described: dict[str, Any] = {"description": status.meaning.said(language)}
    if status.headers:
        described["headers"] = _header_refs(*status.headers)
    if status.code != 304:
        schema = {"$ref": "#/components/schemas/error"}
        described["content"] = {"application/json": {"schema": schema}}
    return described


def _status(code: int) -> Status:
    return next(status for status in STATUSES if status.code == code)


def _headers(language: Language) -> dict[str, Any]:
    text, count = {"type": "string"}, {"type": "integer", "minimum": 1}
    return {
        "ETag": {"description": WORDS["etag"].said(language), "schema": text},
        "Cache-Control": {"description": WORDS["cache"].said(language), "schema": text},
        "Reciprocity-Version": {"description": WORDS["version"].said(language), "schema": text},
        "Retry-After": {"description": WORDS["retry"].said(language), "schema": count},
        "Allow": {"description": WORDS["allow"].said(language), "schema": text},
    }


def _header_refs(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _error_schema(language: Language) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "error": {"type": "string", "description": WORDS["error"].said(language)},
            "remedy": {"type": "string", "description": WORDS["remedy"].said(language)},
        },
        "required": ["error", "remedy"],
        "additionalProperties": False,
    }


def _health_schema() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "status": {"const": "ok"},
            "version": {"type": "string"},
            "built_at": {"type": "string", "format": "date-time"},
            "age_seconds": {"type": "integer", "minimum": 0},
        },
        "required": ["status", "version", "built_at", "age_seconds"],
        "additionalProperties": False,
    }


def _row_schema(table: Table, columns: Sequence[Column], language: Language) -> dict[str, Any]:
    keys = {*table.keys, "version"}
    return {
        "type": "object",
        "properties": {
            column.name: {
                **_value_schema(column.type, column.name in keys),
                "description": column.meaning.said(language),
            }
            for column in columns
        },
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _value_schema(kind: Type, always: bool) -> dict[str, Any]:
    name, form = {
        "number": ("number", None),
        "integer": ("integer", None),
        "boolean": ("boolean", None),
        "date": ("string", "date"),
        "time": ("string", "date-time"),
        "text": ("string", None),
    }[kind]
    schema: dict[str, Any] = {"type": name if always else [name, "null"]}
    return {**schema, "format": form} if form else schema
