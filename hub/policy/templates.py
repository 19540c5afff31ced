"""Relations printed once: their SQL as text with places for the subject and the parameters.

A statement asks about dozens of relations; building and compiling each expression anew made a
cold plan several times slower. A template's own aliases end in a number (`student_1`); whoever
asks names its rows otherwise (`this`, `hop_0`, `anon_1`), so that no name can be captured: that is
checked at each printing.

Whatever is said of the viewer is said of a target by the same text (`Theirs`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, ColumnElement, literal_column, true
from sqlalchemy.ext.compiler import compiles

from hub.policy.viewpoint import TARGETS
from hub.sql import template_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.sql.compiler import SQLCompiler

PLACE = re.compile(r"%\((\w+)\)s(?:::(?:UUID|DATE|TIMESTAMP WITH TIME ZONE))?|subject\.key(\d)")
OWN_ALIAS = re.compile(r" AS ([a-z_]+_\d+)\b")


@dataclass(frozen=True)
class Template:
    """SQL in pieces: texts between places, each place a parameter's name or a subject's number."""

    texts: tuple[str, ...]
    places: tuple[str | int, ...]
    aliases: frozenset[str]


class Printed(ColumnElement[bool]):
    """A relation about a subject, printed from its template."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, template: Template, subject: Sequence[ColumnElement[Any]]) -> None:
        self.template = template
        self.subject = tuple(subject)

    def self_group(self, against: Any = None) -> Printed:
        """EXISTS needs no brackets."""
        del against
        return self


@compiles(Printed)
def _print(printed: Printed, compiler: SQLCompiler, **options: Any) -> str:
    options.pop("within_columns_clause", None)
    parts = [printed.template.texts[0]]
    for place, text in zip(printed.template.places, printed.template.texts[1:], strict=True):
        parts += [_filled(printed, place, compiler, options), text]
    return "".join(parts)


def _filled(
    printed: Printed, place: str | int, compiler: SQLCompiler, options: dict[str, Any]
) -> str:
    if isinstance(place, str):
        return compiler.process(_PARAMETERS[place], **options)
    said = compiler.process(printed.subject[place], **options)
    if said.split(".")[0].strip('"') in printed.template.aliases:
        raise AssertionError(f"{said} would be captured by an alias of the relation")
    return said


class Theirs(ColumnElement[bool]):
    """A condition about the viewer, said of whoever they view as (P-33): written alike, with the
    target's parameters in place of the viewer's.
    """

    inherit_cache = False
    type = Boolean()

    def __init__(self, said: ColumnElement[bool]) -> None:
        self.said = said

    def self_group(self, against: Any = None) -> Theirs:
        """It brings brackets of its own."""
        del against
        return self


@compiles(Theirs)
def _print_theirs(theirs: Theirs, compiler: SQLCompiler, **options: Any) -> str:
    options.pop("within_columns_clause", None)
    return f"({compiler.process(theirs.said, **{**options, 'instead': TARGETS})})"


class Once(ColumnElement[bool]):
    """A condition that refers to what a statement reads once; said of a target, whom a CTE knows
    nothing of, it is written as it is.
    """

    inherit_cache = False
    type = Boolean()

    def __init__(self, shared: ColumnElement[bool], plain: ColumnElement[bool]) -> None:
        self.shared, self.plain = shared, plain


@compiles(Once)
def _print_once(once: Once, compiler: SQLCompiler, **options: Any) -> str:
    chosen = once.shared if options.get("instead") is None else once.plain
    return compiler.process(chosen, **options)


_PARAMETERS: dict[str, Any] = {}
"""The parameters of templates by name."""


_MADE: dict[tuple[str, str], Template] = {}


def template(
    form: tuple[str, str], keys: int, build: Callable[[Any], ColumnElement[bool]]
) -> Template:
    """The template of one `form` (a relation's name and how it is printed), made once.

    `build` makes its expression from as many subject columns as `keys` says.
    """
    if form not in _MADE:
        _MADE[form] = _made(keys, build)
    return _MADE[form]


def _made(keys: int, build: Callable[[Any], ColumnElement[bool]]) -> Template:
    subject: list[Any] = [literal_column(f"subject.key{at}") for at in range(keys)]
    expression = build(subject)
    if expression is true() or str(expression) == "true":
        return Template(("true",), (), frozenset())
    text, parameters = template_text(expression)
    _PARAMETERS.update(parameters)
    texts, places, at = [], [], 0
    for match in PLACE.finditer(text):
        texts.append(text[at : match.start()])
        places.append(match[1] or int(match[2]))
        at = match.end()
    texts.append(text[at:])
    return Template(tuple(texts), tuple(places), frozenset(OWN_ALIAS.findall(text)))
