"""The coordinator's room for planning: what if a county had more places, or fewer?"""

from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from home.geography.permissions import countries_of
from home.record.receipts import KeyReused
from home.users.views import WorkView

from ..charts import shown
from ..forms.what_if import WhatIfForm
from ..forms.wizard_regions import region_choices
from ..models import Simulation
from ..operations.simulating import ask_what_if
from ..permissions import simulations_visible_to
from ..reasons import region_names
from ..tasks import compute_simulation
from ..what_if import Answer, Question

RECENT = 10


class PlanningView(WorkView):
    """Ask; and look again at what was asked lately in one's countries."""

    template_name = "referrals/planning.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(self._form(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request)
        if not form.is_valid():
            return self._shown(form, status=422)
        try:
            asked = ask_what_if(
                actor=self.user,
                key=str(form.cleaned_data["key"]),
                question=form.question(),
                now=self.now,
            )
        except KeyReused:
            messages.info(request, _("This page was sent before with another question. Ask again."))
            return redirect("work:planning")
        compute_simulation.enqueue(str(asked))
        return redirect("work:planning-result", simulation=asked)

    def _form(self, request: HttpRequest) -> WhatIfForm:
        countries = countries_of(self.user, self.today)
        if not countries:
            raise Http404
        regions = {country: region_choices(country) for country in countries}
        data = request.POST if request.method == "POST" else None
        return WhatIfForm(data, regions=regions, today=self.today)

    def _shown(self, form: WhatIfForm, *, status: int = 200) -> HttpResponse:
        recent = [(one, Question.from_json(one.parameters)) for one in self._visible()[:RECENT]]
        names = {
            code: name
            for country in countries_of(self.user, self.today)
            for code, name in region_names(country).items()
        }
        rows = [(one, asked, names.get(asked.region, asked.region)) for one, asked in recent]
        return self.page({"form": form, "recent": rows}, status=status)

    def _visible(self) -> QuerySet[Simulation]:
        return simulations_visible_to(self.user, self.today)


class PlanningResultView(WorkView):
    """How far a simulation is, or what it found."""

    template_name = "referrals/planning_result.html"

    def get(self, request: HttpRequest, simulation: UUID) -> HttpResponse:
        found = get_object_or_404(simulations_visible_to(self.user, self.today), public_id=simulation)
        asked, names = Question.from_json(found.parameters), region_names(found.country)
        answer = Answer.from_json(found.result) if found.result else None
        return self.page(
            {
                "simulation": found,
                "asked": asked,
                "where": names.get(asked.region, asked.region),
                "answer": answer,
                "shown": shown(answer, names) if answer else None,
            }
        )
