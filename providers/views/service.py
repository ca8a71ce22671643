"""What every page about the numbers of one service has in common."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from home.record.receipts import KeyReused
from home.users.views import WorkView

from ..models import ServiceAtLocation
from ..permissions import services_visible_to

# What the name of a place is made of.
SHOWN = (
    "provider",
    "location__provider",
    "location__region__parent",
    "location__prison__region__parent",
    "service_type",
)


class ServiceView(WorkView):
    """A page about a service of one's own organisation; what was done leads back to its numbers."""

    def service(self, service: UUID) -> ServiceAtLocation:
        visible = services_visible_to(self.user, self.today).select_related(*SHOWN)
        return get_object_or_404(visible, public_id=service)

    def done(self, service: ServiceAtLocation, message: str, work: Callable[[], object]) -> HttpResponse:
        """Do the work and say so; a page that was used before changes nothing, and says that."""
        try:
            work()
        except KeyReused:
            messages.info(self.request, _("This page was used before. Look at the numbers and try again."))
        else:
            messages.success(self.request, message)
        return redirect("work:capacity-service", service=service.public_id)
