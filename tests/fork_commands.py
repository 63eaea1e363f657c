"""A process that has the commands loaded and runs each asked-for one in a fork: 200 commands in the time of twenty.

Each line of stdin is a request, [words, folder, environment, stdin file, stdout file, stderr file]; each answer is the exit
code. A command that takes longer than any should is ended.
"""

import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import sys
import traceback

LONGEST = 600  # seconds


def main() -> None:
    """Answer requests until stdin ends."""
    import course
    from course.cli import app

    for module in pkgutil.walk_packages(course.__path__, "course."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)  # loaded once, for all the forks
    gc.freeze()
    for line in sys.stdin.buffer:
        words, folder, environment, *files = json.loads(line)
        if child := os.fork():
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            sys.stdout.write(f"{code}\n")
            sys.stdout.flush()
            continue
        signal.alarm(LONGEST)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        os.dup2(os.open(files[0], os.O_RDONLY), 0)
        for number, name in enumerate(files[1:], 1):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = ["cpd23", *words]
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8", errors="replace")
        os._exit(_code(app.main))


def _code(run: object) -> int:
    code: object = 0
    try:
        run()  # type: ignore[operator]
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else 1


if __name__ == "__main__":
    main()
