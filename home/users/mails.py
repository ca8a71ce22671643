"""Sending mails from the outbox, to each reader apart and in the reader's own language."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import override

from home.record import outbox
from home.users.models import User

Payload = Mapping[str, Any]


class Letter(Protocol):
    """What is sent: to whom, under which subject, and what it says to one of them in the active language."""

    @property
    def to(self) -> Sequence[User]: ...

    @property
    def subject(self) -> Promise: ...

    def body(self, reader: User) -> str: ...


def register(kind: str, mail_of: Callable[[Payload], Letter | None]) -> None:
    """Outbox rows of `kind` are mails, a row for each reader.

    `mail_of` is asked when the readers are found, and again before each of them is written to: whom it no longer
    concerns gets nothing. None: nothing is left to be told.
    """

    def whom(payload: Payload) -> Iterable[UUID]:
        mail = mail_of(payload)
        return [user.public_id for user in mail.to] if mail else []

    def deliver(payload: Payload) -> None:
        mail = mail_of(payload)
        for user in mail.to if mail else []:
            if mail and str(user.public_id) == payload[outbox.TO]:
                _send(mail, user)

    outbox.register_for_each(kind, whom=whom, handler=deliver)


def _send(mail: Letter, reader: User) -> None:
    with override(reader.language):
        send_mail(str(mail.subject), mail.body(reader), None, [reader.email])
