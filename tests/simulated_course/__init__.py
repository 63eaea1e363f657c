"""Twelve weeks of a course with sixty people of different habits, through the real program: blogs and a mail server on loopback.

Most of them write, at different paces, and stop at different Things; some have a week one of their own. Beside them there are people
who only hand in, hand in by email, answer "out of office", pause, stop, move, share a mailbox, have only Mastodon or are private, and
one whose mailbox doesn't exist. Every Monday the organiser runs the round, approves and sends; on Tuesday people answer, on Wednesday
the organiser reads the replies and decides. `python -m tests.simulated_course` prints what happened, week by week.
"""
