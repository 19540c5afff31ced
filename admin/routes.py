"""Every address under `/admin`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from admin.render import STATIC, static
from admin.screens import SCREENS, Screens
from admin.sign_in import SignIn

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from admin.reception import Reception


def routes(reception: Reception) -> list[Route]:
    """The window's routes."""
    sign_in, screens = SignIn(reception), Screens(reception)
    return [
        Route("/admin/link/{token}", sign_in.ask, methods=["GET"]),
        Route("/admin/link/{token}", sign_in.redeem, methods=["POST"]),
        Route("/admin/sign-out", sign_in.sign_out, methods=["POST"]),
        Route("/admin", screens.home, methods=["GET"]),
        *(Route(each.path, screens.showing(each), methods=["GET"]) for each in SCREENS),
        *(Route(f"/admin/static/{name}", _file(name), methods=["GET"]) for name in STATIC),
    ]


def _file(name: str) -> Callable[[Request], Awaitable[Response]]:
    async def send(_request: Request) -> Response:
        return static(name)

    return send
