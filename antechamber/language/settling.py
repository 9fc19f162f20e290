"""From mentions to answers: one value per criterion, what to ask, what was volunteered. Pure.

Within one message `yes` outweighs `unsure`, and `unsure` outweighs `no`; what is
settled outweighs vague words. Rules that differ by criterion come from the
protocol (`past`, word lists, follow-ups) and from data/language/semantics.yml.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from antechamber.language.attempt_reply import ATTEMPT, recency_of
from antechamber.language.companions import Companions
from antechamber.language.cues import Cues, Window
from antechamber.language.dates import Timing
from antechamber.language.pressure_history import PressureHistory
from antechamber.language.reading import Ask, Finding, Half, HistoryReading
from antechamber.language.standing import Standing
from antechamber.language.surface import Surface
from antechamber.language.targets import Target, WordKind
from antechamber.protocol.model import Criterion, Protocol
from antechamber.protocol.phrases import pattern
from antechamber.screening.answers import Answer


@dataclass(frozen=True)
class Said:
    """A target, how it stands and by which cue, its sentence, and the time beside it.

    `sentence` are the places of the words of its sentence.
    """

    target: Target
    standing: Standing
    cue: str
    sentence: range
    timing: Timing | None


@dataclass(frozen=True)
class Verdict:
    """What one mention comes to: an answer, a follow-up to ask, a part denied, or nothing.

    `over` marks words that overrule a `yes` beside them ("radioiodine").
    """

    answer: Answer | None = None
    ask: bool = False
    denied: bool = False
    over: bool = False


_DENIABLE = (WordKind.YES, WordKind.ASK)
_NOTHING = Verdict()
_ASK = Verdict(ask=True)
_OWN = (
    Standing.STATED,
    Standing.CURRENT,
    Standing.PLANNED,
    Standing.PAST,
    Standing.RESOLVED,
    Standing.UNSURE,
)


class Settler:
    """Knows the protocol's rules for settling. `settle` has no state."""

    def __init__(self, protocol: Protocol, cues: Cues) -> None:
        """Compile what differs by criterion."""
        self._protocol = protocol
        self._criteria = {criterion.id: criterion for criterion in protocol.criteria}
        self._denials = {one.criterion: pattern(one.phrases) for one in cues.denials}
        self._windows = {one.criterion: one for one in cues.windows}
        self._companions = Companions(cues.companions)
        self._pressure = PressureHistory(protocol.pressure, cues)

    def settle(self, surface: Surface, said: Sequence[Said]) -> HistoryReading:
        """One finding per criterion mentioned about the person, and all that goes with it."""
        findings: list[Finding] = []
        asks: list[Ask] = []
        halves: list[Half] = []
        for criterion in self._protocol.criteria:
            own = [
                one
                for one in said
                if one.target.label.criterion == criterion.id and one.standing is not Standing.OTHER
            ]
            if not own:
                continue
            verdicts = [(one, self._verdict(surface, criterion, one)) for one in own]
            finding, denied = self._one(surface, criterion, verdicts)
            if any(one.target.pressure for one in own):
                finding = self._with_pressure(surface, criterion, own, finding)
            findings.append(finding)
            if finding.value is None and denied:
                halves.append(Half(criterion.id, denied))
            if finding.value is None and not denied:
                vague = next((one for one, verdict in verdicts if verdict.ask), None)
                if vague is not None:
                    start, end = surface.original_span(vague.target.start, vague.target.end)
                    asks.append(Ask(criterion.id, _follow_up(criterion), start, end))
        busy = {ask.criterion for ask in asks} | {one.criterion for one in findings if one.value}
        beside = self._beside_others(surface, said, busy)
        replaced = {finding.criterion for finding in beside}
        findings = [*(one for one in findings if one.criterion not in replaced), *beside]
        halves = [half for half in halves if half.criterion not in replaced]
        pressure = self._pressure.last([one for one in said if one.target.pressure], surface)
        return HistoryReading(
            findings=tuple(sorted(findings, key=lambda finding: finding.start)),
            asks=tuple(asks),
            halves=tuple(halves),
            volunteered=_volunteered(surface, said),
            others=tuple(
                _finding(surface, one, None)
                for one in said
                if one.standing is Standing.OTHER and one.target.label.criterion
            ),
            pressure=pressure,
            crisis=pressure is not None and self._pressure.is_crisis(pressure),
        )

    def _verdict(self, surface: Surface, criterion: Criterion, one: Said) -> Verdict:
        kind, standing = one.target.label.kind, one.standing
        if kind is WordKind.PRESSURE or standing in (Standing.UNREAL, Standing.UNCLEAR):
            return _NOTHING
        if standing is Standing.DENIED:
            return self._denial(criterion, one)
        if standing is Standing.EXCLUDED:
            excluded = not criterion.ask_alone and kind is not WordKind.NO
            return Verdict(Answer.NO, denied=True) if excluded else _NOTHING
        turned = self._companions.turned(one.target, surface, one.sentence)
        if turned is not None and not (turned.answer is Answer.UNSURE and _still(one)):
            return Verdict(turned.answer, over=turned.answer is Answer.UNSURE)
        window = self._windows.get(criterion.id)
        if window is not None and kind in (WordKind.YES, WordKind.ASK):
            dated = _dated(window, criterion, one)
            if dated is not None:
                return dated
        if kind is WordKind.OVER:
            planned = standing is Standing.PLANNED
            return _NOTHING if planned else Verdict(criterion.past, over=True)
        if kind is WordKind.NO:
            return _ASK if standing is Standing.UNSURE else Verdict(Answer.NO, denied=True)
        if kind is WordKind.ASK:
            return _NOTHING if standing is Standing.RESOLVED else _ASK
        if standing is Standing.UNSURE:
            return Verdict(Answer.UNSURE)
        over = standing in (Standing.PAST, Standing.RESOLVED)
        if kind is WordKind.UNSURE:
            return _ASK if over and criterion.past is not Answer.YES else Verdict(Answer.UNSURE)
        return _past(criterion, standing) if over else Verdict(Answer.YES)

    def _denial(self, criterion: Criterion, one: Said) -> Verdict:
        """A denied word. Criteria that are asked alone are never settled by it."""
        if criterion.ask_alone or one.target.label.kind not in _DENIABLE:
            return _NOTHING
        label = one.target.label
        words = self._denials.get(criterion.id)
        if label.kind is WordKind.ASK:
            return Verdict(Answer.NO, denied=True) if label.broad else _NOTHING
        if words is not None and words.fullmatch(one.target.words) is None:
            return _NOTHING
        return Verdict(Answer.NO, denied=True)

    def _one(
        self, surface: Surface, criterion: Criterion, verdicts: Sequence[tuple[Said, Verdict]]
    ) -> tuple[Finding, tuple[str, ...]]:
        """The finding of a criterion, and the parts denied while others stay open."""
        over = next((one for one, verdict in verdicts if verdict.over), None)
        still = next(
            (one for one, found in verdicts if found.answer is Answer.YES and _still(one)), None
        )
        if over is not None and (still is None or over.target.start < still.target.start):
            return _finding(surface, over, Answer.UNSURE), ()
        closed = {one.sentence for one, _ in verdicts if one.standing is Standing.RESOLVED}
        for answer in (Answer.YES, Answer.UNSURE):
            for one, verdict in verdicts:
                settled_over = criterion.past is Answer.UNSURE and one.sentence in closed
                if answer is Answer.YES and settled_over:
                    continue
                if verdict.answer is answer:
                    return self._dated_finding(surface, one, answer), ()
        denied = [one for one, verdict in verdicts if verdict.denied]
        parts = {one.target.label.part for one in denied}
        if denied and (None in parts or parts >= {part.id for part in criterion.parts}):
            return self._dated_finding(surface, denied[-1], Answer.NO), ()
        one = verdicts[0][0]
        in_order = [part.id for part in criterion.parts if part.id in parts]
        return _finding(surface, one, None), tuple(in_order)

    def _with_pressure(
        self, surface: Surface, criterion: Criterion, own: Sequence[Said], finding: Finding
    ) -> Finding:
        """A reading decides over words, unless the words already settle a `yes`."""
        settled = self._pressure.answer(own, surface)
        if settled is None:
            return finding if finding.value is Answer.YES else _unsettled(finding)
        one, answer = settled
        if finding.value is Answer.YES and answer is not Answer.YES:
            return finding
        return _finding(surface, one, answer)

    def _beside_others(
        self, surface: Surface, said: Sequence[Said], open_or_settled: Container[str]
    ) -> list[Finding]:
        """Findings from words that count only beside others ("bipolar, stable")."""
        found: dict[str, Finding] = {}
        for one in said:
            if one.target.label.kind is not WordKind.OUTSIDE or one.standing not in _OWN:
                continue
            for criterion, answer in self._companions.answered(one.target, surface):
                if criterion not in open_or_settled and criterion in self._criteria:
                    start, end = surface.original_span(one.target.start, one.target.end)
                    beside = Finding(criterion, answer, start, end, None, "")
                    found.setdefault(criterion, beside)
        return list(found.values())

    def _dated_finding(self, surface: Surface, one: Said, value: Answer) -> Finding:
        """A finding that, for a dated attempt, says how long ago: safety levels depend on it."""
        finding = _finding(surface, one, value)
        if finding.criterion != ATTEMPT or one.timing is None:
            return finding
        return replace(finding, detail={"recency": recency_of(one.timing, self._protocol)})


def _still(one: Said) -> bool:
    return one.standing is Standing.CURRENT


def _past(criterion: Criterion, standing: Standing) -> Verdict:
    """What `past` in the protocol makes of a mention; "I was" alone does not say "over"."""
    if criterion.past is None or (criterion.past is Answer.NO and standing is Standing.PAST):
        return _ASK
    return Verdict(criterion.past, denied=criterion.past is Answer.NO)


def _dated(window: Window, criterion: Criterion, one: Said) -> Verdict | None:
    """What the time beside a mention makes of it; None where time decides nothing."""
    over = one.standing in (Standing.PAST, Standing.RESOLVED)
    if not window.event and (_still(one) or (not over and one.timing is None)):
        return None
    if one.timing is None:
        return _ASK if window.event else None
    within = one.timing.within(window.months)
    if within is None and not window.event and not over:
        return None
    said = {True: window.inside, None: window.straddling, False: window.outside}[within]
    if said is None:
        return _NOTHING if within is False else _ASK
    return Verdict(Answer(said), denied=Answer(said) is Answer.NO)


def _follow_up(criterion: Criterion) -> str | None:
    return next((one.id for one in criterion.follow_ups if "ask" in one.when), None)


def _finding(surface: Surface, one: Said, value: Answer | None) -> Finding:
    start, end = surface.original_span(one.target.start, one.target.end)
    return Finding(one.target.label.criterion, value, start, end, one.target.label.part, one.cue)


def _unsettled(finding: Finding) -> Finding:
    return Finding(finding.criterion, None, finding.start, finding.end, finding.part, finding.cue)


def _volunteered(surface: Surface, said: Sequence[Said]) -> tuple[str, ...]:
    """The person's own conditions outside the protocol, word for word, each once."""
    quotes: dict[str, str] = {}
    for one in said:
        if one.target.label.kind is WordKind.OUTSIDE and one.standing in _OWN:
            quote = surface.quote(one.target.start, one.target.end)
            quotes.setdefault(quote.lower(), quote)
    return tuple(quotes.values())
