"""What the server is told before it serves: nothing that is of use only while code is written."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit
import uvicorn

from serving import logs
from serving.__main__ import ROOT, serve
from serving.settings import Settings


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> uvicorn.Config:
    """What the server was told, had it been started."""
    started: list[uvicorn.Config] = []
    monkeypatch.setattr(uvicorn.Server, "run", lambda server: started.append(server.config))
    monkeypatch.setattr(logs, "write_logs", lambda level: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    here, before = Path.cwd(), streamlit.get_option("server.fileWatcherType")
    often = gc.get_threshold()
    serve("localhost", 8501, Settings())
    assert streamlit.get_option("server.fileWatcherType") == "none"
    assert gc.get_threshold() > often
    gc.set_threshold(*often)
    streamlit.config.set_option("server.fileWatcherType", before)
    os.chdir(here)
    return started[0]


def test_no_file_is_watched_and_no_memory_searched_after_each_run(told: uvicorn.Config) -> None:
    assert streamlit.get_option("runner.postScriptGC") is False


def test_the_server_does_not_say_what_it_is(told: uvicorn.Config) -> None:
    assert not told.server_header
    assert not told.access_log


def test_messages_are_packed_only_where_that_is_asked_for(told: uvicorn.Config) -> None:
    assert told.ws_per_message_deflate is streamlit.get_option("server.enableWebsocketCompression")
    assert not told.ws_per_message_deflate


#: Imports whatever the pages and the application import, and names what writes briefs and slides.
_LOADED = """
import importlib, pkgutil, sys
import app, dashboard
for module in pkgutil.walk_packages(dashboard.__path__, "dashboard."):
    if module.name != "dashboard.router":
        importlib.import_module(module.name)
print(*{"docx", "hwpx", "pptx", "reportlab", "fontTools"}.intersection(sys.modules))
"""


def test_what_writes_briefs_and_slides_does_not_hold_up_the_first_page() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ""
