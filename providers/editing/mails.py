"""Mails about pages: a subject, a few sentences and a link, in the reader's language. No word about anybody."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from home.users.models import User
from providers.apps import base_url


@dataclass(frozen=True)
class Mail:
    """A mail to some people. `path` gives the address for one of them, in the reader's language."""

    to: list[User]
    subject: Promise
    text: Promise
    about: str
    path: Callable[[User], str]

    def body(self, reader: User) -> str:
        link = f"{base_url()}{self.path(reader)}"
        return "\n\n".join(str(part) for part in (self.text, self.about, link) if part)
