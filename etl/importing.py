"""Bring in a file that was downloaded by hand, with the same checks as a refresh."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from etl.attempts import write_attempts
from etl.downloads import akc, kedi, kto, moj, undesa
from etl.edition import Edition, examine, write_aside
from etl.outcome import Ended, Summary, take
from etl.refusal import Doubtful, NotData, Refusal, Unusable
from etl.snapshots import Staging
from etl.sources import uis_students
from indicators.catalogue import load_catalogue
from indicators.catalogue.load import CATALOGUE_FOLDER, RAW_FOLDER
from indicators.store import DEFAULT_STORE

#: A file larger than this is none of those below.
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Download:
    """A kind of file: what reads it, and what it is in words."""

    like: str
    parse: Callable[[bytes, str], pd.DataFrame]
    publisher: str
    title: str
    url: str
    licence: str
    title_en: str
    title_ko: str
    complete: tuple[str, ...] = ()
    reliability: str = "primary"

    def describe(self, dataset: str) -> dict[str, Any]:
        """The description of the dataset, in the shape of etl/sources/NAME.toml."""
        return {
            "like": self.like,
            "source": {
                "id": dataset,
                "publisher": self.publisher,
                "title": self.title,
                "url": self.url,
                "licence": self.licence,
                "reliability": self.reliability,
            },
            "dataset": {
                "title_en": self.title_en,
                "title_ko": self.title_ko,
                "address": self.url,
                "caveats_en": ["Imported from a file of the publisher; see the shipped dataset."],
                "caveats_ko": ["발표기관 파일에서 가져온 수치로, 유의 사항은 기존 자료와 같음."],
            },
        }


def _parse_opri(content: bytes, name: str) -> pd.DataFrame:
    return uis_students.parse(content)


DOWNLOADS: dict[str, Download] = {
    "kedi_students": Download(
        "kedi_students",
        kedi.parse,
        "Ministry of Education / Korean Educational Development Institute (KEDI)",
        "고등교육기관 외국인 유학생 현황 (yearly workbook)",
        "https://kess.kedi.re.kr/",
        "Not stated in the publisher's file",
        "Foreign students in Korean higher education institutions, imported years",
        "고등교육기관 외국인 유학생 현황(가져온 연도)",
        ("kedi_total",),
    ),
    "kto_visitors": Download(
        "kto_visitors",
        kto.parse,
        "Korea Tourism Organization (KTO)",
        "외래객 입국-목적별/국적별 (monthly workbook)",
        "https://datalab.visitkorea.or.kr/",
        "No licence stated in the file",
        "Foreign visitors to Korea by nationality and purpose, imported months",
        "방한 외래관광객(국적별·목적별, 가져온 월)",
        ("kto_visitors",),
    ),
    "moj_entries": Download(
        "moj_entries",
        moj.parse,
        "Ministry of Justice, Korea, via data.go.kr",
        "법무부_월별 국적(지역)별 외국인 입국자 현황 (CSV)",
        "https://www.data.go.kr/data/3074937/fileData.do",
        "As stated on the dataset's page at data.go.kr",
        "Entries of foreign nationals into Korea, imported months",
        "외국인 입국자(가져온 월)",
        ("moj_entries",),
    ),
    "moj_student_visas": Download(
        "moj_student_visas",
        moj.parse_students,
        "Ministry of Justice, Korea Immigration Service, via data.go.kr",
        "법무부_47(외국인 유학생) 월별 외국인 유학생 국적(지역)별 현황 (CSV)",
        "https://www.data.go.kr/data/15100039/fileData.do",
        "As stated on the dataset's page at data.go.kr",
        "Holders of student visas staying in Korea, imported months",
        "월별 외국인 유학생 국적(지역)별 현황(가져온 월)",
        ("moj_student_visas",),
    ),
    "undesa_stock": Download(
        "undesa_stock_2024",
        undesa.parse,
        "United Nations, Department of Economic and Social Affairs, Population Division",
        "International Migrant Stock by destination and origin (workbook)",
        "https://www.un.org/development/desa/pd/content/international-migrant-stock",
        "CC BY 3.0 IGO as printed in the workbook",
        "International migrant stock, imported workbook",
        "국제이주자 규모(가져온 통계표)",
    ),
    "uis_students": Download(
        "uis_students",
        _parse_opri,
        "UNESCO Institute for Statistics (UIS)",
        "OPRI bulk file, OPRI_DATA_NATIONAL.csv",
        "https://databrowser.uis.unesco.org/resources/bulk",
        "CC BY-SA (UNESCO UIS terms of use)",
        "Internationally mobile students between Korea and its partners, imported bulk file",
        "한국과 상대국 간 국제 이동 학생 수(가져온 일괄 파일)",
    ),
    "akc_visitors": Download(
        "akc_visitors",
        akc.parse,
        "ASEAN-Korea Centre",
        "Tables of the ASEAN-Korea Centre, typed into the project's template",
        "https://www.aseankorea.org",
        "Not stated in the publication",
        "Visitors between Korea and ASEAN, typed from the ASEAN-Korea Centre",
        "한-아세안센터 통계집 방문객 수(입력 자료)",
    ),
}


def import_file(
    file: Path,
    dataset: str,
    raw: Path = RAW_FOLDER,
    out: Path = DEFAULT_STORE,
    today: datetime.date | None = None,
    published: str = "",
    dry_run: bool = False,
    accept: bool = False,
    say: Callable[[str], None] = lambda line: None,
    catalogue_folder: Path = CATALOGUE_FOLDER,
) -> Summary:
    """Read a publisher's file and build the store with it; periods imported earlier are kept.

    `published` is the day the publisher put the file out, where it is known. Raises Unusable
    for an unknown dataset or a file that cannot be opened, CatalogueError as `refresh` does.
    """
    if dataset not in DOWNLOADS:
        raise Unusable(f"there is no '{dataset}' to import: there are {', '.join(DOWNLOADS)}")
    today = today or datetime.datetime.now(datetime.UTC).date()
    content = _read(file)
    state = out.parent / "refresh"
    staging = Staging(raw, state)
    with staging.alone():
        if not dry_run:
            staging.prepare()
        catalogue = load_catalogue(raw, catalogue_folder)
        name = f"imported_{dataset}"
        try:
            edition = _read_edition(name, DOWNLOADS[dataset], content, file.name)
            edition = examine(edition, raw, catalogue)
            if edition.doubts and not accept:
                raise Doubtful(
                    f"{'; '.join(edition.doubts)} (look into it; if the new figures are right, "
                    "run the import again with --accept)"
                )
            ended = Ended(dataset, name, "refreshed", str(edition.difference), edition.difference)
            if edition.has_last and not edition.difference:
                sentence = f"{edition.difference.same:,} figures as before"
                ended = Ended(dataset, name, "confirmed", sentence)
            elif not dry_run:
                described = DOWNLOADS[dataset].describe(name)
                found = _provenance(edition, content, file.name, published, today)
                write_aside(edition, staging, catalogue, described, found)
        except Refusal as refusal:
            ended = Ended(dataset, name, "kept", str(refusal))
        summary = Summary([ended], [dataset], dry_run)
        if not dry_run:
            take(summary, staging, out, today, catalogue_folder, say)
            write_attempts(state, {e.dataset: (e.ending, e.sentence) for e in summary.ended})
        return summary


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Unusable(f"{file.name} is larger than {MOST_BYTES:,} bytes: is it the file?")
        return file.read_bytes()
    except OSError as error:
        raise Unusable(f"{file} cannot be read: {error.strerror}") from None


def _read_edition(name: str, download: Download, content: bytes, file: str) -> Edition:
    try:
        frame = download.parse(content, file)
    except Refusal:
        raise
    except Exception as error:
        # A file may hold anything; nothing of it may end the command without a sentence.
        kind = type(error).__name__
        raise NotData(f"the file has another shape than the publisher's ({kind})") from None
    return Edition(name, name, frame, download.complete, grows=True)


def _provenance(
    edition: Edition, content: bytes, file: str, published: str, today: datetime.date
) -> dict[str, str]:
    stamp = published or max(edition.frame["edition"], default="") or today.isoformat()
    digest = hashlib.sha256(content).hexdigest()
    doubts = f"; taken in spite of doubts: {'; '.join(edition.doubts)}" if edition.doubts else ""
    return {
        "published": stamp,
        "found_via": f"Imported {today.isoformat()} from the file {file}; sha256 {digest}{doubts}",
    }
