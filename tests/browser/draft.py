"""A draft with every part answered, typed in as an officer would, so that all parts can be looked at."""

from datetime import date, timedelta

from django.test import Client

STEPS = ("agreement", "person", "release", "region", "services", "needs", "matches")


def parts_of(name: str, day: date) -> dict[str, str]:
    """What the three inputs of a date field send."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def answers(step: str, country: str, today: date) -> dict[str, str | list[str]]:
    """Plainly invented answers to one part."""
    born, release = today - timedelta(days=12_000), today + timedelta(days=60)
    known: dict[str, dict[str, str | list[str]]] = {
        "agreement": {
            "participates": "on",
            **parts_of("participation_on", today),
            "notice_given": "on",
            **parts_of("notice_on", today),
            "notice_language": "et",
            "interpreter": "no",
        },
        "person": {
            "first_name": "Demo",
            "last_name": "Demo",
            **parts_of("date_of_birth", born),
            "sex": "M",
            "languages": ["et", "lt", "ru"],
        },
        "release": {"kind": "END_OF_SENTENCE", **parts_of("expected", release)},
        "region": {"region": country},
        "services": {
            "wanted": ["housing", "mentoring", "complex_support"],
            "where_mentoring": "AFTER_RELEASE",
            "where_complex_support": "AFTER_RELEASE",
        },
        "needs": {"substances": "no", "interpreter": "no"},
        "matches": {},
    }
    return {f"{step}-{name}": value for name, value in known[step].items()}


def fill_draft(client: Client, country: str, prison: str, today: date) -> str:
    """Starts a draft in English and answers its parts; returns its address without the language."""
    start = client.post("/en/work/referrals/new/")
    address = start.headers["Location"]
    key = address.rstrip("/").rsplit("/", 1)[-1].replace("-", "")
    for step in STEPS:
        typed = {**answers(step, country, today), f"{key}-current_step": step}
        if step == "release":
            typed["release-prison"] = prison
        response = client.post(f"{address}{step}/", typed)
        assert response.status_code == 302, f"{step}: {response.context['form'].errors}"
    return address.removeprefix("/en")
