"""A phone number beside every form."""

import pytest
from django.utils import translation

from home.helpline import helpline
from home.models import HomePage
from tests.factories.geography import CountryMembershipFactory
from tests.factories.pages import home_in
from tests.referrals.wizard.conftest import NOON
from tests.referrals.wizard.filer import Filer
from tests.referrals.wizard.forms import GOOD

NUMBER, TEL = "+372 620 8120", 'href="tel:+3726208120"'
NOTE = "Published for 2015–2023, not confirmed."


@pytest.fixture
def stated(db: None) -> None:
    for language in ("et", "en"):
        home = home_in(language)
        note = NOTE if language == "en" else "Kinnitamata."
        HomePage.objects.filter(pk=home.pk).update(contact_phone=NUMBER, contact_note=note, live=True)


@pytest.mark.parametrize("step", ["", *GOOD, "check"])
def test_the_number_stands_on_every_page_of_the_wizard(officer: Filer, stated: None, step: str) -> None:
    text = officer.start().fill(step or "check").page(step).content.decode()
    assert text.count(TEL) == 1
    assert NOTE in text


@pytest.mark.parametrize("step", ["", "person", "matches"])
def test_without_a_number_a_sentence_says_so(officer: Filer, step: str) -> None:
    text = officer.start().fill(step or "check").page(step).content.decode()
    assert "tel:" not in text
    assert "Our sources state no phone number for questions in this country." in text


def test_nobody_is_told_to_call_another_country(stated: None) -> None:
    assert helpline("EE") is not None
    assert helpline("LT") is None


def test_what_is_said_of_the_number_is_in_the_language_of_the_reader(stated: None) -> None:
    with translation.override("et"):
        line = helpline("EE")
    assert line is not None
    assert (line.note, line.language) == ("Kinnitamata.", "et")
    with translation.override("lt"):
        line = helpline("EE")
    assert line is not None
    assert line.language in {"et", "en"}


@pytest.mark.parametrize("phone", ["", "call us", "112"])
def test_what_cannot_be_called_with_questions_is_not_shown(stated: None, phone: str) -> None:
    HomePage.objects.update(contact_phone=phone)
    assert helpline("EE") is None


def test_a_page_taken_off_the_site_states_nothing(stated: None) -> None:
    HomePage.objects.update(live=False)
    assert helpline("EE") is None


@pytest.mark.parametrize("step", ["", "person", "matches"])
def test_the_coordinator_of_the_country_can_be_reached(officer: Filer, step: str) -> None:
    here, abroad = CountryMembershipFactory(country="EE").user, CountryMembershipFactory(country="LT").user
    gone = CountryMembershipFactory(country="EE", user__deactivated_at=NOON).user
    text = officer.start().fill(step or "check").page(step).content.decode()
    assert here.name in text
    assert f'href="mailto:{here.email}"' in text
    assert abroad.email not in text
    assert gone.email not in text


def test_where_nobody_can_be_asked_it_is_said(officer: Filer) -> None:
    assert "No coordinator of this country has an account yet." in officer.start().page().content.decode()
    CountryMembershipFactory(country="EE")
    assert "No coordinator of this country" not in officer.page().content.decode()
