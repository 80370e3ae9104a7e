"""The log: one JSON object a line, without anything that tells who asked."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from serving.settings import Level

#: Loggers that would write addresses of readers, and the weight from which on they are heard.
_QUIET = {
    "uvicorn": logging.WARNING,
    "uvicorn.error": logging.WARNING,
    "uvicorn.access": logging.CRITICAL,
    "uvicorn.asgi": logging.WARNING,
    "websockets": logging.ERROR,
}
_OURS = "reciprocity"


class JsonLines(logging.Formatter):
    """A record as one line of JSON.

    The loggers below `reciprocity` write objects, which are taken apart; every other message is
    text. A traceback keeps its files, lines and the kind of the error, not its message: a message
    may quote what a reader sent.
    """

    def format(self, record: logging.LogRecord) -> str:
        written_at = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, object] = {
            "time": written_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
        }
        line |= _content(record)
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["at"] = _places(record)
        return json.dumps(line, ensure_ascii=False)


def _content(record: logging.LogRecord) -> dict[str, object]:
    message = record.getMessage()
    if record.name.partition(".")[0] == _OURS and message.startswith("{"):
        told = json.loads(message)
        if isinstance(told, dict):
            return told
    return {"message": message}


def _places(record: logging.LogRecord) -> list[str]:
    """`file:line function` of the traceback, innermost last; files by their last two parts."""
    places = []
    traceback = record.exc_info[2] if record.exc_info else None
    while traceback:
        code = traceback.tb_frame.f_code
        file = "/".join(code.co_filename.replace("\\", "/").split("/")[-2:])
        places.append(f"{file}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places


def write_logs(level: Level) -> None:
    """Send every logger of the process to standard output, one JSON object a line.

    To be called when everything is imported: Streamlit gives each of its loggers a handler of its
    own, which is taken away here.
    """
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in list(root.manager.loggerDict):
        known = logging.getLogger(name)
        known.handlers[:] = []
        known.propagate = True
    logging.getLogger(_OURS).setLevel(level)
    for name, least in _QUIET.items():
        logging.getLogger(name).setLevel(max(least, logging.getLevelName(level)))
    logging.captureWarnings(True)
