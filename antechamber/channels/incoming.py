"""What every channel does to a text before anything reads it."""

from __future__ import annotations

import unicodedata

MAX_CHARACTERS = 10_000


def normalised(text: str) -> str:
    """Composed Unicode without control characters, cut at 10,000 characters.

    The beginning and the end are kept when a text is too long: people often
    say what matters last.
    """
    composed = unicodedata.normalize("NFC", text)
    clean = "".join(
        character
        for character in composed
        if character in "\n\t" or unicodedata.category(character) != "Cc"
    )
    if len(clean) <= MAX_CHARACTERS:
        return clean
    half = MAX_CHARACTERS // 2 - 3
    return f"{clean[:half]} ... {clean[-half:]}"
