"""A synthetic world for tests: made-up figures, small enough to check by hand.

Nothing in it is a published figure, and nothing in it is ever shown to a reader.
"""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from etl.seal import seal
from indicators.catalogue.load import CATALOGUE_FOLDER

COUNTRIES = (
    "iso3,iso2,m49,name_en,name_ko,in_sentence_en,asean_since,role,aliases_en,aliases_ko,"
    "comtrade,uis_origin,kto\n"
    """KOR,KR,410,Korea,한국,,,home,,,,,
VNM,VN,704,Viet Nam,베트남,,1995-07-28,member,,,,,
THA,TH,764,Thailand,태국,,1967-08-08,member,,,,,
TLS,TL,626,Timor-Leste,동티모르,,2025-10-26,member,,,,,
JPN,JP,392,Japan,일본,,,comparator,,,,,
WLD,,,World,세계,,,group,,,,,
ASEAN,,,ASEAN,아세안,,,group,,,,,
"""
)

SOURCES = """id,publisher,title,published,url,found_via,licence,reliability,note
first_edition,Synthetic Office,Synthetic yearbook,2020,https://example.org/2020,,synthetic,republished,
later_edition,Synthetic Office,Synthetic yearbook,2021,https://example.org/2021,,synthetic,republished,
newspaper,Synthetic Times,Synthetic article,2022,https://example.org/news,,synthetic,news,
"""

NOTES = "id,en,ko\nrounded,Rounded by the synthetic office.,합성 자료의 반올림 값.\n"

CATALOGUE = """
[[unit]]
id = "persons"
base = "persons"
factor = 1
name_en = "persons"
name_ko = "명"
countable = true

[[unit]]
id = "persons_10k"
base = "persons"
factor = 10000
name_en = "ten thousand persons"
name_ko = "만 명"

[[measure]]
id = "visitor_arrivals"
pillar = "tourism"
flow = "people"
unit = "persons"
name_en = "Synthetic visitors"
name_ko = "합성 방문객"
definition_en = "Made up."
definition_ko = "지어낸 값."

[[measure]]
id = "music_exports"
pillar = "culture"
flow = "exports"
unit = "persons"
name_en = "Synthetic music"
name_ko = "합성 음악"
definition_en = "Made up."
definition_ko = "지어낸 값."

[[measure]]
id = "population_total"
pillar = "context"
flow = "none"
unit = "persons"
name_en = "Synthetic population"
name_ko = "합성 인구"
definition_en = "Made up."
definition_ko = "지어낸 값."

[[pair]]
id = "visitors"
pillar = "tourism"
measure = "visitor_arrivals"
title_en = "Synthetic visitors, both ways"
title_ko = "합성 상호 방문객"
basis = "visitors"
unit = "persons"
grade = "{grade}"
caveat_en = "Made up."
caveat_ko = "지어낸 값."
toward_korea = ["korean_count"]
toward_partner = ["host_count"]
toward_korea_en = "visitors from {{partner}} to Korea"
toward_korea_ko = "{{partner}} → 한국 방문객"
toward_partner_en = "Korean visitors to {{partner}}"
toward_partner_ko = "한국 → {{partner}} 방문객"
months = true

[[pair]]
id = "music"
pillar = "culture"
measure = "music_exports"
title_en = "Synthetic music, both ways"
title_ko = "합성 음악 교역"
basis = "music"
unit = "persons"
grade = "A"
caveat_en = "Made up."
caveat_ko = "지어낸 값."
toward_korea = ["music_trade"]
toward_partner = ["music_trade"]
toward_korea_en = "Korean music sold to {{partner}}"
toward_korea_ko = "{{partner}}에 팔린 한국 음악"
toward_partner_en = "music of {{partner}} sold to Korea"
toward_partner_ko = "한국에 팔린 {{partner}} 음악"

[[preference]]
id = "reliability"
order = 1
ranks = ["primary", "republished", "news", "other"]
rule_en = "Made up."
rule_ko = "지어낸 값."

[[preference]]
id = "edition"
order = 2
rule_en = "Made up."
rule_ko = "지어낸 값."

[[preference]]
id = "printed"
order = 3
rule_en = "Made up."
rule_ko = "지어낸 값."

[[preference]]
id = "status"
order = 4
ranks = ["final", "provisional", "secondary", "estimate"]
rule_en = "Made up."
rule_ko = "지어낸 값."
"""

_DATASET = """[dataset]
id = "{id}"
kind = "{kind}"
title_en = "Synthetic figures"
title_ko = "합성 자료"
publisher_en = "Synthetic Office"
publisher_ko = "합성 통계청"
address = "https://example.org"
licence = "synthetic"
counted_en = "Made up."
counted_ko = "지어낸 값."
basis = "visitors"
unit = "persons"
cadence = "year"
rows = 0
sha256 = "{zeros}"
"""

_SERIES = """
[[series]]
id = "{id}"
measure = "{measure}"
publisher_en = "Synthetic Office"
publisher_ko = "합성 통계청"
basis = "visitors"
unit = "persons"
definition_en = "Made up."
definition_ko = "지어낸 값."
cadence = "year"
annual = "sum"
keeper = "Synthetic Office"
"""

FLOW_HEADER = "series,origin,destination,period,value,unit,status,source,locator,note"


def flow(
    series: str,
    origin: str,
    destination: str,
    period: str,
    value: object,
    unit: str = "persons",
    status: str = "final",
    source: str = "first_edition",
    locator: str = "sheet 1",
    note: str = "",
) -> tuple[str, ...]:
    """One synthetic row of a flow file."""
    return tuple(
        map(str, (series, origin, destination, period, value, unit, status, source, locator, note))
    )


def months(series: str, origin: str, destination: str, year: int, values: Iterable[int]) -> list:
    """Rows for the first months of a year, one for each value."""
    return [
        flow(series, origin, destination, f"{year}-{month:02d}", value)
        for month, value in enumerate(values, start=1)
    ]


def write_world(
    folder: Path,
    rows: Iterable[tuple[str, ...]],
    populations: Iterable[tuple[str, int, int]] = (),
    grade: str = "A",
    extra: str = "",
) -> tuple[Path, Path]:
    """Write a raw folder and a catalogue folder; the two paths are what `build` takes."""
    raw, catalogue = folder / "raw", folder / "catalogue"
    for place in (raw / "figures", raw / "people", catalogue):
        place.mkdir(parents=True, exist_ok=True)
    (raw / "countries.csv").write_text(COUNTRIES, encoding="utf-8")
    (raw / "sources.csv").write_text(SOURCES, encoding="utf-8")
    (raw / "notes.csv").write_text(NOTES, encoding="utf-8")
    shutil.copy(CATALOGUE_FOLDER / "indicators.toml", catalogue)
    (catalogue / "world.toml").write_text(CATALOGUE.format(grade=grade) + extra, encoding="utf-8")
    series = "".join(
        _SERIES.format(id=name, measure=measure)
        for name, measure in (
            ("korean_count", "visitor_arrivals"),
            ("host_count", "visitor_arrivals"),
            ("music_trade", "music_exports"),
        )
    )
    _write(raw / "figures" / "flows.csv", "flows", FLOW_HEADER, rows, series)
    _write(
        raw / "people" / "population.csv",
        "denominators",
        "measure,country,year,value,unit,source,locator,note",
        (
            ("population_total", country, year, people, "persons", "first_edition", "sheet 2", "")
            for country, year, people in populations
        ),
    )
    return raw, catalogue


def _write(file: Path, kind: str, header: str, rows: Iterable[Iterable], extra: str = "") -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")
    provenance = _DATASET.format(id=file.stem, kind=kind, zeros="0" * 64) + extra
    file.with_suffix(".toml").write_text(provenance, encoding="utf-8")
    seal(file)
