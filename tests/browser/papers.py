"""The files that leave, as their readers see them: slides, a brief as DOCX and PDF, as pictures.

LibreOffice draws what PowerPoint and Word would, poppler turns pages into pictures. HWPX has no
reader here: its parts are listed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from briefing.assembly import export_assembly
from briefing.brief_content import make_brief
from briefing.brief_docx import write_docx
from briefing.brief_hwpx import write_hwpx
from briefing.brief_pdf import write_pdf
from briefing.content import export_of
from briefing.language import CODES, Code
from briefing.slides import to_pptx

MEMBERS = ("BRN", "KHM", "IDN", "LAO", "MYS", "MMR", "PHL", "SGP", "THA", "TLS", "VNM")
TITLES = {"ko": "한·아세안 상호성 지표", "en": "Korea–ASEAN Reciprocity"}
#: Points to the inch of the pictures.
_SHARP = "90"


def picture_papers(folder: Path) -> tuple[list[Path], list[str]]:
    """Pictures of every page of the files, and a sentence for what could not be drawn."""
    missing = [name for name in ("soffice", "pdftoppm") if shutil.which(name) is None]
    taken, told = [], []
    for language in CODES:
        for name, content in _papers(language).items():
            stem, _, form = name.partition(".")
            if form == "hwpx":
                told.append(f"{name} holds {_parts(content)}.")
            elif "pdftoppm" in missing or ("soffice" in missing and form != "pdf"):
                told.append(f"{name} was not drawn: {' and '.join(missing)} not installed.")
            else:
                taken += _picture(stem, form, content, folder)
    if missing:
        told.append(
            "Debian: apt install libreoffice-impress libreoffice-writer poppler-utils "
            "fonts-noto-cjk"
        )
    return taken, told


def _papers(language: Code) -> dict[str, bytes]:
    views = [
        export_of("visitors_moj", ["ASEAN"], (2018, 2023), language),
        export_of("students_uis", ["VNM"], None, language),
        export_of("visitors_moj", MEMBERS, (2023, 2023), language),
        export_assembly("visitors_moj", language),
    ]
    member, pillar = make_brief("VNM", language), make_brief("tourism", language)
    return {
        f"slides-{language}.pptx": to_pptx(views, TITLES[language], language),
        f"brief-member-{language}.docx": write_docx(member),
        f"brief-member-{language}-pdf.pdf": write_pdf(member),
        f"brief-pillar-{language}.docx": write_docx(pillar),
        f"brief-pillar-{language}-pdf.pdf": write_pdf(pillar),
        f"brief-member-{language}.hwpx": write_hwpx(member),
    }


def _picture(stem: str, form: str, content: bytes, folder: Path) -> list[Path]:
    """One picture a page."""
    with tempfile.TemporaryDirectory() as scratch:
        paper = Path(scratch) / f"{stem}.{form}"
        paper.write_bytes(content)
        if form != "pdf":
            # A profile of its own: an office that is open elsewhere does not get in the way.
            profile = f"-env:UserInstallation=file://{scratch}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", scratch]
            subprocess.run([*command, str(paper)], check=True, capture_output=True)
        pages = Path(scratch) / stem
        command = ["pdftoppm", "-r", _SHARP, "-png", str(paper.with_suffix(".pdf")), str(pages)]
        subprocess.run(command, check=True, capture_output=True)
        taken = []
        for page in sorted(Path(scratch).glob(f"{stem}-*.png")):
            taken.append(folder / f"file-{page.name}")
            shutil.copyfile(page, taken[-1])
    return taken


def _parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return ", ".join(package.namelist())
