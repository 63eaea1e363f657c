"""`python -m course` does the same as `cpd23`."""

from course.cli.app import main

main()
