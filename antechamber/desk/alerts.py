"""Who is called, in which order, and how soon somebody must act: the file `ALERTS_CONFIG`."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from pathlib import Path

from antechamber.desk.deadlines import Deadlines
from antechamber.errors import ConfigurationError
from antechamber.protocol.reading import NEXT_STEP, Record, Text, read_file

_DAY_S = 86_400
_NEXT_STEP = "Fix the file named in ALERTS_CONFIG, then start again."


@dataclass(frozen=True)
class Line:
    """People who are called together. `wait_s` is how long they have before the next line is."""

    name: str
    urls: tuple[str, ...]
    wait_s: int


@dataclass(frozen=True)
class AlertsConfig:
    """Lines in order, deadlines in seconds, and whether an alert may carry more than case,
    kind, severity and link (`details`)."""

    lines: tuple[Line, ...] = ()
    deadlines: Deadlines = field(default_factory=Deadlines)
    details: bool = False


NO_LINES = (
    "No alert line is configured: nobody is called when a person is in danger. "
    "Name a file in ALERTS_CONFIG."
)


def alerts_config(path: Path | None) -> AlertsConfig:
    """The configuration in a file, or one without lines where no file is named.

    Raises ConfigurationError that names file, line and field; a URL that
    Apprise does not know is refused here, since Apprise would skip it in silence.
    """
    if path is None:
        return AlertsConfig()
    try:
        return _read(path)
    except ConfigurationError as error:
        raise ConfigurationError(str(error).replace(NEXT_STEP, _NEXT_STEP)) from None


def _read(path: Path) -> AlertsConfig:
    root = read_file(path, keys=("lines", "deadlines", "details"))
    lines: list[Line] = []
    if root.has("lines"):
        for record in root.records("lines", keys=("name", "urls", "wait_s"), noun="line"):
            line = _line(record)
            if line.name in [one.name for one in lines]:
                record.at("name").fail(f"the name `{line.name}` is used twice")
            lines.append(line)
    deadlines = _deadlines(root) if root.has("deadlines") else Deadlines()
    details = root.flag("details") if root.has("details") else False
    return AlertsConfig(tuple(lines), deadlines, details)


def _line(record: Record) -> Line:
    urls = record.texts("urls")
    if not urls:
        record.at("urls").fail("a line needs at least one Apprise URL")
    for url in urls:
        _check(url)
    return Line(
        name=record.text("name").value,
        urls=tuple(url.value for url in urls),
        wait_s=record.integer("wait_s", least=1, most=_DAY_S),
    )


def _check(url: Text) -> None:
    """The URL itself is not quoted: it holds passwords."""
    import apprise  # slow to import, and the bot has no use for it without lines

    if not apprise.Apprise().add(url.value):
        scheme = url.value.split(":", 1)[0] if "://" in url.value else "no scheme"
        url.place.fail(f"Apprise does not understand this URL (scheme: {scheme})")


def _deadlines(root: Record) -> Deadlines:
    names = tuple(one.name for one in fields(Deadlines))
    record = root.record("deadlines", keys=names)
    given = {
        name: record.integer(name, least=1, most=30 * _DAY_S) for name in names if record.has(name)
    }
    return Deadlines(**given)
