"""What the browser is told it may do with a page: the fixed headers and the content policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

import streamlit

#: Streamlit's own page, into which everything else is loaded.
_SHELL = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)

#: Abilities of a browser that no page here has a use for.
_UNUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)

#: What every answer carries that has not chosen otherwise.
FIXED = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        # Addresses here tell what somebody in a ministry looks at: no other site is told.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
)

#: What is added where the reader came over TLS; without it browsers ignore both.
FIXED_OVER_TLS = MappingProxyType(
    {
        "Strict-Transport-Security": "max-age=31536000",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)


def content_policy(scripts: Iterable[str], frames: Sequence[str]) -> str:
    """The Content-Security-Policy of the pages.

    Scripts come from this server, or are one of `scripts`, told by their hash. Styles may stand in
    the page because Streamlit and Plotly write them there; WebAssembly because Streamlit reads
    tables with it. Everything else comes from this server or from the page itself.
    """
    shell = _INLINE.findall(_SHELL.read_text(encoding="utf-8"))
    hashes = dict.fromkeys(_hash(script) for script in (*shell, *scripts))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {' '.join(hashes)}",
            "style-src 'self' 'unsafe-inline'",
            "font-src 'self' data:",
            "img-src 'self' data: blob:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "object-src 'none'",
            f"frame-ancestors {_ancestors(frames)}",
        )
    )


def frame_options(frames: Sequence[str]) -> str | None:
    """The same for browsers from before `frame-ancestors`, which cannot be told a list of sites."""
    match tuple(frames):
        case ():
            return "DENY"
        case ("self",):
            return "SAMEORIGIN"
        case _:
            return None


def _ancestors(frames: Sequence[str]) -> str:
    if not frames:
        return "'none'"
    return " ".join("'self'" if origin == "self" else origin for origin in frames)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
