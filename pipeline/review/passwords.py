"""Passwords: how they are kept (Argon2id), and which ones are taken."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from plantillas import message

from ..normalise import fold

TOPIC = "cuentas"
SHORTEST, LONGEST = 10, 200
"""Letters. Length is what makes a password strong (NIST SP 800-63B); which signs it has is not asked."""
_hasher = PasswordHasher()  # the profile of RFC 9106 for little memory: 64 MiB, some 50 ms
_at_once = BoundedSemaphore(2)
"""Hashes that are made at a time: a flood of sign-ins must take neither all memory nor all cores."""


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _at_once:
        return _hasher.hash(password)


def is_right(password: str, kept: str | None) -> bool:
    """Tell whether ``password`` is the one that ``kept`` was made of.

    None, for an account that does not exist, takes as long as any other: names cannot be found out by the clock.
    """
    with _at_once:
        try:
            return _hasher.verify(kept or _nobody(), password[: LONGEST + 1]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a hash is weaker than what is made today."""
    return _hasher.check_needs_rehash(kept)


def what_is_wrong(password: str, name: str) -> str | None:
    """Return the Spanish sentence that says why a new password is not taken, None where it is."""
    if not SHORTEST <= len(password) <= LONGEST:
        return message(TOPIC, "password_length", least=SHORTEST, most=LONGEST)
    if (fold(name) and fold(name) in fold(password)) or len(set(password)) < SHORTEST // 2:
        return message(TOPIC, "password_guessable")
    return None


@cache
def _nobody() -> str:
    return _hasher.hash("")
