"""Every address under `/admin`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from admin.forms import Forms
from admin.papers import PAPERS, RIGHTS, Opening
from admin.passwords import OWN, Passwords
from admin.provider import BACK, GO, AtProvider
from admin.recoveries import PATH as RECOVERIES
from admin.recoveries import Recoveries
from admin.render import STATIC, message, static
from admin.screens import SCREENS, Screens
from admin.second_factor import CODE, ENROLL, SecondFactor
from admin.sign_in import AS, SignIn
from admin.sign_ins import EVERYBODYS, OWN_SIGN_INS, SignIns
from admin.undone import PATH as UNDO
from admin.undone import Undone
from admin.viewing import PATH as VIEW_AS
from admin.viewing import STOP, Viewing
from admin.work import FORMS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from hub.endpoints.signed_in import Reception


def routes(reception: Reception) -> list[Route]:
    """The window's routes."""
    sign_in, screens = SignIn(reception), Screens(reception)
    forms = Forms(reception, reception.secret)
    viewing = Viewing(reception)
    second, at_provider = SecondFactor(reception), AtProvider(reception)
    opening = Opening(reception)
    passwords, recoveries = Passwords(reception), Recoveries(reception)
    sign_ins = SignIns(reception)
    return [
        # what is opened most stands first: a router goes through them in this order
        *(Route(each.path, screens.showing(each), methods=["GET"]) for each in SCREENS),
        Route("/admin", screens.home, methods=["GET"]),
        Route("/admin/link/{token}", sign_in.ask, methods=["GET"]),
        Route("/admin/link/{token}", sign_in.redeem, methods=["POST"]),
        Route("/admin/sign-in", sign_in.form, methods=["GET"]),
        Route("/admin/sign-in", sign_in.enter, methods=["POST"]),
        Route(AS, sign_in.enter_as, methods=["POST"]),
        Route(GO, at_provider.go, methods=["GET"]),
        Route(BACK, at_provider.back, methods=["GET"]),
        Route(CODE, second.form, methods=["GET"]),
        Route(CODE, second.enter, methods=["POST"]),
        Route(ENROLL, second.enroll, methods=["GET"]),
        Route(ENROLL, second.enrolled, methods=["POST"]),
        Route("/admin/password/{token}", passwords.form, methods=["GET"]),
        Route("/admin/password/{token}", passwords.choose, methods=["POST"]),
        Route(OWN, passwords.own, methods=["GET"]),
        Route(OWN, passwords.change, methods=["POST"]),
        Route(RECOVERIES, recoveries.form, methods=["GET"]),
        Route(RECOVERIES, recoveries.enter, methods=["POST"]),
        Route(OWN_SIGN_INS, sign_ins.own, methods=["GET"]),
        Route(OWN_SIGN_INS, sign_ins.end_others, methods=["POST"]),
        Route(EVERYBODYS, sign_ins.everybodys, methods=["GET"]),
        Route(VIEW_AS, viewing.form, methods=["GET"]),
        Route(VIEW_AS, viewing.choose, methods=["POST"]),
        Route(STOP, viewing.stop, methods=["POST"]),
        Route(UNDO, Undone(reception).enter, methods=["POST"]),
        Route("/admin/sign-out", sign_in.sign_out, methods=["POST"]),
        Route("/admin/emergency-pack", screens.pack, methods=["GET"]),
        *(Route(each.screen.path, forms.showing(each), methods=["GET"]) for each in FORMS),
        *(Route(each.screen.path, forms.entering(each), methods=["POST"]) for each in FORMS),
        Route(RIGHTS.path, opening.rights, methods=["GET"]),
        *(Route(each.screen.path, opening.opening(each), methods=["GET"]) for each in PAPERS),
        Route("/admin/static/{name}", _file, methods=["GET"]),
    ]


async def _file(request: Request) -> Response:
    """A file that pages load."""
    name = request.path_params["name"]
    return static(name) if name in STATIC else message(404)
