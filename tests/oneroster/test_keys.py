"""Keys that are made here are of the kinds that PostgreSQL makes."""

from __future__ import annotations

from uuid import RFC_4122

from hub.intake.keys import random_key, timed_keys

MANY = 5_000


def test_random_keys_are_of_version_4_and_differ() -> None:
    keys = [random_key() for _ in range(MANY)]
    assert {(key.version, key.variant) for key in keys} == {(4, RFC_4122)}
    assert len(set(keys)) == MANY


def test_timed_keys_are_of_version_7_and_in_order() -> None:
    keys = list(timed_keys(MANY))
    assert {(key.version, key.variant) for key in keys} == {(7, RFC_4122)}
    assert keys == sorted(keys, key=lambda key: key.bytes)
    assert len({key.int & (1 << 62) - 1 for key in keys}) == MANY
