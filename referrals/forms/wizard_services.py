"""Which help is asked for, and from when. The service types are data: so are the questions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.date_parts import DatePartsField
from services.models import GivenWhere, ServiceType, Starts

from .wizard_step import ChoiceWhereAsked, StepForm

WHERE = [
    (GivenWhere.IN_PRISON, _("In prison, before release")),
    (GivenWhere.AFTER_RELEASE, _("After release")),
]
LATER = [
    ("4", _("Yes, up to four weeks later")),
    ("2", _("Yes, up to two weeks later")),
    ("0", _("No, only from that day on")),
]
USUALLY = "4"


@dataclass(frozen=True)
class Asked:
    """One service as the page shows it: its checkbox, and the questions that belong to it."""

    service: ServiceType
    box: Any
    questions: tuple[forms.BoundField, ...]


class ServicesForm(StepForm):
    wanted = forms.MultipleChoiceField(
        label=_("Which help does the person ask for?"),
        help_text=_("Tick everything that would help."),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one kind of help.")},
    )
    later = forms.ChoiceField(
        label=_("If nothing is free on that day: may the place begin later?"),
        help_text=_(
            "A place on the day itself always comes first, also when it is further away. With a yes, a later place "
            "is kept as soon as it is known. With a no, the person waits in the list until one is free at once."
        ),
        choices=LATER,
        initial=USUALLY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one answer.")},
    )

    def shape(self) -> None:
        field = self.fields["wanted"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(service.code, service.name) for service in self.offered]
        for service in self.offered:
            if self._asks_where(service):
                self.fields[f"where_{service.code}"] = self._where_field(service)
            if self._asks_start(service):
                self.fields[f"start_{service.code}"] = self._start_field(service)

    @property
    def offered(self) -> list[ServiceType]:
        """Help in prison is nothing for somebody who has left it."""
        released = self.setting.expected_release is None
        return [
            service
            for service in self.setting.service_types
            if not (released and service.given_where == GivenWhere.IN_PRISON)
        ]

    def asked(self) -> list[Asked]:
        boxes = {str(box.data["value"]): box for box in self["wanted"]}
        names = {service.code: (f"where_{service.code}", f"start_{service.code}") for service in self.offered}
        return [
            Asked(
                service=service,
                box=boxes[service.code],
                questions=tuple(self[name] for name in names[service.code] if name in self.fields),
            )
            for service in self.offered
        ]

    def _asks_where(self, service: ServiceType) -> bool:
        in_prison_now = self.setting.expected_release is not None
        when_agreed = service.starts == Starts.WHEN_AGREED
        return in_prison_now and when_agreed and service.given_where == GivenWhere.BOTH

    def _asks_start(self, service: ServiceType) -> bool:
        return service.starts == Starts.WHEN_AGREED or self.setting.expected_release is None

    def _where_field(self, service: ServiceType) -> forms.ChoiceField:
        return ChoiceWhereAsked(
            label=_("%(service)s: where should it start?") % {"service": service.name},
            choices=WHERE,
            widget=forms.RadioSelect,
        )

    def _start_field(self, service: ServiceType) -> DatePartsField:
        if self.setting.expected_release is None:
            hint = _("Day, month, year. Leave it empty for: as soon as possible.")
        else:
            hint = _("Day, month, year. After release, empty means: on the day of release.")
        label = _("%(service)s: from which day?") % {"service": service.name}
        return DatePartsField(label=label, help_text=hint, required=False)

    def clean(self) -> dict[str, Any]:
        wanted = self.cleaned_data.get("wanted") or ()
        for service in self.offered:
            if service.code not in wanted:
                self._forget(service)
        later = int(self.cleaned_data.get("later") or 0)
        self.cleaned_data["requests"] = [
            self._request(service, later) for service in self.offered if service.code in wanted
        ]
        return self.cleaned_data

    def _forget(self, service: ServiceType) -> None:
        """What was typed for help that is not asked for is no mistake."""
        for name in (f"where_{service.code}", f"start_{service.code}"):
            self.errors.pop(name, None)

    def _request(self, service: ServiceType, later: int) -> dict[str, Any]:
        """Help in prison must not slip behind the release, so it begins on its day or waits for a free place."""
        where = self._where(service)
        in_prison = where == GivenWhere.IN_PRISON
        start = self._start(service, in_prison=in_prison)
        return {
            "service_type": service.code,
            "start": start,
            "in_prison": in_prison,
            "later_weeks": 0 if in_prison else later,
        }

    def _where(self, service: ServiceType) -> str:
        name = f"where_{service.code}"
        if name not in self.fields:
            return GivenWhere.IN_PRISON if service.given_where == GivenWhere.IN_PRISON else ""
        where = str(self.cleaned_data.get(name) or "")
        if not where and name not in self.errors:
            self.add_error(name, forms.ValidationError(_("Choose where it should start."), code="required"))
        return where

    def _start(self, service: ServiceType, *, in_prison: bool) -> date:
        name = f"start_{service.code}"
        release = self.setting.expected_release
        start: date | None = self.cleaned_data.get(name)
        if start is None:
            if in_prison and name in self.fields and name not in self.errors:
                message = _("Enter the day on which it should start in prison.")
                self.add_error(name, forms.ValidationError(message, code="required"))
            return release or self.setting.today
        self.check_not_past(name)
        self.check_not_far(name)
        if release and f"where_{service.code}" not in self.errors:
            self._check_beside_release(name, start, release, in_prison=in_prison)
        return start

    def _check_beside_release(self, name: str, start: date, release: date, *, in_prison: bool) -> None:
        if in_prison and start >= release:
            self.add_error(name, forms.ValidationError(_("Help in prison must start before the release.")))
        if not in_prison and start < release:
            self.add_error(name, forms.ValidationError(_("Help after release cannot start before it.")))
