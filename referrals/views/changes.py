"""Something happened to the person: a page that asks once more, and a button that does what follows."""

from abc import abstractmethod
from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.keyed_form import KeyedForm
from home.record.receipts import KeyReused

from ..forms.answers import WithdrawForm
from ..forms.changes import ChangePrisonForm, CloseForm, MoveReleaseForm
from ..models import ReleaseKind
from ..operations import (
    Followed,
    change_prison,
    move_release,
    person_died,
    release_refused,
    withdraw_referral,
)
from ..permissions import can_withdraw, referrals_visible_to
from ..queries import ReferralCard
from ..wording import AFTER_CHANGED_PRISON, AFTER_MOVED_RELEASE, Words
from ..workflow import NotAllowed
from .cases import ReferralView, log_look


class ChangeView(ReferralView):
    """Opening the page does nothing; the button does. Where the change does not apply, it leads back."""

    too_late: str | Promise = gettext_lazy("This referral was already closed. Nothing was changed.")

    def get(self, request: HttpRequest, referral: UUID) -> HttpResponse:
        card = self.card(referral)
        if not self.applies_to(card):
            return redirect("work:referral", referral=referral)
        return self.shown(card, self.form(card))

    def post(self, request: HttpRequest, referral: UUID) -> HttpResponse:
        card = self.card(referral)
        form = self.form(card, request.POST)
        if not form.is_valid():
            return self.shown(card, form, status=422)
        try:
            self.change(card, form, str(form.cleaned_data["key"]))
        except (NotAllowed, KeyReused):
            messages.info(self.request, str(self.too_late))
        return self.leave(card)

    def shown(self, card: ReferralCard, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        """The page names the person, with a complaint as without."""
        log_look(referral=card.referral, user=self.user, today=self.today, now=self.now)
        return self.page({"card": card, "form": form}, status=status)

    def applies_to(self, card: ReferralCard) -> bool:
        return can_withdraw(self.user, card.referral, self.today)

    def tell(self, card: ReferralCard, followed: Mapping[UUID, Followed], words: Words) -> None:
        """A sentence on what became of each request that the change was about."""
        for item in card.requests:
            if item.request.public_id in followed:
                sentence = words[followed[item.request.public_id]]
                messages.info(self.request, sentence % {"service": item.request.service_type.name})

    def leave(self, card: ReferralCard) -> HttpResponse:
        return redirect("work:referral", referral=card.referral.public_id)

    @abstractmethod
    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        """The page's form, empty or with what was typed."""

    @abstractmethod
    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        """Do it, and say what was done."""


class WithdrawView(ChangeView):
    """Taking a referral back."""

    template_name = "referrals/withdraw.html"

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        return WithdrawForm(data)

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        withdraw_referral(
            actor=self.user,
            key=key,
            referral_id=card.referral.public_id,
            reason_code=form.cleaned_data["reason"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The referral is taken back. Every place it kept is free again."))


class ReleaseView(ChangeView):
    """Another day of release. Afterwards the referral's page says what became of each service."""

    template_name = "referrals/release.html"

    def applies_to(self, card: ReferralCard) -> bool:
        return card.referral.release_on is not None and super().applies_to(card)

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> MoveReleaseForm:
        return MoveReleaseForm(data, referral=card.referral, today=self.today)

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        assert isinstance(form, MoveReleaseForm)
        followed = move_release(
            actor=self.user,
            key=key,
            referral_id=card.referral.public_id,
            dates=form.dates(),
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The new release date is saved."))
        self.tell(card, followed, AFTER_MOVED_RELEASE)


class PrisonView(ChangeView):
    """The person is in another prison. Afterwards the former one's officers no longer see the case."""

    template_name = "referrals/prison.html"

    def applies_to(self, card: ReferralCard) -> bool:
        return card.referral.prison is not None and super().applies_to(card)

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        return ChangePrisonForm(data, referral=card.referral, today=self.today)

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        followed = change_prison(
            actor=self.user,
            key=key,
            referral_id=card.referral.public_id,
            prison_id=form.cleaned_data["prison"].public_id,
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The case is with the new prison now."))
        self.tell(card, followed, AFTER_CHANGED_PRISON)

    def leave(self, card: ReferralCard) -> HttpResponse:
        seen = referrals_visible_to(self.user, self.today).filter(pk=card.referral.pk).exists()
        return super().leave(card) if seen else redirect("work:referrals")


class RefusedView(ChangeView):
    """The hearing said no."""

    template_name = "referrals/refused.html"

    def applies_to(self, card: ReferralCard) -> bool:
        return card.referral.release_kind == ReleaseKind.CONDITIONAL and super().applies_to(card)

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        return KeyedForm(data)

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        release_refused(
            actor=self.user, key=key, referral_id=card.referral.public_id, today=self.today, now=self.now
        )
        messages.success(self.request, _("What had not begun is taken back. Its places are free again."))


class CloseView(ChangeView):
    """The person died. The address does not say so."""

    template_name = "referrals/close.html"

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        return CloseForm(data, label_suffix="")

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        person_died(
            actor=self.user, key=key, referral_id=card.referral.public_id, today=self.today, now=self.now
        )
        messages.success(self.request, _("The referral is closed. Nobody expects the person any more."))
