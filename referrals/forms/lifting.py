"""What a coordinator types to put a case first."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from home.keyed_form import KeyedForm

LONGEST_REASON = 500


def _not_too_long(text: str) -> None:
    if len(text) > LONGEST_REASON:
        raise ValidationError(
            _("Say it in at most %(most)d characters. It has %(number)d now.")
            % {"most": LONGEST_REASON, "number": len(text)},
            code="too_long",
        )


class LiftForm(KeyedForm):
    """The reason is for coordinators: it may speak of the person."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why must this case come first?"),
        help_text=_("Only coordinators read it. One or two sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[_not_too_long],
        error_messages={"required": _("Say why this case must come before the others.")},
    )
