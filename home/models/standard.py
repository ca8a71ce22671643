from home.pages import BasePage


class StandardPage(BasePage):
    """A page of text: advice for families, contacts, accessibility. Lists the pages beneath it."""

    template = "home/standard_page.html"
