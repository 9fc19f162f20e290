"""Name, phone number, e-mail address and place from a reply. Pure; the network is never asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

DEFAULT_REGION = "US"
MOST_NAME_WORDS = 5
MOST_LOCATION_CHARACTERS = 200
_FEWEST_DIGITS = 5
_NANP_COUNTRY_CODE = 1

_NAME_LEAD = re.compile(
    r"^(?:(?:hi|hello|hey|sure|ok|okay|yes|yeah|well|um|oh|so)[\s,.!]+)*"
    r"(?:my (?:first |full )?name(?:'?s| is)?|i am|i'm|im|this is|it is|it's|its|call me|"
    r"you can call me|just call me|they call me|people call me|name(?: is)?:?|"
    r"me llamo|mi nombre es|soy|"
    r"just|please call me|i go by|everyone calls me)\s+",
    re.IGNORECASE,
)
_NAME_TAIL = re.compile(
    r"[\s,]*(?:please|thanks|thank you|here|is fine|is ok|works|by the way|for short|"
    r"lol)?[\s.!,]*$",
    re.IGNORECASE,
)
_NAME = re.compile(r"^[^\W\d_][\w'\u2019.\- ]*$")
_NO_NAME = frozenset(
    [
        "why",
        "what",
        "who",
        "how",
        "when",
        "where",
        "which",
        "does",
        "do",
        "is",
        "are",
        "can",
        "could",
        "would",
        "should",
        "tired",
        "sad",
        "fine",
        "sure",
        "not",
        "scared",
        "depressed",
        "here",
        "good",
        "ready",
        "ok",
        "okay",
        "hello",
        "help",
        "test",
        "hungry",
        "anxious",
    ]
)
_SPOKEN_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\bat\b)\s*", re.IGNORECASE)
_SPOKEN_DOT = re.compile(r"\s*(?:\(dot\)|\[dot\]|\bdot\b)\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s@,;<>()]+@[^\s@,;<>()]+")
_EXTRA = ".,;:!?\"'"


@dataclass(frozen=True)
class ContactDetail:
    """`value`: the cleaned detail, or None; `invalid`: one was given that cannot be right."""

    value: str | None = None
    invalid: bool = False


def name_from(text: str) -> ContactDetail:
    """The name that a reply gives, without "my name is". At most five words, no digits."""
    bare = " ".join(_NAME_TAIL.sub("", _NAME_LEAD.sub("", text.strip())).split()).strip(_EXTRA)
    words = bare.split()
    if not words or len(words) > MOST_NAME_WORDS or "?" in text or not _NAME.match(bare):
        return ContactDetail()
    if words[0].lower() in _NO_NAME:
        return ContactDetail()
    return ContactDetail(_capitals(bare) if bare in (bare.lower(), bare.upper()) else bare)


def phone_from(text: str) -> ContactDetail:
    """The phone number in a reply as E.164; a number without country code is a US number."""
    digits = sum(char.isdigit() for char in text)
    if digits < _FEWEST_DIGITS:
        return ContactDetail()
    matcher = phonenumbers.PhoneNumberMatcher(
        text, DEFAULT_REGION, leniency=phonenumbers.Leniency.POSSIBLE
    )
    for match in matcher:
        if _can_be_right(match.number):
            return ContactDetail(_e164(match.number))
    try:
        number = phonenumbers.parse("".join(re.findall(r"[\d+]", text)), DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return ContactDetail(invalid=True)
    return ContactDetail(_e164(number)) if _can_be_right(number) else ContactDetail(invalid=True)


def email_from(text: str) -> ContactDetail:
    """The e-mail address in a reply, "jane at example dot org" too. No DNS question is asked."""
    found = _ADDRESS.search(text)
    if found is None:
        spoken = (
            _SPOKEN_DOT.sub(".", _SPOKEN_AT.sub("@", text)) if _SPOKEN_DOT.search(text) else text
        )
        found = _ADDRESS.search(spoken)
    if found is None:
        looks_like_one = "@" in text or re.fullmatch(r"\s*[\w.+-]+\.(?:com|net|org|edu)\s*", text)
        return ContactDetail(invalid=bool(looks_like_one))
    try:
        checked = validate_email(
            found[0].strip(_EXTRA), check_deliverability=False, test_environment=True
        )
    except EmailNotValidError:
        return ContactDetail(invalid=True)
    return ContactDetail(checked.normalized)


def location_from(text: str) -> ContactDetail:
    """Any words that can be a place: kept as they are, cut to a length a person would give."""
    bare = " ".join(text.split())
    if not any(char.isalnum() for char in bare) or bare.endswith("?"):
        return ContactDetail()
    return ContactDetail(bare[:MOST_LOCATION_CHARACTERS])


def _can_be_right(number: phonenumbers.PhoneNumber) -> bool:
    """Possible by its length; a North American area code never begins with 0 or 1."""
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return False
    national = str(number.national_number)
    if len(set(national)) == 1:
        return False
    return number.country_code != _NANP_COUNTRY_CODE or national[0] not in "01"


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _capitals(name: str) -> str:
    return re.sub(r"(?<![^\W\d_'\u2019])[^\W\d_]", lambda match: match[0].upper(), name.lower())
