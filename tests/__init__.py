"""A package, so that a stray `tests` in the environment is never imported instead."""
