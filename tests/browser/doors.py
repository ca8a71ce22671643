"""Doors that no link of the portal opens: a mail leads there, or a mistake in an address. No crawl finds them."""

import time
from datetime import timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core import signing
from django.core.signing import TimestampSigner
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from home.models import StandardPage
from home.users.models import User
from providers.editing.confirming import LINK_HOLDS, SALT, token_for
from providers.models import PageConfirmation, ProviderMembership, ProviderPageLink

# Behind all others of its country, so that nobody takes this account for an example of a provider's worker.
READER = "zz-reader@demo.example.org"
MORE_FIELDS_THAN_ARE_READ = 1100


class _LongAgo(TimestampSigner):
    """Signs as it was done before links of today ran out."""

    def timestamp(self) -> str:
        return signing.b62_encode(int(time.time() - LINK_HOLDS.total_seconds()) - 60)


def leave_letters() -> None:
    """Somebody who gets mails: of a provider's page that was confirmed, and of another page that never was."""
    reader = User.objects.create_user(email=READER, password=None, name="Demo Reader")
    today, link = timezone.localdate(), ProviderPageLink.objects.select_related("page").earliest("pk")
    ProviderMembership.objects.create(user=reader, provider=link.provider, start=today - timedelta(days=100))
    PageConfirmation.objects.update_or_create(
        translation_key=link.page.translation_key, defaults={"since": today, "confirmed_on": today}
    )
    StandardPage.objects.filter(translation_key=_owned().translation_key).update(owner=reader)


def doors(language: str) -> dict[str, str]:
    """Addresses by what is behind them; without a reader of mails those alone that are nobody's."""
    with override(language):
        reader = User.objects.filter(email=READER).first()
        return _of_nobody() | (_letters_of(reader) if reader else {})


def _of_nobody() -> dict[str, str]:
    much = "&".join(f"q{number}=1" for number in range(MORE_FIELDS_THAN_ARE_READ))
    return {
        "still right: damaged link": reverse("work:still-right", args=["damaged"]),
        "new password: damaged link": reverse("account_reset_password_from_key", args=["1", "damaged"]),
        "new password: link was sent": reverse("account_reset_password_done"),
        "new password: saved": reverse("account_reset_password_from_key_done"),
        "address: damaged link": reverse("account_confirm_email", args=["damaged"]),
        "address: link was sent": reverse("account_email_verification_sent"),
        "account: none for the public": reverse("account_signup"),
        "account: closed": reverse("account_inactive"),
        "search: too much": f"{reverse('search')}?{much}",
    }


def _letters_of(reader: User) -> dict[str, str]:
    link = ProviderPageLink.objects.select_related("page").earliest("pk")
    keys = {"confirmed": link.page.translation_key, "not confirmed": _owned().translation_key}
    asked = {
        f"still right: {name}": token_for(translation_key=key, user=reader) for name, key in keys.items()
    }
    said = {"page": str(keys["confirmed"]), "user": str(reader.public_id)}
    asked["still right: link ran out"] = _LongAgo(salt=SALT).sign_object(said)
    new = [user_pk_to_url_str(reader), default_token_generator.make_token(reader)]
    return {name: reverse("work:still-right", args=[token]) for name, token in asked.items()} | {
        "new password: choose": reverse("account_reset_password_from_key", args=new)
    }


def _owned() -> Page:
    page: Page = StandardPage.objects.live().filter(alias_of__isnull=True).order_by("path")[:1].get()
    return page
