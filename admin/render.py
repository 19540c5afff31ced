"""From a template and values to a page, with the headers that keep it to its reader."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from admin import days, entered, language, restrictions, rows, words
from admin.answers import Gap
from admin.environment import Pages, texts
from admin.language import marked
from hub.limits import PAPER_BYTES_MAX

HERE = Path(__file__).parent
STATIC = {
    "homeroom.css": "text/css",
    "homeroom.js": "text/javascript",
    "homeroom.svg": "image/svg+xml",
}
"""The files that pages load, with their media types."""
POWERS = (
    "accelerometer browsing-topics camera display-capture geolocation gyroscope hid "
    "magnetometer microphone midi payment screen-wake-lock serial usb xr-spatial-tracking"
).split()
"""What a browser lets pages do, and no page of ours asks for."""
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": ", ".join(f"{each}=()" for each in POWERS),
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "vary": "Cookie, Accept-Language",
}
GO_BACK = marked(
    "Go back: most browsers keep what you typed. Choose a smaller file, or scan it in black and "
    "white."
)
MESSAGES: dict[int | str, tuple[str, tuple[str, ...]]] = {
    "VIEW_AS_READS": (marked("Nothing is entered"),
                      (marked("While you view as a colleague you only read."),)),
    "VIEW_AS_REFUSED": (marked("You view as yourself again"),
                        (marked("You may not view as that colleague."),)),
    403: (marked("Not from here"),
          (marked("This form was sent from another site, or by an old browser."),)),
    404: (marked("Nothing here for you"),
          (marked("There is no such page, or it is not open to you."),)),
    405: (marked("Not this way"), (marked("This page can't be used in this way."),)),
    410: (marked("The link is used up"),
          (marked("It was used already, or its time is over. Ask for another."),)),
    413: (marked("Too large"),
          (marked("A form takes 256 KB, and a pack holds 5,000 students: do it in parts."),)),
    408: (marked("It took too long"),
          (marked("What you sent did not arrive in time, so nothing of it is entered."), GO_BACK)),
    "FILE_TOO_LARGE": (marked("The file is far too large"),
                       (marked("Nothing was entered."), GO_BACK)),
    "PAPERS_AT_ONCE": (marked("One file after the other"),
                       (marked("Your other files are still on their way: wait for them."),)),
    422: (marked("Sent before"), (marked("This form was sent already, with other answers."),
                                  marked("Open it again: it shows what was saved."))),
    426: (marked("Only over https"),
          (marked("A sign-in travels over an encrypted connection only."),)),
    429: (marked("Too many tries"), (marked("Wait a while, and try again."),)),
    503: (marked("Busy"), (marked("The database is busy. Try again in a moment."),)),
}  # fmt: skip
"""What a page without data says, by status, or by the code of a refusal."""
FILTERS = (
    words.code, words.titles, words.grade, words.school_year, words.day, words.month, words.hour,
    words.moment, words.weekday, words.weekdays,
    words.weekly, words.person, words.whose, words.roles, words.posted, words.sentence,
    words.spoken, words.kind_of, words.bytes_said, words.opens,
    entered.at, rows.by, rows.of, rows.until, rows.after, rows.together, rows.days,
    rows.urgent_first,
    restrictions.in_force, restrictions.stood, restrictions.binding, restrictions.may,
    restrictions.may_not, restrictions.closing, days.day_typed,
)  # fmt: skip
"""The functions that templates use as filters, each under its own name."""
WRONG = (marked("Something went wrong"), (marked("It is in the log under the request's id."),))


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A page with the window's headers."""
    shadowed = values.keys() & environment(language.language()).globals.keys()
    assert not shadowed, f"{shadowed} would hide what every page is given"
    text = environment(language.language()).get_template(template).render(**values)
    return HTMLResponse(text, status, {**HEADERS, "content-language": language.language()})


def download(content: bytes, name: str) -> Response:
    """A PDF to keep, with the window's headers."""
    kept = {"content-disposition": f'attachment; filename="{name}"'}
    headers = {**HEADERS, **kept, "content-language": language.language()}
    return Response(content, headers=headers, media_type="application/pdf")


def message(status: int, code: str = "") -> Response:
    """The page that says why there is no data; the same for everyone who meets this status, or
    this refusal of it.
    """
    title, lines = MESSAGES.get(code) or MESSAGES.get(status, WRONG)
    return page("message.html", status, title=title, lines=lines)


def static(name: str) -> Response:
    """A file that pages load; its address changes with its content, so it may be kept."""
    headers = {**HEADERS, "cache-control": "public, max-age=31536000, immutable"}
    del headers["vary"]
    content = (HERE / "static" / name).read_bytes()
    return Response(content, headers=headers, media_type=STATIC[name])


@cache
def environment(spoken: str) -> Pages:
    """What templates of a language stand in: where they are found, and their filters."""
    environment = Pages(
        loader=FileSystemLoader([HERE / "templates", HERE / "screens"]),
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,  # else every page asks the disk for the age of each of its templates
        cache_size=-1,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {each.__name__: each for each in FILTERS}
    environment.tests["gap"] = lambda value: isinstance(value, Gap)
    environment.globals |= {
        "orders_said": restrictions.ORDERS,
        "paper_most": PAPER_BYTES_MAX,
        "asked_again": language.asked,
        "languages": language.others,
    }
    environment.newstyle_gettext = True  # type: ignore[attr-defined] # the extension adds it
    environment.direct(
        **texts(spoken), address=_address, cell=words.cell, language=language.language
    )
    return environment


@cache
def _address(name: str) -> str:
    content = (HERE / "static" / name).read_bytes()
    return f"/admin/static/{name}?{sha256(content).hexdigest()[:12]}"
