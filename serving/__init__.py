"""How the pages and the API are served: who may ask, what every answer carries, what is logged.

`middleware()` is what `st.App` wraps everything in; `python -m serving` starts the server.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.middleware import Middleware

from serving.gate import Gate
from serving.headers import Headers
from serving.policy import content_policy
from serving.settings import Settings


def middleware(scripts: Iterable[str], settings: Settings | None = None) -> list[Middleware]:
    """What every request passes, outermost first; `scripts` are the texts that pages may run.

    Without settings, those of the environment.
    """
    chosen = settings or Settings.from_environment()
    policy = content_policy(scripts, chosen.frames)
    return [
        Middleware(Headers, policy=policy, settings=chosen),
        Middleware(Gate, hosts=chosen.hosts),
    ]
