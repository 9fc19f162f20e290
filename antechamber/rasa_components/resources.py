"""What the graph components share: protocol, readers and lexicon, built from files at load time."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from antechamber.language.cues import load_cues
from antechamber.language.history import HistoryReader
from antechamber.protocol.clinic import Clinic, load_clinic
from antechamber.protocol.loader import load_protocol
from antechamber.protocol.model import Protocol
from antechamber.safety.lexicon import Lexicon, lexicon_from
from antechamber.settings import clinic_file, data_folder, protocol_file


@lru_cache(maxsize=1)
def protocol() -> Protocol:
    """The protocol in force. Raises ConfigurationError, so a bad file stops the start."""
    return load_protocol(protocol_file())


@lru_cache(maxsize=1)
def clinic() -> Clinic:
    """The clinic's own details. Raises ConfigurationError on a bad file."""
    return load_clinic(clinic_file())


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The detector's patterns."""
    folder = data_folder() / "safety"
    return lexicon_from(
        {str(path): path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.yml"))}
    )


@lru_cache(maxsize=1)
def history_reader() -> HistoryReader:
    """Reads free-text history with the protocol's words."""
    return HistoryReader(protocol(), load_cues(data_folder() / "language"))


def clinic_now() -> datetime:
    """The server's clock in the clinic's time zone: all dates of patients count from it."""
    return datetime.now(clinic().time_zone)
