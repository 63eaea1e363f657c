"""The replay: recorded posts of past courses, read by the real command and measured against their labels."""
