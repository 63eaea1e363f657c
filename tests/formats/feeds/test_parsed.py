"""The result of reading a feed crosses from a worker."""

import pickle

import pytest

from course.core.trouble_kind import TroubleKind
from course.formats import feeds


@pytest.mark.parametrize("trouble", [None, *TroubleKind])
def test_a_result_comes_back_from_a_worker_without_any_enum_in_it(trouble: TroubleKind | None) -> None:
    found = feeds.Parsed(title="Owls", trouble=trouble, marks=(b"1",))
    sent = pickle.dumps(found, protocol=5)
    assert b"TroubleKind" not in sent
    back = pickle.loads(sent)
    assert back == found
    assert type(back.trouble) is type(trouble)
