"""Who says that they are under 18."""

from __future__ import annotations

import pytest

from antechamber.language.age import stated_minor


@pytest.mark.parametrize(
    "text",
    [
        "im 16",
        "I'm 17 years old",
        "I am sixteen",
        "i'm a minor",
        "not 18 yet",
        "15yo",
        "16f here",
        "turning 18 next month",
        "yes but I'm 17",
        "im only 17",
        "I'm underage",
        "I'm not 18",
        "i'm in high school",
        "im under 18",
        "I'll be 18 in May",
    ],
)
def test_a_stated_minor(text: str) -> None:
    assert stated_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "my son is 16",
        "sober 16 years",
        "I'm 16 years sober",
        "im 34",
        "I'm 12 weeks pregnant",
        "when i was 16 i tried",
        "I'm 18",
        "im not a minor",
        "my daughter is 16 and im 40",
        "i've been clean 16 days",
        "I'm 5 months along",
        "I have 2 kids",
        "my bp is 16",
        "im over 18",
        "I was 17 then",
        "",
        "I'm 15 minutes away",
    ],
)
def test_not_a_stated_minor(text: str) -> None:
    assert not stated_minor(text)
