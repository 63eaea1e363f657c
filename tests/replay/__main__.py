"""`python -m tests.replay POSTS.jsonl`, from the repository root."""

import sys
from pathlib import Path


def main() -> int:
    """Run the replay; its exit code."""
    sys.path[:0] = [str(Path(__file__).resolve().parents[1])]  # the folder of the tests, as pytest has it
    from replay import command

    return command.main()


if __name__ == "__main__":
    sys.exit(main())
