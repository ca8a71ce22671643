"""What stands between every request and its view, beside what Django and its packages bring."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.deprecation import MiddlewareMixin

from portal import errors


class ContentPolicyMiddleware(CSPMiddleware):
    """One content policy for the site, a looser one for Wagtail's admin, which needs inline scripts and styles."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts django-csp builds its header from; under the admin's prefix the admin's own policy."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(settings.CMS_PREFIX):
            parts.config = settings.CMS_CONTENT_POLICY
        return parts


class LanguageMiddleware(LocaleMiddleware):
    """Django's, except that a wrong address of a machine is not sent on to a page in some language."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(settings.ADDRESSES_WITHOUT_LANGUAGE):
            return response
        return super().process_response(request, response)


class RefusalMiddleware(MiddlewareMixin):
    """Views that know one way to be asked answer every other one with an empty page; people get one with words."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return errors.not_allowed(request, response.headers["Allow"])
        return response
