"""Why somebody stays longer, and why a place cannot be had for longer, in the reader's words."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from providers.capacity.refusal import Reason, Refusal
from providers.capacity.spans import Span

from .wording import Words

# Nothing that tells about health or offences: codes are stored in the open.
EXTENSION_REASONS: Words = {
    "HOME_NOT_READY": _("The next home is not ready yet"),
    "NO_HOME": _("There is no next home yet"),
    "WORK_OR_STUDY": _("Work or studies have just begun"),
    "GOALS": _("The goals of the action plan need more time"),
    "OTHER": _("Another reason"),
}
OVERSTAY_REASONS: Words = {code: EXTENSION_REASONS[code] for code in ("HOME_NOT_READY", "NO_HOME", "OTHER")}

# Which days, never who is in the way.
REFUSALS: dict[Reason, Promise] = {
    Reason.FULL: _("No place is free on these days: %(days)s."),
    Reason.NEEDS: _("No place with what the person needs is free on these days: %(days)s."),
    Reason.NO_ONE_PLACE: _("The place is promised to somebody else on some of these days: %(days)s."),
    Reason.NOT_STATED: _("The number of places is not stated for these days: %(days)s."),
    Reason.PROGRAMME: _("The programme does not pay for all of these days: %(days)s."),
    Reason.PAST: _("The last day has passed. Say instead that the person is still there."),
}
NOT_SURE = _("Nobody could be sure that a place is free on all of these days: %(days)s. Try fewer days.")


def told_refusal(refusal: Refusal, *, new_days: Span) -> str:
    """One sentence on why somebody cannot stay for the new days: which of them are in the way."""
    days = [part for span in refusal.days if (part := span.overlap(new_days)) is not None] or [new_days]
    return str(REFUSALS.get(refusal.reason, NOT_SURE) % {"days": told_days(days)})


def told_days(spans: Iterable[Span]) -> str:
    """Stretches of days with their first and last day."""
    return "; ".join(_told(span.start, span.end - timedelta(days=1)) for span in spans)


def _told(first: date, last: date) -> str:
    return date_format(first) if first == last else f"{date_format(first)} – {date_format(last)}"
