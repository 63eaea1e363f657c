"""How much does learning cost? Simulates courses, learns from scratch, and prints CPU seconds and growth.

    python benchmarks/learning.py                # 200 and 800 blogs
    python benchmarks/learning.py 100 400 1600   # other sizes

Simulating takes longer than learning; only learning is measured. Growth 1.0: a blog costs the same at both sizes.
"""

import gc
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from course.services.course_home import open_home
from simulation import blogs, measure


def main() -> None:
    """Simulate, learn, print."""
    gc.set_threshold(50_000, 20, 20)  # as the command does
    course, before = open_home(ROOT).course, None
    for size in [int(word) for word in sys.argv[1:]] or [200, 800]:
        found = measure.measured(course, blogs.posts(course, size))
        each = found.seconds / size
        growth = f"  growth {each / before:.2f}" if before else ""
        print(f"{size:>6} blogs {len(found.posts):>7} posts  {found.seconds:6.2f} s of CPU{growth}", flush=True)
        before = each


if __name__ == "__main__":
    main()
