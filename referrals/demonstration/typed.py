"""The first parts of the wizard as somebody typed them."""

from datetime import date

from ..answers import SubmittedAnswers

Typed = dict[str, list[str]]


def typed_parts(answers: SubmittedAnswers) -> dict[str, Typed]:
    """What a browser would have sent for an officer's answers, by part, as far as the release."""
    agreement, person, release = answers.agreement, answers.person, answers.release
    parts: dict[str, Typed] = {
        "agreement": {
            "participates": ["on"],
            **_day("participation_on", agreement.participation_on),
            "notice_given": ["on"],
            **_day("notice_on", agreement.notice_on),
            "notice_language": [agreement.notice_language],
            "interpreter": ["no"],
        },
        "person": {
            "first_name": [person.first_name],
            "last_name": [person.last_name],
            **_day("date_of_birth", person.date_of_birth),
            "sex": [person.sex],
            "languages": list(person.languages),
        },
        "release": {
            "kind": [release.kind],
            "prison": [release.prison or ""],
            **_day("expected", release.expected),
        },
    }
    return {part: {f"{part}-{name}": value for name, value in typed.items()} for part, typed in parts.items()}


def _day(name: str, day: date | None) -> Typed:
    parts = (day.day, day.month, day.year) if day else ("", "", "")
    names = (f"{name}_{part}" for part in ("day", "month", "year"))
    return {name: [str(part)] for name, part in zip(names, parts, strict=True)}
