"""The referring side: its referrals, one referral, the letter to hand over."""

from datetime import date, datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from home.geography.permissions import countries_of, prisons_of
from home.helpline import helpline
from home.record.events import record_event
from home.users.models import User
from home.users.views import WorkView
from providers.permissions import providers_of

from ..models import Draft, Referral, ReferralState
from ..permissions import can_withdraw, referrals_visible_to
from ..queries import AGREED, ReferralCard, history_of, referral_card, with_cards

ROWS = 25


class ReferralListView(WorkView):
    """The referrals of one's own side, newest first, and one's own unfinished drafts."""

    template_name = "referrals/referral_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not _has_a_side(self.user, self):
            raise Http404
        referrals = with_cards(referrals_visible_to(self.user, self.today))
        page = Paginator(referrals, ROWS).get_page(request.GET.get("page"))
        drafts = Draft.objects.filter(owner=self.user, submitted_referral__isnull=True)
        cards = [referral_card(referral) for referral in page]
        # A coordinator's list spans the country: a case is opened, and the look recorded, to see whom it is about.
        nameless = bool(countries_of(self.user, self.today))
        return self.page({"cards": cards, "page_of_rows": page, "drafts": drafts, "nameless": nameless})


class ReferralView(WorkView):
    """One referral: each request's state, what happens next, what happened. A coordinator's look is logged."""

    template_name = "referrals/referral.html"

    def get(self, request: HttpRequest, referral: UUID) -> HttpResponse:
        card = self.card(referral)
        log_look(referral=card.referral, user=self.user, today=self.today, now=self.now)
        may_withdraw = can_withdraw(self.user, card.referral, self.today)
        history = history_of(card.referral, card.requests)
        may_extend = card.referral.country in countries_of(self.user, self.today)
        context = {"card": card, "history": history, "may_withdraw": may_withdraw}
        return self.page({**context, "may_extend": may_extend, "all_agreed": _is_agreed(card)})

    def card(self, referral: UUID) -> ReferralCard:
        visible = with_cards(referrals_visible_to(self.user, self.today))
        return referral_card(get_object_or_404(visible, public_id=referral))


class LetterView(ReferralView):
    """One page to print and hand over: what was asked for, what is kept, whom to call.

    Before a hearing it is for the court, and says which house has agreed to hold a place, and until when.
    """

    template_name = "referrals/letter.html"
    court_template_name = "referrals/letter_court.html"

    def get(self, request: HttpRequest, referral: UUID) -> HttpResponse:
        card = self.card(referral)
        if card.referral.state == ReferralState.CLOSED:
            return redirect("work:referral", referral=referral)
        log_look(referral=card.referral, user=self.user, today=self.today, now=self.now)
        if card.awaits_hearing:
            self.template_name = self.court_template_name
        line = helpline(card.referral.country)
        inside = card.is_inside(self.today)
        return self.page({"card": card, "all_agreed": _is_agreed(card), "helpline": line, "inside": inside})


def _is_agreed(card: ReferralCard) -> bool:
    """Whether a provider has said yes to everything that was asked for."""
    return all(item.request.state in AGREED for item in card.requests)


def _has_a_side(user: User, view: WorkView) -> bool:
    return (
        prisons_of(user, view.today).exists()
        or providers_of(user, view.today).exists()
        or bool(countries_of(user, view.today))
    )


def log_look(*, referral: Referral, user: User, today: date, now: datetime) -> None:
    """A coordinator sees every case of the country, so each look is recorded."""
    if referral.country not in countries_of(user, today):
        return
    record_event(
        kind="referral.viewed",
        subject_kind="referral",
        subject_id=referral.public_id,
        at=now,
        actor_id=user.public_id,
    )
