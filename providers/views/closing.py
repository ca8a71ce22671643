"""Places that are closed for a time: repairs, leave. Closing has a page; opening again is a button."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from home.keyed_form import KeyedForm

from ..closing_form import ClosingForm
from ..house import house_of
from ..models import ServiceAtLocation, UnitGroup, Void
from ..operations import MoreThanOpen, add_void, end_void
from .service import ServiceView


class CloseView(ServiceView):
    """Closing all or some places of one house, mentor or course."""

    template_name = "providers/close.html"

    def get(self, request: HttpRequest, service: UUID, group: UUID) -> HttpResponse:
        found = self.service(service)
        chosen = get_object_or_404(found.groups, public_id=group)
        return self.show(found, chosen, self.form(found, chosen))

    def post(self, request: HttpRequest, service: UUID, group: UUID) -> HttpResponse:
        found = self.service(service)
        chosen = get_object_or_404(found.groups, public_id=group)
        form = self.form(found, chosen, request.POST)
        if not form.is_valid():
            return self.show(found, chosen, form, status=422)
        message = _("It is closed on these days. Whoever has a place then keeps it; nobody new is booked.")
        try:
            return self.done(found, message, lambda: self.close(chosen, form))
        except MoreThanOpen as refused:
            # Somebody else of the house has closed some in this moment.
            form.refuse(refused.most)
        return self.show(found, chosen, form, status=422)

    def form(
        self, service: ServiceAtLocation, group: UnitGroup, data: QueryDict | None = None
    ) -> ClosingForm:
        house = house_of(service=service, today=self.today)
        return ClosingForm(data, group=group, unit_kind=service.unit_kind, house=house, today=self.today)

    def show(
        self, service: ServiceAtLocation, group: UnitGroup, form: ClosingForm, *, status: int = 200
    ) -> HttpResponse:
        return self.page({"service": service, "group": group, "form": form}, status=status)

    def close(self, group: UnitGroup, form: ClosingForm) -> None:
        add_void(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            group_id=group.public_id,
            today=self.today,
            now=self.now,
            **form.closing(),
        )


class OpenView(ServiceView):
    """Open again what is closed, or will be. A button on the page of the numbers."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, service: UUID, void: UUID) -> HttpResponse:
        found, form = self.service(service), KeyedForm(request.POST)
        # One that is gone was taken back a moment ago; one of another service is nobody's business here.
        if Void.objects.filter(public_id=void).exclude(group__service_at_location=found).exists():
            raise Http404
        if not form.is_valid():
            return redirect("work:capacity-service", service=service)
        try:
            return self.done(found, _("It is open again."), lambda: self.open(void, form))
        except Void.DoesNotExist:
            messages.info(request, _("It was open again already. Nothing was changed."))
        return redirect("work:capacity-service", service=service)

    def open(self, void: UUID, form: KeyedForm) -> None:
        key = str(form.cleaned_data["key"])
        end_void(actor=self.user, key=key, void_id=void, today=self.today, now=self.now)
