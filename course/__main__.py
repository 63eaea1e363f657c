"""`python -m course` does the same as `cpd23`."""

import sys


def main() -> None:
    """Run cpd23. Where even its modules can't be loaded, say why in two lines and end with 1."""
    try:
        from course.cli.app import main as run
    except (ImportError, OSError, MemoryError) as error:
        sys.stderr.write(f"error: cpd23 cannot start: {error or 'there is not enough memory'}.\n")
        sys.stderr.write(" hint: Is the memory limited (ulimit -v)? If not, install cpd23 again.\n")
        sys.exit(1)
    run()


if __name__ == "__main__":
    main()
