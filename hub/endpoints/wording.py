"""The words of a document's errors, without the values in it.

graphql-core quotes what it found, and a client's literals and variables are birth dates and names.
So a message goes out only if nothing but names and the grammar's own words is in it.
"""

from __future__ import annotations

import re

from hub.limits import MESSAGE_CHARACTERS_MAX

_NAME = re.compile(r"[@$]?[A-Za-z_\[][A-Za-z0-9_.!\[\]:(){}@ ]*")
_QUOTED = re.compile(r"'([^']*)'")
_SUGGESTION = re.compile(r" Did you mean .*", re.DOTALL)
_BEFORE_FOUND = re.compile(r"Syntax Error: (Expected [^,\"]+), found .*", re.DOTALL)
_VARIABLE = re.compile(r"Variable '(\$\w+)' has invalid (?:default )?value.*", re.DOTALL)
_TYPE = re.compile(
    r"(?:Expected (?:a )?value of (?:non-null )?type|Enum) '([\w!\[\]]+)'"
    r"|Value cannot represent an? (\w+)|(\w+) cannot represent"
)
_TELLS_A_VALUE = re.compile(r"[\"\d]|\b(?:found|represent|encountered|provided to)\b|Value ")


def without_values(message: str) -> str:
    """A message of graphql-core, reworded where it could quote a value or suggest a name."""
    whole = len(message) <= MESSAGE_CHARACTERS_MAX
    message = _SUGGESTION.sub("", message[:MESSAGE_CHARACTERS_MAX])
    if message.startswith("Syntax Error:"):
        expected = _BEFORE_FOUND.fullmatch(message)
        return f"Syntax error: {expected[1]}." if expected else "Syntax error."
    variable = _VARIABLE.fullmatch(message)
    kind = _TYPE.search(message)
    if variable or kind:
        return _misfit(variable[1] if variable else None, kind)
    return message if whole and _names_only(message) else "The document is not valid here."


def _misfit(variable: str | None, kind: re.Match[str] | None) -> str:
    what = f"`{variable}` has a value that" if variable else "A value"
    name = (kind[1] or kind[2] or kind[3]) if kind else None
    return f"{what} does not fit type `{name}`." if name else f"{what} does not fit its type."


def _names_only(message: str) -> bool:
    """Whether all that a message quotes are names, and nothing stands in it unquoted."""
    quoted = _QUOTED.findall(message)
    rest = _QUOTED.sub("", message)
    return all(map(_NAME.fullmatch, quoted)) and not _TELLS_A_VALUE.search(rest)
