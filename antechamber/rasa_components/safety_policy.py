"""Rasa policy: danger outranks everything, also inside a form and with the action server dead.

A priority above RulePolicy's, and predictions marked as not for the user's
intent, so that no loop and no rule comes first. It runs in the bot process,
writes the case before anything is said, and says only fixed responses.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa.core.featurizers.tracker_featurizers import TrackerFeaturizer
from rasa.core.policies.policy import Policy, PolicyPrediction, SupportedData
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from antechamber.rasa_components.resources import clinic, protocol
from antechamber.rasa_components.safety_desk import SafetyDesk
from antechamber.rasa_components.safety_events import (
    FORM,
    PLAN_SLOT,
    SCREENING_SLOT,
    STATE_SLOT,
    SafetyEvents,
    without_foreign_answer,
)
from antechamber.safety.danger_memory import memory_from
from antechamber.safety.dialogue import SafetyTurn, respond
from antechamber.screening.heard import from_parse

logger = logging.getLogger(__name__)

TAKEN_OVER_SLOT = "taken_over_by"
_PRIORITY = 1000
_FORM_INTENTS = frozenset({"restart", "back", "session_start"})


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class SafetyPolicy(Policy):
    """Answers danger, stays silent while a human speaks, and leaves the rest to the rules."""

    @staticmethod
    def supported_data() -> SupportedData:
        """Needs no training data of either kind."""
        return SupportedData.ML_AND_RULE_DATA

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Above RulePolicy, which has 6."""
        return {"priority": _PRIORITY}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        featurizer: TrackerFeaturizer | None = None,
    ) -> None:
        super().__init__(config, model_storage, resource, execution_context, featurizer)
        self._desk: SafetyDesk | None = None

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyPolicy:
        """Nothing is stored: the rules are code, the texts are in the domain."""
        policy = cls(config, model_storage, resource, execution_context)
        policy._desk = SafetyDesk.from_environment()
        return policy

    def train(self, *arguments: Any, **options: Any) -> Resource:
        """Nothing to learn."""
        with self._model_storage.write_to(self._resource):
            return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """The next fixed response, or no opinion."""
        if tracker.latest_action_name == ACTION_LISTEN_NAME and tracker.latest_message is not None:
            return self._first(tracker, domain)
        plan = tracker.get_slot(PLAN_SLOT)
        if plan is None:
            return self._prediction(self._default_predictions(domain))
        if plan:
            return self._step(plan, (), domain)
        return self._certain(ACTION_LISTEN_NAME, (SlotSet(PLAN_SLOT, None),), domain)

    def _first(self, tracker: DialogueStateTracker, domain: Domain) -> PolicyPrediction:
        """The turn that answers a new message."""
        message = tracker.latest_message
        heard = without_foreign_answer(from_parse(message.parse_data))
        pending = tracker.get_slot(REQUESTED_SLOT)
        told = memory_from(tracker.get_slot(STATE_SLOT))
        opened = tracker.get_slot(SCREENING_SLOT) is not None
        assert self._desk is not None  # `load` opened it; an untrained policy never predicts
        memory = self._desk.remembered(tracker.sender_id, told, fresh=not opened)
        events = SafetyEvents(tracker, heard, message.parse_data, protocol(), clinic())
        if events.overlaid:  # the yes or no is about starting over, not about the question below
            heard = replace(heard, answer=None)
        turn = respond(memory, heard, pending, overlaid=events.overlaid)
        if tracker.get_slot(TAKEN_OVER_SLOT):
            if turn is None:
                return self._certain(ACTION_LISTEN_NAME, (), domain)
            self._report(tracker, turn, events)
            return self._certain(ACTION_LISTEN_NAME, events.while_taken_over(turn), domain)
        if turn is None:
            if message.intent.get("name") in _FORM_INTENTS:
                return self._certain(FORM, (), domain)
            return self._prediction(self._default_predictions(domain))
        stored = self._report(tracker, turn, events)
        plan = _known(events.plan(turn, case=stored), domain)
        return self._step(plan, events.of(turn, case=stored), domain)

    def _report(
        self, tracker: DialogueStateTracker, turn: SafetyTurn, events: SafetyEvents
    ) -> str | None:
        """Case id once it is on disk; None where no case was due or the store failed."""
        assert self._desk is not None  # as above
        self._desk.remember(tracker.sender_id, turn.memory)
        if turn.case is None:
            return turn.memory.case
        return self._desk.write(events.report(turn))

    def _step(
        self, plan: Sequence[str], events: Sequence[Event], domain: Domain
    ) -> PolicyPrediction:
        rest = list(plan[1:])
        return self._certain(plan[0], (*events, SlotSet(PLAN_SLOT, rest)), domain)

    def _certain(self, action: str, events: Sequence[Event], domain: Domain) -> PolicyPrediction:
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, events=list(events), is_no_user_prediction=True)


def _known(plan: list[str], domain: Domain) -> list[str]:
    """The plan without texts that the loaded model lacks; something is always said."""
    known = [name for name in plan if name in domain.action_names_or_texts]
    if len(known) < len(plan):
        logger.error("texts missing in the loaded model: %s", sorted({*plan} - {*known}))
    return known or [ACTION_LISTEN_NAME]
