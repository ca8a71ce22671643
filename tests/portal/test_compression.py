"""Pages without secrets are sent small; pages with secrets are not."""

import gzip

import pytest
from django.test import Client

from home.publishing import ensure_homes
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db
SMALL = {"accept-encoding": "gzip, br"}


@pytest.mark.parametrize("path", ["/et/", "/et/directory/", "/et/search/?q=x", "/sitemap.xml", "/et/none/"])
def test_what_strangers_read_is_compressed(client: Client, path: str) -> None:
    ensure_homes()
    response = client.get(path, headers=SMALL)
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert gzip.decompress(response.content)


def test_who_cannot_read_it_gets_it_plain(client: Client) -> None:
    ensure_homes()
    response = client.get("/et/")
    assert "Content-Encoding" not in response
    assert "Accept-Encoding" in response["Vary"]


def test_pages_with_a_form_token_are_not(client: Client) -> None:
    response = client.get("/et/account/login/", headers=SMALL)
    assert "csrfmiddlewaretoken" in response.content.decode()
    assert "Content-Encoding" not in response
    # The token is known to the browser from now on, and may stand in any page.
    assert "Content-Encoding" not in client.get("/et/directory/", headers=SMALL)


def test_pages_for_somebody_signed_in_are_not(client: Client) -> None:
    client.force_login(UserFactory())
    for path in ("/et/work/", "/et/directory/"):
        assert "Content-Encoding" not in client.get(path, headers=SMALL, follow=True)
