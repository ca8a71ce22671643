"""One content policy for the site, a looser one for Wagtail's admin, which needs inline scripts and styles."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicyMiddleware(CSPMiddleware):
    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The parts django-csp builds its header from; under the admin's prefix the admin's own policy."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(settings.CMS_PREFIX):
            parts.config = settings.CMS_CONTENT_POLICY
        return parts
