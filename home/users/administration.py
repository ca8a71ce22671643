"""People in the administration: Wagtail asks for a first and a last name, an account here has one name and a language."""

from typing import Any, ClassVar

from django import forms
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import IndexView, UserViewSet

from .models import User, lower_email


class PersonCreationForm(UserCreationForm):
    """A new account: address, name, language, password, roles."""

    first_name = None
    last_name = None

    class Meta(UserCreationForm.Meta):
        fields: ClassVar[list[str]] = ["email", "name", "language", "is_superuser", "groups"]

    def clean_email(self) -> str:
        """The address as it is stored: two people cannot have one in different letters."""
        return lower_email(self.cleaned_data["email"])


class PersonEditForm(UserEditForm):
    """An account that is there. Whoever left is made inactive, never deleted."""

    first_name = None
    last_name = None

    class Meta(UserEditForm.Meta):
        fields: ClassVar[list[str]] = ["email", "name", "language", "is_active", "is_superuser", "groups"]

    def clean_email(self) -> str:
        return lower_email(self.cleaned_data["email"])


class PeopleIndexView(IndexView):
    """The list of accounts, searched by address and name."""

    search_fields = ("email", "name")


class PeopleViewSet(UserViewSet):
    """Wagtail's screens for accounts with forms of our own."""

    index_view_class = PeopleIndexView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[User]]:
        form: type[forms.ModelForm[User]] = PersonEditForm if for_update else PersonCreationForm
        return form


class OwnNameForm(forms.ModelForm[User]):
    """What somebody may change about themselves."""

    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["name", "language"]


class OwnNamePanel(NameEmailSettingsPanel):
    form_class = OwnNameForm


class OwnAccountView(AccountView):
    """One's own settings in the administration, without the two names that accounts do not have."""

    def get_panels(self) -> list[Any]:
        panels = super().get_panels()
        return [
            OwnNamePanel(panel.request, panel.user, panel.profile)
            if type(panel) is NameEmailSettingsPanel
            else panel
            for panel in panels
        ]
