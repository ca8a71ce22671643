"""Parts of the wizard without a database: a setting made by hand, and what a browser would post."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict

from home.geography.models import Prison
from providers.capacity.spans import Span
from referrals.forms.wizard_agreement import AgreementForm
from referrals.forms.wizard_matches import MatchesForm
from referrals.forms.wizard_needs import NeedsForm
from referrals.forms.wizard_person import PersonForm
from referrals.forms.wizard_places import ClosedPlace, MatchedService, PlaceName, Reason, SuitablePlace
from referrals.forms.wizard_region import RegionForm
from referrals.forms.wizard_regions import County, RegionChoices
from referrals.forms.wizard_release import ReleaseForm
from referrals.forms.wizard_services import ServicesForm
from referrals.forms.wizard_setting import FilingPlace, Setting
from referrals.forms.wizard_step import StepForm
from referrals.wizard.months import free_months
from services.models import GivenWhere, ServiceType, Starts

TODAY = date(2026, 11, 22)
FORMS: dict[str, type[StepForm]] = {
    "agreement": AgreementForm,
    "person": PersonForm,
    "release": ReleaseForm,
    "region": RegionForm,
    "services": ServicesForm,
    "needs": NeedsForm,
    "matches": MatchesForm,
}
BEST = UUID("00000000-0000-4000-8000-000000000001")
SECOND = UUID("00000000-0000-4000-8000-000000000002")

Typed = dict[str, Any]


def day(name: str, value: date | None) -> dict[str, str]:
    """The three fields of a date."""
    parts = (value.day, value.month, value.year) if value else ("", "", "")
    return {f"{name}_{part}": str(text) for part, text in zip(("day", "month", "year"), parts, strict=True)}


AGREEMENT: Typed = {
    "participates": "on",
    **day("participation_on", date(2026, 11, 20)),
    "notice_given": "on",
    **day("notice_on", date(2026, 11, 19)),
    "notice_language": "ru",
    "interpreter": "yes",
}
PERSON: Typed = {
    "first_name": "Kanaarilind",
    "last_name": "Näidis",
    **day("date_of_birth", date(1990, 1, 1)),
    "personal_code": "39001010011",
    "sex": "M",
    "languages": ["ru", "et"],
    "phone": "+372 5123 4567",
}
RELEASE: Typed = {"kind": "END_OF_SENTENCE", "prison": "EE-TALLINN", **day("expected", date(2027, 1, 14))}
REGION: Typed = {"region": "EE-37", "no_contact": ["EE-784"]}
SERVICES: Typed = {
    "wanted": ["mentoring", "housing"],
    "where_mentoring": "IN_PRISON",
    "later": "2",
    **day("start_mentoring", date(2026, 12, 1)),
}
NEEDS: Typed = {
    "requirements": ["STEP_FREE"],
    "substances": "no",
    "offences": ["ARSON"],
    "interpreter": "no",
    "notes": "Tuleb koeraga",
}
MATCHES: Typed = {"wish_mentoring": "", "wish_housing": "", "together": "PART"}
GOOD: dict[str, Typed] = {
    "agreement": AGREEMENT,
    "person": PERSON,
    "release": RELEASE,
    "region": REGION,
    "services": SERVICES,
    "needs": NEEDS,
    "matches": MATCHES,
}


def posted(step: str, typed: Typed) -> QueryDict:
    """What a browser sends for a part: every name under the part's prefix."""
    data = QueryDict(mutable=True)
    for name, value in typed.items():
        data.setlist(f"{step}-{name}", list(value) if isinstance(value, (list, tuple)) else [value])
    return data


def service_types() -> tuple[ServiceType, ...]:
    both, after = GivenWhere.BOTH, GivenWhere.AFTER_RELEASE
    return (
        _service("mentoring", ["CASELOAD"], both, Starts.WHEN_AGREED, 1),
        _service("housing", ["BED"], after, Starts.ON_RELEASE, 2),
        _service("complex_support", ["CASELOAD", "SEAT"], both, Starts.WHEN_AGREED, 3),
    )


def _service(code: str, kinds: list[str], where: GivenWhere, starts: Starts, order: int) -> ServiceType:
    names = {f"name_{lang}": code.title() for lang in ("et", "en", "ru", "lt")}
    return ServiceType(
        code=code,
        unit_kinds=kinds,
        given_where=where,
        starts=starts,
        needs_release_date=code == "housing",
        region_rule="MUST_SERVE" if code == "mentoring" else "ANYWHERE_IN_COUNTRY",
        order=order,
        **names,
    )


def regions() -> RegionChoices:
    harju = County("EE-37", "Harju County", (("EE-784", "Tallinn"), ("EE-198", "Harku")))
    tartu = County("EE-79", "Tartu County", (("EE-793", "Tartu"),))
    names = {"EE": "Estonia", "EE-37": "Harju County", "EE-784": "Tallinn", "EE-198": "Harku"}
    return RegionChoices("EE", (harju, tartu), {**names, "EE-79": "Tartu County", "EE-793": "Tartu"})


def named(provider: str) -> PlaceName:
    return PlaceName(provider=provider, language="en", spot="", spot_language="en", kind="")


def suitable(number: UUID, name: str) -> SuitablePlace:
    reasons = (Reason(label="Region", text="It serves the region: Harju County."),)
    stay = Span(date(2027, 1, 14), date(2027, 7, 14))
    months = free_months(stay=stay, free=(stay,), today=TODAY)
    return SuitablePlace(id=str(number), named=named(name), answer_days=5, reasons=reasons, months=months)


def matched(service_type: ServiceType, *, places: bool = True) -> MatchedService:
    return MatchedService(
        service_type=service_type,
        start=date(2027, 1, 14),
        end=date(2027, 7, 14),
        places=(suitable(BEST, "Best House"), suitable(SECOND, "Second House")) if places else (),
        closed=(
            ClosedPlace(named=named("Full House"), problems=("No place is free.",), opens="A later start."),
        ),
    )


def no_matches(setting: Setting) -> tuple[MatchedService, ...]:
    raise AssertionError("nothing should have looked for matches")


def some_matches(setting: Setting) -> tuple[MatchedService, ...]:
    return tuple(matched(service) for service in setting.wanted)


def officer_place() -> FilingPlace:
    tallinn = Prison(code="EE-TALLINN", name_en="Tallinn Prison", country="EE")
    return FilingPlace(country="EE", prisons=(tallinn,))


def setting(*before: str, place: FilingPlace | None = None, **changes: Typed) -> Setting:
    """A setting in which the parts `before` are answered well, or as `changes` say."""
    made = Setting(place=place or officer_place(), today=TODAY, find_matches=some_matches)
    made.service_types = service_types()
    made.regions = regions()
    for step in before:
        form = FORMS[step](posted(step, changes.get(step, GOOD[step])), prefix=step, setting=made)
        assert form.is_valid(), (step, form.errors)
        made.answered[step] = form.cleaned_data
    return made


BEFORE = {step: tuple(GOOD)[: list(GOOD).index(step)] for step in GOOD}


def form_of(step: str, typed: Typed, *, within: Setting | None = None) -> StepForm:
    """The part's form with what was typed; the parts before are answered well."""
    return FORMS[step](posted(step, typed), prefix=step, setting=within or setting(*BEFORE[step]))


def errors_of(step: str, typed: Typed, *, within: Setting | None = None) -> dict[str, list[str]]:
    """Error messages by field; empty where all is well."""
    errors = form_of(step, typed, within=within).errors
    return {name: [str(text) for text in texts] for name, texts in errors.items()}
