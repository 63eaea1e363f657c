"""Is it them, or is it us?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from course.core.trouble_kind import TroubleKind

_OUR_LINE = frozenset((TroubleKind.DNS, TroubleKind.NO_CONNECTION))
_NEVER_ASKED = frozenset((TroubleKind.BAD_ADDRESS, TroubleKind.REFUSED_ADDRESS))
_FEWEST = 5  # blogs of which something can be concluded although one of them could be read
_MOST = 0.6  # the share of them that can fail like that by itself


class Attempt(NamedTuple):
    """One blog that was to be read."""

    host: str
    far: bool  # out on the internet, not in a private network that may be read
    kind: TroubleKind | None  # of the trouble; None where all went well


def is_ours(attempts: Sequence[Attempt], has_network: Callable[[], bool]) -> bool:
    """Whether blogs failed because this computer has no connection: most of many, or all there are.

    `has_network` is asked only when nothing out there answered. One name that is not found proves nothing; two do."""
    failed = [attempt.kind in _OUR_LINE for attempt in attempts]
    if len(failed) >= _FEWEST and sum(failed) > _MOST * len(failed):
        return True
    far = [attempt for attempt in attempts if attempt.far and attempt.kind not in _NEVER_ASKED]
    if not far or not all(attempt.kind in _OUR_LINE for attempt in far):
        return False
    unknown = {attempt.host for attempt in far if attempt.kind == TroubleKind.DNS}
    return not has_network() or (len(unknown) > 1 and all(attempt.kind == TroubleKind.DNS for attempt in far))
