"""Cut a message into sentences, and read "glaucoma: no, copd: yes" lists. Pure.

A sentence that only comments on the one before ("It was ruled out.") stays
with it, so that its cues reach the condition that they speak of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from antechamber.language.surface import Surface, Word
from antechamber.language.targets import Target
from antechamber.screening.answers import Answer

MOST_WORDS = 80
_ENDS = frozenset(".!?;\n\u2022")
_ABBREVIATIONS = frozenset({"dr", "mr", "mrs", "ms", "vs", "approx", "st", "b", "p", "c", "o"})
_COMMENTS = frozenset(
    {"it", "its", "that", "thats", "this", "they", "which", "is", "are", "did", "theyve", "all"}
)
_ASKING = frozenset(
    {
        "would",
        "will",
        "could",
        "can",
        "does",
        "do",
        "should",
        "may",
        "what",
        "whats",
        "how",
        "why",
        "which",
        "where",
        "who",
    }
)
_ASKED_OF = frozenset({"my", "the", "a", "high", "low", "being", "having"})
_NOT_ASKING = frozenset({"be", "have", "not", "also", "possibly", "well"})
_SHORT_REPLIES = (
    "so do i",
    "so am i",
    "me too",
    "i do too",
    "i have it",
    "i dont .",
    "i do not .",
    "not me",
    "same here",
    "i have neither",
    "i have none",
)
_FILLER = frozenset(
    {"the", "a", "an", "my", "for", "to", "on", "and", "is", "have", "has", ",", "i", "q"}
)
_JOINED = frozenset({"or", "and", "nor", "and / or", "/", "&", "+"})
_ANSWERS = {
    "yes": Answer.YES,
    "y": Answer.YES,
    "yep": Answer.YES,
    "yeah": Answer.YES,
    "yup": Answer.YES,
    "no": Answer.NO,
    "n": Answer.NO,
    "nope": Answer.NO,
    "nah": Answer.NO,
    "none": Answer.NO,
    "never": Answer.NO,
    "negative": Answer.NO,
    "maybe": Answer.UNSURE,
    "unsure": Answer.UNSURE,
    "idk": Answer.UNSURE,
    "not sure": Answer.UNSURE,
    "dont know": Answer.UNSURE,
    "a no": Answer.NO,
    "a yes": Answer.YES,
    "i have it": Answer.YES,
    "dont have": Answer.NO,
    "dont have it": Answer.NO,
    "i dont": Answer.NO,
    "i do": Answer.YES,
    "no idea": Answer.UNSURE,
    "i dont know": Answer.UNSURE,
    "im not sure": Answer.UNSURE,
    "not me": Answer.NO,
    "never had it": Answer.NO,
    "not that i know of": Answer.NO,
    "hell no": Answer.NO,
    "definitely not": Answer.NO,
    "not at all": Answer.NO,
    "absolutely not": Answer.NO,
    "neither": Answer.NO,
    "also no": Answer.NO,
    "still no": Answer.NO,
    "no as well": Answer.NO,
    "no too": Answer.NO,
    "is a no": Answer.NO,
    "is no": Answer.NO,
    "thats a no": Answer.NO,
    "answer no": Answer.NO,
    "answer yes": Answer.YES,
    "is a yes": Answer.YES,
    "also yes": Answer.YES,
    "not applicable": Answer.NO,
    "nope never": Answer.NO,
    "no never": Answer.NO,
    "never had": Answer.NO,
}


@dataclass(frozen=True)
class Sentence:
    """Places of its words, end exclusive; `asked` when it ends or begins like a question."""

    first: int
    last: int
    asked: bool


def sentences(surface: Surface, targets: Sequence[Target]) -> list[Sentence]:
    """The sentences of a message, each at most MOST_WORDS words."""
    words = surface.words
    cut: list[Sentence] = []
    first = 0
    for place, word in enumerate(words):
        at_end = word.text in _ENDS and not _inside(surface, place)
        if not at_end and place - first + 1 < MOST_WORDS:
            continue
        asked = word.text == "?" or _begins_like_a_question(words, first)
        cut.append(Sentence(first, place + 1, asked))
        first = place + 1
    if first < len(words):
        cut.append(Sentence(first, len(words), _begins_like_a_question(words, first)))
    return _with_comments(cut, words, {target.first for target in targets})


def _begins_like_a_question(words: Sequence[Word], first: int) -> bool:
    """ "Would heart failure matter", but not "could be pregnant"."""
    after = words[first + 1].text if first + 1 < len(words) else ""
    if words[first].text in ("is", "are", "was"):
        return after in _ASKED_OF
    return words[first].text in _ASKING and after not in _NOT_ASKING


def _inside(surface: Surface, place: int) -> bool:
    """True for a full stop inside a number or after an abbreviation."""
    words, word = surface.words, surface.words[place]
    if word.text != "." or place == 0:
        return False
    before = words[place - 1]
    after = words[place + 1] if place + 1 < len(words) else None
    glued = after is not None and after.start == word.end and after.text[0].isdigit()
    return (glued and before.text.isdigit()) or before.text in _ABBREVIATIONS


def _with_comments(cut: list[Sentence], words: Sequence[Word], starts: set[int]) -> list[Sentence]:
    joined: list[Sentence] = []
    for sentence in cut:
        span = range(sentence.first, sentence.last)
        comments = (
            joined
            and not joined[-1].asked
            and not sentence.asked
            and _comments_on_the_last(words, sentence)
            and not any(place in starts for place in span)
            and sentence.last - joined[-1].first <= MOST_WORDS
        )
        if comments:
            joined[-1] = Sentence(joined[-1].first, sentence.last, False)
        else:
            joined.append(sentence)
    return joined


def _comments_on_the_last(words: Sequence[Word], sentence: Sentence) -> bool:
    """ "It was ruled out." and short replies such as "So do I." or "I don't."."""
    said = " ".join(word.text for word in words[sentence.first : sentence.first + 4])
    return words[sentence.first].text in _COMMENTS or said.startswith(_SHORT_REPLIES)


def labelled(surface: Surface, targets: Sequence[Target]) -> dict[Target, Answer]:
    """Answers written beside a name: "glaucoma: no", "copd - yes", "glaucoma no copd no".

    A piece between commas or line ends counts when it is nothing but one name and
    one answer; a run of names and answers counts from two pairs on.
    """
    found: dict[Target, Answer] = {}
    for piece in _pieces(surface.words):
        inside = [one for one in targets if piece[0] <= one.first and one.last < piece[1]]
        pairs = _pairs(surface.words, piece, inside)
        if pairs is not None:
            found.update(pairs)
    return found


def _pieces(words: Sequence[Word]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    first = 0
    for place, word in enumerate(words):
        if word.text in _ENDS or word.text == ",":
            end = place + 1 if word.text == "?" and _answer_follows(words, place) else place
            if end > place:
                continue
            pieces.append((first, place))
            first = place + 1
    pieces.append((first, len(words)))
    return pieces


def _answer_follows(words: Sequence[Word], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].text in _ANSWERS


def _pairs(
    words: Sequence[Word], piece: tuple[int, int], inside: Sequence[Target]
) -> dict[Target, Answer] | None:
    """Name and answer pairs if the piece is made of them alone, else None."""
    if not inside:
        return None
    pairs: dict[Target, Answer] = {}
    if any(not word.isdigit() for word in _bare(words, piece[0], inside[0].first)):
        return None
    listed: list[Target] = []
    for number, target in enumerate(inside):
        until = inside[number + 1].first if number + 1 < len(inside) else piece[1]
        listed.append(target)
        between = " ".join(word.text for word in words[target.last + 1 : until])
        if until != piece[1] and between in _JOINED:
            continue
        said = " ".join(_bare(words, target.last + 1, until))
        if said not in _ANSWERS:
            return None
        pairs |= dict.fromkeys(listed, _ANSWERS[said])
        listed = []
    return pairs


def _bare(words: Sequence[Word], first: int, last: int) -> list[str]:
    """Words of a stretch without marks; leading fillers are kept out of names only."""
    said = [word.text for word in words[first:last] if word.text[0].isalnum()]
    if len(said) == 1 and said[0] in _FILLER:
        return []
    return said
