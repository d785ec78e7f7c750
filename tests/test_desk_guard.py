"""The desk's guard: what foreign pages cannot do, and how those are known who may."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pipeline.desk.serving import app as desk_app
from pipeline.desk.serving.app import application
from pipeline.desk.serving.guard import POLICY, Listening, listening
from pipeline.desk.stream import Stream
from pipeline.desk.views.web import LARGEST_BODY, form_of, local, reader_of
from pipeline.errors import RecensionError

HERE = Listening("127.0.0.1", 8290)
OWN = {"Origin": "http://127.0.0.1:8290"}


class Standing:
    """All that the application itself needs of a desk."""

    def __init__(self) -> None:
        self.stream = Stream()
        self.running = False

    async def start(self) -> None:
        self.running = True

    async def stop(self) -> None:
        self.running = False


async def view(request: Request) -> PlainTextResponse:
    return PlainTextResponse(reader_of(request))


async def answer(request: Request) -> PlainTextResponse:
    form = await form_of(request)
    return PlainTextResponse("|".join(f"{name}={value}" for name, value in form.multi_items()))


async def fault(request: Request) -> PlainTextResponse:
    raise ValueError("<script>secret</script>")


async def unfit(request: Request) -> PlainTextResponse:
    raise RecensionError("it <b>cannot</b> be", "line 3", "do another thing")


class Views:
    ROUTES = (
        Route("/", view),
        Route("/answer", answer, methods=["POST"]),
        Route("/fault", fault),
        Route("/unfit", unfit),
        Route("/enter", view),
    )


@contextmanager
def asked(
    monkeypatch: pytest.MonkeyPatch, at: Listening = HERE, who: str = "Ann"
) -> Iterator[TestClient]:
    monkeypatch.setattr(desk_app, "VIEWS", (Views,))
    address = f"http://{at.host}:{at.port}"
    app = application(Standing(), at, who)
    with TestClient(app, address, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    with asked(monkeypatch) as client:
        yield client


# --- foreign pages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8290", "localhost:8290", "[::1]:8290", "127.0.0.1", "LOCALHOST"]
)
def test_names_of_this_machine_are_the_desks(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example:8290", "localhost.evil.example", "", "10.0.0.1"],
)
def test_another_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        OWN,
        {**OWN, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_the_desks_own_pages_may_change_things(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/answer", data={"do": "keep"}, headers=headers).text == "do=keep"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:8291"},
        {"Origin": "https://127.0.0.1:8290"},
        {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_changes_nothing(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/answer", data={"do": "keep"}, headers=headers).status_code == 403


def test_another_page_may_lead_here_but_use_nothing(client: TestClient) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/", headers={**foreign, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/", headers={**foreign, "Sec-Fetch-Mode": "no-cors"}).status_code == 403


# --- the token ------------------------------------------------------------------------------------


def test_a_desk_for_this_machine_alone_has_no_token() -> None:
    assert not listening("127.0.0.1", 1).token
    assert not listening("localhost", 1).token
    assert len(listening("0.0.0.0", 1).token) > 40
    assert listening("192.0.2.7", 1).token != listening("192.0.2.7", 1).token


def test_a_token_is_shown_once_and_kept_in_a_cookie(monkeypatch: pytest.MonkeyPatch) -> None:
    at = Listening("192.0.2.7", 8290, "right")
    with asked(monkeypatch, at) as client:
        for wrong in ("/", "/?token=wrong", "/?token=", "/?token=%C3%A9"):
            assert client.get(wrong).status_code == 403
        assert (
            client.post("/answer", headers={"Origin": "http://192.0.2.7:8290"}).status_code == 403
        )
        entered = client.get(at.address)
        assert 'http-equiv="refresh" content="0; url=/"' in entered.text
        cookie = entered.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert client.get("/").text == "Ann"
        client.cookies.clear()
        client.cookies.set(at.cookie, "wrong")
        assert client.get("/").status_code == 403


def test_what_listens_everywhere_has_addresses_but_no_foreign_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with asked(monkeypatch, Listening("0.0.0.0", 8290, "right")) as client:
        client.get("/?token=right")
        assert client.get("/", headers={"Host": "192.0.2.7:8290"}).status_code == 200
        assert client.get("/", headers={"Host": "evil.example:8290"}).status_code == 400


# --- what is answered -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/enter", "/fault", "/unfit", "/absent", "/desk/htmx.min.js", "/desk/absent"]
)
def test_every_answer_forbids_foreign_parts_and_scripts(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["cache-control"] in ("no-store", "no-cache")


def test_refusals_have_the_headers_too(client: TestClient) -> None:
    assert (
        client.get("/", headers={"Host": "evil.example"}).headers["content-security-policy"]
        == POLICY
    )


@pytest.mark.parametrize(
    "path",
    [
        "/desk/../../pyproject.toml",
        "/desk/%2e%2e/%2e%2e/pyproject.toml",
        "/desk/..%2f..%2fpyproject.toml",
        "/desk/templates",
        "/desk/templates/said.html",
        "/desk//etc/passwd",
        "/%2e%2e/pyproject.toml",
        "/desk/htmx.min.js%00.txt",
    ],
)
def test_no_address_leads_to_another_file(client: TestClient, path: str) -> None:
    answered = client.get(path)
    assert answered.status_code == 404
    assert "There is nothing at this address" in answered.text


def test_a_body_has_its_greatest_size(client: TestClient) -> None:
    most = "x" * (LARGEST_BODY - 4)
    assert client.post("/answer", data={"new": most}, headers=OWN).text == f"new={most}"
    assert client.post("/answer", data={"new": most + "x"}, headers=OWN).status_code == 413

    def endless() -> Iterator[bytes]:
        yield from [b"new=" + b"x" * 1024] * 100

    chunked = {**OWN, "Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/answer", content=endless(), headers=chunked).status_code == 413


def test_a_form_has_no_files_and_one_kind_of_line_end(client: TestClient) -> None:
    assert client.post("/answer", data={"note": "a\r\nb"}, headers=OWN).text == "note=a\nb"
    files = {"new": ("a.txt", b"x")}
    assert client.post("/answer", files=files, headers=OWN).status_code == 400


def test_a_view_that_fails_says_so_without_its_reasons(client: TestClient) -> None:
    answered = client.get("/fault")
    assert answered.status_code == 500
    assert "fault of Recension (ValueError)" in answered.text
    assert "secret" not in answered.text
    assert "Traceback" not in answered.text
    assert client.get("/").status_code == 200


def test_the_reasons_are_for_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_app, "VIEWS", (Views,))
    client = TestClient(application(Standing(), HERE, "Ann"), "http://127.0.0.1:8290")
    with pytest.raises(ValueError, match="secret"):
        client.get("/fault")


def test_what_cannot_be_done_is_said_with_its_remedy(client: TestClient) -> None:
    whole = client.get("/unfit")
    assert whole.status_code == 422
    assert "line 3: it &lt;b&gt;cannot&lt;/b&gt; be" in whole.text
    assert "do another thing" in whole.text
    part = client.get("/unfit", headers={"HX-Request": "true"})
    assert part.headers["hx-retarget"] == "#status"
    assert "<html" not in part.text


# --- who asks -------------------------------------------------------------------------------------


def test_whoever_has_no_name_is_asked_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(monkeypatch, who="") as client:
        led = client.get("/page/3?view=raw")
        assert (led.status_code, led.headers["location"]) == (
            303,
            "/enter?to=%2Fpage%2F3%3Fview%3Draw",
        )
        assert client.get("/", headers={"HX-Request": "true"}).headers["hx-redirect"] == "/enter"
        assert client.post("/answer", headers=OWN).headers["location"] == "/enter"
        assert client.get("/enter").status_code == 200
        assert client.get("/desk/htmx.min.js").status_code == 200
        client.cookies.set("reader", "Zo%C3%AB%20%C5%81.")
        assert client.get("/").text == "Zoë Ł."


def test_addresses_to_go_on_to_are_the_desks_own() -> None:
    foreign = ("https://evil.example/", "//evil.example", "/\\evil.example", "page", "", "/a\r\nb")
    assert {local(address) for address in foreign} == {"/"}


# --- start and end --------------------------------------------------------------------------------


def test_the_desk_runs_as_long_as_the_application() -> None:
    desk = Standing()
    with TestClient(application(desk, HERE), "http://127.0.0.1:8290"):
        assert desk.running
    assert not desk.running
