"""Reading grade of a text for patients, without the dictionary that textstat would download."""

from __future__ import annotations

import re

import pytest
import textstat  # type: ignore[import-untyped]
import textstat.backend.counts._count_syllables as textstat_syllables  # type: ignore[import-untyped]

HIGHEST_GRADE = 8.0


class SpokenSyllables(dict[str, list[list[str]]]):
    """Stands in for the CMU dictionary, which textstat would fetch from the network.

    Counts vowel groups without silent endings, and never less than the
    hyphenation textstat falls back on: rather a grade too high than too low.
    """

    def __getitem__(self, word: str) -> list[list[str]]:
        count = len(re.findall("[aeiouy]+", word))
        if re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouytdszxch]es$|[^aeiouytd]ed$", word):
            count -= 1
        if re.search(r"i[ao](?!n)|[^tsc]ia|[^tsgxc]ion|eo|ua(?!r)", word):
            count += 1
        hyphenated = len(textstat_syllables.get_pyphen("en_US").positions(word)) + 1
        return [["0"] * max(count, hyphenated)]


def use_spoken_syllables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count syllables by `SpokenSyllables` for the length of a test."""
    monkeypatch.setattr(textstat_syllables, "get_cmudict", lambda lang: SpokenSyllables())


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade; braces of placeholders do not count."""
    return float(textstat.flesch_kincaid_grade(re.sub("[{}]", "", text)))
