"""The bare address, machines' addresses, and the one way in."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.http import FileResponse
from django.test import Client

from tests.factories.users import UserFactory


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("ru-RU,ru;q=0.9,en;q=0.5", "ru"),
        ("lt", "lt"),
        ("en-GB", "en"),
        ("fi,sv;q=0.8", "et"),
        ("", "et"),
        ("x;;q", "et"),
    ],
)
def test_the_bare_address_follows_the_browsers_wish(client: Client, wish: str, language: str) -> None:
    response = client.get("/", headers={"accept-language": wish})
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "Accept-Language" in response["Vary"]


@pytest.mark.django_db
def test_a_machine_is_never_sent_to_a_page(client: Client) -> None:
    response = client.get("/api/v1/anything")
    assert (response.status_code, response["Content-Type"]) == (404, "application/json")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/cms/login/", "/lt/account/login/"),
        ("/cms/login/?next=/cms/pages/", "/lt/account/login/?next=%2Fcms%2Fpages%2F"),
        ("/cms/password_reset/", "/lt/account/password/reset/"),
        ("/cms/password_reset/confirm/MQ/abc/", "/lt/account/password/reset/"),
        ("/lt/_util/login/", "/lt/account/login/"),
    ],
)
def test_every_way_in_leads_to_the_one_sign_in(client: Client, old: str, new: str) -> None:
    response = client.get(old, headers={"accept-language": "lt"})
    assert (response.status_code, response["Location"]) == (302, new)


@pytest.mark.django_db
def test_signing_in_takes_the_address_in_any_case_and_leads_to_work(client: Client) -> None:
    user = UserFactory(email="mari@example.org")
    user.set_password("a long enough phrase")
    user.save()
    response = client.post(
        "/et/account/login/", {"login": "Mari@Example.org", "password": "a long enough phrase"}
    )
    assert (response.status_code, response["Location"]) == (302, "/et/work/")
    assert int(client.session["_auth_user_id"]) == user.pk
    assert client.session.get_expire_at_browser_close()


@pytest.mark.django_db
def test_nobody_signs_up(client: Client) -> None:
    response = client.post(
        "/et/account/signup/", {"email": "new@example.org", "password1": "a long enough phrase"}
    )
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert not UserFactory._meta.model.objects.filter(email="new@example.org").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("action", ["action_add", "action_primary", "action_remove", "action_send"])
def test_nobody_moves_an_account_to_another_address(client: Client, action: str) -> None:
    user = UserFactory(email="mari@example.org")
    client.force_login(user)
    response = client.post("/et/account/email/", {action: "", "email": "other@example.net"})
    assert response.status_code == 405
    client.logout()
    client.post("/et/account/password/reset/", {"email": "other@example.net"})
    assert mail.outbox == []
    user.refresh_from_db()
    assert user.email == "mari@example.org"


@pytest.mark.parametrize(
    ("path", "status"), [("images/a.png", 200), ("documents/a.html", 404), ("a.html", 404)]
)
@pytest.mark.django_db
def test_of_what_was_uploaded_only_pictures_are_shown(client: Client, path: str, status: int) -> None:
    file = Path(settings.MEDIA_ROOT) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"anything")
    response = client.get(f"/media/{path}")
    assert response.status_code == status
    if isinstance(response, FileResponse):
        response.close()
    file.unlink()


def test_pages_allow_nothing_from_elsewhere_and_nothing_inline(client: Client) -> None:
    policy = client.get("/health/live")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


def test_only_the_editors_pages_may_have_inline_scripts(client: Client) -> None:
    assert "'unsafe-inline'" in client.get("/cms/login/")["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["et", "en", "ru", "lt"])
def test_a_wrong_address_gets_a_page_in_its_language(client: Client, language: str) -> None:
    response = client.get(f"/{language}/no-such-page/")
    assert response.status_code == 404
    assert f'lang="{language}"' in response.content.decode()
