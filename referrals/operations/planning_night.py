"""Once a night all provisional places and all who wait are looked at together, and rearranged for the most people.

Reading and planning hold no lock. The plan is stored, then each of its steps is one transaction that notes that it
was done: whoever is killed in between, the next sweep goes on from there.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from home.geography.queries import RegionTree, region_tree
from providers.standings import local_day
from services.models import ServiceType

from ..askings import Seeker, askings_of, places_for
from ..matching import Match, suitable_if_free
from ..models import Placement, PlanningRun, RequestState, ServiceRequest
from ..naming import is_named_now
from ..planning.model import Plan
from ..planning.solve import plan
from ..sealed import answers_of
from .carrying_out import Change, carry_out
from .waiting import Look, change_of, looked_at, waiting_seekers

_logger = logging.getLogger(__name__)

MOVED, PLACED, SKIPPED = "moved", "placed", "skipped"


def plan_night(*, country: str, now: datetime) -> None:
    """Make and store the plan of this night (local date) for each service of the country, if there is none yet."""
    night = local_day(now, country)
    if PlanningRun.objects.filter(night=night, country=country).exists():
        return
    waiting, _all_well = waiting_seekers(country=country, today=night, look=_looking(night))
    seekers = [*_kept_seekers(country, night), *waiting]
    places = places_for(seekers, today=night)
    found = plan(askings_of(seekers, places, later_days=True), places.houses) if seekers else Plan()
    runs = _runs(country=country, night=night, now=now, seekers=seekers, found=found)
    try:
        with transaction.atomic():
            PlanningRun.objects.bulk_create(runs)
    except IntegrityError:
        _logger.info("another process has planned this night")


def carry_out_nights(*, country: str, now: datetime) -> int:
    """Do what the plans of this night still ask for, step by step; returns how many requests got another place.

    What is left of former nights is dropped: it was planned for other days.
    """
    night = local_day(now, country)
    unfinished = PlanningRun.objects.filter(country=country, finished_at__isnull=True)
    changed = 0
    for run in unfinished.order_by("night", "service_type_id"):
        if run.night < night:
            _drop(run, now)
            continue
        for nth in range(run.steps_done, len(run.steps)):
            changed += _carry_out_step(run, nth, now)
        _finish(run, now)
    return changed


def _looking(today: date) -> Look:
    def look(request: ServiceRequest, tree: RegionTree) -> Match:
        answers = answers_of(request.referral)
        kept = request.start if request.state == RequestState.KEPT else None
        return suitable_if_free(request=request, answers=answers, tree=tree, today=today, on=kept)

    return look


def _kept_seekers(country: str, today: date) -> list[Seeker]:
    """Requests whose house may still be another: kept, and nobody is to be asked yet."""
    here = Placement.objects.filter(ended_at__isnull=True, stay__released_at__isnull=True)
    here = here.select_related(
        "stay__service_at_location__provider", "stay__service_at_location__location__region__parent"
    )
    kept = ServiceRequest.objects.filter(state=RequestState.KEPT, referral__country=country)
    rows = (
        kept.select_related("referral__data_key", "service_type", "region")
        .prefetch_related(Prefetch("placements", queryset=here, to_attr="current_placements"))
        .order_by("start", "pk")
    )
    free = {request.pk: one for request in rows for one in _free_to_move(request, today)}
    found = looked_at([request for request in rows if request.pk in free], _looking(today))
    return [Seeker(seeker.request, seeker.match, free[seeker.request.pk]) for seeker in found]


def _free_to_move(request: ServiceRequest, today: date) -> Iterable[Placement]:
    placements: list[Placement] = getattr(request, "current_placements", [])
    return (one for one in placements if not is_named_now(request=request, placement=one, today=today))


def _runs(
    *, country: str, night: date, now: datetime, seekers: list[Seeker], found: Plan
) -> list[PlanningRun]:
    """One for each service. A step about several stands with the last of them, which is carried out last."""
    by_id = {seeker.id: seeker for seeker in seekers}
    runs = {
        kind.pk: PlanningRun(
            night=night,
            country=country,
            service_type=kind,
            planned_at=now,
            counts=_counts([one for one in seekers if one.request.service_type_id == kind.pk], found),
        )
        for kind in ServiceType.objects.order_by("pk")
    }
    for moves in found.steps:
        last = max(by_id[move.asking].request.service_type_id for move in moves)
        runs[last].steps.append([change_of(move, by_id).to_json() for move in moves])
    for run in runs.values():
        run.finished_at = None if run.steps else now
    return list(runs.values())


def _counts(seekers: list[Seeker], found: Plan) -> dict[str, int]:
    kept = sum(seeker.placement is not None for seeker in seekers)
    return {
        "kept": kept,
        "waiting": len(seekers) - kept,
        "proven": int(found.proven),
        MOVED: 0,
        PLACED: 0,
        SKIPPED: 0,
    }


def _carry_out_step(run: PlanningRun, nth: int, now: datetime) -> int:
    """Do one step if it is the run's next and all is still as planned; noted in the same transaction."""
    changes = [Change.from_json(change) for change in run.steps[nth]]
    try:
        matches = _matches_now(changes, run.night)
        with transaction.atomic():
            if not _is_next(run, nth):
                return 0
            done = matches is not None and carry_out(
                changes=changes, matches=matches, planned_by=str(run.public_id), today=run.night, now=now
            )
            _note(run, changes, done=done)
        return len(changes) if done else 0
    except Exception as error:
        _logger.error("step %s of run %s failed with %s", nth, run.public_id, type(error).__name__)
        with transaction.atomic():
            if _is_next(run, nth):
                _note(run, changes, done=False)
        return 0


def _matches_now(changes: Iterable[Change], today: date) -> Mapping[UUID, Match] | None:
    """Why each gets its house, by the rules as they are now; None where one of them no longer fits."""
    requests = ServiceRequest.objects.select_related("referral__data_key", "service_type")
    found, tree = {}, region_tree()
    for change in changes:
        request = requests.get(public_id=change.request)
        house = str(change.house)
        found[change.request] = suitable_if_free(
            request=request,
            answers=answers_of(request.referral),
            tree=tree,
            today=today,
            on=change.start,
            only={house},
        )
        if house not in found[change.request].ranked:
            return None
    return found


def _is_next(run: PlanningRun, nth: int) -> bool:
    """Lock the run; another process may be carrying it out, too."""
    locked = PlanningRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    run.steps_done, run.counts = locked.steps_done, locked.counts
    return locked.steps_done == nth


def _note(run: PlanningRun, changes: list[Change], *, done: bool) -> None:
    run.steps_done += 1
    for change in changes:
        word = (MOVED if change.left else PLACED) if done else SKIPPED
        run.counts[word] = run.counts.get(word, 0) + 1
    run.save(update_fields=["steps_done", "counts"])


def _finish(run: PlanningRun, now: datetime) -> None:
    PlanningRun.objects.filter(pk=run.pk, finished_at__isnull=True).update(finished_at=now)


def _drop(run: PlanningRun, now: datetime) -> None:
    left = sum(len(step) for step in run.steps[run.steps_done :])
    run.counts[SKIPPED] = run.counts.get(SKIPPED, 0) + left
    run.finished_at = now
    run.save(update_fields=["counts", "finished_at"])
