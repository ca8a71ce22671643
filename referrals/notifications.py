"""What each mail says, and to whom. A mail holds a link and a reference number, nothing about the person.

Each function is named after a kind of outbox row and says what its mail is as of now; None where nothing is left
to be told.
"""

from collections.abc import Callable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.users.mails import Payload, register

from .mails import Mail
from .models import Offer, OfferAnswer, Referral, ServiceRequest
from .permissions import SEEN_BY_PROVIDER
from .readers import coordinators_of, office_of, officers_of, workers_of
from .workflow import BEFORE_START


def offer_sent(payload: Payload) -> Mail | None:
    """An offer went out: its provider's workers are asked to answer, unless it was answered meanwhile."""
    offer = _offer(payload)
    if not offer.is_open:
        return None
    return _to_asked(
        offer,
        subject=gettext_lazy("A person is referred to you"),
        text=lambda: _("Please answer by %(date)s.") % {"date": date_format(offer.due_on)},
    )


def offer_due(payload: Payload) -> Mail | None:
    """The last day to answer before a hearing is near, and nobody has answered."""
    offer = _offer(payload)
    if not offer.is_open:
        return None
    return _to_asked(
        offer,
        subject=gettext_lazy("A referral waits for your answer"),
        text=lambda: _("Please answer by %(date)s.") % {"date": date_format(offer.due_on)},
    )


def offer_taken_back(payload: Payload) -> Mail:
    """The offer is no longer open: nobody needs to prepare anything."""
    offer = _offer(payload)
    return Mail(
        to=workers_of(offer),
        subject=gettext_lazy("A referral was taken back"),
        text=gettext_lazy("You need not do anything more for it. The place is free again."),
        number=offer.placement.request.referral.number,
        path=lambda: reverse("work:offers"),
    )


def offer_moved(payload: Payload) -> Mail | None:
    """The dates changed, the place stays the same: whoever prepares for the person looks again."""
    return _to_still_asked(
        payload,
        subject=gettext_lazy("The dates of a referral changed"),
        text=gettext_lazy("The place with you stays kept. Please look at the new dates."),
    )


def offer_changed(payload: Payload) -> Mail | None:
    """Something else changed, and the place stays the same."""
    return _to_still_asked(
        payload,
        subject=gettext_lazy("Something changed in a referral"),
        text=gettext_lazy("The place with you stays kept. Please look what is new."),
    )


def offer_answered(payload: Payload) -> Mail:
    """A provider answered: the officer who sent the referral is told to look."""
    offer = _offer(payload)
    said_yes = offer.answer == OfferAnswer.ACCEPTED
    return _to_office(
        offer.placement.request.referral,
        subject=gettext_lazy("A provider has answered"),
        text=(
            gettext_lazy("The provider said yes.")
            if said_yes
            else gettext_lazy("The provider could not say yes. The next suitable one is asked by itself.")
        ),
    )


def request_waiting(payload: Payload) -> Mail:
    """A request found no place: the coordinators of its country are told."""
    request = ServiceRequest.objects.select_related("referral").get(public_id=payload["request"])
    return Mail(
        to=coordinators_of(request.referral),
        subject=gettext_lazy("A case found no place"),
        text=gettext_lazy("It is on the waiting list. The reasons stand beside it."),
        number=request.referral.number,
        path=lambda: reverse("work:unplaced"),
    )


def request_earlier(payload: Payload) -> Mail | None:
    """A kept place begins earlier: the side that refers is told. The person may hold a letter with the later day."""
    request = ServiceRequest.objects.select_related("referral__filed_by").get(public_id=payload["request"])
    if request.state not in BEFORE_START:
        return None
    return _to_office(
        request.referral,
        subject=gettext_lazy("A place begins earlier than you were told"),
        text=gettext_lazy(
            "A place was found nearer to the day of release. Please look where it is, and tell the person the new day."
        ),
    )


def request_not_held(payload: Payload) -> Mail:
    """No news of a hearing came while the place was held: the side that refers is told."""
    request = ServiceRequest.objects.select_related("referral__filed_by").get(public_id=payload["request"])
    return _to_office(
        request.referral,
        subject=gettext_lazy("A place could not be held any longer"),
        text=gettext_lazy(
            "No news came in time, so it is free for others. The request waits. Please look at it."
        ),
    )


def release_moved(payload: Payload) -> Mail:
    """Somebody set another day of release: the side that refers is told, if it was not the same person."""
    return _to_office(
        _referral(payload),
        subject=gettext_lazy("The release date of a referral changed"),
        text=gettext_lazy("Each service was tested again. Please look what became of it."),
        but=payload["by"],
    )


def hearing_told(payload: Payload) -> Mail:
    """Somebody said what the hearing decided: the rest of the side that refers is told to look."""
    return _to_office(
        _referral(payload),
        subject=gettext_lazy("There is news of a referral"),
        text=gettext_lazy("Please look what it means for each service."),
        but=payload["by"],
    )


def hearing_passed(payload: Payload) -> Mail | None:
    """The hearing was to be held, and nobody has said what it decided."""
    referral = _referral(payload)
    if referral.hearing_outcome or not referral.is_open:
        return None
    return _to_office(
        referral,
        subject=gettext_lazy("A referral waits for news from you"),
        text=gettext_lazy("Please say what was decided. Places are held for some days only."),
    )


def not_arrived(payload: Payload) -> Mail:
    """The provider waited in vain."""
    return _to_office(
        _referral(payload),
        subject=gettext_lazy("Somebody did not come"),
        text=gettext_lazy("The place is free again. Please look what the person needs now."),
        but=payload["by"],
    )


def prison_changed(payload: Payload) -> Mail:
    """A case came along with a person: the officers of the prison where it is now are told."""
    referral = _referral(payload)
    return Mail(
        to=[user for user in officers_of(referral) if str(user.public_id) != payload["by"]],
        subject=gettext_lazy("A referral has come to your prison"),
        text=gettext_lazy("You can see it from now on. The former prison no longer can."),
        number=referral.number,
        path=lambda: reverse("work:referral", args=[referral.public_id]),
    )


def _to_still_asked(payload: Payload, *, subject: Promise, text: Promise) -> Mail | None:
    offer = _offer(payload)
    return _to_asked(offer, subject=subject, text=text) if offer.answer in SEEN_BY_PROVIDER else None


def _to_asked(offer: Offer, *, subject: Promise, text: Promise | Callable[[], str]) -> Mail:
    return Mail(
        to=workers_of(offer),
        subject=subject,
        text=text,
        number=offer.placement.request.referral.number,
        path=lambda: reverse("work:offer", args=[offer.public_id]),
    )


def _to_office(referral: Referral, *, subject: Promise, text: Promise, but: str = "") -> Mail:
    return Mail(
        to=[user for user in office_of(referral) if str(user.public_id) != but],
        subject=subject,
        text=text,
        number=referral.number,
        path=lambda: reverse("work:referral", args=[referral.public_id]),
    )


def _referral(payload: Payload) -> Referral:
    related = ("filed_by", "prison")
    return Referral.objects.select_related(*related).get(public_id=payload["referral"])


def _offer(payload: Payload) -> Offer:
    related = ("provider", "placement__request__referral__filed_by")
    return Offer.objects.select_related(*related).get(public_id=payload["offer"])


MAILS = {
    "offer.sent": offer_sent,
    "offer.due": offer_due,
    "offer.taken_back": offer_taken_back,
    "offer.moved": offer_moved,
    "offer.changed": offer_changed,
    "offer.answered": offer_answered,
    "request.waiting": request_waiting,
    "request.earlier": request_earlier,
    "request.not_held": request_not_held,
    "request.not_arrived": not_arrived,
    "referral.release_moved": release_moved,
    "referral.hearing_told": hearing_told,
    "referral.hearing_passed": hearing_passed,
    "referral.prison_changed": prison_changed,
}

for kind, mail_of in MAILS.items():
    register(kind, mail_of)
