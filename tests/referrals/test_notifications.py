"""Mails tell people to look: a number and a link, in the reader's language, to those whom it concerns today."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import send_mail
from django.utils.translation import gettext, override

from home.record.models import Outbox
from home.users.models import User
from providers.models import ProviderMembership
from referrals.models import Referral
from referrals.readers import office_of
from tests.factories.geography import CountryMembershipFactory
from tests.factories.providers import ProviderMembershipFactory
from tests.factories.users import UserFactory
from tests.referrals.scene import NOW, TODAY, Scene, offer_of, request_of


def sent_to(user: User) -> list[tuple[str, str]]:
    """Subject and text of every mail to somebody, in order."""
    return [
        (str(message.subject), str(message.body)) for message in mail.outbox if message.to == [user.email]
    ]


def said(language: str, sentence: str) -> str:
    with override(language):
        return gettext(sentence)


def test_the_provider_gets_number_and_link_in_the_workers_language(scene: Scene) -> None:
    offer = offer_of(scene.send())
    scene.sweep()
    [(subject, text)] = sent_to(scene.worker)
    assert subject == said("ru", "A person is referred to you") != "A person is referred to you"
    assert offer.placement.request.referral.number in text
    assert f"{settings.BASE_URL}/ru/work/offers/{offer.public_id}/" in text
    assert sent_to(scene.other_worker) == []
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("yes", [True, False])
def test_the_office_is_told_of_the_answer(scene: Scene, yes: bool) -> None:
    referral = scene.send()
    if yes:
        scene.accept(offer_of(referral))
    else:
        scene.decline(offer_of(referral))
    scene.sweep()
    [(subject, text)] = sent_to(scene.officer)
    assert subject == said("et", "A provider has answered")
    assert (said("et", "The provider said yes.") in text) is yes
    assert f"{settings.BASE_URL}/et/work/referrals/{referral.public_id}/" in text
    assert referral.number in text


def test_the_provider_is_told_when_it_is_taken_back(scene: Scene) -> None:
    referral = scene.send()
    scene.sweep()
    scene.withdraw(referral)
    scene.sweep()
    _asked, (subject, text) = sent_to(scene.worker)
    assert subject == said("ru", "A referral was taken back")
    assert referral.number in text


def test_who_was_answered_meanwhile_is_not_asked_any_more(scene: Scene) -> None:
    scene.withdraw(scene.send())
    scene.sweep()
    assert said("ru", "A person is referred to you") not in [subject for subject, _ in sent_to(scene.worker)]


def test_coordinators_of_the_country_are_told_who_waits(scene: Scene) -> None:
    left = CountryMembershipFactory.create(country="EE", start=TODAY - timedelta(days=9), end=TODAY).user
    request = request_of(scene.send(scene.answers(services=("complex_support",))), "complex_support")
    scene.sweep()
    [(subject, text)] = sent_to(scene.coordinator)
    assert subject == "A case found no place"
    assert f"{settings.BASE_URL}/en/work/unplaced/" in text
    assert request.referral.number in text
    assert sent_to(scene.lt_coordinator) == sent_to(left) == []


def test_only_those_who_work_there_today_are_told(scene: Scene) -> None:
    membership = ProviderMembership.objects.get(user=scene.worker)
    new = ProviderMembershipFactory.create(provider=membership.provider, user=UserFactory.create()).user
    gone = UserFactory.create(deactivated_at=NOW, is_active=False)
    ProviderMembershipFactory.create(provider=membership.provider, user=gone)
    membership.end = TODAY
    membership.save()
    scene.send()
    scene.sweep()
    assert [message.to for message in mail.outbox] == [[new.email]]


def test_a_second_sweep_tells_nobody_twice(scene: Scene) -> None:
    scene.send()
    assert scene.sweep()["outbox"] == 2, "what happened, and whom it is told"
    assert scene.sweep()["outbox"] == 0
    assert len(mail.outbox) == 1
    assert set(Outbox.objects.values_list("sent_at", flat=True)) == {NOW}


def test_a_mail_that_fails_goes_later(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.send()
    with monkeypatch.context() as broken:
        broken.setattr("home.users.mails.send_mail", _fail)
        assert scene.sweep()["outbox"] == 1
    assert Outbox.objects.get(sent_at__isnull=True).last_error == "ConnectionError"
    assert scene.later(hours=1).sweep()["outbox"] == 1
    assert len(sent_to(scene.worker)) == 1


def test_an_address_that_fails_keeps_the_news_from_nobody_else(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = ProviderMembershipFactory.create(provider=scene.north.provider, user=UserFactory.create()).user

    def send(subject: str, body: str, sender: None, to: list[str]) -> None:
        if to == [scene.worker.email]:
            raise ConnectionError
        send_mail(subject, body, sender, to)

    scene.send()
    with monkeypatch.context() as broken:
        broken.setattr("home.users.mails.send_mail", send)
        scene.sweep()
    assert len(sent_to(other)) == 1
    assert sent_to(scene.worker) == []
    scene.later(hours=1).sweep()
    assert len(sent_to(other)) == len(sent_to(scene.worker)) == 1
    told = Outbox.objects.exclude(payload__has_key="to").get()
    assert set(Outbox.objects.exclude(pk=told.pk).values_list("payload__to", flat=True)) == {
        str(scene.worker.public_id),
        str(other.public_id),
    }


def test_for_a_filer_who_has_left_somebody_else_is_told(scene: Scene) -> None:
    """Of somebody released already there is no prison: the organisation that filed is told, or the country."""
    filer = ProviderMembershipFactory.create(provider=scene.south.provider).user
    referral = scene.send(scene.answers(prison=None), by=filer)
    assert referral.filed_for_provider == scene.south.provider
    ProviderMembership.objects.filter(user=filer).update(end=TODAY)
    scene.accept(offer_of(referral))
    scene.sweep()
    assert sent_to(filer) == []
    assert said(scene.other_worker.language, "A provider has answered") in [
        subject for subject, _ in sent_to(scene.other_worker)
    ]
    ProviderMembership.objects.filter(user=scene.other_worker).update(end=TODAY)
    assert office_of(referral) == [scene.coordinator]
    Referral.objects.filter(pk=referral.pk).update(filed_by=scene.officer, filed_for_provider=None)
    assert office_of(Referral.objects.get(pk=referral.pk)) == [scene.coordinator]


def test_a_mail_holds_nothing_else(scene: Scene) -> None:
    referral = scene.send(
        scene.answers(person={"personal_code": "39001010011"}, needs={"notes": "Comes by train"})
    )
    scene.decline(offer_of(referral), note="Secretly said")
    scene.decline(offer_of(referral))
    scene.sweep()
    assert len(mail.outbox) >= 3
    for message in mail.outbox:
        text = whole(message.message())
        assert referral.number in text
        for told in ("Demo", "Person", "39001010011", "train", "Secretly", "TALLINN", "1990"):
            assert told not in text.replace("Content-Transfer", ""), told


def whole(message: EmailMessage) -> str:
    parts = [str(part.get_payload(decode=True), "utf-8") for part in message.walk()]  # type: ignore[arg-type]
    return "\n".join([*(f"{name}: {value}" for name, value in message.items()), *parts])


def _fail(*_mail: object) -> None:
    raise ConnectionError("mail server of Demo Person")
