"""`check` looks into the store, too."""

from datetime import UTC, datetime
from pathlib import Path

from course.adapters.store import Store
from course.core.model import Handle
from course.core.posts.feed_state import VisitResult
from course.formats.command_lines import worded
from course.services.reporting import check

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def home(root: Path) -> Path:
    """A home with two people; where its store lies."""
    (root / "things").mkdir()
    (root / "things" / "course.toml").write_text(
        'title = "T"\nzone = "UTC"\norganiser = { name = "O", email = "o@example.org" }\n[cohorts.all]\n'
    )
    (root / "participants.toml").write_text("")
    return root / ".course" / "course.db"


def test_a_whole_store_is_no_mistake_and_what_it_knows_is_advice(tmp_path: Path) -> None:
    with Store(home(tmp_path)) as store:
        ada = VisitResult(
            Handle("ada"),
            "https://a.example/",
            NOW,
            "https://b.example/feed",
            moved_to="https://b.example/feed",
            good=True,
        )
        bob = VisitResult(Handle("bob"), "https://c.example/", NOW, "http://www.b.example/feed/", good=True)
        store.save([ada, bob])
    found = check.look(tmp_path, NOW)
    assert found.mistakes == ()
    told = {advice.path: worded(advice.what) for advice in found.advice}
    assert told["participants.ada"].endswith("cpd23 people move ada --there")
    assert "bob and ada have the same feed" in told["participants.bob"]


def test_a_damaged_store_is_a_mistake(tmp_path: Path) -> None:
    path = home(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"this is no database, though it is long enough to be taken for one, one would think" * 50)
    (mistake,) = check.look(tmp_path, NOW).mistakes
    assert mistake.path == ".course/course.db"
    assert "damaged" in mistake.what
    assert "last good copy" in str(mistake.hint)
