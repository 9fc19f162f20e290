"""Errors that a person must act on: each says what is wrong and what to do next."""


class AntechamberError(Exception):
    """Base of every error this product raises on purpose. `str()` is safe to print and to log."""


class ConfigurationError(AntechamberError):
    """A file a clinic edits is wrong. The message names file, line, field, finding and next command."""
