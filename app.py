"""The served application: ``python -m serving``, or ``streamlit run app.py`` while changing it."""

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.application import routes as api_routes
from dashboard.reading import scripts
from serving import middleware

ROOT = Path(__file__).resolve().parent


def go_home(request: Request) -> RedirectResponse:
    """The overview has one address, the root; what is chosen on it stays chosen."""
    query = request.url.query
    return RedirectResponse(f"/?{query}" if query else "/")


app = st.App(
    ROOT / "dashboard" / "router.py",
    routes=[
        *api_routes(),
        Route("/overview", go_home),
        # Streamlit looks for a static folder beside its script; the fonts are the project's.
        Mount("/app/static", app=StaticFiles(directory=ROOT / "static", check_dir=False)),
    ],
    middleware=middleware(scripts()),
)
