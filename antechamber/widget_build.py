"""Build the website widget when, and only when, its sources changed."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from pathlib import Path

from antechamber.errors import AntechamberError
from antechamber.settings import home

_INPUTS = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "src", "scripts")


class WidgetNotBuilt(AntechamberError):
    """The build failed; its own output stands above this line."""


def widget_script() -> Path:
    """The one file that a clinic's page loads."""
    return home() / "widget" / "dist" / "antechamber.js"


def build_widget_if_needed() -> bool:
    """False when the last build is still right. Raises WidgetNotBuilt."""
    wanted = _fingerprint()
    stamp = widget_script().with_name(".fingerprint")
    if widget_script().exists() and stamp.exists() and stamp.read_text() == wanted:
        return False
    command = ["bash", "scripts/build_widget.sh"]
    done = subprocess.run(command, cwd=home(), check=False, capture_output=True, text=True)
    if done.returncode != 0 or not widget_script().exists():
        print((done.stdout + done.stderr).strip()[-4000:], flush=True)
        raise WidgetNotBuilt(
            "The website widget could not be built; the lines above say why. Fix it, then run "
            "`bash scripts/build_widget.sh`. Everything but the page with the chat works without."
        )
    stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(home())).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    for name in _INPUTS:
        path = home() / "widget" / name
        if path.is_file():
            yield path
        else:
            yield from sorted(one for one in path.rglob("*") if one.is_file())
