"""Who may come in: browsers on this machine, or whoever has the token.

A page of another site must not steer the app, neither by a WebSocket to a loopback address (which
browsers allow to any page) nor under a host name that it made point here (DNS rebinding).
"""

import hmac
import ipaddress
import secrets
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from quizapp.language import _

_COOKIE = "quizapp"


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach a host name or address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def guard(token: str | None) -> Middleware:
    """A middleware that refuses strangers with status 403.

    Without ``token`` the address asked for must be a loopback one. With it a browser shows it once
    (``/?token=…``) and gets a cookie, which is good as long as this server runs.
    """
    key = secrets.token_urlsafe()

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not _is_own_page(request):
            raise web.HTTPForbidden(text=_("Only quizapp's own page may ask this."))
        if token is None:
            if not is_loopback(_name_of(request.host)):
                raise web.HTTPForbidden(text=_("Open this at localhost or 127.0.0.1."))
            return await handler(request)
        if _same(request.cookies.get(_COOKIE, ""), key):
            return await handler(request)
        if not _same(request.query.get("token", ""), token):
            raise web.HTTPForbidden(text=_("Open the address with its token: /?token=…"))
        response = web.HTTPFound("/")
        response.set_cookie(_COOKIE, key, httponly=True, samesite="Strict")
        return response

    return guarded


def _is_own_page(request: web.Request) -> bool:
    """Whether a request comes from a page of this server, or from none (an address typed)."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _name_of(host: str) -> str:
    """The name in ``name:port`` or ``[address]:port``."""
    return urlsplit(f"//{host}").hostname or ""


def _same(given: str, right: str) -> bool:
    return hmac.compare_digest(given.encode(), right.encode())
