"""`python -m tests.simulation`, from the repository root: simulate a course and measure the learner on it."""

import argparse
import gc
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
    usage.add_argument("--seed", type=int, nargs="+", default=[23], help="several: a course each, and all together")
    asked = usage.parse_args()
    gc.set_threshold(50_000, 20, 20)  # as the command does
    course, found = open_home(ROOT).course, []
    for seed in asked.seed:
        found.append(measure.measured(course, blogs.posts(course, asked.blogs, seed)))
        print(measure.table(found[-1]), flush=True)
    if len(found) > 1:
        print("All courses together", measure.calibration(found), sep="\n", end="")


if __name__ == "__main__":
    main()
