"""`rasa train` without TensorFlow, which no component of config.yml uses."""

from __future__ import annotations

import sys

from antechamber import no_tensorflow
from antechamber.errors import AntechamberError


def main() -> int:
    """Train into models/. Returns Rasa's exit code, 1 after a clear line on a bad file."""
    no_tensorflow.install()
    import rasa.api

    try:
        result = rasa.api.train(
            domain="domain", config="config.yml", training_files=["data/nlu", "data/rules"]
        )
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    return int(result.code)


if __name__ == "__main__":
    sys.exit(main())
