"""Read the blogs and keep what is new."""
