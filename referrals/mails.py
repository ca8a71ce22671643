"""Sending mails from the outbox, to each reader apart and in the reader's own language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.mail import send_mail
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from home.record import outbox
from home.users.models import User

from .apps import base_url

Payload = Mapping[str, Any]


@dataclass(frozen=True)
class Mail:
    """A mail to some people. ``path`` gives the address of the page to look at, in the reader's language."""

    to: list[User]
    subject: Promise
    text: Promise | Callable[[], str]
    number: str
    path: Callable[[], str]


MailOf = Callable[[Payload], Mail | None]


def register(kind: str, mail_of: MailOf) -> None:
    """Outbox rows of ``kind`` are mails, a row for each reader.

    ``mail_of`` is asked when the readers are found, and again before each of them is written to: whom it no longer
    concerns gets nothing.
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


def _send(mail: Mail, user: User) -> None:
    with override(user.language):
        text = mail.text() if callable(mail.text) else mail.text
        body = "\n\n".join(
            (
                str(text),
                _("Reference number: %(number)s") % {"number": mail.number},
                f"{base_url()}{mail.path()}",
                _("For the person's sake, this message says no more. Sign in to read on."),
            )
        )
        send_mail(str(mail.subject), body, None, [user.email])
