"""The few views that belong to the roof itself."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from home.users.views import WorkView


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the language the browser wishes for, Estonian where it wishes for none of ours."""
    response = redirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def no_such_interface(request: HttpRequest, path: str) -> JsonResponse:
    """Under /api/ even a wrong address is answered in JSON, never with a page."""
    return JsonResponse({"error": "NOT_FOUND"}, status=404)


def to_sign_in(request: HttpRequest, **_path: str) -> HttpResponse:
    """There is one sign-in. Wagtail's own lead to it and keep the way back."""
    return _with_next("account_login", request)


def to_password_reset(request: HttpRequest, **_path: str) -> HttpResponse:
    """There is one way to a new password, too."""
    return _with_next("account_reset_password", request)


class AddressView(WorkView):
    """The address somebody signs in with, to be read only: whoever gets its mail can set a new password."""

    template_name = "account/email.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page({})


def _with_next(name: str, request: HttpRequest) -> HttpResponse:
    response = redirect(name)
    if wish := request.GET.get("next"):
        response["Location"] += "?" + urlencode({"next": wish})
    return response
