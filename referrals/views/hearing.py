"""The hearing was held, or put off: what it means for the places that are held until it."""

from django.contrib import messages
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.keyed_form import KeyedForm

from ..forms.hearing import GrantedForm, PostponedForm
from ..operations import hearing_postponed, release_granted
from ..queries import ReferralCard
from ..wording import AFTER_MOVED_RELEASE
from .changes import ChangeView


class HearingView(ChangeView):
    """Where no hearing is awaited, there is nothing to tell of it."""

    too_late = gettext_lazy("What the hearing decided was said before. Nothing was changed.")

    def applies_to(self, card: ReferralCard) -> bool:
        return card.awaits_hearing and super().applies_to(card)


class GrantedView(HearingView):
    """The hearing decided for the release. Afterwards the referral's page says what became of each service."""

    template_name = "referrals/granted.html"

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        return GrantedForm(data, referral=card.referral, today=self.today)

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        followed = release_granted(
            actor=self.user,
            key=key,
            referral_id=card.referral.public_id,
            released_on=form.cleaned_data["released_on"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The release is noted. The providers are told."))
        self.tell(card, followed, AFTER_MOVED_RELEASE)


class PostponedView(HearingView):
    """The hearing is on another day."""

    template_name = "referrals/postponed.html"

    def form(self, card: ReferralCard, data: QueryDict | None = None) -> KeyedForm:
        return PostponedForm(data, referral=card.referral, today=self.today)

    def change(self, card: ReferralCard, form: KeyedForm, key: str) -> None:
        followed = hearing_postponed(
            actor=self.user,
            key=key,
            referral_id=card.referral.public_id,
            hearing=form.cleaned_data["hearing"],
            expected=form.cleaned_data["expected"],
            today=self.today,
            now=self.now,
        )
        messages.success(self.request, _("The new day of the hearing is saved. The providers are told."))
        self.tell(card, followed, AFTER_MOVED_RELEASE)
