"""What the sweeper does for pages."""

from datetime import datetime, timedelta
from time import monotonic

from home.apps import asks_other_sites
from home.asking import Asker
from home.link_checks import check_links
from home.record.sweeper import Pace, register

AT_A_TIME = 20
SECONDS_A_ROUND = 10
"""Planning waits for no other site longer than this and one answer more."""
REST = timedelta(hours=1)


class AskingOtherSites:
    """Asks for a few addresses a round. Where nothing is left to ask for, the pages are not read for an hour."""

    def __init__(self) -> None:
        # Lost with the process: it looks again.
        self._rests_until: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """Returns for how many addresses was asked; none where the settings say that this portal asks nobody."""
        if not asks_other_sites() or (self._rests_until and now < self._rests_until):
            return 0
        end = monotonic() + SECONDS_A_ROUND
        asked = check_links(now=now, ask=Asker(), limit=AT_A_TIME, has_time=lambda: monotonic() < end)
        self._rests_until = None if asked else now + REST
        return asked


register("home.ask_other_sites", AskingOtherSites(), pace=Pace.LONG)
