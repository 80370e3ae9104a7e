"""A reader's session without a browser: Streamlit's own protocol over a websocket."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

#: Seconds after which an answer counts as none.
PATIENCE = 60.0


class Failed(Exception):
    """The page said that something went wrong, or nothing at all."""


@dataclass
class Session:
    """One reader on one page: what is chosen there, and what may be chosen."""

    line: ClientConnection
    page: str
    query: str = ""
    script: str = ""
    #: Lists to choose from by their id, with their options.
    lists: dict[str, list[str]] = field(default_factory=dict)
    #: The part of the page that is drawn anew when a list changes, by the id of the list.
    parts: dict[str, str] = field(default_factory=dict)
    charts: int = 0

    async def run(self, chosen: dict[str, str] | None = None) -> float:
        """Ask for a run of the page with these choices; seconds until it has ended."""
        message = BackMsg()
        rerun = message.rerun_script
        rerun.query_string, rerun.page_name, rerun.page_script_hash = (
            self.query,
            self.page,
            self.script,
        )
        for widget, value in (chosen or {}).items():
            state = rerun.widget_states.widgets.add()
            state.id, state.string_value = widget, value
            rerun.fragment_id = self.parts.get(widget, "")
        self.charts = 0
        began = time.perf_counter()
        await self.line.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while not self._hear(await self.line.recv()):
                pass
        return time.perf_counter() - began

    def _hear(self, received: str | bytes) -> bool:
        """Take in one message; whether it ends the run."""
        message = ForwardMsg()
        message.ParseFromString(received if isinstance(received, bytes) else received.encode())
        match message.WhichOneof("type"):
            case "navigation":
                self.script = message.navigation.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta":
                self._see(message)
            case "script_finished":
                finished = message.script_finished
                if finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Failed("the page could not be run")
                return finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        return False

    def _see(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        match element.WhichOneof("type"):
            case "exception":
                raise Failed(element.exception.message)
            case "selectbox":
                self.lists[element.selectbox.id] = list(element.selectbox.options)
                self.parts[element.selectbox.id] = message.delta.fragment_id
            case "plotly_chart":
                self.charts += 1

    def list_named(self, name: str) -> tuple[str, list[str]]:
        """The id and the options of the list whose key is `name`."""
        for widget, options in self.lists.items():
            if widget.endswith(name):
                return widget, options
        raise Failed(f"the page has no list {name}: {', '.join(self.lists)}")


async def start_session(address: str, page: str, query: str = "") -> Session:
    """Open a session; the first run is left to the caller."""
    line = await connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        ping_interval=None,
        open_timeout=PATIENCE,
    )
    return Session(line, page, query)
