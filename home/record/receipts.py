"""The same request with the same key is done once, and answered the same every time."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from .keys import keyed_hash
from .models import Receipt


class KeyReused(Exception):
    """The key came before with another request."""


def once(
    *,
    operation: str,
    key: UUID | str,
    actor_id: UUID,
    request: Mapping[str, Any],
    work: Callable[[], Mapping[str, Any]],
) -> dict[str, Any]:
    """Do `work` in one transaction unless this actor's `operation` with this `key` was done before.

    Returns the result as JSON gives it back (ids and dates as strings), the first time as later. The result is
    stored plain: public ids only. Of the request a keyed hash is stored. Where `work` raises, nothing is kept,
    and the key may be used again. Two at once: the second waits for the first. Raises KeyReused.
    """
    request_hash = hash_request(operation=operation, request=request)
    with transaction.atomic():
        receipt = _insert(operation, str(key), actor_id, request_hash)
        if receipt is None:
            return _stored_result(operation, str(key), actor_id, request_hash)
        receipt.result = json.loads(json.dumps(dict(work()), cls=DjangoJSONEncoder))
        receipt.save(update_fields=["result"])
        return receipt.result  # type: ignore[no-any-return]


def hash_request(*, operation: str, request: Mapping[str, Any]) -> str:
    """Return a keyed hash of the request, the same whatever the order of its fields or of its sets."""
    canonical = json.dumps(_ordered(request), cls=DjangoJSONEncoder, sort_keys=True)
    return keyed_hash(purpose=f"request:{operation}", message=canonical)


def _insert(operation: str, key: str, actor_id: UUID, request_hash: str) -> Receipt | None:
    try:
        with transaction.atomic():
            return Receipt.objects.create(
                operation=operation, key=key, actor_id=actor_id, request_hash=request_hash
            )
    except IntegrityError:
        return None


def _stored_result(operation: str, key: str, actor_id: UUID, request_hash: str) -> dict[str, Any]:
    stored = Receipt.objects.get(operation=operation, key=key, actor_id=actor_id)
    if stored.request_hash != request_hash:
        raise KeyReused(operation)
    return dict(stored.result)


def _ordered(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _ordered(item) for name, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(
            (_ordered(item) for item in value), key=lambda item: json.dumps(item, cls=DjangoJSONEncoder)
        )
    if isinstance(value, list | tuple):
        return [_ordered(item) for item in value]
    return value
