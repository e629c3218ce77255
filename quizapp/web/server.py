"""A server that opens the app anew for every browser tab."""

from collections.abc import Callable
from pathlib import Path

import aiohttp_jinja2
from aiohttp import web
from textual_serve.server import Server

from quizapp.language import current
from quizapp.web.guard import guard

_UNTIL_SESSIONS_END = 3.0
"""Seconds that open tabs have to end when the server does."""


def serve(
    command: str, host: str, port: int, token: str | None, started: Callable[[], None]
) -> None:
    """Serve what ``command`` runs until ctrl+c; ``started`` is called once browsers may come.

    Raises:
        OSError: The address cannot be listened at.
    """
    web.run_app(
        _Pages(command, host, port, token, started).make(),
        host=host,
        port=port,
        access_log=None,
        shutdown_timeout=_UNTIL_SESSIONS_END,
        print=None,
    )


class _Pages(Server):
    """textual-serve with a page of ours, which needs nothing from other hosts, and a guard."""

    def __init__(
        self, command: str, host: str, port: int, token: str | None, started: Callable[[], None]
    ) -> None:
        super().__init__(command, host, port, "quizapp", templates_path=Path(__file__).parent)
        self.token = token
        self.started = started

    async def make(self) -> web.Application:
        """The application behind its guard."""
        app = await self._make_app()
        app.middlewares.append(guard(self.token))
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Say where to look, in our words."""
        self.started()

    @aiohttp_jinja2.template("page.html")
    async def handle_index(self, request: web.Request) -> dict[str, object]:
        """The page, in the language of this program."""
        return {"language": current()}
