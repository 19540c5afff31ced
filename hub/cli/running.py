"""Running a command: its settings, its event loop, its signals, and how it tells a refusal."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import asyncpg
import typer
import uvloop
from pydantic import ValidationError

from hub.cli.errors import CommandRefused
from hub.errors import Refusal
from hub.postgres import PostgresError
from hub.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator
    from pathlib import Path

REFUSED = 1
INTERRUPTED = 130
"""What a shell says of a command that was ended by a signal."""


def run(
    work: Callable[[Settings], Coroutine[Any, Any, None]],
    data: Path | None,
    **given: int | None,
) -> None:
    """Run a command's work to its end, with the settings of this call; None is as if not given.

    A refusal is told in one sentence on standard error and exits with 1.
    """
    with refusals_told():
        settings = chosen_settings(data, **given)
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                runner.run(_until_terminated(work(settings)))
        except (KeyboardInterrupt, asyncio.CancelledError):
            typer.echo("Stopped.", err=True)
            raise typer.Exit(INTERRUPTED) from None


async def _until_terminated(work: Coroutine[Any, Any, None]) -> None:
    """Let SIGTERM end the work as Ctrl-C does: in order, with its database stopped."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await work


def chosen_settings(data: Path | None, **given: int | None) -> Settings:
    """The environment's settings, under what the command was given. Raises CommandRefused."""
    chosen: dict[str, Any] = {"data_dir": data, **given}
    try:
        return Settings(**{name: value for name, value in chosen.items() if value is not None})
    except ValidationError as error:
        # the values stay untold: one of them may be a password
        wrong = "; ".join(
            f"HOMEROOM_{'_'.join(map(str, each['loc'])).upper()}: {each['msg']}"
            if each["loc"]
            else each["msg"]
            for each in error.errors(include_input=False, include_url=False)
        )
        raise CommandRefused(f"The settings can't be used: {wrong}.") from None


@contextmanager
def refusals_told() -> Iterator[None]:
    """Tell what can't be done in one sentence, and exit with 1."""
    try:
        yield
    except (CommandRefused, PostgresError, Refusal) as error:
        refused(str(error))
    except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        # its own words may quote a row
        state = getattr(error, "sqlstate", None)
        code = f" ({state})" if state else ""
        refused(f"The database refused a statement: {type(error).__name__}{code}.")


def refused(why: str) -> None:
    """Say why on standard error, and exit with 1."""
    typer.echo(f"homeroom: {why}", err=True)
    raise typer.Exit(REFUSED)
