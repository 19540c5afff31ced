"""The catalogs of a language as files: what they say, and how they are written anew.

`CATALOGS=update pytest tests/admin/test_words.py` adds an empty entry for each text that has none,
in the file of its folder, and takes away those that nobody says any more.
"""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from admin.language import CATALOGS, HUB
from admin.render import HERE
from tests.admin import refusing, wording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from babel.messages.catalog import Message

    from tests.admin.wording import Key

    Said = Mapping[Key, tuple[str, ...]]

ROOT = HERE.parent
HEAD = """\
# What pages say in {language}: {about}.
# Written by hand; `CATALOGS=update pytest tests/admin/test_words.py` adds what is missing.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
ABOUT = {
    "shared": "what more than one folder of screens, or every page, says",
    "sentences": "what modules say",
    "codes": "codes in words",
    "policies": "standings, denies and slices of the policy, in words",
    "history": "what pages of history say",
    "hub": "what the hub says against a change, and of disclosures; {0} is a value",
}
WIDTH = 90


def entries(path: Path) -> dict[Key, Message]:
    """What a catalog says, by its keys."""
    with path.open("rb") as file:
        return {
            wording.key_of(message.id, message.context): message
            for message in read_po(file, locale=path.parent.name, abort_invalid=True)
            if message.id
        }


def catalogs(language: str = "es") -> dict[str, dict[Key, Message]]:
    """Every catalog of a language, by the name of its file."""
    return {path.stem: entries(path) for path in sorted((CATALOGS / language).glob("*.po"))}


def strings(message: Message) -> tuple[str, ...]:
    """What an entry says, in each of its forms."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def wanted() -> dict[Key, tuple[str, list[str]]]:
    """Every text that has to be said in each language: in which catalog, and where it stands."""
    found: dict[Key, tuple[str, list[str]]] = {}
    for key, paths in wording.marked_texts().items():
        found[key] = _home(paths), [path.relative_to(ROOT).as_posix() for path in paths]
    for said, lists in wording.codes_shown().items():
        found["code", (said,)] = "codes", sorted(lists)
    for path in refusing.sources():
        for said in sorted(refusing.sentences(path)):
            places = found.setdefault((HUB, (said,)), ("hub", []))[1]
            places.append(path.relative_to(ROOT).as_posix())
    for said in refusing.of_disclosures():
        found[HUB, (said,)] = "hub", ["hub/ledger/laws.py"]
    for said in refusing.of_policy():
        found.setdefault((HUB, (said,)), ("policies", ["hub/policy"]))
    return found


def _home(paths: list[Path]) -> str:
    """The catalog of texts that stand in these files, where no other has them already."""
    folders = {
        path.parent.name if path.parent.parent == HERE / "screens" else "shared"
        for path in paths
        if path.suffix == ".html"
    }
    if len(folders) > 1:
        return "shared"
    return folders.pop() if folders else "sentences"


def write_anew(language: str = "es", said: Said | None = None) -> None:
    """Write the catalogs with all that is wanted; what nobody has said yet is left empty."""
    written = catalogs(language)
    homes = {key: name for name, held in written.items() for key in held}
    known = {key: strings(each) for held in written.values() for key, each in held.items()}
    known |= said or {}
    files: dict[str, Catalog] = defaultdict(lambda: Catalog(locale=language))
    for key, (home, places) in wanted().items():
        context, forms = key
        empty = ("",) * len(forms)
        in_words = known.get(key, empty)
        coded = home == "codes"
        files[homes.get(key, home)].add(
            forms if len(forms) > 1 else forms[0],
            in_words if len(forms) > 1 else in_words[0],
            context=context or None,
            locations=[] if coded else [(place, 0) for place in sorted(places)],
            auto_comments=places if coded else [],
            flags=["python-format"] if "%(" in forms[0] else [],
        )
    for name in written.keys() | files.keys():
        path = CATALOGS / language / f"{name}.po"
        if name in files:
            path.write_bytes(_file(files[name], language, name))
        else:
            path.unlink()


def _file(catalog: Catalog, language: str, name: str) -> bytes:
    text = BytesIO()
    write_po(text, catalog, width=WIDTH, omit_header=True, sort_by_file=True, include_lineno=False)
    about = ABOUT.get(name, f"what `admin/screens/{name}` says")
    return HEAD.replace("{language}", language).replace("{about}", about).encode() + text.getvalue()
