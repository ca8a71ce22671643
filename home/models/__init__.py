from home.models.front import HomePage
from home.models.standard import StandardPage

__all__ = ["HomePage", "StandardPage"]
