"""What editors may type about services and programmes, and the sentences that say why something cannot be so."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.geography.models import Country
from home.text import fold
from services.models import PageLink, Programme, ProgrammeLimit, UnitKind

MOST_MONTHS = 120
MOST_DAYS_AHEAD = 365
MOST_PLACE_IN_LISTS = 999
LONGEST_CODE = 50


def free_code(model: type[Model], name: str) -> str:
    """A code made of a name ("mtu-uus-maja"), with a number where others have it."""
    stem = slugify(name)[: LONGEST_CODE - 4] or model.__name__.lower()
    taken = set(
        model._default_manager.filter(code__startswith=stem).values_list("code", flat=True)  # noqa: SLF001
    )
    choices = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(choice for choice in choices if choice not in taken)


def check_web(web: str) -> str:
    """The address as typed. Raises ValidationError where it leads nowhere; "www.example.org" is enough."""
    try:
        if web:
            URLValidator(schemes=["http", "https"])(web if "://" in web else f"https://{web}")
    except ValidationError:
        raise ValidationError(_("Type an address such as www.example.org."), code="web") from None
    return web


class CodedForm(WagtailAdminModelForm):
    """A new row gets its code from its name unless one is typed. A code that is there stays: addresses hang on it."""

    named_by = "name_en"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.required = False
        code.disabled = self.instance.pk is not None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("code") and "code" not in self.errors:
            cleaned["code"] = free_code(self._meta.model, cleaned.get(self.named_by, ""))
        return cleaned


class ServiceTypeForm(CodedForm):
    """Kinds of place are ticked, not typed as code."""

    unit_kinds = forms.MultipleChoiceField(
        label=_("Kinds of place"), choices=UnitKind.choices, widget=forms.CheckboxSelectMultiple
    )
    decision_days = forms.IntegerField(
        label=_("Days before the start on which the house is named"),
        min_value=0,
        max_value=MOST_DAYS_AHEAD,
        required=False,
    )
    order = forms.IntegerField(
        label=_("Place in lists"), min_value=0, max_value=MOST_PLACE_IN_LISTS, initial=0
    )


class ProgrammeForm(CodedForm):
    """A country of the portal, an address that can be opened, and no second row for the same programme."""

    country = forms.ChoiceField(label=_("Country"), choices=Country.choices)

    def clean_web(self) -> str:
        return check_web(self.cleaned_data["web"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"name_et", "country", "start", "end"} <= cleaned.keys() and self._stands_already(cleaned):
            self.add_error(
                "name_et",
                _("A programme of this name and country runs at that time already. Change its row."),
            )
        return cleaned

    def _stands_already(self, said: dict[str, Any]) -> bool:
        others = Programme.objects.filter(country=said["country"]).exclude(pk=self.instance.pk)
        at_that_time = others.filter(start__lt=said["end"], end__gt=said["start"])
        # Folded here: databases do not agree which letters are the same.
        return fold(said["name_et"]) in map(fold, at_that_time.values_list("name_et", flat=True))


class ProgrammeLimitForm(WagtailAdminModelForm):
    """Each service once in a programme, for at least a month."""

    months = forms.IntegerField(
        label=_("Longest time, in months"), min_value=1, max_value=MOST_MONTHS, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        alike = ProgrammeLimit.objects.filter(
            programme=cleaned.get("programme"), service_type=cleaned.get("service_type")
        )
        if alike.exclude(pk=self.instance.pk).exists():
            self.add_error("service_type", _("The programme has this service already. Change that row."))
        return cleaned


class LinkForm(WagtailAdminModelForm):
    """Joins a page to what it tells about: one page in each language, and no page that only repeats another's text."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        model: type[PageLink] = self._meta.model
        page, thing = cleaned.get("page"), cleaned.get(model.thing)
        if page is not None and page.alias_of_id:
            self.add_error(
                "page", _("This page repeats the text of another language. Choose the page it repeats.")
            )
        elif page is not None and thing is not None and self._is_taken(model, page, thing):
            raise ValidationError(_("There is a page in this language already."), code="taken")
        return cleaned

    def _is_taken(self, model: type[PageLink], page: Any, thing: Any) -> bool:
        links = model._default_manager.filter(**{model.thing: thing, "locale_id": page.locale_id})  # noqa: SLF001
        return links.exclude(pk=self.instance.pk).exists()
