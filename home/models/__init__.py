from home.models.front import HomePage
from home.models.navigation import Navigation
from home.models.news import NewsIndexPage, NewsPage
from home.models.safety import SafetyPage
from home.models.standard import StandardPage

__all__ = ["HomePage", "Navigation", "NewsIndexPage", "NewsPage", "SafetyPage", "StandardPage"]
