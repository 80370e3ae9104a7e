"""Starts the server: ``python -m serving --port 8501``. What it serves stands in app.py."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
from pathlib import Path

from serving.settings import Settings

ROOT = Path(__file__).resolve().parent.parent

#: Seconds that open pages have to finish when the server is stopped.
_LAST_SECONDS = 5
#: Seconds that an idle line is kept: longer than a proxy keeps it, so that the proxy closes first
#: and never asks on a line that is just being closed.
_IDLE_SECONDS = 75
#: New objects before the youngest are searched, and how many such searches before older ones are.
_NEW_OBJECTS = (10_000, 10, 20)


def main(arguments: list[str]) -> int:
    """Serve until stopped; 2 where a setting is none."""
    parser = argparse.ArgumentParser(prog="python -m serving", description=__doc__)
    parser.add_argument("--address", default="localhost", help="0.0.0.0 serves other machines too")
    parser.add_argument("--port", type=int, default=8501)
    chosen = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
        serve(chosen.address, chosen.port, settings)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def serve(address: str, port: int, settings: Settings) -> None:
    """Serve the application of app.py with the limits and the log of a public server."""
    # Streamlit looks for its settings in the folder it is started in.
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    import streamlit
    import uvicorn

    from app import app
    from serving.logs import write_logs

    # Files that change under a running server are a matter for `streamlit run app.py`. A variable
    # of the environment would say nothing: those are read by Streamlit's own command alone.
    streamlit.config.set_option("server.fileWatcherType", "none")
    largest = int(streamlit.get_option("server.maxMessageSize")) * 2**20
    config = uvicorn.Config(
        app,
        host=address,
        port=port,
        ws="websockets-sansio",
        ws_max_size=largest,
        ws_per_message_deflate=bool(streamlit.get_option("server.enableWebsocketCompression")),
        server_header=False,
        access_log=False,
        log_config=None,
        proxy_headers=bool(settings.proxies),
        forwarded_allow_ips=list(settings.proxies),
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_LAST_SECONDS,
    )
    write_logs(settings.level)
    _search_memory_seldom()
    logging.getLogger("reciprocity.serving").info(json.dumps({"event": "started", "port": port}))
    uvicorn.Server(config).run()


def _search_memory_seldom() -> None:
    """Have Python look for unreachable objects less often, and never among what is loaded by now.

    A search of everything stops all readers, for half a second once many views are kept. At these
    thresholds one comes after thousands of choices, not after hundreds.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_NEW_OBJECTS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
