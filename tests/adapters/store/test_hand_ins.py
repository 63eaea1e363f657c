"""What was handed in, in the store."""

from datetime import UTC, date, datetime

from course.adapters.store import Store
from course.core.model import HandIn, HandInWay, Handle, PostKey, Ruling
from course.core.progress import hand_ins

ADA, BO = Handle("ada"), Handle("bo")
AT = datetime(2026, 11, 9, 10, tzinfo=UTC)


def save(store: Store, thing: int = 6, url: str = "", who: Handle = ADA) -> bool:
    return store.save_hand_in(who, thing, AT, url, HandInWay.PAGE, hand_ins.same)


def test_what_is_handed_in_comes_back_and_is_kept_once() -> None:
    with Store(None) as store:
        assert save(store, url="https://padlet.example/a")
        assert not save(store, url="http://www.padlet.example/a/")
        assert save(store)
        assert not save(store)
        assert save(store, 7)
        assert save(store, who=BO)
        assert [(one.thing, one.url) for one in store.hand_ins(ADA)] == [
            (6, "https://padlet.example/a"),
            (6, ""),
            (7, ""),
        ]
        assert store.hand_ins()[3] == HandIn(PostKey("hand-in:4"), BO, 6, AT)


def test_it_can_be_taken_back_by_its_owner_until_the_organiser_has_decided() -> None:
    with Store(None) as store:
        save(store)
        (one,) = store.hand_ins()
        assert not store.drop_hand_in(BO, one.key)
        assert not store.drop_hand_in(ADA, PostKey("hand-in:1 OR 1"))
        assert store.drop_hand_in(ADA, one.key)
        save(store)
        (other,) = store.hand_ins()
        assert other.key != one.key  # a key is never used again
        store.save_ruling(Ruling(ADA, other.key, 6, True, "Zoë", date(2026, 11, 10), ""))
        assert not store.drop_hand_in(ADA, other.key)


def test_all_of_one_person_is_erased() -> None:
    with Store(None) as store:
        save(store)
        save(store, 7)
        save(store, who=BO)
        assert store.erase_hand_ins(ADA) == 2
        assert [one.handle for one in store.hand_ins()] == [BO]
