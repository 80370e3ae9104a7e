"""The API as an application: `routes()` stands beside the pages, `create_application()` alone."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from api.formats import format_by_accept, format_by_extension
from api.guard import Guard, language_of
from api.page import POLICY, write_page
from api.parameters import LANGUAGE, read_query
from api.rate import RateLimit
from api.refusals import Refusal, failed, shown, suggest, wrong_method
from api.service import Found, Service
from api.settings import Settings
from api.tables import TABLES, find_table
from api.words import Text, choose_language, read_weights

#: Kept by whoever likes, but asked for again each time: a wrong figure must be gone at once.
_KEPT = "public, no-cache"

_OTHER_PAGES = ("health", "openapi.json")
_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def routes(settings: Settings | None = None) -> list[BaseRoute]:
    """What `st.App` serves beside the pages: everything under /api.

    Without settings, those of the environment. Nothing is read before the first request.
    """
    everything = Mount("/api", app=create_application(settings))
    # An address with a line break in it is refused here too, and not handed on to the pages.
    everything.path_regex = re.compile(everything.path_regex.pattern, re.DOTALL)
    return [Route("/api", _go_to_page), everything]


def create_application(settings: Settings | None = None) -> Starlette:
    """The API alone, with its tables under /v1."""
    chosen = settings or Settings.from_environment()
    desk = Desk(Service(chosen.store, chosen.kept_bytes))
    middleware = [Middleware(Guard, limit=RateLimit(chosen.rate, chosen.burst))]
    if chosen.origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=chosen.origins,
            allow_methods=("GET", "HEAD"),
            allow_headers=("If-None-Match",),
            expose_headers=("ETag", "Reciprocity-Version", "Retry-After"),
        )
        middleware.insert(0, cors)
    application = Starlette(
        routes=[
            Route("/", _go_to_page),
            Route("/v1", _go_to_page),
            Route("/v1/", desk.show_page),
            Route("/v1/openapi.json", desk.tell_description),
            Route("/v1/health", desk.tell_health),
            Route("/v1/{name}", desk.give_table),
        ],
        middleware=middleware,
        exception_handlers={HTTPException: _refuse, Refusal: _refuse},
    )
    # An address with a stroke too many is unknown: it is not sent on to whatever host was named.
    application.router.redirect_slashes = False
    return application


class Desk:
    """One method for each kind of address."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def give_table(self, request: Request) -> Response:
        """A table as CSV, JSON or Parquet, by extension or by Accept."""
        name, dot, extension = request.path_params["name"].partition(".")
        table = find_table(name)
        if table is None:
            raise _unknown_path(request.scope["path"])
        request.state.answered = table.name
        accepted = ", ".join(request.headers.getlist("accept"))
        form = format_by_extension(extension) if dot else format_by_accept(accepted)
        question = read_query(request.query_params.multi_items(), table.parameters)
        found = await self._service.find_table(table, form, question, _marks(request))
        headers = {"Content-Type": form.content_type}
        if not dot:
            headers["Vary"] = "Accept"
        if form.name != "json":
            file = f"reciprocity-{table.name}-{found.release.version}.{form.name}"
            headers["Content-Disposition"] = f'attachment; filename="{file}"'
        return _respond(request, found, headers)

    async def tell_description(self, request: Request) -> Response:
        """The OpenAPI description of everything that is served."""
        request.state.answered = "openapi"
        question = read_query(request.query_params.multi_items(), (LANGUAGE,))
        address = request.scope.get("root_path", "") + "/v1"
        found = await self._service.find_description(address, question.language, _marks(request))
        return _respond(request, found, {"Content-Type": "application/json"})

    async def tell_health(self, request: Request) -> Response:
        """Whether there are figures to serve, of which release, and how old it is."""
        request.state.answered = "health"
        read_query(request.query_params.multi_items(), ())
        release = await self._service.release()
        built_at = release.built_at.replace(tzinfo=UTC)
        # A clock that was set back makes nothing younger than new.
        age = max(0, int((datetime.now(UTC) - built_at).total_seconds()))
        told = {
            "status": "ok",
            "version": release.version,
            "built_at": f"{release.built_at.isoformat()}Z",
            "age_seconds": age,
        }
        return JSONResponse(told, headers={"Cache-Control": "no-store"})

    async def show_page(self, request: Request) -> Response:
        """What the API gives and how to take it along, for people."""
        request.state.answered = "page"
        read_query(request.query_params.multi_items(), (LANGUAGE,))
        language = choose_language(
            request.query_params.get("language"), request.headers.get("accept-language", "")
        )
        headers = {
            # It names the address under which it was asked for: nobody else's business.
            "Cache-Control": "private, no-cache",
            "Content-Language": language,
            "Content-Security-Policy": POLICY,
            "Vary": "Accept-Language",
        }
        page = write_page(language, _address(request))
        return Response(page, media_type="text/html", headers=headers)


def _respond(request: Request, found: Found, headers: dict[str, str]) -> Response:
    """What was found: nothing new (304), compressed for who takes that, or piece by piece."""
    headers["ETag"] = found.etag
    headers["Cache-Control"] = _KEPT
    headers["Reciprocity-Version"] = found.release.version
    vary = headers.pop("Vary", "")
    headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
    answer = found.answer
    if answer is None:
        del headers["Content-Type"]
        headers.pop("Content-Disposition", None)
        return Response(status_code=304, headers=headers)
    packed = answer.compressed and _takes_gzip(request)
    if packed:
        headers["Content-Encoding"] = "gzip"
    headers["Content-Length"] = str(len(answer.body) if packed else answer.length)
    if request.method == "HEAD":
        return Response(headers=headers)
    return (
        Response(answer.body, headers=headers)
        if packed
        else StreamingResponse(answer.chunks(), headers=headers)
    )


def _address(request: Request) -> str:
    """Where the reader reaches the API; what stands in its place where that cannot be told."""
    host = request.headers.get("host", "")
    known = host if _HOST.fullmatch(host) else "localhost"
    return f"{request.url.scheme}://{known}{request.scope.get('root_path', '')}/v1"


def _takes_gzip(request: Request) -> bool:
    weights = dict(read_weights(", ".join(request.headers.getlist("accept-encoding"))))
    return weights.get("gzip", weights.get("*", 0)) > 0


def _marks(request: Request) -> str:
    return ", ".join(request.headers.getlist("if-none-match"))


def _go_to_page(request: Request) -> Response:
    """The page stands at one address, with a stroke at its end."""
    last = request.scope["path"].rpartition("/")[2]
    return RedirectResponse("v1/" if last in ("", "v1") else f"{last}/v1/")


def _refuse(request: Request, error: Exception) -> Response:
    """A refusal of ours, or what the router itself refuses: an address or a way of asking."""
    match error:
        case Refusal():
            refusal = error
        case HTTPException(status_code=405):
            refusal = wrong_method("GET, HEAD")
        case HTTPException(status_code=404):
            refusal = _unknown_path(request.scope["path"])
        case _:
            refusal = failed()
    return refusal.answer(language_of(request.scope))


def _unknown_path(path: str) -> Refusal:
    name = path.rstrip("/").rpartition("/")[2]
    names = [*(table.name for table in TABLES), *_OTHER_PAGES]
    listed = ", ".join(names)
    return Refusal(
        404,
        Text(
            f"Nothing is served at '{shown(path)}'.",
            f"제공하지 않는 주소입니다: '{shown(path)}'.",
        ),
        suggest(
            name.partition(".")[0],
            names,
            Text(f"Served here: {listed}.", f"제공하는 것: {listed}."),
        ),
    )
