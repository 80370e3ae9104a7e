"""Office files are zip archives; the same content shall give the same bytes."""

from __future__ import annotations

import io
import zipfile

#: The earliest date a zip archive can hold; the real one would make every file another.
_DATE = (1980, 1, 1, 0, 0, 0)


def freeze(archive: bytes) -> bytes:
    """The same archive, its parts in the same order, without the time at which it was written."""
    frozen = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as read,
        zipfile.ZipFile(frozen, "w") as written,
    ):
        for part in read.infolist():
            entry = zipfile.ZipInfo(part.filename, _DATE)
            # Hangul wants the first part, its type, uncompressed.
            entry.compress_type = part.compress_type
            written.writestr(entry, read.read(part))
    return frozen.getvalue()
