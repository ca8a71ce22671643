"""Who stands before the page."""

from django.http import HttpRequest

from home.users.models import User


def user_of(request: HttpRequest) -> User:
    """The signed-in user; the addresses ask for signing in before."""
    assert isinstance(request.user, User)
    return request.user
