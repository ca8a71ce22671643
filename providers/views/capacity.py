"""Where a provider keeps its numbers: how many places from when, whether they are right, whether it is open."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from home.users.views import WorkView

from ..forms import ConfirmForm, PauseForm, PlacesForm, ResumeForm
from ..models import ServiceAtLocation
from ..operations import (
    NoSuchStep,
    StepExists,
    confirm_numbers,
    correct_places,
    declare_places,
    pause,
    resume,
)
from ..overview import capacity_overview
from ..permissions import providers_of, services_visible_to
from ..queries import availability
from .service import SHOWN, ServiceView


class CapacityListView(WorkView):
    """The services of one's organisation, each with what the public sees of it today."""

    template_name = "providers/capacity_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not providers_of(self.user, self.today).exists():
            raise Http404
        services = list(
            services_visible_to(self.user, self.today)
            .select_related(*SHOWN)
            .order_by("provider__name", "location__name", "pk")
        )
        shown = availability(service_at_location_ids=[service.pk for service in services], today=self.today)
        rows = [(service, shown[service.pk], ConfirmForm(auto_id=False)) for service in services]
        return self.page({"rows": rows})


class CapacityView(ServiceView):
    """One service at a location. Each form has a button of its own; a change is public at once."""

    template_name = "providers/capacity.html"

    def get(self, request: HttpRequest, service: UUID) -> HttpResponse:
        return self.show(self.service(service))

    def post(self, request: HttpRequest, service: UUID) -> HttpResponse:
        found = self.service(service)
        actions: dict[str, Callable[[ServiceAtLocation], HttpResponse]] = {
            "confirm": self.confirm,
            "places": self.places,
            "pause": self.pause,
            "resume": self.resume,
        }
        action = actions.get(request.POST.get("action", ""))
        if action is None:
            return self.show(found, status=422)
        return action(found)

    def show(
        self,
        service: ServiceAtLocation,
        *,
        status: int = 200,
        places: PlacesForm | None = None,
        pause_form: PauseForm | None = None,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "service": service,
            "shown": availability(service_at_location_ids=[service.pk], today=self.today)[service.pk],
            "overview": capacity_overview(service=service, today=self.today, form=places),
            "confirm": ConfirmForm(),
            "form": places or pause_form,
            "pause_form": pause_form or PauseForm(today=self.today),
            "resume_form": ResumeForm(),
        }
        return self.page(context, status=status)

    def confirm(self, service: ServiceAtLocation) -> HttpResponse:
        form = ConfirmForm(self.request.POST)
        if not form.is_valid():
            return self.show(service, status=422)
        return self.done(
            service,
            _("Thank you. The numbers are confirmed, and the public page says so."),
            lambda: confirm_numbers(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                service_at_location_id=service.public_id,
                today=self.today,
                now=self.now,
            ),
        )

    def places(self, service: ServiceAtLocation) -> HttpResponse:
        form = PlacesForm(self.request.POST, today=self.today)
        group = get_object_or_404(service.groups, public_id=self.posted_uuid("group"))
        if not form.is_valid():
            return self.show(service, status=422, places=form)
        try:
            return self.done(
                service,
                _("The number of places is changed. The public page and the next referrals follow at once."),
                lambda: self.declare(form, group.public_id),
            )
        except StepExists:
            form.add_error("start", _("A number from this day is there already. Tick the box to correct it."))
        except NoSuchStep:
            form.add_error("correct", _("No number begins on this day, so there is nothing to correct."))
        return self.show(service, status=422, places=form)

    def declare(self, form: PlacesForm, group_id: UUID) -> None:
        declare = correct_places if form.cleaned_data["correct"] else declare_places
        declare(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            group_id=group_id,
            start=form.cleaned_data["start"],
            places=form.cleaned_data["places"],
            today=self.today,
            now=self.now,
        )

    def pause(self, service: ServiceAtLocation) -> HttpResponse:
        form = PauseForm(self.request.POST, today=self.today)
        if not form.is_valid():
            return self.show(service, status=422, pause_form=form)
        return self.done(
            service,
            _("Nobody new is referred to you until you say so. People you said yes to still come."),
            lambda: pause(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                service_at_location_id=service.public_id,
                start=self.today,
                end=form.day_after(),
                reason=form.cleaned_data["reason"],
                today=self.today,
                now=self.now,
            ),
        )

    def resume(self, service: ServiceAtLocation) -> HttpResponse:
        form = ResumeForm(self.request.POST)
        if not form.is_valid():
            return self.show(service, status=422)
        return self.done(
            service,
            _("You take new people again."),
            lambda: resume(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                service_at_location_id=service.public_id,
                today=self.today,
                now=self.now,
            ),
        )

    def posted_uuid(self, name: str) -> UUID:
        try:
            return UUID(self.request.POST.get(name, ""))
        except ValueError:
            raise Http404 from None
