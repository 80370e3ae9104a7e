"""Office files as archives: the same content as the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

#: The first day a ZIP archive can name.
_DAY = (1980, 1, 1, 0, 0, 0)
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def settle(archive: bytes, day: date) -> bytes:
    """The Office file with every time in it set to one day, in workbooks inside it as well.

    Programs write the time of writing into the file and into each workbook behind a chart; two
    files of one release would differ by it.
    """
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as before,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            content = before.read(name)
            if name.endswith(".xlsx"):
                content = settle(content, day)
            elif name == "docProps/core.xml":
                time = f"{day.isoformat()}T00:00:00Z".encode()
                content = _TIMES.sub(rb"\g<1>" + time + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, content)
    return written.getvalue()
