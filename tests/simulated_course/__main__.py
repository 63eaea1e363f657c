"""`python -m tests.simulated_course`, from the repository root: the twelve weeks, told week by week."""

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Let the course happen and print it."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["XDG_CONFIG_HOME"] = os.environ["APPDATA"] = tempfile.mkdtemp(prefix="cpd23-test-settings-")
    from simulated_course import weeks

    with tempfile.TemporaryDirectory() as folder:
        found = weeks.happened(Path(folder) / "home")
    print(weeks.table(found), end="")


if __name__ == "__main__":
    main()
