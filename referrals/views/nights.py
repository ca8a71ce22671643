"""What the nights did: for the coordinator, in numbers. Nobody's case."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse

from home.geography.permissions import countries_of
from home.users.views import WorkView

from ..models import PlanningRun

ROWS = 30


@dataclass(frozen=True)
class NightRow:
    """One night's work for one service. `left`: who waited before and found no place in it."""

    run: PlanningRun
    placed: int
    moved: int
    left: int
    out_of_date: int


class NightsView(WorkView):
    """The last plans of the coordinator's countries, the newest first."""

    template_name = "referrals/nights.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        countries = countries_of(self.user, self.today)
        if not countries:
            raise Http404
        runs = PlanningRun.objects.filter(country__in=countries).select_related("service_type")
        ordered = runs.order_by("-night", "country", "service_type__order", "pk")
        page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
        context = {"page_of_rows": page, "rows": [_row(run) for run in page], "several": len(countries) > 1}
        return self.page(context)


def _row(run: PlanningRun) -> NightRow:
    """`counts` as `operations.planning_night` writes them; a word that is not there counts nothing."""
    placed = run.counts.get("placed", 0)
    return NightRow(
        run=run,
        placed=placed,
        moved=run.counts.get("moved", 0),
        left=max(run.counts.get("waiting", 0) - placed, 0),
        out_of_date=run.counts.get("skipped", 0),
    )
