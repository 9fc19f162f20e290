"""Rasa custom actions: thin. Each reads the tracker, calls `antechamber`, answers."""
