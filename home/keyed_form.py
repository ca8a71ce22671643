"""The form whose sending counts once."""

import uuid

from django import forms


class KeyedForm(forms.Form):
    """A form that carries a key, made when the page is: the same page sent twice is done once."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
