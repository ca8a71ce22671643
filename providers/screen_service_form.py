"""What editors may type about a service at a place: what it is, for whom, where, and who pays for it."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from home.spoken_languages import SPOKEN, language_list
from providers.models import Characteristic, HouseRule, ServiceAtLocation, Stay
from providers.operations.ending import end_service
from providers.operations.locking import lock_service
from providers.screen_choices import prisons_field, regions_field
from providers.screen_forms import EndingForm
from services.models import Programme

WHAT_IT_IS = ("provider", "location", "service_type", "unit_kind")
"""Numbers, promised places and letters hang on these."""


def spoken() -> list[tuple[str, str]]:
    """What a provider's worker can state: an editor who saves a service must not lose a language of it."""
    return [(code, language_list([code])) for code in SPOKEN]


def ticked(label: Any, choices: Any) -> forms.MultipleChoiceField:
    """Codes are ticked, not typed."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class ServiceForm(EndingForm):
    """Everything that search and routing ask of a service; what contradicts itself is refused."""

    subject = "service"
    ended_at = "closed_at"

    languages = ticked(_("Languages"), spoken)
    house_rules = ticked(_("House rules"), HouseRule.choices)
    characteristics = ticked(_("Characteristics"), Characteristic.choices)
    regions = regions_field(label=_("Regions that are served"))
    prisons = prisons_field(label=_("Prisons in which it is given"))
    programmes = forms.ModelMultipleChoiceField(
        Programme.objects.all(),
        label=_("Programmes that pay for it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ended_on = forms.DateField(label=_("Ended on"), required=False, widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow_places()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and set(WHAT_IT_IS) & set(self.changed_data) and self._is_used():
            self._refuse_change()
            return cleaned
        said = dict(cleaned)
        if set(WHAT_IT_IS) | {"ended_on"} <= said.keys():
            # A field that is refused loses its value; the others are still compared with it.
            for check in (self._check_what_it_is, self._check_country, self._check_programmes):
                check(said)
        return cleaned

    def _is_used(self) -> bool:
        return bool(self.instance.groups.exists() or self.instance.stays.exists())

    def _refuse_change(self) -> None:
        first = next(name for name in WHAT_IT_IS if name in self.changed_data)
        self.add_error(
            first,
            _(
                "Numbers of places or people hang on this. Say on which day it ended, and add another service."
            ),
        )

    def _check_what_it_is(self, said: dict[str, Any]) -> None:
        if said["location"].provider_id != said["provider"].pk:
            self.add_error("location", _("This place belongs to another provider."))
        if said["unit_kind"] not in said["service_type"].unit_kinds:
            self.add_error("unit_kind", _("This service does not have places of this kind."))
        if {"WOMEN_ONLY", "MEN_ONLY"} <= set(said.get("house_rules", ())):
            self.add_error("house_rules", _("A house is for women only or for men only, not both."))
        if not self.errors and said["ended_on"] is None and self._is_given_already(said):
            self.add_error("service_type", _("This place gives this service already. Change that row."))

    def _is_given_already(self, said: dict[str, Any]) -> bool:
        alike = ServiceAtLocation.objects.filter(**{name: said[name] for name in WHAT_IT_IS}, closed_at=None)
        return alike.exclude(pk=self.instance.pk).exists()

    def _check_country(self, said: dict[str, Any]) -> None:
        country = said["provider"].country
        if any(region.country_code != country for region in said.get("regions", ())):
            self.add_error("regions", _("Choose regions of the provider's country."))
        if any(prison.country != country for prison in said.get("prisons", ())):
            self.add_error("prisons", _("Choose prisons of the provider's country."))
        if any(programme.country != country for programme in said.get("programmes", ())):
            self.add_error("programmes", _("Choose programmes of the provider's country."))

    def _check_programmes(self, said: dict[str, Any]) -> None:
        chosen = set(said.get("programmes", ()))
        paying = set(Programme.objects.filter(limits__service_type=said["service_type"]))
        for programme in sorted(chosen - paying, key=str):
            sentence = _(
                "%(programme)s does not have this service. Add it under “Limits of programmes” first."
            )
            self.add_error("programmes", sentence % {"programme": programme})
        for programme in sorted(self._needed() - chosen, key=str):
            sentence = _(
                "%(programme)s pays for people who have a place here. Leave it until they have left."
            )
            self.add_error("programmes", sentence % {"programme": programme})

    def _needed(self) -> set[Programme]:
        """Programmes that people who have a place here, or were promised one, are paid by."""
        if not self.instance.pk:
            return set()
        stays = Stay.objects.filter(
            service_at_location=self.instance, released_at=None, end__gt=timezone.localdate()
        )
        return set(self.instance.programmes.filter(stays__in=stays))

    def write(self, commit: bool) -> Any:
        service = self._write_under_lock() if commit and self.instance.pk else super().write(commit)
        if commit and "ended_on" in self.changed_data:
            end_service(service_id=service.public_id, on=self.cleaned_data["ended_on"], **self.who())
            service.refresh_from_db(fields=["closed_at"])
        return service

    def _write_under_lock(self) -> Any:
        """Only what was changed: numbers may have been confirmed, and places taken, since the row was read."""
        service = self.instance
        lock_service(Q(pk=service.pk))
        columns = {field.name for field in ServiceAtLocation._meta.concrete_fields}  # noqa: SLF001
        service.save(update_fields=sorted(columns & set(self.changed_data)))
        self._save_m2m()
        return service
