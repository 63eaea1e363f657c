"""`python -m tests.hostile`: the whole program against the misbehaving server, all at once, or `--each`, one by one.

`--door` stops at the door to the network; `--only NAME` (a beginning is enough) picks cases.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile import run
from hostile.cases import VISIBLE


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", action="store_true", help="one case after the other, each beside one healthy blog")
    parser.add_argument("--door", action="store_true", help="only the door to the network, not the whole program")
    parser.add_argument("--only", default="", metavar="NAME", help="only cases whose name begins so")
    chosen = parser.parse_args()
    cases = [case for case in VISIBLE if case.name.startswith(chosen.only)]
    runner = run.at_the_door if chosen.door else run.track
    groups = [[case] for case in cases] if chosen.each else [cases]
    wrong: list[str] = []
    for group in groups:
        found = runner(group)
        wrong += found
        for line in found:
            print(line)
    print(f"{len(cases)} cases, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
