"""Uvicorn for one page on one machine: no log of requests, few at a time, a quick end."""

from __future__ import annotations

import socket
from typing import Any

from uvicorn import Config, Server

from sim.lesson.live.server import Turns

MOST_CONNECTIONS = 64
PATIENCE = 2  # seconds that open answers have when the server ends


class QuietServer(Server):
    """A server that ends all work as soon as it is told to end."""

    def __init__(self, page: Any, turns: Turns) -> None:
        self._turns = turns
        super().__init__(
            Config(
                page,
                lifespan="off",
                ws="none",
                log_level="error",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=MOST_CONNECTIONS,
                timeout_keep_alive=5,
                timeout_graceful_shutdown=PATIENCE,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody wait for an answer."""
        self._turns.end()
        await super().shutdown(sockets)
