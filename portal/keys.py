"""The keys of one installation, made once and kept in a file that only its owner may read.

No Django here: `make run` needs the keys before there are settings.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from pathlib import Path


def _random_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


# Names of settings and how a fresh value is made. The sealing keys carry an id, so that new ones can be added.
MAKERS = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(64),
    "SEALING_KEYS": lambda: f"{secrets.token_hex(4)}:{_random_key()}",
    "BLIND_INDEX_KEY": _random_key,
}


def read_keys(path: Path) -> Mapping[str, str]:
    """The keys in `path`, one NAME=value a line."""
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def keys_kept_in(path: Path) -> Mapping[str, str]:
    """The keys in `path`; made there (mode 600) at the first call and never again."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.writelines(f"{name}={make()}\n" for name, make in MAKERS.items())
    return read_keys(path)
