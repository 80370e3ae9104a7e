"""One line in the log for each time a page is drawn: which page and how long it took."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable

logger = logging.getLogger("reciprocity.pages")


def run_noted(page: str, run: Callable[[], None]) -> None:
    """Run a page and note its name, how it ended and the milliseconds it took.

    Nothing of the address is noted, nor who asked. A page that is left on the way, because the
    reader has chosen again, ends as "left"; Streamlit tells so by an exception of its own.
    """
    began, status = time.perf_counter(), "left"
    try:
        run()
        status = "shown"
    except Exception:
        status = "failed"
        raise
    finally:
        line = {
            "event": "page",
            "page": page,
            "status": status,
            "milliseconds": round(1000 * (time.perf_counter() - began)),
        }
        logger.info(json.dumps(line))
