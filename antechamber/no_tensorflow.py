"""An empty stand-in for TensorFlow in the serving process: nothing we configure uses it.

Rasa imports TensorFlow with its component registry, which costs seconds and
hundreds of megabytes. A component that really needs it fails with a clear
error instead of a strange one.
"""

from __future__ import annotations

import importlib
import importlib.machinery
import sys
import types
from typing import Any

from antechamber.errors import ConfigurationError

_NAMES = (
    "tensorflow",
    "tensorflow_addons",
    "tensorflow_hub",
    "tensorflow_text",
    "tf_keras",
    "keras",
)


class _Anything(type):
    """Metaclass whose classes answer every attribute with another such class."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _class(f"{cls.__qualname__}.{name}")


def _class(path: str) -> Any:
    def refuse(cls: type, *arguments: Any, **options: Any) -> Any:
        if len(arguments) == 1 and callable(arguments[0]) and not options:
            return arguments[0]  # used as a decorator
        raise ConfigurationError(
            f"A component in config.yml needs TensorFlow (`{path}`), which the bot process does "
            "not load. Remove the component, or start with ANTECHAMBER_TENSORFLOW=1."
        )

    return _Anything(path.rsplit(".", 1)[-1], (), {"__new__": refuse, "__qualname__": path})


class _StandIn(types.ModuleType):
    """A module that has every attribute."""

    __path__: list[str] = []
    __version__ = "2.12.0"

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return _class(f"{self.__name__}.{name}")


class _Finder:
    """Serves the stand-in for TensorFlow and everything below it."""

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        if name.split(".")[0] not in _NAMES:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        """Nothing to run."""


def install() -> None:
    """Put the stand-in first in line for imports. Call before Rasa is imported.

    spaCy's thinc asks a TensorFlow that it finds for its GPUs, so it is
    imported while TensorFlow looks absent.
    """
    if "tensorflow" in sys.modules:
        return
    sys.modules["tensorflow"] = None  # type: ignore[assignment]
    importlib.import_module("thinc.compat")
    del sys.modules["tensorflow"]
    sys.meta_path.insert(0, _Finder())
