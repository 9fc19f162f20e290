"""What a person has answered to one criterion."""

from __future__ import annotations

from enum import Enum


class Answer(str, Enum):
    """Value of a criterion's slot. An unanswered criterion is None, never a member.

    `yes` means that the criterion itself is true of this person now. `unsure`
    also stands for a declined question; it is never read as `no`.
    """

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
