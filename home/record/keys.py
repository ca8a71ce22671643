"""The keys that come from the environment: master keys with ids, and the key of blind indexes."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import lru_cache

from .apps import blind_index_key, sealing_keys


class SealingError(Exception):
    """Something about a person could not be sealed or read. Says nothing of what it was."""


class KeysMissing(SealingError):
    """The environment has no usable key, or one that is not 32 bytes in base64."""


class UnknownMasterKey(SealingError):
    """A data key was wrapped by a master key that the environment no longer has."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"no master key {key_id!r} in SEALING_KEYS")
        self.key_id = key_id


@dataclass(frozen=True)
class Keyring:
    """Master keys by id. `current` wraps new data keys, every one unwraps."""

    current: str
    keys: dict[str, bytes] = field(repr=False)

    def secret(self, key_id: str) -> bytes:
        """Return the 32 bytes of a master key; raises UnknownMasterKey."""
        try:
            return self.keys[key_id]
        except KeyError:
            raise UnknownMasterKey(key_id) from None


def keyring() -> Keyring:
    """Return the master keys of this process; raises KeysMissing."""
    return _parsed(sealing_keys())


def keyed_hash(*, purpose: str, message: str) -> str:
    """Return an HMAC-SHA256 in hexadecimal: equal for equal input, telling nothing without the key."""
    secret = _decoded(blind_index_key(), "BLIND_INDEX_KEY")
    return hmac.new(secret, f"{purpose}\0{message}".encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _parsed(setting: str) -> Keyring:
    pairs = [part.strip().partition(":") for part in setting.split(",") if part.strip()]
    keys = {key_id: _decoded(encoded, "SEALING_KEYS") for key_id, _, encoded in pairs}
    if not keys or "" in keys or len(keys) != len(pairs):
        raise KeysMissing("SEALING_KEYS must look like id:base64, each id once")
    return Keyring(current=pairs[0][0], keys=keys)


def _decoded(encoded: str, setting: str) -> bytes:
    try:
        secret = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != 32:
        raise KeysMissing(f"{setting} needs 32 bytes in base64")
    return secret
