"""What an officer types into the parts of a referral; plainly invented, dated from the day it is typed."""

from datetime import date, timedelta

from tests.referrals.wizard.forms import Typed, day

# No house has all of this: such a request waits.
TOO_MUCH = {"requirements": ["STEP_FREE", "SINGLE_ROOM", "GROUND_FLOOR", "CHILDREN", "PET"]}


def answers(country: str, prison: str, today: date, needs: Typed | None = None) -> dict[str, Typed]:
    """Good answers to every part, by part; `needs` adds to what the person needs."""
    elsewhere = {"where_mentoring": "AFTER_RELEASE", "where_complex_support": "AFTER_RELEASE"}
    return {
        "agreement": {
            "participates": "on",
            **day("participation_on", today),
            "notice_given": "on",
            **day("notice_on", today),
            "notice_language": "et",
            "interpreter": "no",
        },
        "person": {
            "first_name": "Demo",
            "last_name": "Demo",
            **day("date_of_birth", today - timedelta(days=12_000)),
            "sex": "M",
            "languages": ["et", "lt", "ru"],
        },
        "release": {
            "kind": "END_OF_SENTENCE",
            "prison": prison,
            **day("expected", today + timedelta(days=60)),
        },
        "region": {"region": country},
        "services": {"wanted": ["housing", "mentoring", "complex_support"], "later": "4", **elsewhere},
        "needs": {"substances": "no", "interpreter": "no", **(needs or {})},
        "matches": {"together": "PART"},
    }
