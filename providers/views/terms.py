"""How long a place stays empty, how long an answer may take."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ..forms import TermsForm
from ..models import ServiceAtLocation
from ..operations import set_terms
from .service import ServiceView


class TermsView(ServiceView):
    """Both numbers, to be changed together. What was promised before stays as it was."""

    template_name = "providers/terms.html"

    def get(self, request: HttpRequest, service: UUID) -> HttpResponse:
        found = self.service(service)
        stated = {"turnaround_days": found.turnaround_days, "answer_days": found.answer_days}
        return self.page({"service": found, "form": TermsForm(initial=stated, label_suffix="")})

    def post(self, request: HttpRequest, service: UUID) -> HttpResponse:
        found = self.service(service)
        form = TermsForm(request.POST, label_suffix="")
        if not form.is_valid():
            return self.page({"service": found, "form": form}, status=422)
        message = _("It is changed for new people. What was promised before stays as it is.")
        return self.done(found, message, lambda: self.state(found, form))

    def state(self, service: ServiceAtLocation, form: TermsForm) -> None:
        set_terms(
            actor=self.user,
            key=str(form.cleaned_data["key"]),
            service_at_location_id=service.public_id,
            turnaround_days=form.cleaned_data["turnaround_days"],
            answer_days=form.cleaned_data["answer_days"],
            today=self.today,
            now=self.now,
        )
