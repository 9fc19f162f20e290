"""Answers in, outcome and reasons out. Pure: no I/O, no clock, no Rasa."""
