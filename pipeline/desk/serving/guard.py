"""Who may ask the desk for what: a wall around all views (ASGI 3).

The desk stands open to every program of this machine, and so to every page that its browser shows.
Three things keep foreign pages out. A name that leads here by a trick of the domain name system
(rebinding) is no name of the desk. What changes something must come from a page of the desk's own.
And whoever comes from another machine shows a token, which only those know whom the desk's address
was given to. What the desk answers may load nothing from elsewhere, and run nothing of its own
(Content Security Policy, level 3): a text that looks like a script stays a text.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from secrets import compare_digest, token_urlsafe

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
READING = frozenset({"GET", "HEAD"})
"""The methods that change nothing."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer, by which forms would be sent with the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@dataclass(frozen=True, slots=True)
class Listening:
    """Where the desk listens, and the token that must be shown there; empty if none."""

    host: str
    port: int
    token: str = ""

    @property
    def address(self) -> str:
        """The address by which the desk is entered.

        >>> Listening("127.0.0.1", 8290).address
        'http://127.0.0.1:8290/'
        """
        bare = _own_address() if _is_everywhere(self.host) else self.host
        host = f"[{bare}]" if ":" in bare else bare
        return f"http://{host}:{self.port}/" + (f"?token={self.token}" if self.token else "")

    @property
    def cookie(self) -> str:
        """The cookie of the token. Cookies know no ports, and several desks may be open."""
        return f"token-{self.port}"


def listening(host: str, port: int) -> Listening:
    """Say where a desk listens; it has a token unless it is there for this machine alone."""
    return Listening(host, port, "" if is_loopback(host) else token_urlsafe(32))


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    return host in LOOPBACK or ((address := _address(host)) is not None and address.is_loopback)


class Guard:
    """Lets through what comes from the desk's own pages, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, at: Listening) -> None:
        self.app = app
        self.at = at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have the desk answer it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            answer = self._foreign(scope) or self._unknown(HTTPConnection(scope)) or self.app
            await answer(scope, receive, _with_headers(send))

    def _foreign(self, scope: Scope) -> Response | None:
        """Refuse what the page of another site may have asked for."""
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        site = headers.get("sec-fetch-site")
        if not self._is_ours(host):
            return _refusal(400, "The desk does not go by this name.")
        if scope["method"] not in READING:
            own = origin == f"http://{host}" if origin else site in ("same-origin", "none")
        else:
            # Another's page may have a link that leads here, but may use nothing that is here.
            link = headers.get("sec-fetch-mode") == "navigate"
            own = link or site not in ("cross-site", "same-site")
        return None if own else _refusal(403, "This was sent from a page that is not the desk's.")

    def _is_ours(self, host: str) -> bool:
        """Tell whether a name, with or without a port, is one of the desk's."""
        name = re.sub(r":\d*$", "", host).strip("[]").lower()
        if name in {*LOOPBACK, self.at.host.lower()}:
            return True
        # What listens everywhere has all this machine's addresses. Rebinding needs a name.
        by_address = _address(name) is not None or name == socket.gethostname().lower()
        return _is_everywhere(self.at.host) and by_address

    def _unknown(self, connection: HTTPConnection) -> Response | None:
        """Refuse whoever shows no token, where one is needed; take it out of the address."""
        if not self.at.token:
            return None
        if self._is_token(connection.query_params.get("token", "")):
            return self._admission()
        if self._is_token(connection.cookies.get(self.at.cookie, "")):
            return None
        return _refusal(403, "Ask whoever started the desk for its address, with its token.")

    def _is_token(self, shown: str) -> bool:
        return compare_digest(shown.encode(), self.at.token.encode())

    def _admission(self) -> Response:
        # No redirection: on one that began with a link in a letter, the cookie would not be sent
        # (RFC 6265bis, 5.2: it counts as coming from the letter's site).
        page = (
            '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>The desk</title>'
            '<meta http-equiv="refresh" content="0; url=/"><p><a href="/">To the desk</a></p>'
        )
        response = HTMLResponse(page)
        response.set_cookie(self.at.cookie, self.at.token, httponly=True, samesite="strict")
        return response


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent


def _refusal(status: int, said: str) -> Response:
    return PlainTextResponse(said, status)


def _is_everywhere(host: str) -> bool:
    """Tell whether a host stands for all addresses of this machine."""
    return (address := _address(host)) is not None and address.is_unspecified


def _own_address() -> str:
    """Give the address by which other machines reach this one, or else its name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            # Nothing is sent: it is only told by which way it would go (RFC 5737's address).
            asked.connect(("192.0.2.1", 9))
        except OSError:
            return socket.gethostname()
        address: str = asked.getsockname()[0]
        return address


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
