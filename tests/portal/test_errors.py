"""The error pages, each as Django asks for it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from portal import errors


@pytest.mark.django_db
def test_each_error_has_its_page(rf: RequestFactory) -> None:
    request = rf.get("/et/")
    assert errors.bad_request(request, ValueError()).status_code == 400
    assert errors.forbidden(request, PermissionDenied()).status_code == 403
    assert errors.forgery_suspected(request).status_code == 403
    assert errors.not_found(request, ValueError()).status_code == 404


def test_the_page_for_a_broken_portal_needs_no_database(rf: RequestFactory) -> None:
    assert errors.broken(rf.get("/et/")).status_code == 500


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_our_page() -> None:
    response = Client(enforce_csrf_checks=True).post("/et/account/login/", {"login": "a@example.org"})
    assert response.status_code == 403
    assert "<html" in response.content.decode()
