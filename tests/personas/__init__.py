"""Conversation tests: dialogues in YAML, driven through a running server."""
