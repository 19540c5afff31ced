"""What templates are made of: texts that are joined to the page, and fields of an answer."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from admin.answers import Reading, Record, gap
from admin.environment import Pages
from admin.language import ENGLISH, LANGUAGES
from admin.render import environment

SPANISH = "es"
SAID = {ENGLISH: "<p>Attendance</p>", SPANISH: "<p>Asistencia</p>"}


def written(source: str, language: str = ENGLISH, **values: object) -> str:
    """A page of one template."""
    return environment(language).from_string(source).render(**values)


@pytest.mark.parametrize("first", LANGUAGES)
def test_a_text_is_in_its_readers_language_whoever_reads_first(first: str) -> None:
    later = [each for each in LANGUAGES if each != first]
    for language in (first, *later, first):
        assert written('<p>{{ _("Attendance") }}</p>', language) == SAID[language]


def test_a_text_is_written_when_its_template_is_compiled() -> None:
    code = environment(SPANISH).compile('<p>{{ _("Attendance") }}</p>', raw=True)
    assert SAID[SPANISH] in code


def test_values_in_a_text_and_in_an_argument_are_escaped() -> None:
    source = '{{ _("Court orders: %(orders)s", orders=name) }} {{ cell(name) }}'
    page = written(source, name="<b>")
    assert page == "Court orders: &lt;b&gt; &lt;b&gt;"


def test_a_function_that_a_template_has_for_itself_is_called() -> None:
    pages = Pages(autoescape=True)
    pages.direct(said=lambda text: Markup("<i>{}</i>").format(text))
    own = "{% macro mine(text) %}mine {{ text }}{% endmacro %}{{ mine('a') }} {{ said('b') }}"
    assert pages.from_string(own).render() == "mine a <i>b</i>"


@pytest.mark.parametrize("name", ["fields", "items", "keys", "day"])
def test_a_field_is_found_whatever_its_name(name: str) -> None:
    told = Reading(staff=True).read({name: "<held>"})
    assert written(f"{{{{ record.{name} }}}}", record=told) == "&lt;held&gt;"


def test_a_name_that_an_answer_has_not_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        written("{{ record.other }}", record=Record({"day": "2026-10-14"}))


def test_the_gaps_of_an_object_say_what_it_says_of_their_fields() -> None:
    told = Reading(staff=True).read(
        {
            "a": None,
            "b": None,
            "c": None,
            "withheld": [{"field": "a", "reason": "NOT_IN_GRANT"}],
            "states": [{"field": "b", "state": "NOT_RECORDED"}],
        }
    )
    assert [told[each].state for each in "abc"] == ["WITHHELD", "NOT_RECORDED", "NOT_APPLICABLE"]
    assert told["a"].reason
    assert not told["b"].reason


class Said:
    """A value of our own that says itself as markup."""

    def __html__(self) -> str:
        return "<i>said</i>"


class Typed(str):
    """A text that is of a type of its own, as an enum's values are."""

    __slots__ = ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<a href='x'>\"&", "&lt;a href=&#x27;x&#x27;&gt;&quot;&amp;"),
        (Typed("<b>"), "&lt;b&gt;"),
        (Markup("<b>ours</b>"), "<b>ours</b>"),
        (Said(), "<i>said</i>"),
        (gap("WITHHELD"), '<span class="gap withheld">Withheld</span>'),
        (12, "12"),
        (0.5, "0.5"),
        (True, "True"),
        (None, "None"),
        (["<b>"], "[&#39;&lt;b&gt;&#39;]"),
    ],
)
def test_whatever_is_printed_is_markup_of_ours_or_escaped(value: object, shown: str) -> None:
    for source in ("{{ value }}", "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(value) }}"):
        assert written(source, value=value) == shown


def test_a_template_that_does_not_escape_is_none() -> None:
    with pytest.raises(ValueError, match="does not escape"):
        Pages(autoescape=False).from_string("{{ value }}")


@pytest.mark.parametrize("source", ["{{ record }}", "{% for each in record %}{% endfor %}"])
def test_an_object_is_neither_printed_nor_gone_through(source: str) -> None:
    with pytest.raises(TypeError):
        written(source, record=Record({"day": "2026-10-14"}))


@pytest.mark.parametrize("name", ["items", "keys", "get", "pop"])
def test_a_name_of_pythons_own_is_no_field(name: str) -> None:
    with pytest.raises(UndefinedError):
        written(f"{{{{ record.{name} }}}}", record=Record({"day": "2026-10-14"}))
