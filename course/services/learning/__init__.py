"""What the course learns from its own posts, remembered and recorded."""
