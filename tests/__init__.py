"""Tests read the shipped figures: what a refresh or an import has added here is left out.

This runs before anything of the project is imported, for the folder of raw figures is settled then.
"""

import os
import shutil
import tempfile
from pathlib import Path

#: Where a refresh and an import put their datasets, inside the folder of raw figures.
REFRESHED = "refreshed"


def leave_out_refreshed(raw: Path, folder: Path) -> Path:
    """The folder itself, or, where figures were added to it, a copy without them."""
    if not (raw / REFRESHED).exists():
        return raw
    return Path(shutil.copytree(raw, folder / raw.name, ignore=shutil.ignore_patterns(REFRESHED)))


_COPIES = tempfile.TemporaryDirectory(prefix="shipped-")
_RAW = Path(__file__).resolve().parent.parent / "data" / "raw"
if (_SHIPPED := leave_out_refreshed(_RAW, Path(_COPIES.name))) != _RAW:
    os.environ["RECIPROCITY_RAW"] = str(_SHIPPED)
