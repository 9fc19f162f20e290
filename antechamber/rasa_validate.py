"""`rasa data validate` without TensorFlow."""

from __future__ import annotations

import sys

from antechamber import no_tensorflow


def main() -> int:
    """Validate domain, NLU data and rules. Returns 0 when Rasa finds no error."""
    no_tensorflow.install()
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    importer = TrainingDataImporter.load_from_config(
        "config.yml", "domain", ["data/nlu", "data/rules"]
    )
    validator = Validator.from_importer(importer)
    checks = (
        validator.verify_domain_validity(),
        validator.verify_intents(ignore_warnings=True),
        validator.verify_example_repetition_in_intents(ignore_warnings=True),
        validator.verify_utterances_in_stories(ignore_warnings=True),
        validator.verify_story_structure(ignore_warnings=True),
        validator.verify_form_slots(),
        validator.verify_actions_in_stories_rules(),
    )
    return 0 if all(checks) else 1


if __name__ == "__main__":
    sys.exit(main())
