"""A web server that misbehaves in every way we could think of, with a canary that nobody may visit."""
