"""Publishing: what everybody may see, and what somebody has earned."""
