"""What the operations by which providers speak of their services have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from home.record.events import record_event
from home.record.receipts import once
from home.users.models import User
from providers.models import ServiceAtLocation
from providers.operations.locking import lock_service

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says something about which service, when, with which key."""

    actor: User
    key: UUID | str
    service: Q
    now: datetime

    def once(self, kind: str, request: Result, work: Callable[[ServiceAtLocation], None]) -> Result:
        """Do `work` on the locked service with its receipt and event; the result is the request."""

        def locked() -> Result:
            service = lock_service(self.service)
            work(service)
            record_event(
                kind=kind,
                subject_kind="service",
                subject_id=service.public_id,
                at=self.now,
                actor_id=self.actor.public_id,
            )
            return request

        return once(operation=kind, key=self.key, actor_id=self.actor.public_id, request=request, work=locked)
