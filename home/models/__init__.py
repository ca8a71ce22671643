from home.models.front import HomePage
from home.models.links import Fault, LinkCheck
from home.models.navigation import Navigation
from home.models.news import NewsIndexPage, NewsPage
from home.models.safety import SafetyPage
from home.models.standard import StandardPage

__all__ = [
    "Fault",
    "HomePage",
    "LinkCheck",
    "Navigation",
    "NewsIndexPage",
    "NewsPage",
    "SafetyPage",
    "StandardPage",
]
