"""Detection: which Things does a post complete, and which of its words say so?"""
