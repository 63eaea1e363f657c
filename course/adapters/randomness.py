"""The only place that draws random numbers: secrets that nobody can guess."""

import secrets


def salt() -> bytes:
    """Sixteen random bytes."""
    return secrets.token_bytes(16)


def secret() -> str:
    """A secret for a link or a cookie: 128 random bits in 22 letters."""
    return secrets.token_urlsafe(16)
