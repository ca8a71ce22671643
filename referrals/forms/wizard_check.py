"""The last page before sending."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .wizard_step import StepForm


class CheckForm(StepForm):
    """`key` makes sending happen once; `seen` says which answers the page showed. Both are ours, not typed."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(
        label=_("The answers are right, and the person knows that this is sent"),
        help_text=_("The person can take it back at any time. Then the referral stops."),
        error_messages={"required": _("Confirm that the answers are right.")},
    )

    @property
    def is_of_this_page(self) -> bool:
        """Whether the page that was sent showed the answers as they are now."""
        return all(self[name].data == self.initial.get(name) for name in ("key", "seen"))
