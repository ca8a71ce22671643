"""The parts of the wizard, in their order. Slugs stand in addresses: never translate them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..forms.wizard_agreement import AgreementForm
from ..forms.wizard_check import CheckForm
from ..forms.wizard_matches import MatchesForm
from ..forms.wizard_needs import NeedsForm
from ..forms.wizard_person import PersonForm
from ..forms.wizard_region import RegionForm
from ..forms.wizard_release import ReleaseForm
from ..forms.wizard_services import ServicesForm
from ..forms.wizard_step import StepForm

AGREEMENT, CHECK = "agreement", "check"


@dataclass(frozen=True, kw_only=True)
class Step:
    """`title` names the part in lists; `question` heads its page; `why` says why it is asked."""

    slug: str
    form_class: type[StepForm]
    title: Promise
    question: Promise
    why: Promise


@dataclass(frozen=True, kw_only=True)
class Group:
    title: Promise
    steps: tuple[Step, ...]


GROUPS = (
    Group(
        title=_("Before you start"),
        steps=(
            Step(
                slug=AGREEMENT,
                form_class=AgreementForm,
                title=_("The person has agreed"),
                question=_("Has the person agreed?"),
                why=_(
                    "Nothing about the person is stored before both are done: agreement and privacy notice."
                ),
            ),
        ),
    ),
    Group(
        title=_("About the person"),
        steps=(
            Step(
                slug="person",
                form_class=PersonForm,
                title=_("Name, date of birth, languages"),
                question=_("Who is the person?"),
                why=_("The provider must know who comes, and in which language they can talk."),
            ),
            Step(
                slug="release",
                form_class=ReleaseForm,
                title=_("Release"),
                question=_("When will the person be released?"),
                why=_("A bed is kept from this day. A mentor likes to meet the person some weeks before."),
            ),
            Step(
                slug="region",
                form_class=RegionForm,
                title=_("Where the person wants to live"),
                question=_("Which region?"),
                why=_(
                    "Mentors come from the region. Houses take people from the whole country; near is better."
                ),
            ),
        ),
    ),
    Group(
        title=_("What would help"),
        steps=(
            Step(
                slug="services",
                form_class=ServicesForm,
                title=_("Help that is asked for"),
                question=_("What would help?"),
                why=_("Each kind of help has its own start. We look for a place for each of them."),
            ),
            Step(
                slug="needs",
                form_class=NeedsForm,
                title=_("What the person needs"),
                question=_("What does the person need?"),
                why=_("So that the first provider we ask is one that can say yes."),
            ),
        ),
    ),
    Group(
        title=_("Choose and send"),
        steps=(
            Step(
                slug="matches",
                form_class=MatchesForm,
                title=_("Places that fit"),
                question=_("Which places fit?"),
                why=_("The order is advice. You and the person may name a place, or leave it open."),
            ),
            Step(
                slug=CHECK,
                form_class=CheckForm,
                title=_("Check and send"),
                question=_("Check before you send"),
                why=_("Read it together with the person if you can. They may ask for a copy."),
            ),
        ),
    ),
)
STEPS: dict[str, Step] = {step.slug: step for group in GROUPS for step in group.steps}
