"""How a template becomes a page: one environment a language, in which whatever is the same on every
page is written once, when the template is compiled.

A page says some hundred texts of ours. In an environment of its own language each of them is a
constant, which Jinja's optimizer joins to the markup around it.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from admin.answers import Record
from admin.language import catalog

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    from jinja2.compiler import Frame


WRITERS: dict[type, Callable[[Any], str]] = {
    Markup: lambda markup: markup,
    str: html.escape,
    int: str,
    float: str,
}
"""How values of a kind are written; others are asked for their markup, or escaped."""


def written(value: object) -> str:
    """A value as the page holds it: markup as it is, everything else escaped."""
    return WRITERS.get(type(value), escape)(value)


class Written(CodeGenerator):
    """Writes the code of a template, with its direct calls as such."""

    environment: Pages

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802
        """The whole of a template."""
        self.writeline("written = environment.written")
        super().visit_Template(Directly(self.environment.said).visit(node), frame)

    def _output_child_pre(self, _node: nodes.Expr, frame: Frame, _finalize: Any) -> None:
        """What stands before a value that a template prints: Jinja's own way makes an object of
        each, which the page that is joined of them has no use for.
        """
        if not frame.eval_ctx.autoescape:
            raise ValueError("A template does not escape what it prints.")
        self.write("written(")


class Pages(Environment):
    """Where templates stand. A field of a record is reached in one step."""

    code_generator_class = Written
    written = staticmethod(written)

    def __init__(self, **options: Any) -> None:
        """As Jinja's own."""
        super().__init__(**options)
        self.said: set[str] = set()

    def direct(self, **functions: Callable[..., Any]) -> None:
        """Give every template functions that need nothing of the page but their arguments."""
        self.globals |= functions
        self.filters |= functions
        self.said |= functions.keys()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """What every template is given: none has any of its own, so they share one mapping."""
        return {**self.globals, **d} if d else self.globals

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record; of anything else whatever Jinja finds under the name."""
        if type(obj) is not Record:
            return Environment.getattr(self, obj, attribute)
        if attribute in obj:
            return obj[attribute]
        return self.undefined(obj=obj, name=attribute)


class Directly(NodeTransformer):
    """Makes filters of the calls of some functions: Jinja calls a filter without the context that
    it hands to functions and, where all arguments are constant, when it compiles.
    """

    def __init__(self, names: set[str]) -> None:
        self.names = names

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - Jinja's name for it
        """A call, of whatever."""
        self.generic_visit(node)
        called = node.node
        if not (isinstance(called, nodes.Name) and called.name in self.names and node.args):
            return node
        first, *others = node.args
        filtered = (first, called.name, others, node.kwargs, node.dyn_args, node.dyn_kwargs)
        return nodes.Filter(*filtered, lineno=node.lineno)


def texts(spoken: str) -> dict[str, Callable[..., Markup]]:
    """What says a text in a language, under gettext's names. A translated text is markup, as the
    template is around it, and the values in it are escaped.
    """
    known = catalog(spoken)

    def gettext(key: str, /, **values: object) -> Markup:
        return _filled(known.gettext(key), values)

    def ngettext(one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(known.ngettext(one, many, num), {"num": num, **values})

    def pgettext(context: str, key: str, /, **values: object) -> Markup:
        return _filled(known.pgettext(context, key), values)

    def npgettext(context: str, one: str, many: str, num: int, /, **values: object) -> Markup:
        return _filled(known.npgettext(context, one, many, num), {"num": num, **values})

    found = (gettext, ngettext, pgettext, npgettext)
    return {"_": gettext, **{each.__name__: each for each in found}}


def _filled(text: str, values: Mapping[str, object]) -> Markup:
    """A text of a catalog of ours with its values, which no input chose."""
    return Markup(text % {name: written(each) for name, each in values.items()})  # noqa: S704
