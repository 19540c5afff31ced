"""Repeat: do something over and over beside the server, whatever becomes of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

_log = structlog.get_logger()


async def over_and_over(work: Callable[[], Awaitable[float]], failed: str, retry: float) -> None:
    """Do something, and again in as many seconds as it says. A failure is logged as the event
    `failed` when it begins, and tried again after `retry` seconds.
    """
    failing = False
    while True:
        try:
            pause = await work()
            failing = False
        except Exception:  # noqa: BLE001 -- databases and receivers come back, and it goes on
            if not failing:
                _log.exception(failed)
            failing, pause = True, retry
        await asyncio.sleep(pause)
