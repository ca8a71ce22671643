"""Mails about pages: a subject, a few sentences and a link, in the reader's language. No word about anybody."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import override

from home.record import outbox
from home.users.models import User
from providers.apps import base_url

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Mail:
    """A mail to some people. `path` gives the address for one of them, in the reader's language."""

    to: list[User]
    subject: Promise
    text: Promise
    about: str
    path: Callable[[User], str]


def register(kind: str, mail_of: Callable[[Payload], Mail | None]) -> None:
    """Outbox rows of `kind` are mails, a row for each reader. None: nothing is left to be told."""

    def whom(payload: Payload) -> Iterable[UUID]:
        mail = mail_of(payload)
        return [user.public_id for user in mail.to] if mail else []

    def deliver(payload: Payload) -> None:
        mail = mail_of(payload)
        for user in mail.to if mail else []:
            if mail and str(user.public_id) == payload[outbox.TO]:
                _send(mail, user)

    outbox.register_for_each(kind, whom=whom, handler=deliver)


def _send(mail: Mail, user: User) -> None:
    with override(user.language):
        link = f"{base_url()}{mail.path(user)}"
        body = "\n\n".join(str(part) for part in (mail.text, mail.about, link) if part)
        send_mail(str(mail.subject), body, None, [user.email])
