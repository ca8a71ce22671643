"""Mails about support that lasts longer, or has ended. As in ``notifications``: a link and a number."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from home.users.mails import Payload, register

from .mails import Mail
from .models import Referral, RequestState, ServiceRequest
from .readers import coordinators_of, office_of


def extension_asked(payload: Payload) -> Mail | None:
    """A provider asks for more time than it may allow: the coordinators are told, while it is under way."""
    request = ServiceRequest.objects.select_related("referral").get(public_id=payload["request"])
    if request.state != RequestState.ACTIVE:
        return None
    return Mail(
        to=coordinators_of(request.referral),
        subject=_("A provider asks for more time"),
        text=_("Longer than the programme's limit is for you to allow. Please answer the provider."),
        number=request.referral.number,
        path=lambda: reverse("work:referral", args=[request.referral.public_id]),
    )


def _office(subject: Promise, text: Promise) -> Callable[[Payload], Mail]:
    """A mail to the side that refers, save to who did it."""

    def mail_of(payload: Payload) -> Mail:
        referral = Referral.objects.select_related("filed_by", "prison").get(public_id=payload["referral"])
        return Mail(
            to=[user for user in office_of(referral) if str(user.public_id) != payload["by"]],
            subject=subject,
            text=text,
            number=referral.number,
            path=lambda: reverse("work:referral", args=[referral.public_id]),
        )

    return mail_of


MAILS = {
    "request.extension_asked": extension_asked,
    "request.extended": _office(_("The support lasts longer"), _("The new last day stands in the referral.")),
    "request.overstayed": _office(
        _("A last day has passed"),
        _("The support was to end, and goes on for now. Please look what is needed."),
    ),
    "request.ended": _office(
        _("The support has ended"), _("The provider said so. Please look what comes next.")
    ),
}

for kind, mail_of in MAILS.items():
    register(kind, mail_of)
