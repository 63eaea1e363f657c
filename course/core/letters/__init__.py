"""Letters: who gets which email this week, and who doesn't, and why."""
