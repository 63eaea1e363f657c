"""Posts: which post is this, what is new in a feed, which blogs are due?"""
