"""Pictures of every page, to be looked at: `python -m tests.browser.shots DIRECTORY [--each N] [--only WORDS]`.

Starts the portal on a database of its own, loaded with the demonstration, and photographs what following
links finds: as a stranger and as each demonstration account, in every language, at 1280 and 390 px.
"""

# Django is set up before models can be imported.
# ruff: noqa: E402

import argparse
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import Template

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import django

django.setup()

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.runner import DiscoverRunner
from django.test.testcases import LiveServerThread
from django.test.utils import setup_test_environment
from playwright.sync_api import Browser, Page, sync_playwright

from home.users.models import User
from tests.browser.conftest import CHROMIUM_FLAGS, find_chromium
from tests.browser.crawl import LANGUAGES, NOBODY, Visit, client_of, crawl, examples, people
from tests.browser.demonstration import leave_work, load_demonstration

WIDTHS = (1280, 390)
SHEET = Template("""<!DOCTYPE html>
<html lang="en"><meta charset="utf-8"><title>Contact sheet</title>
<style>body{font:16px sans-serif;margin:1rem}div{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0;width:18rem}img{width:100%;height:22rem;object-fit:cover;object-position:top;border:1px solid #999}</style>
<h1>Contact sheet</h1>
$groups
</html>
""")


@contextmanager
def running_portal() -> Iterator[str]:
    """The address of the portal, served from this process with its styles."""
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()


UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def file_name(visit: Visit, width: int, numbers: dict[str, int], scheme: str = "light") -> str:
    """`lang-role-path-width.png`, the path without its language and with dashes for what files dislike.

    Identities, which differ each time, become small numbers: `numbers` remembers which.
    """
    short = UUID.sub(lambda found: str(numbers.setdefault(found[0], len(numbers) + 1)), visit.path)
    path = re.sub(r"[^\w.]+", "-", short.split("/", 2)[-1]).strip("-") or "home"
    dark = "-dark" if scheme == "dark" else ""
    return f"{visit.language}-{visit.role}-{path[:80]}-{width}{dark}.png"


def schemes(visit: Visit) -> tuple[str, ...]:
    return ("light", "dark") if visit.kind == "HomePage" and visit.role == NOBODY else ("light",)


def window_of(browser: Browser, url: str, user: User | None) -> Page:
    context = browser.new_context(base_url=url, reduced_motion="reduce")
    if user is not None:
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client_of(user).cookies[name].value, "url": url}])
    return context.new_page()


def photograph(window: Page, visit: Visit, directory: Path, numbers: dict[str, int]) -> list[str]:
    """Takes the pictures of one page; returns the names of their files."""
    names = []
    for scheme in schemes(visit):
        window.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 900})
            window.goto(visit.path)
            names.append(file_name(visit, width, numbers, scheme))
            window.screenshot(path=directory / names[-1], full_page=True)
    return names


def contact_sheet(groups: dict[str, list[str]]) -> str:
    """One page with all pictures, a heading for each kind of page."""
    picture = (
        '<figure><a href="{0}"><img src="{0}" alt="" loading="lazy"></a><figcaption>{0}</figcaption></figure>'
    )
    return SHEET.substitute(
        groups="\n".join(
            f"<h2>{kind}</h2><div>{''.join(picture.format(name) for name in sorted(names))}</div>"
            for kind, names in sorted(groups.items())
        )
    )


def take_all(browser: Browser, url: str, directory: Path, wish: argparse.Namespace) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    numbers: dict[str, int] = {}
    for role, user in {NOBODY: None, **people()}.items():
        window = window_of(browser, url, user)
        for language in LANGUAGES:
            for visit in examples(crawl(language, role, user), wish.each):
                if wish.only in f"{language}-{role}-{visit.path}":
                    groups.setdefault(visit.kind, []).extend(photograph(window, visit, directory, numbers))
        window.close()
        sys.stderr.write(f"{role}: {sum(map(len, groups.values()))} pictures so far\n")
    return groups


def wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--each", type=int, default=10_000, help="at most so many pages of each kind")
    parser.add_argument("--only", default="", help="only pages whose language-role-path holds this")
    return parser.parse_args()


@contextmanager
def scratch_database() -> Iterator[None]:
    """A database as the tests have it, with the demonstration in it; gone afterwards."""
    setup_test_environment()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    before = runner.setup_databases()
    load_demonstration()
    leave_work()
    yield
    runner.teardown_databases(before)


def main() -> None:
    wish = wishes()
    wish.directory.mkdir(parents=True, exist_ok=True)
    with scratch_database(), running_portal() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        groups = take_all(browser, url, wish.directory, wish)
        browser.close()
    (wish.directory / "index.html").write_text(contact_sheet(groups))
    sys.stdout.write(f"{wish.directory / 'index.html'}\n")


if __name__ == "__main__":
    main()
