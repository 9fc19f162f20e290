"""Rasa input channels: how people and staff reach a conversation."""
