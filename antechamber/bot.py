"""The bot process: Rasa's server with our patches, on loopback, without TensorFlow."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from typing import Any

from antechamber import no_tensorflow
from antechamber.errors import AntechamberError
from antechamber.settings import home


def main() -> int:
    """Serve until stopped. Returns 1, with one clear line, on a bad protocol or clinic file."""
    if os.environ.get("ANTECHAMBER_TENSORFLOW") != "1":
        no_tensorflow.install()
    os.chdir(home())
    try:
        from antechamber.rasa_components import resources

        resources.protocol()
        resources.clinic()
        _serve()
    except AntechamberError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _serve() -> None:
    import rasa.core.run
    import rasa.utils.common
    import rasa.utils.log_utils
    from rasa.core.utils import AvailableEndpoints

    from antechamber import rasa_patches
    from antechamber.health import add_health_routes

    warnings.simplefilter("ignore", DeprecationWarning)
    rasa_patches.apply()
    rasa.utils.common.configure_logging_and_warnings(log_level=logging.INFO, warn_only_once=True)
    rasa.utils.log_utils.configure_structlog(logging.INFO)
    configure = rasa.core.run.configure_app

    def configured(*arguments: object, **options: object) -> object:
        app = configure(*arguments, **options)
        add_health_routes(app)
        app.register_listener(_refuse_without_model, "after_server_start")
        return app

    rasa.core.run.configure_app = configured
    rasa.core.run.serve_application(
        model_path="models",
        interface=os.environ.get("BOT_HOST", "127.0.0.1"),
        port=int(os.environ.get("BOT_PORT", "5005")),
        credentials="credentials.yml",
        endpoints=AvailableEndpoints.read_endpoints("endpoints.yml"),
        auth_token=os.environ["BOT_API_TOKEN"],
        enable_api=True,
    )


async def _refuse_without_model(app: Any, loop: Any) -> None:
    """Rasa goes on without a model and answers nothing; a person would wait for ever."""
    agent = getattr(app.ctx, "agent", None)
    if agent is None or not agent.is_ready():
        print("The model could not be loaded; see the log above. Run `make train`.", flush=True)
        os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
