"""Danger in a person's words: levels, categories, detection. Pure: no I/O, no clock, no Rasa."""
