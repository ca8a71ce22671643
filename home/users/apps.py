from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(AppConfig):
    default = True
    name = "home.users"
    label = "users"
    default_auto_field = "django.db.models.BigAutoField"


class AdministrationOfUsersConfig(WagtailUsersAppConfig):
    """Wagtail's screens for accounts, with forms that know what an account here has."""

    user_viewset = "home.users.administration.PeopleViewSet"
