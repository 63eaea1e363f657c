"""Words to values and values to words: pure functions."""
