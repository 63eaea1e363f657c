"""How much CPU does detection take?

    python benchmarks/detection.py                   # 20,000 posts of 3,000 characters, the course of this repository
    python benchmarks/detection.py 5000 3000 --home tests/data/homes/cpd23-2011
    python benchmarks/detection.py --unnumbered 1    # every post without a number in its title, and with the course's mark

Posts are made up of common words, some of which are clues. One in six shows no number in its title, as in the courses of
the past; such a post costs the most, since its topic has to be looked for. Prints CPU seconds, one line a kind and in all.
"""

import argparse
import random
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course.core.detection.detect import Detector
from course.core.model import Course, Words
from course.services import course_home

COMMON = (
    "the a of to and in I was this is it for on that my with have but not be are at so about what from or "
    "we an you can they will all just there been more when time library people work some think really who "
    "which had do if out would them like other up one how their blog post also get using use than could "
    "has new into us very first because much any well day good little something anything students "
    "information professional find interesting meeting tea garden slow river morning "
)
DIFFERENT = 500  # posts; after these they come again, judged afresh


def main() -> None:
    """Make posts, judge them, print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("posts", type=int, nargs="?", default=20_000)
    words.add_argument("characters", type=int, nargs="?", default=3_000)
    words.add_argument("--home", type=Path, default=ROOT)
    words.add_argument("--unnumbered", type=float, default=0.16, help="share of posts without a number in the title")
    asked = words.parse_args()
    course, chance = course_home.open_home(asked.home).course, random.Random(23)
    made = [post(number, asked, course, chance) for number in range(min(DIFFERENT, asked.posts))]
    detector = Detector(course)
    detector.claims(made[0])
    start = time.process_time()
    for number in range(asked.posts):
        detector.claims(made[number % len(made)])
    spent = time.process_time() - start
    print(
        f"{asked.posts} posts of {asked.characters} characters: {spent:.2f} s of CPU, {spent / asked.posts * 1000:.3f} ms each"
    )


def post(number: int, asked: argparse.Namespace, course: Course, chance: random.Random) -> Words:
    """A made-up post: a Thing in the title, or a pun and the course's tag."""
    thing = chance.choice(course.things)
    bare = chance.random() < asked.unnumbered
    title = chance.choice(["A pun", "Slow tea"]) if bare else f"Thing {thing.number}: {thing.title}"
    clues = [phrase for other in course.things for phrase in other.clues.strong[:3]]
    sentences: list[str] = [] if bare else [f"Thing {thing.number} is about this. As I said in Thing 3, I like it."]
    while sum(map(len, sentences)) + len(sentences) < asked.characters:
        some = chance.choices(COMMON.split(), k=chance.randint(6, 20))
        if clues and chance.random() < 0.2:
            some.insert(3, chance.choice(clues))
        sentences.append(f"{' '.join(some).capitalize()}{chance.choice(['.', '!', '…', ' – “yes”.'])}")
    text = " ".join(sentences)[: asked.characters].replace(". ", ".\n", 8)
    return Words(
        title, f"https://a.example/2026/10/post-{number}.html", (*course.tags, "libraries"), ("A heading",), (), text
    )


if __name__ == "__main__":
    main()
