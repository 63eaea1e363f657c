"""Is it them, or is it us?"""

from collections.abc import Iterable

_OUR_LINE = frozenset(("dns", "no-connection"))
_FEWEST = 5  # blogs of which something can be concluded
_MOST = 0.6  # the share that can fail like that by itself


def is_ours(kinds: Iterable[str | None]) -> bool:
    """Whether most blogs of one run failed as they do when our own line is down; a kind is None where all went well."""
    told = [kind in _OUR_LINE for kind in kinds]
    return len(told) >= _FEWEST and sum(told) > _MOST * len(told)
