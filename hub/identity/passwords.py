"""Passwords: which may be chosen, and how one is kept and told from another."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from hub.errors import Unavailable
from hub.limits import (
    HASHES_AT_ONCE,
    HASHES_WAITING_MAX,
    PASSWORD_CHARACTERS_MAX,
    PASSWORD_CHARACTERS_MIN,
)

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""argon2id with 19 MiB, two passes and one lane: the least that OWASP's Password Storage Cheat
Sheet asks for. More memory would let a flood of sign-ins fill the machine; raised here, each
password is hashed anew when its owner next signs in."""
WORDS = frozenset(
    """
    password passwort motdepasse contrasena passphrase letmein letmeinplease welcome welcomeback
    iloveyou iloveyouso qwerty qwertyuiop qwertyuiopas qwertyqwerty asdfghjkl asdfghjklzx zxcvbnm
    qazwsx qazwsxedc qazwsxedcrfv abcdef abcdefgh abcdefghijkl admin administrator superuser
    football baseball basketball princess sunshine superman starwars dragon monkey trustno
    changeme changethis secret topsecret default newpassword mypassword passwordpassword
    homeroom teacher principal student school schooldistrict highschool classroom
    springbreak summerbreak gowildcats correcthorsebatterystaple
    """.split()
)
"""What many choose, without its digits and signs. With a throttle in front a short list does."""
_RUNS = ("0123456789" * 13, "9876543210" * 13, "abcdefghijklmnopqrstuvwxyz" * 5)
_SIGNS = re.compile(r"[\W\d_]+")

TOO_SHORT = f"Choose a password of {PASSWORD_CHARACTERS_MIN} characters or more."
TOO_LONG = f"Choose a password of {PASSWORD_CHARACTERS_MAX} characters or fewer."
ITS_NAME = "Choose a password that is not your user name or the district's name."
EASY = "Choose a password that is harder to guess: this one is on the list of those tried first."


def settled(password: str) -> str:
    """A password in one form, whatever keyboard it came from (NFKC, as NIST SP 800-63B-4 says)."""
    return unicodedata.normalize("NFKC", password)


def wrong_with(password: str, *names: str) -> str | None:
    """What stands against a password that somebody chooses; None if it may be.

    `names` are the user name and the district's. Which signs it is made of is nobody's matter.
    """
    said = settled(password)
    if len(said) < PASSWORD_CHARACTERS_MIN:
        return TOO_SHORT
    if len(said) > PASSWORD_CHARACTERS_MAX:
        return TOO_LONG
    folded = said.casefold()
    bare = _bare(folded)
    if any(bare == each for name in names if (each := _bare(name.casefold()))):
        return ITS_NAME
    if bare in WORDS or len(set(folded)) == 1 or any(folded in run for run in _RUNS):
        return EASY
    return None


def _bare(text: str) -> str:
    """The letters of a text: what is left where digits and signs are put to it to pass."""
    return _SIGNS.sub("", text)


class Hashing:
    """Hashes passwords in a few threads, so that a flood of sign-ins starves no other request."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(HASHES_AT_ONCE, "passwords")
        self._waiting = 0
        self._nobodys: str | None = None

    async def of(self, password: str) -> str:
        """The hash under which a password is kept."""
        return await self._in_turn(lambda: HASHER.hash(settled(password)))

    async def holds(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that was kept; where none was, the same work for nothing.

        Raises Unavailable where too many wait.
        """
        return await self._in_turn(lambda: self._holds(kept, settled(password)))

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than those of today."""
        return HASHER.check_needs_rehash(kept)

    def _holds(self, kept: str | None, password: str) -> bool:
        if self._nobodys is None:
            self._nobodys = HASHER.hash("nobody's")
        try:
            HASHER.verify(kept or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    async def _in_turn(self, work: Callable[[], T]) -> T:
        if self._waiting >= HASHES_WAITING_MAX:
            raise Unavailable("Many people sign in at this moment; try again in a moment.")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1
