"""Antechamber: the conversation before a clinician at an at-home ketamine clinic."""
