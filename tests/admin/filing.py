"""Files as somebody sends them in, and forms that are sent with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.admin.conftest import OURS
from tests.admin.test_forms import fetch, fields

if TYPE_CHECKING:
    import httpx

    from tests.admin.conftest import Browser
    from tests.doors.conftest import Doors

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"
File = tuple[str, bytes, str]
ORDER: File = ("order of Ana Torres.pdf", PDF, "application/pdf")
KEYS = "SELECT key FROM paper ORDER BY kept_at"


async def sent_with(
    browser: Browser, path: str, file: File, name: str = "documentKey", **more: str
) -> httpx.Response:
    """A form as it stands on its page, with some fields and a file, sent."""
    form = fields(await browser.see(path)) | more
    return await again(browser, path, form, file, name)


async def again(
    browser: Browser, path: str, form: dict[str, str], file: File | None, name: str = "documentKey"
) -> httpx.Response:
    """A form with these fields, sent as a browser sends one that has a field for a file."""
    chosen = file or ("", b"", "application/octet-stream")
    form = {each: said for each, said in form.items() if each != f"{name}-file"}
    return await browser.http.post(path, data=form, files={f"{name}-file": chosen}, headers=OURS)


async def sure(browser: Browser, path: str, response: httpx.Response) -> httpx.Response:
    """The page that asks once more, sent."""
    assert response.status_code == 200, response.text
    return await again(browser, path, fields(response.text) | {"checked": "yes"}, None)


async def keys(doors: Doors) -> list[str]:
    """The keys of all files that are kept, the oldest first."""
    return [each["key"] for each in await fetch(doors, KEYS)]
