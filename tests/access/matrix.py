"""Who may open what: one row for every address of ours, one column for every kind of visitor.

A cell is the HTTP status of a plain GET (of a POST for addresses in POST_ONLY, with an empty form). A stranger's
record answers 404, not 403: whether it exists is nobody's business. 302 is the way to the sign-in, or onwards.

The rows are grouped by room.
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


MATRIX: dict[str, Row] = {
    # portal
    "choose-language": everyone(302),
    "health-live": everyone(200),
    "health-ready": everyone(200),
    "cms-sign-in": everyone(302),
    "cms-password-reset": everyone(302),
    "cms-password-reset-step": everyone(302),
    "page-sign-in": everyone(302),
    "media": everyone(404),
    "no-such-interface": everyone(404),
}
POST_ONLY: frozenset[str] = frozenset()
