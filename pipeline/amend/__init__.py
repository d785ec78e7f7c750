"""Amending: what proofreaders decided, made true of the book."""
