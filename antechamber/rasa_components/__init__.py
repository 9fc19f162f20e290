"""Adapters that put language and safety into Rasa's NLU graph and policies. Thin."""
