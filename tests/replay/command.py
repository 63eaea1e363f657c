"""The arguments of the replay."""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from replay import engine, homes, records, score, server, wording
from replay.engine import Answer

DESCRIPTION = """Serve labelled posts as feeds, have the course read them, and measure what it makes of them."""


def arguments(words: Sequence[str] | None) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.replay", description=DESCRIPTION)
    parser.add_argument("posts", type=Path, metavar="POSTS.jsonl", help="one labelled post a line")
    parser.add_argument("--serve", action="store_true", help="go on serving the blogs afterwards, until Ctrl-C")
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--subset", choices=score.SUBSETS, default="all", help="score these only; all are served")
    parser.add_argument(
        "--in-process", action="store_true", help="quicker: call detection here, without feeds and store"
    )
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make the homes here, and leave them")
    parser.add_argument("--port", type=int, default=0, help="serve on this port of the loopback")
    return parser.parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Replay as the words say (default: the command line's); 0 when every post was found in a report, else 1."""
    asked = arguments(words)
    try:
        everybody = homes.blogs(records.load(asked.posts))
    except (OSError, ValueError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="cpd23-replay-") as scratch, server.serving(everybody, asked.port) as host:
        folder = asked.keep or Path(scratch)
        if asked.in_process:
            from replay import inside  # it reaches into the engine, which the other way never does

            answers = inside.by_call(everybody, folder)
        else:
            answers = engine.by_command(everybody, host, folder)
        _tell(asked, answers)
        if asked.serve:
            _wait(host, folder)
    return 0 if all(answer.found for answer in answers) else 1


def _tell(asked: argparse.Namespace, answers: tuple[Answer, ...]) -> None:
    chosen = [answer for answer in answers if score.SUBSETS[asked.subset](answer.record)]
    print((wording.data if asked.json else wording.text)(chosen, answers), end="", flush=True)


def _wait(host: str, folder: Path) -> None:
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start background jobs deaf to it
        print(f"The blogs are on http://{host}/, the homes in {folder}. Read them with", file=sys.stderr)
        print(f"  CPD23_ALLOW_PRIVATE={host} cpd23 track --all -C {folder}/HOME\nCtrl-C ends it.", file=sys.stderr)
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
