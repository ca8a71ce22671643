"""Pages of the invented providers: short, and marked as invented in each language."""

from home.names import NAME_LANGUAGES
from providers.content.reading import PageText, Row


def page_of(row: Row, page: Row) -> PageText:
    """Return the page of one provider; `page` holds what all of them say, by language."""
    return PageText(
        code=row["code"],
        kind="provider",
        parent="providers",
        thing=row["code"],
        texts={language: _words(row, page[language], language) for language in NAME_LANGUAGES},
    )


def _words(row: Row, said_by_all: Row, language: str) -> Row:
    return {
        "slug": row["slug"],
        "title": row["names"][language],
        "lead": row["lead"][language],
        "description": row["lead"][language],
        "body": f"> {said_by_all['callout']}\n{row['about'][language]}",
    }
