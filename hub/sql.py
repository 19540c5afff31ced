"""The text of a statement: SQLAlchemy's PostgreSQL dialect, with constants written in place.

Only what differs between two requests of one shape is a parameter; what the policy or the plan
says is text, so that PostgreSQL plans with it and no literal of a viewer is ever in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects.postgresql.asyncpg import PGCompiler_asyncpg, PGDialect_asyncpg

if TYPE_CHECKING:
    from sqlalchemy import CTE, BindParameter, ClauseElement


class ConstantsInPlace(PGCompiler_asyncpg):
    """Writes a bound parameter that has a value as a literal, and one without as `$n`.

    `instead`, an option of what is being written, names parameters to write in place of others.
    """

    def visit_bindparam(self, bindparam: BindParameter[Any], **options: Any) -> Any:  # type: ignore[override]
        """Render one parameter."""
        instead = options.pop("instead", None)
        bindparam = bindparam if instead is None else instead.get(bindparam.key, bindparam)
        if not bindparam.required:
            options["literal_binds"] = True
        return super().visit_bindparam(bindparam, **options)  # type: ignore[no-untyped-call]

    def visit_cte(self, cte: CTE, **options: Any) -> Any:  # type: ignore[override]
        """Render a CTE, which is written once: it can't say the same of two people."""
        if options.get("instead") is not None:
            raise AssertionError("what is said of a target can't stand in a CTE")
        return super().visit_cte(cte, **options)


class StatementDialect(PGDialect_asyncpg):
    """The dialect in which every planned statement is written."""

    statement_compiler = ConstantsInPlace


@dataclass(frozen=True)
class Statement:
    """SQL text and the names of its parameters in the order of `$1`, `$2` …."""

    sql: str
    parameters: tuple[str, ...]


_DIALECT: Any = StatementDialect()  # type: ignore[no-untyped-call]


def written(element: ClauseElement) -> Statement:
    """The text of a statement."""
    compiled: Any = element.compile(dialect=_DIALECT)
    return Statement(str(compiled), tuple(compiled.positiontup or ()))


def template_text(element: ClauseElement) -> tuple[str, dict[str, Any]]:
    """The text of an expression with `%(name)s` for each parameter, and the parameters by name."""
    compiled: Any = element.compile(dialect=_NAMED)
    return str(compiled), {bind.key: bind for bind in compiled.binds.values()}


_NAMED: Any = StatementDialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]
