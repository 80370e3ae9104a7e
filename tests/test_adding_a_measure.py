"""A new measure needs one CSV and one TOML, and no code."""

from __future__ import annotations

import shutil
from pathlib import Path

import indicators
from etl.build import build
from etl.seal import seal
from indicators.catalogue.load import RAW_FOLDER

PROVENANCE = """[dataset]
id = "synthetic_couriers"
title_en = "Synthetic couriers"
title_ko = "합성 택배"
publisher_en = "Synthetic Office"
publisher_ko = "합성 통계청"
address = "https://example.org"
licence = "synthetic"
counted_en = "Made up for a test."
counted_ko = "시험용으로 지어낸 값."
basis = "couriers"
unit = "parcels_thousand"
cadence = "year"
rows = 0
sha256 = "0000000000000000000000000000000000000000000000000000000000000000"

[[unit]]
id = "parcels"
base = "parcels"
factor = 1
name_en = "parcels"
name_ko = "개"

[[unit]]
id = "parcels_thousand"
base = "parcels"
factor = 1000
name_en = "thousand parcels"
name_ko = "천 개"

[[source]]
id = "synthetic_yearbook"
publisher = "Synthetic Office"
title = "Synthetic yearbook"
licence = "synthetic"
reliability = "primary"
url = "https://example.org"

[[measure]]
id = "parcels_sent"
pillar = "context"
flow = "people"
unit = "parcels"
name_en = "Parcels"
name_ko = "소포"
definition_en = "Made up for a test."
definition_ko = "시험용으로 지어낸 값."

[[series]]
id = "synthetic_parcels"
measure = "parcels_sent"
publisher_en = "Synthetic Office"
publisher_ko = "합성 통계청"
basis = "couriers"
unit = "parcels"
definition_en = "Made up for a test."
definition_ko = "시험용으로 지어낸 값."
cadence = "year"
keeper = "Synthetic Office"

[[pair]]
id = "parcels"
pillar = "context"
measure = "parcels_sent"
title_en = "Parcels, both ways"
title_ko = "상호 소포"
basis = "couriers"
unit = "parcels"
grade = "A"
caveat_en = "Made up for a test."
caveat_ko = "시험용으로 지어낸 값."
toward_korea = ["synthetic_parcels"]
toward_partner = ["synthetic_parcels"]
toward_korea_en = "parcels from {partner} to Korea"
toward_korea_ko = "{partner} → 한국 소포"
toward_partner_en = "parcels from Korea to {partner}"
toward_partner_ko = "한국 → {partner} 소포"
"""

FIGURES = """series,origin,destination,period,value,unit,status,source,locator,note
synthetic_parcels,KOR,VNM,2023,4,parcels_thousand,final,synthetic_yearbook,sheet 1,
synthetic_parcels,VNM,KOR,2023,12,parcels_thousand,final,synthetic_yearbook,sheet 1,
"""


def test_a_measure_is_added_by_one_csv_and_one_toml(tmp_path: Path):
    raw = tmp_path / "raw"
    shutil.copytree(RAW_FOLDER, raw)
    file = raw / "context" / "synthetic_couriers.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_text(FIGURES, encoding="utf-8")
    file.with_suffix(".toml").write_text(PROVENANCE, encoding="utf-8")
    seal(file)
    store = tmp_path / "store.duckdb"
    build(raw, store)

    assert "parcels" in set(indicators.pairs(store=store)["pair_id"])
    found = indicators.two_way("parcels", ["VNM"], store=store).iloc[0]
    assert (found["toward_korea"], found["toward_partner"]) == (12_000, 4_000)
    assert found["balance"] == 0.5
    assert found["grade"] == "A"
