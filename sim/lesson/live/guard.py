"""Who may ask a live page for what: its own browser on this machine, and nobody else."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 16_384


class Guard:
    """Refuses foreign hosts and origins, and sends headers that keep the page to itself.

    A page from elsewhere can make a browser ask this server, under a name that leads here, but it
    cannot choose what the browser says of the name (Host) and of itself (Origin).
    """

    def __init__(self, app: ASGIApp, port: int, policy: str) -> None:
        self._app = app
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        if port == 80:
            self._hosts |= {"127.0.0.1", "localhost"}
        self._headers = {
            "content-security-policy": f"{policy}; frame-ancestors 'none'",
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
            "cache-control": "no-store",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may be asked."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        refusal = self._refusal(Headers(scope=scope))
        app = self._app if refusal is None else JSONResponse({"said": refusal}, 403)
        await app(scope, receive, send_guarded)

    def _refusal(self, headers: Headers) -> str | None:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return f"This page is served as {min(self._hosts)} only."
        if any(each.lower() not in {f"http://{host}" for host in self._hosts} for each in origins):
            return "Only this page itself may ask for runs."
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return "Only this page itself may ask for runs."
        return None


class TooLarge(Exception):
    """A request says more than any set of sliders could."""


async def small_body(request: Request) -> bytes:
    """The body of a request; raises TooLarge before more than that is read."""
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > LARGEST_BODY:
        raise TooLarge
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY:
            raise TooLarge
    return body
