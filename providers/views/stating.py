"""What a provider's workers say of the organisation and of whom its places are for: public and routed by at once."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from home.users.views import WorkView

from ..described import described
from ..models import Provider, ServiceAtLocation
from ..operations.stating import ChangedMeanwhile, Organisation, describe_service, state_organisation
from ..permissions import providers_of, services_visible_to
from ..stating_forms import AboutPlaceForm, OrganisationForm
from .places import done
from .service import SHOWN


class AboutUsView(WorkView):
    """Web address, e-mail and phone of the whole organisation."""

    template_name = "providers/about_us.html"

    def get(self, request: HttpRequest, provider: UUID) -> HttpResponse:
        found = self.provider(provider)
        return self.page({"provider": found, "form": self.form(found)})

    def post(self, request: HttpRequest, provider: UUID) -> HttpResponse:
        found = self.provider(provider)
        form = self.form(found, request.POST)
        if form.is_valid():
            try:
                message = _("It is changed. The public page shows it now.")
                return done(request, message, self.stating(found, form))
            except ChangedMeanwhile:
                found.refresh_from_db()
                form.refuse(Organisation.of(found).seal())
        return self.page({"provider": found, "form": form}, status=422)

    def stating(self, provider: Provider, form: OrganisationForm) -> Callable[[], object]:
        return lambda: state_organisation(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            provider_id=provider.public_id,
            stated=form.stated(),
            seen=form.cleaned_data["seen"],
            today=self.today,
            now=self.now,
        )

    def form(self, provider: Provider, data: QueryDict | None = None) -> OrganisationForm:
        return OrganisationForm(data, provider=provider, label_suffix="")

    def provider(self, provider: UUID) -> Provider:
        return get_object_or_404(providers_of(self.user, self.today), public_id=provider)


class AboutPlaceView(WorkView):
    """Whom one service at one place is for, and what must be known of it."""

    template_name = "providers/about_place.html"

    def get(self, request: HttpRequest, service: UUID) -> HttpResponse:
        found = self.service(service)
        return self.page({"service": found, "form": self.form(found)})

    def post(self, request: HttpRequest, service: UUID) -> HttpResponse:
        found = self.service(service)
        form = self.form(found, request.POST)
        if form.is_valid():
            try:
                message = _("It is changed. The public page and the next referrals follow it now.")
                return done(request, message, self.stating(found, form))
            except ChangedMeanwhile:
                form.refuse(described(self.service(service), self.today).seal())
        return self.page({"service": found, "form": form}, status=422)

    def stating(self, service: ServiceAtLocation, form: AboutPlaceForm) -> Callable[[], object]:
        return lambda: describe_service(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            service_at_location_id=service.public_id,
            stated=form.stated(),
            seen=form.cleaned_data["seen"],
            today=self.today,
            now=self.now,
        )

    def form(self, service: ServiceAtLocation, data: QueryDict | None = None) -> AboutPlaceForm:
        return AboutPlaceForm(data, service=service, today=self.today, label_suffix="")

    def service(self, service: UUID) -> ServiceAtLocation:
        """One that is not closed for good."""
        visible = services_visible_to(self.user, self.today).filter(closed_at=None).select_related(*SHOWN)
        return get_object_or_404(visible, public_id=service)
