"""Mails about referrals: what happened, a reference number and a link. They say nothing else about the person."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from home.users.models import User

from .apps import base_url


@dataclass(frozen=True)
class Mail:
    """A mail to some people. ``path`` gives the address of the page to look at, in the reader's language.

    ``number`` is "" for what has none yet, such as a draft.
    """

    to: list[User]
    subject: Promise
    text: Promise | Callable[[], str]
    number: str
    path: Callable[[], str]

    def body(self, _reader: User) -> str:
        text = self.text() if callable(self.text) else self.text
        parts = (
            str(text),
            _("Reference number: %(number)s") % {"number": self.number} if self.number else "",
            f"{base_url()}{self.path()}",
            _("For the person's sake, this message says no more. Sign in to read on."),
        )
        return "\n\n".join(part for part in parts if part)
