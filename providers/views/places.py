"""What a provider's workers say of their places and contacts: public at once, marked with the day."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from home.record.events import events_of
from home.record.receipts import KeyReused
from home.users.views import WorkView

from ..describing_forms import ConfirmPagesForm, ContactForm, DetailsForm, RemoveForm
from ..models import Contact, Location, LocationDetails, Provider, ServiceAtLocation
from ..operations.describing import (
    DETAIL_COLUMNS,
    add_contact,
    change_contact,
    confirm_pages,
    remove_contact,
    state_details,
)
from ..permissions import contacts_visible_to, own_pages, providers_of


class PlacesView(WorkView):
    """Every place and contact of one's organisation, with a button that says: all of this is still right."""

    template_name = "providers/places.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(ConfirmPagesForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ConfirmPagesForm(request.POST)
        providers = self.providers()
        if not form.is_valid():
            return self.show(ConfirmPagesForm(), status=422)
        keys = own_pages(self.user, self.today).values_list("translation_key", flat=True)
        say = _("Thank you. What the public reads about you is confirmed as of today.")
        return done(
            request,
            say,
            lambda: confirm_pages(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                provider_ids=[provider.public_id for provider in providers],
                translation_keys=keys,
                today=self.today,
                now=self.now,
            ),
        )

    def show(self, form: ConfirmPagesForm, *, status: int = 200) -> HttpResponse:
        return self.page({"providers": self.providers(), "confirm": form}, status=status)

    def providers(self) -> list[Provider]:
        found = list(with_places(providers_of(self.user, self.today)))
        if not found:
            raise Http404
        return found


class PlaceView(WorkView):
    """Opening hours, arrival and price of one place, in four languages."""

    template_name = "providers/place.html"

    def get(self, request: HttpRequest, location: UUID) -> HttpResponse:
        found = self.location(location)
        details = LocationDetails.objects.filter(location=found).first()
        stated = {column: getattr(details, column, "") for column in DETAIL_COLUMNS}
        return self.page({"location": found, "form": DetailsForm(initial=stated, label_suffix="")})

    def post(self, request: HttpRequest, location: UUID) -> HttpResponse:
        found = self.location(location)
        form = DetailsForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self.page({"location": found, "form": form}, status=422)
        return done(
            request,
            _("It is changed. The public page shows it now."),
            lambda: state_details(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                location_id=found.public_id,
                details=form.details(),
                today=self.today,
                now=self.now,
            ),
        )

    def location(self, location: UUID) -> Location:
        visible = Location.objects.filter(provider__in=providers_of(self.user, self.today))
        return get_object_or_404(visible.select_related("provider", "region", "prison"), public_id=location)


class NewContactView(WorkView):
    """Another contact of one's organisation."""

    template_name = "providers/contact.html"

    def get(self, request: HttpRequest, provider: UUID) -> HttpResponse:
        found = self.provider(provider)
        return self.page({"provider": found, "form": ContactForm(provider=found, label_suffix="")})

    def post(self, request: HttpRequest, provider: UUID) -> HttpResponse:
        found = self.provider(provider)
        form = ContactForm(request.POST, provider=found, label_suffix="")
        if not form.is_valid():
            return self.page({"provider": found, "form": form}, status=422)
        return done(
            request,
            _("The contact is added. The public page shows it now."),
            lambda: add_contact(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                provider_id=found.public_id,
                reached=form.reached(),
                today=self.today,
                now=self.now,
            ),
        )

    def provider(self, provider: UUID) -> Provider:
        return get_object_or_404(providers_of(self.user, self.today), public_id=provider)


class ContactView(WorkView):
    """How one contact is reached; or that it is no longer right at all."""

    template_name = "providers/contact.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whoever pressed twice, or goes back to what they removed, is told so: nobody else's contact is here."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if not self.has_removed(kwargs["contact"]):
                raise
        messages.info(request, _("You have removed this contact already. Nothing was changed."))
        return redirect("work:places")

    def has_removed(self, contact: UUID) -> bool:
        """Whether the signed-in person took it away."""
        return events_of(contact).filter(kind="contact.removed", actor_id=self.user.public_id).exists()

    def get(self, request: HttpRequest, contact: UUID) -> HttpResponse:
        found = self.contact(contact)
        form = ContactForm(provider=found.provider, initial=ContactForm.stated(found), label_suffix="")
        return self.show(found, form)

    def post(self, request: HttpRequest, contact: UUID) -> HttpResponse:
        found = self.contact(contact)
        if request.POST.get("action") == "remove":
            return self.remove(found)
        form = ContactForm(request.POST, provider=found.provider, label_suffix="")
        if not form.is_valid():
            return self.show(found, form, status=422)
        return done(
            request,
            _("The contact is changed. The public page shows it now."),
            lambda: change_contact(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                contact_id=found.public_id,
                reached=form.reached(),
                today=self.today,
                now=self.now,
            ),
        )

    def remove(self, contact: Contact) -> HttpResponse:
        form = RemoveForm(self.request.POST)
        if not form.is_valid():
            raise Http404
        return done(
            self.request,
            _("The contact is removed from the public page."),
            lambda: remove_contact(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                contact_id=contact.public_id,
                today=self.today,
                now=self.now,
            ),
        )

    def show(self, contact: Contact, form: ContactForm, *, status: int = 200) -> HttpResponse:
        context = {"contact": contact, "provider": contact.provider, "form": form, "remove": RemoveForm()}
        return self.page(context, status=status)

    def contact(self, contact: UUID) -> Contact:
        visible = contacts_visible_to(self.user, self.today).select_related("provider", "location")
        return get_object_or_404(visible, public_id=contact)


def with_places(providers: QuerySet[Provider]) -> QuerySet[Provider]:
    """Providers with all that their page of places shows, in a fixed number of queries."""
    told = ("provider", "region__parent", "prison__region__parent")
    given = ServiceAtLocation.objects.filter(closed_at=None).select_related("service_type").order_by("pk")
    places = Location.objects.select_related(*told, "details").prefetch_related(Prefetch("services", given))
    contacts = Contact.objects.select_related("provider", *(f"location__{each}" for each in told))
    return providers.prefetch_related(Prefetch("locations", places), Prefetch("contacts", contacts)).order_by(
        "name", "pk"
    )


def done(request: HttpRequest, message: str, work: Callable[[], object]) -> HttpResponse:
    """Do the work and say so; a page that was used before changes nothing, and says that.

    Raises Http404 where somebody else has just taken away what is to be changed.
    """
    try:
        work()
    except ObjectDoesNotExist:
        raise Http404 from None
    except KeyReused:
        messages.info(request, _("This page was used before. Look at what it says now and try again."))
    else:
        messages.success(request, message)
    return redirect("work:places")
