"""What a worker types into the workspace. Each form carries the key that makes its sending repeatable."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.keyed_form import KeyedForm

from ..history import WITHDRAW_REASONS
from ..wording import DECLINE_REASON_CHOICES


class AcceptForm(KeyedForm):
    """Saying yes needs nothing more than the button."""


class DeclineForm(KeyedForm):
    """Saying no needs a reason; it feeds the search for the next place."""

    reason = forms.ChoiceField(
        label=_("Why can you not take this person?"),
        help_text=_(
            "Where you cannot give the help, or it would not be safe, no other place of yours is asked for this person."
        ),
        choices=DECLINE_REASON_CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason. It helps to find the next place.")},
    )
    note = forms.CharField(
        label=_("A note for the person who sent the referral"),
        help_text=_("Only the referring office reads it. Leave out what they do not need."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )


class WithdrawForm(KeyedForm):
    """Taking a referral back frees every place at once."""

    reason = forms.ChoiceField(
        label=_("Why is the referral taken back?"),
        choices=tuple(WITHDRAW_REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
