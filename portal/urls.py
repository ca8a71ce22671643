"""Which address belongs to which room. Every page has its language in front; machines' addresses have none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from home import seo
from home.feeds import news_feed
from home.users.administration import OwnAccountView
from providers.editing.gate import guarded

from . import health, views

handler400 = "portal.errors.bad_request"
handler403 = "portal.errors.forbidden"
handler404 = "portal.errors.not_found"
handler429 = "portal.errors.too_often"
handler500 = "portal.errors.broken"

_administration: list[URLPattern | URLResolver] = [
    path("login/", views.to_sign_in, name="cms-sign-in"),
    path("password_reset/", views.to_password_reset, name="cms-password-reset"),
    path("password_reset/<path:rest>", views.to_password_reset, name="cms-password-reset-step"),
    path("account/", require_admin_access(OwnAccountView.as_view()), name="cms-account"),
    path("", include(wagtailadmin_urls)),
]
# Providers' workers pass through listed doors only.
cms_patterns = decorate_urlpatterns(_administration, guarded)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.choose_language, name="choose-language"),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("robots.txt", seo.robots, name="robots"),
    path("sitemap.xml", seo.sitemap, {"views": ("directory",)}, name="sitemap"),
    path("cms/", include(cms_patterns)),
    path("documents/", include(wagtaildocs_urls)),
    # Pictures only. Documents come from documents/, to be saved: an uploaded page must not run as one of ours.
    re_path(
        r"^media/(?P<path>(?:images|original_images|avatar_images)/.+)$",
        serve,
        {"document_root": settings.MEDIA_ROOT},
        name="media",
    ),
    re_path(r"^api/(?P<path>.*)$", views.no_such_interface, name="no-such-interface"),
    *i18n_patterns(
        path("account/email/", views.AddressView.as_view(), name="account_email"),
        path("account/", include("allauth.account.urls")),
        path("directory/", include("providers.urls")),
        path("search/", include("search.urls")),
        # No page can have this address: there is no dot in a page's.
        path("news.atom", news_feed, name="news-feed"),
        path("work/", include("referrals.urls")),
        path("_util/login/", views.to_sign_in, name="page-sign-in"),
        path("", include(wagtail_urls)),
    ),
]
