"""What each status means, and the words of the description that belong to no table."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from api.words import Text


@dataclass(frozen=True)
class Status:
    """A status of HTTP as it is used here, with the headers it brings."""

    code: int
    meaning: Text
    headers: tuple[str, ...] = ()


STATUSES = (
    Status(200, Text("The figures.", "요청한 통계.")),
    Status(
        304,
        Text(
            "The reader has this answer already (If-None-Match).",
            "요청자가 이미 같은 응답을 가지고 있음(If-None-Match).",
        ),
        ("ETag",),
    ),
    Status(
        400,
        Text(
            "A parameter that is not there, or a value that cannot be one.",
            "없는 매개변수이거나 쓸 수 없는 값.",
        ),
    ),
    Status(
        404,
        Text(
            "A name that is not known; the nearest known one is told.",
            "없는 이름. 가장 비슷한 이름을 알려 줌.",
        ),
    ),
    Status(
        405, Text("Figures are only read: GET and HEAD.", "읽기만 가능: GET과 HEAD."), ("Allow",)
    ),
    Status(406, Text("A format that is not written here.", "제공하지 않는 형식.")),
    Status(
        413,
        Text("A request to read that carries content.", "본문이 실린 조회 요청."),
    ),
    Status(414, Text("A query longer than any real one.", "너무 긴 질의.")),
    Status(
        429,
        Text("Too many requests from one address.", "같은 주소의 요청이 너무 많음."),
        ("Retry-After",),
    ),
    Status(500, Text("An error of the server.", "서버 오류.")),
    Status(
        503,
        Text("There are no figures to serve at this moment.", "현재 제공할 수 있는 통계가 없음."),
        ("Retry-After",),
    ),
)

TITLE = Text(
    "Reciprocity between Korea and ASEAN: data API", "한-아세안 쌍방향 교류 지표: 데이터 API"
)

WORDS = MappingProxyType(
    {
        "about": Text(
            "Published figures in both directions, the indicators made from them, and the source "
            "of every one. Read-only. HEAD is answered like GET. A direction that is not "
            "published is empty (null), never zero. Every row names the release it was read from; "
            "quote it with the figure.",
            "양방향으로 공표된 값과 이를 바탕으로 계산한 지표, 그리고 모든 값의 출처를 읽기 "
            "전용으로 제공합니다. HEAD는 GET과 같이 응답합니다. 공표되지 않은 방향은 빈 값(null)"
            "이며 0이 아닙니다. 모든 행에 버전이 있으므로 인용할 때 함께 적어 주십시오.",
        ),
        "licence": Text(
            "By source: the column licence of the table sources",
            "출처별 이용 조건: sources 표의 licence 열",
        ),
        "format": Text("The format of the answer.", "응답 형식."),
        "if_none_match": Text(
            "The ETag of an answer the reader has; 304 where it still holds.",
            "이미 받은 응답의 ETag. 변동이 없으면 304로 응답.",
        ),
        "etag": Text(
            "Mark of the release and the question, for If-None-Match.",
            "버전과 질의의 표지. If-None-Match에 사용.",
        ),
        "cache": Text("Kept answers are asked for again each time.", "보관한 응답도 매번 확인."),
        "version": Text("Release the answer was read from.", "응답의 버전."),
        "retry": Text("Seconds to wait.", "기다릴 시간(초)."),
        "allow": Text("Methods that are answered.", "허용되는 방식."),
        "error": Text("What is wrong, in one sentence.", "무엇이 잘못되었는지 한 문장."),
        "remedy": Text("What to do about it, in one sentence.", "어떻게 하면 되는지 한 문장."),
        "health": Text(
            "Whether there are figures to serve, of which release, and how old it is.",
            "제공할 통계가 있는지와 그 버전 및 경과 시간.",
        ),
        "openapi": Text("This description.", "이 명세."),
        "page": Text("What the API gives, as a page for people.", "사람이 읽는 안내 화면."),
    }
)
