"""What tells about a person is sealed: a data key per referral, wrapped by a master key of the environment.

AES-256-GCM throughout. The purpose and the data key's public id are bound to what is sealed, so that it can
neither be moved to another column nor to another person's row.
"""

import json
import secrets
import zlib
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from home.text import fold

from .keys import KeysMissing, SealingError, UnknownMasterKey, keyed_hash, keyring
from .models import DataKey

__all__ = [
    "KeysMissing",
    "SealBroken",
    "SealingError",
    "UnknownMasterKey",
    "blind_index",
    "new_key",
    "rewrap_keys",
    "seal",
    "unseal",
]

_FORMAT = b"\x01"
_NONCE_BYTES = 12
_PACKED = b"\x01"
"""The first byte within the seal of what was packed, this way (zlib)."""


class SealBroken(SealingError):
    """What was read is not what was sealed under this key for this purpose."""


def new_key() -> DataKey:
    """Create and store the data key of one referral or draft."""
    key = DataKey()
    _wrap(key, AESGCM.generate_key(bit_length=256))
    key.save(force_insert=True)
    return key


def seal(*, key: DataKey, value: Any, purpose: str, pack: bool = False) -> bytes:
    """Return `value` (JSON: dict, list, str, int, float, bool, None) sealed for `purpose` ("referral.answers").

    `pack`: make it smaller first; for what is long and says the same things again and again. Raises TypeError or ValueError where the value is not JSON.
    """
    plain = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    if pack:
        plain = _PACKED + zlib.compress(plain, level=6)
    return _encrypt(_data_key(key), plain, _context(key, purpose))


def unseal(*, key: DataKey, sealed: bytes | memoryview, purpose: str) -> Any:
    """Return the JSON value that was sealed; raises SealBroken or UnknownMasterKey."""
    plain = _decrypt(_data_key(key), bytes(sealed), _context(key, purpose))
    # What was sealed says itself whether it was packed; no JSON begins with this byte.
    return json.loads(zlib.decompress(plain[1:]) if plain[:1] == _PACKED else plain)


def blind_index(*, purpose: str, value: str) -> str:
    """Return what finds a name or code again without storing it: 64 hexadecimal digits.

    Case, accents, spaces and punctuation do not count ("Õie-Mai Ülo" and "oie mai ulo" are one).
    Raises ValueError where nothing is left to index: people without a code must not find each other.
    """
    letters = "".join(filter(str.isalnum, fold(value)))
    if not letters:
        raise ValueError("nothing to index")
    return keyed_hash(purpose=f"blind:{purpose}", message=letters)


def rewrap_keys(*, batch: int = 500) -> int:
    """Wrap every data key under the current master key; return how many changed. Safe to stop and repeat.

    What is sealed stays as it is. Raises UnknownMasterKey where an old master key is missing.
    """
    done, current = 0, keyring().current
    while keys := list(DataKey.objects.exclude(master_key_id=current).order_by("id")[:batch]):
        done += sum(map(_rewrap, keys))
    return done


def _rewrap(key: DataKey) -> int:
    was = key.master_key_id
    _wrap(key, _data_key(key))
    # Another process may have been here first; then its wrapping stands.
    same = DataKey.objects.filter(pk=key.pk, master_key_id=was)
    return same.update(wrapped=key.wrapped, master_key_id=key.master_key_id)


def _wrap(key: DataKey, secret: bytes) -> None:
    ring = keyring()
    key.master_key_id = ring.current
    key.wrapped = _encrypt(ring.secret(ring.current), secret, _wrapping_context(key))


def _data_key(key: DataKey) -> bytes:
    master = keyring().secret(key.master_key_id)
    return _decrypt(master, bytes(key.wrapped), _wrapping_context(key))


def _context(key: DataKey, purpose: str) -> bytes:
    return f"value\0{purpose}\0{key.public_id}".encode()


def _wrapping_context(key: DataKey) -> bytes:
    return f"data key\0{key.master_key_id}\0{key.public_id}".encode()


def _encrypt(secret: bytes, plain: bytes, context: bytes) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _FORMAT + nonce + AESGCM(secret).encrypt(nonce, plain, context)


def _decrypt(secret: bytes, sealed: bytes, context: bytes) -> bytes:
    start = len(_FORMAT) + _NONCE_BYTES
    if sealed[:1] != _FORMAT or len(sealed) < start:
        raise SealBroken("not a seal of ours")
    try:
        return AESGCM(secret).decrypt(sealed[1:start], sealed[start:], context)
    except InvalidTag:
        raise SealBroken("the seal does not hold for this key and purpose") from None
