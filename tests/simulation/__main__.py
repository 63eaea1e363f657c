"""`python -m tests.simulation`, from the repository root: simulate a course and measure the learner on it."""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Simulate, learn, print."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    from course.services.course_home import open_home
    from simulation import blogs, measure

    usage = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    usage.add_argument("--blogs", type=int, default=800)
    usage.add_argument("--seed", type=int, default=23)
    asked = usage.parse_args()
    course = open_home(ROOT).course
    print(measure.table(measure.measured(course, blogs.posts(course, asked.blogs, asked.seed))), end="")


if __name__ == "__main__":
    main()
