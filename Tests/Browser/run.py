#!/usr/bin/env python3
"""Opens report pages in a headless Chromium and uses them as a reader would.

usage: run.py PICTURES PAGE.html...

Needs Chromium (Debian's package) and the PyPI packages playwright and axe-playwright-python.
Fails on console errors, on any request but that for the file, and on anything that hostile data ran.
"""
import pathlib
import shutil
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

import checks
from page_checks import PAGE_CHECKS
from session import PHONE, WIDE, Session

ON_EVERY_PAGE = [
    checks.loads, checks.map_is_drawn, checks.is_accessible, checks.filters_change_counts, checks.search_finds_a_name,
    checks.slider_works_by_keyboard, checks.layers_toggle, checks.ledger_opens_by_keyboard, checks.map_works_by_keyboard,
    checks.ledgers_link_only_to_the_web, checks.nothing_hostile_ran, checks.fits_the_width,
]


class Tally:
    """Runs checks and counts them; one that cannot run has failed, and the others still run."""

    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, name, run, *arguments):
        try:
            run(*arguments)
            self.passed += 1
        except Exception as error:
            self.failed += 1
            where = "" if isinstance(error, AssertionError) else f" (line {traceback.extract_tb(error.__traceback__)[-1].lineno})"
            print(f"FAILED {name}: {str(error)[:600]}{where}", flush=True)


def check_page(browser, path, pictures, tally):
    session = Session(browser, path, WIDE)
    for check in ON_EVERY_PAGE:
        tally.check(f"{path.stem}: {check.__name__}", check, session)
    session.page.screenshot(path=pictures / f"{path.stem}.png", full_page=True)
    if session.has("#list .row"):
        session.page.locator("#list .row").first.click()
        tally.check(f"{path.stem}: ledger is_accessible", checks.is_accessible, session)
        session.page.screenshot(path=pictures / f"{path.stem}-ledger.png")
    tally.check(f"{path.stem}: prints_whole", checks.prints_whole, session, pictures)
    tally.check(f"{path.stem}: no_problems", checks.no_problems, session)
    session.close()
    session = Session(browser, path, PHONE)
    tally.check(f"{path.stem}, phone: fits_the_width", checks.fits_the_width, session)
    session.page.screenshot(path=pictures / f"{path.stem}-phone.png", full_page=True)
    tally.check(f"{path.stem}, phone: no_problems", checks.no_problems, session)
    session.close()
    for check in PAGE_CHECKS.get(path.stem, []):
        tally.check(f"{path.stem}: {check.__name__}", check, browser, path)


def main():
    pictures = pathlib.Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    pages = [pathlib.Path(name).resolve() for name in sys.argv[2:]]
    tally = Tally()
    with sync_playwright() as play:
        # Without acceleration the same drawing gives the same pixels, whatever is read back in between.
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-accelerated-2d-canvas"]
        try:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        except Exception as error:
            print(f"SKIPPED the tests of the report page in a browser: Chromium does not start: {error}", file=sys.stderr)
            sys.exit(77)
        for path in pages:
            start = time.monotonic()
            tally.check(f"{path.stem} as a whole", check_page, browser, path, pictures, tally)
            print(f"{path.stem}: {time.monotonic() - start:.1f} s", flush=True)
        smallest = min(pages, key=lambda path: path.stat().st_size)
        tally.check("without DecompressionStream", checks.without_decompression, browser, smallest)
        tally.check("without script", checks.without_script, browser, smallest)
        browser.close()
    print(f"{tally.passed} passed, {tally.failed} failed")
    sys.exit(1 if tally.failed else 0)


if __name__ == "__main__":
    main()
