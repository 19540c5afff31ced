"""Every label, error and withheld sentence is said in English and in Spanish: a missing one fails.

The English text is the key. `CATALOGS=update` writes an empty entry for each text that has none.
"""

from __future__ import annotations

import os
import re

import pytest
from markupsafe import Markup

from admin import disclosed, words
from admin.answers import WITHHELD, Gap
from admin.explaining import known
from admin.language import CATALOGS, HUB, LANGUAGES, Spoken, speaking
from admin.render import HERE, environment
from tests.admin import catalogs, refusing, wording
from tests.admin.wording import SENTENCE

PLACES = re.compile(r"%\(\w+\)s|\{\d\}")
SPANISH = Spoken("es")
EXCEPTIONS = {
    "templates/layout.html": {"· Homeroom", "Homeroom"},
    "templates/message.html": {'action="/admin"'},
    "templates/forms.html": {'()\n aria-describedby="" aria-invalid="true"'},
}
"""What needs no words in other languages: the product's name, and attributes that a macro writes
outside of the element in which they stand, and brackets around a number.
"""
ON_RECORD = {"work/health.py": {"Given. ", "Not given: "}}
"""What a module writes into a record: that is in one language, whoever enters it."""
NAMES = {"explaining.py": {field for _, field in known().values() if SENTENCE.match(field)}}
"""Fields of the schema, by which a module asks."""
MADE = re.compile(r"\"(\w+)\"")
"""A change that a form makes."""


@pytest.fixture(scope="module", autouse=True)
def _written() -> None:
    if os.environ.get("CATALOGS") == "update":
        for each in LANGUAGES.keys() - {"en"}:
            catalogs.write_anew(each)


def test_there_is_a_catalog_of_every_language_but_english() -> None:
    assert {path.name for path in CATALOGS.iterdir()} == LANGUAGES.keys() - {"en"}


def test_every_text_has_words_in_spanish() -> None:
    said = {key for held in catalogs.catalogs().values() for key in held}
    assert sorted(catalogs.wanted().keys() - said) == []


def test_no_entry_is_empty_or_only_guessed() -> None:
    assert [
        (name, key)
        for name, held in catalogs.catalogs().items()
        for key, each in held.items()
        if each.fuzzy or not all(text.strip() for text in catalogs.strings(each))
    ] == []


def test_no_entry_is_left_of_a_text_that_nobody_says() -> None:
    wanted = catalogs.wanted()
    found = {name: held.keys() - wanted for name, held in catalogs.catalogs().items()}
    assert {name: keys for name, keys in found.items() if keys} == {}


def test_an_entry_has_the_values_and_forms_of_its_key() -> None:
    for held in catalogs.catalogs().values():
        for (_, forms), each in held.items():
            texts = catalogs.strings(each)
            assert len(texts) == len(forms), forms
            values = set(PLACES.findall("".join(forms)))
            assert all(set(PLACES.findall(text)) == values for text in texts), forms


def test_an_entry_is_plain_text() -> None:
    """It is written into pages as it is: markup, or a sign of a value, would be one."""
    for held in catalogs.catalogs().values():
        for (_, forms), each in held.items():
            for text in (*forms, *catalogs.strings(each)):
                assert not re.search(r"[<>&]|%(?!\(\w+\)s)", text), text


def test_what_two_catalogs_say_of_one_text_is_the_same() -> None:
    found: dict[wording.Key, set[tuple[str, ...]]] = {}
    for held in catalogs.catalogs().values():
        for key, each in held.items():
            found.setdefault(key, set()).add(catalogs.strings(each))
    assert [key for key, texts in found.items() if len(texts) > 1] == []


def test_no_template_says_a_word_that_is_not_marked() -> None:
    found: dict[str, set[str]] = {}
    for path in wording.templates():
        name = path.relative_to(HERE).as_posix()
        source = path.read_text()
        said = {*wording.Unmarked(source).found, *wording.said_in_expressions(source)}
        found[name] = said
    assert {name: said for name, said in found.items() if said} == EXCEPTIONS


def test_no_module_says_a_sentence_that_is_not_marked() -> None:
    found = {
        path.relative_to(HERE).as_posix(): wording.unmarked_sentences(path.read_text())
        for path in wording.modules()
    }
    assert {name: said for name, said in found.items() if said} == ON_RECORD | NAMES


def test_a_sentence_of_a_module_that_is_not_marked_is_seen() -> None:
    source = 'NO_DAY = "That is no day."\nasked = f"Born on {day}"\nraise TypeError("Not so.")'
    assert wording.unmarked_sentences(source) == {"That is no day.", "Born on "}
    assert wording.unmarked_sentences('NO_DAY = marked("That is no day.")') == set()


@pytest.mark.parametrize(
    "source",
    [
        "<p>Read first</p>",
        "<p>{{ name }}, born {{ day }}</p>",
        '<a href="/x" title="More">{{ name }}</a>',
        '<nav aria-label="Parts">',
        '<input type="submit" value="Send">',
        '{{ text("name", "User name") }}',
        '{{ "Yes" if given else "" }}',
        '{{ ", today" if today }}',
        '{{ _("On %(day)s", day="some day") }}',
        "{% block title %}Students{% endblock %}",
    ],
)
def test_a_word_that_is_not_marked_is_seen(source: str) -> None:
    assert wording.Unmarked(source).found or list(wording.said_in_expressions(source))


@pytest.mark.parametrize(
    "source",
    [
        '<p class="role">{{ _("Read first") }}</p>',
        '<p{% if late %} class="denied"{% endif %}>{% trans name=a.b %}Of {{ name }}{% endtrans %}',
        '{{ ngettext("%(n)s line", "%(n)s lines", rows | length, n=rows | length) }}',
        '{{ pgettext("assignment", "Due") }}',
        '{% if kind == "NO_PICKUP" %}{{ rows | by("student.sortName") | length }}{% endif %}',
        '<option value="x"{{ " selected" if chosen }}>{{ name }}</option>',
    ],
)
def test_what_is_marked_or_no_word_is_not_taken_for_one(source: str) -> None:
    assert wording.Unmarked(source).found == []
    assert list(wording.said_in_expressions(source)) == []


def test_every_code_that_a_screen_shows_has_words_in_spanish() -> None:
    shown = wording.codes_shown()
    assert {"Mother", "Life-threatening", "In effect", "Case manager"} <= shown.keys()
    with speaking(SPANISH):
        assert words.code("MOTHER") == "Madre"
        assert words.code("LIFE_THREATENING") == "Peligro de muerte"
        assert words.code("A_CODE_OF_THE_DISTRICT") == "A code of the district"


def test_dates_and_times_are_written_as_those_write_them_who_speak_spanish_here() -> None:
    zone = "America/Los_Angeles"
    told = [{"startsAt": "08:30:00", "weekday": 1}, {"startsAt": "08:30:00", "weekday": 3}]
    assert words.moment("2026-10-14T20:05:00+00:00", zone) == "Oct 14, 2026, 1:05 pm"
    assert words.weekly(told) == "Mon, Wed 8:30 am"
    assert words.month("2026-09") == "Sep 2026"
    with speaking(SPANISH):
        assert words.moment("2026-10-14T20:05:00+00:00", zone) == "14 oct 2026, 1:05 p. m."
        assert words.weekly(told) == "lun, mié 8:30 a. m."
        assert words.month("2026-09") == "sept 2026"
        assert words.grade(0) == "Kínder"
        assert words.grade(10) == "Grado 10"
        assert words.sentence(["a", "b", "c"]) == "a, b y c"


def test_a_name_with_markup_in_it_stays_text_in_both_languages() -> None:
    source = (
        "{% trans who=name %}Who may take {{ who }}?{% endtrans %}"
        '{{ _("Court orders: %(orders)s", orders=name) }}'
        '{{ ngettext("%(total)s student", "%(total)s students", 2, total=name) }}'
        "{{ name | spoken }}"
    )
    for language in LANGUAGES:
        template = environment(language).from_string(source)
        with speaking(Spoken(language)):
            page = template.render(name="<b>%(who)s</b>")
            assert page.count("&lt;b&gt;%(who)s&lt;/b&gt;") == 4, page
            assert "<b>" not in page
            assert "<i>Ana</i>" in template.render(name=Markup("<i>Ana</i>"))


def test_what_the_hub_says_of_a_change_is_said_in_spanish_with_its_values() -> None:
    of_hub = catalogs.catalogs()["hub"]
    with speaking(SPANISH):
        for (context, (key,)), each in of_hub.items():
            assert context == HUB
            said = words.spoken(key.format("Creekside", "<b>2</b>"))
            (text,) = catalogs.strings(each)
            assert said == text.format("Creekside", "<b>2</b>")
        assert words.spoken("Nobody has written this.") == "Nobody has written this."
    assert words.spoken("That day is still to come.") == "That day is still to come."


def test_what_was_read_and_why_is_told_in_spanish_and_a_withheld_part_stays_one() -> None:
    row = {"at": "", "party": "P", "slices": ["3", "18.a"], "bases": ["PARENT"], "purposes": []}
    withheld = Gap(WITHHELD)
    found = {"student": {"disclosures": {"nodes": [row, {**row, "slices": withheld}]}}}
    with speaking(SPANISH):
        first, second = disclosed.told(found, {})["entries"]
    assert first["read"] == "fecha de nacimiento; el IEP"
    assert first["basis"] == "derecho de un padre o una madre, 34 CFR 99.10"
    assert first["purpose"] == "no se conservó"
    assert second["read"] is withheld


def test_every_change_that_a_form_makes_is_of_a_domain_whose_refusals_are_said() -> None:
    work = wording.modules_of_work()
    changes = {change for path in work for change in MADE.findall(path.read_text())}
    schema = (refusing.ROOT / "schema" / "schema.graphql").read_text()
    changes &= set(re.findall(r"^  (\w+)\(\n[^()]*input: \w+Input!", schema, re.MULTILINE))
    functions = {re.sub(r"([A-Z])", r"_\1", each).lower(): each for each in changes}
    assert len(functions) > 30
    for path in (refusing.ROOT / "resolvers" / "mutations").glob("*.py"):
        made = set(re.findall(r"^async def (\w+)\(", path.read_text(), re.MULTILINE))
        if path.stem in refusing.NO_FORM:
            assert made.isdisjoint(functions), path.stem
        functions = {name: each for name, each in functions.items() if name not in made}
    assert functions == {}


def test_a_sentence_in_the_hubs_source_is_seen() -> None:
    said = refusing.sentences(refusing.ROOT / "resolvers" / "mutations" / "given.py")
    assert {"There is nothing in it.", "More than {0} at once."} <= said
    passwords = refusing.sentences(refusing.ROOT / "hub" / "identity" / "passwords.py")
    assert "Choose a password of {0} characters or more." in passwords
