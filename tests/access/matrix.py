"""Who may open what: one row for every address of ours, one column for every kind of visitor.

A cell is the HTTP status of a plain GET (of a POST for addresses in POST_ONLY, with an empty form). A stranger's
record answers 404, not 403: whether it exists is nobody's business. 302 is the way to the sign-in, or onwards.
`POSTS` says the same of an empty POST to addresses that show a page and take one.

The rows are grouped by room. The records asked for: a referral and a draft of the officer's prison, which the
worker's house was asked about; and one that waits.
"""

from typing import Literal

Role = Literal["anonymous", "officer", "other_officer", "worker", "other_worker", "coordinator", "editor"]
ROLES: tuple[Role, ...] = (
    "anonymous",
    "officer",
    "other_officer",
    "worker",
    "other_worker",
    "coordinator",
    "editor",
)
Row = dict[Role, int]

# Packages whose addresses are included as a whole; they have rules of their own.
PACKAGES = ("allauth", "wagtail")


def everyone(status: int) -> Row:
    """A row in which every visitor gets the same."""
    return dict.fromkeys(ROLES, status)


def only(*roles: Role, status: int = 200) -> Row:
    """These get in; who is not signed in is led to the sign-in; for all others there is nothing here."""
    return {**everyone(404), "anonymous": 302, **dict.fromkeys(roles, status)}


OFFICERS: tuple[Role, ...] = ("officer", "other_officer")
WORKERS: tuple[Role, ...] = ("worker", "other_worker")


MATRIX: dict[str, Row] = {
    # portal
    "choose-language": everyone(302),
    "health-live": everyone(200),
    "health-ready": everyone(200),
    "cms-sign-in": everyone(302),
    "cms-password-reset": everyone(302),
    "cms-password-reset-step": everyone(302),
    "cms-account": {**everyone(302), "editor": 200},
    "page-sign-in": everyone(302),
    "account_email": {**everyone(200), "anonymous": 302},
    "media": everyone(404),
    "no-such-interface": everyone(404),
    "robots": everyone(200),
    "sitemap": everyone(200),
    # providers, search: what the public finds
    "directory": everyone(200),
    "search": everyone(200),
    # Here is no list of news to follow.
    "news-feed": everyone(404),
    # referrals: the way to one's own room
    "work:home": everyone(302),
    # referrals: the side that refers; providers and coordinators refer people who were released already
    "work:referrals": only(*OFFICERS, *WORKERS, "coordinator"),
    "work:referral-new": only(*OFFICERS, *WORKERS, "coordinator"),
    "work:draft": only("officer"),
    "work:draft-step": only("officer"),
    "work:draft-delete": only("officer"),
    "work:referral": only("officer", "coordinator"),
    "work:referral-withdraw": only("officer", "coordinator"),
    "work:referral-release": only("officer", "coordinator"),
    "work:referral-prison": only("officer", "coordinator"),
    # No hearing decides about this release, so there is nothing to refuse.
    "work:referral-refused": only("officer", "coordinator", status=302),
    "work:referral-granted": only("officer", "coordinator", status=302),
    "work:referral-postponed": only("officer", "coordinator", status=302),
    "work:referral-close": only("officer", "coordinator"),
    "work:referral-letter": only("officer", "coordinator"),
    # Nothing is under way yet, so nothing lasts longer.
    "work:referral-longer": only("coordinator", status=302),
    # referrals: the side that is asked
    "work:offers": only(*WORKERS),
    "work:offer": only("worker"),
    "work:offer-accept": only("worker", status=302),
    "work:offer-decline": only("worker", status=422),
    "work:offer-arrived": only("worker", status=302),
    "work:offer-not-arrived": only("worker", status=302),
    # Nobody has come yet.
    "work:offer-longer": only("worker", status=302),
    "work:offer-still-here": only("worker", status=302),
    "work:offer-left": only("worker", status=302),
    # referrals: the country's side
    "work:nights": only("coordinator"),
    "work:planning": only("coordinator"),
    "work:planning-result": only("coordinator"),
    "work:unplaced": only("coordinator"),
    "work:unplaced-request": only("coordinator"),
    # providers: their places, contacts and pages
    "work:places": only(*WORKERS),
    "work:place": only("worker"),
    "work:about-us": only("worker"),
    "work:about-place": only("worker"),
    "work:contact-new": only("worker"),
    "work:contact": only("worker"),
    "work:pages": only(*WORKERS),
    # Whoever has the link: it is signed for one person, who need not sign in.
    "work:still-right": everyone(200),
    # providers: their numbers
    "work:capacity": only(*WORKERS),
    "work:capacity-service": only("worker"),
    "work:capacity-terms": only("worker"),
    "work:capacity-close": only("worker"),
    "work:capacity-open": only("worker", status=302),
}
POST_ONLY: frozenset[str] = frozenset(
    {
        "work:offer-accept",
        "work:offer-decline",
        "work:offer-arrived",
        "work:offer-not-arrived",
        "work:capacity-open",
    }
)
POSTS: dict[str, Row] = {
    "work:referral-new": only(*OFFICERS, *WORKERS, "coordinator", status=302),
    "work:draft-step": only("officer"),
    "work:draft-delete": only("officer", status=302),
    "work:referral-withdraw": only("officer", "coordinator", status=422),
    "work:referral-release": only("officer", "coordinator", status=422),
    "work:referral-prison": only("officer", "coordinator", status=422),
    "work:referral-refused": only("officer", "coordinator", status=422),
    "work:referral-granted": only("officer", "coordinator", status=422),
    "work:referral-postponed": only("officer", "coordinator", status=422),
    "work:referral-close": only("officer", "coordinator", status=422),
    "work:referral-longer": only("coordinator", status=302),
    "work:offer-longer": only("worker", status=302),
    "work:offer-still-here": only("worker", status=302),
    "work:offer-left": only("worker", status=302),
    "work:unplaced-request": only("coordinator", status=422),
    "work:planning": only("coordinator", status=422),
    "work:still-right": everyone(422),
    "work:places": only(*WORKERS, status=422),
    # Nothing need be stated of a place.
    "work:place": only("worker", status=422),
    "work:about-us": only("worker", status=422),
    "work:about-place": only("worker", status=422),
    "work:contact-new": only("worker", status=422),
    "work:contact": only("worker", status=422),
    "work:capacity-service": only("worker", status=422),
    "work:capacity-terms": only("worker", status=422),
    "work:capacity-close": only("worker", status=422),
}
