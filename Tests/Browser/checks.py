"""What every report page must do in a browser. Each check takes a session and raises what is wrong."""
import pathlib
import re

import axe_playwright_python

from session import PIXELS, WIDE

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()


def loads(session):
    assert session.page.text_content("h1").strip(), "no title"
    seconds = session.page.evaluate("performance.getEntriesByName('ready')[0]?.startTime ?? 0") / 1000
    print(f"  ready after {seconds:.1f} s", flush=True)


def map_is_drawn(session):
    if not session.has("#map"):
        assert session.has("#notice"), "neither map nor notice"
        return
    colors = session.page.evaluate("""() => [...document.querySelectorAll('#map canvas')].map((canvas) => {
        const small = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        small.drawImage(canvas, 0, 0, 300, 150);
        const data = small.getImageData(0, 0, 300, 150).data;
        const seen = new Set();
        for (let k = 0; k < data.length; k += 4) seen.add(data.slice(k, k + 4).join());
        return seen.size;
      })""")
    assert len(colors) == 2 and colors[0] > 1, f"colours on the canvases: {colors}"


def filters_change_counts(session):
    boxes = session.page.locator("#filter-grade input")
    if not session.has("#map") or boxes.count() == 0:
        return
    shown, total = session.counts()
    assert shown == total, "all are shown at first"
    stated = int(re.sub(r"\D", "", session.page.locator("#filter-grade .count").first.text_content()))
    boxes.first.uncheck()
    assert session.counts() == (total - stated, total), f"{session.counts()} without {stated} of {total}"
    session.page.click("#reset")
    assert session.counts() == (total, total), "not all are back"
    assert boxes.first.is_checked()
    session.page.click("#filters > summary")
    for group in ("#filter-kind", "#filter-party", "#filter-source"):
        option = session.page.locator(f"{group} .choice").first
        if not option.is_visible():
            continue
        stated = int(re.sub(r"\D", "", option.locator(".count").text_content()))
        option.locator("input").click()
        expected = total - stated if group == "#filter-kind" else stated
        assert abs(session.counts()[0] - expected) <= (0 if group == "#filter-kind" else expected), group
        if group != "#filter-kind":
            assert 0 < session.counts()[0] <= stated, f"{group}: {session.counts()}"
        session.page.click("#reset")
        assert session.counts() == (total, total)
    session.page.click("#filters > summary")


def search_finds_a_name(session):
    session.page.evaluate("document.querySelector('#filters')?.setAttribute('open', '')")
    search = session.page.locator("#filter-party input[type=search]")
    if search.count() and search.is_visible():
        last = session.page.locator("#filter-party .choices bdi, #filter-party .choices [dir=auto]").last.text_content()
        search.fill(last)
        assert last in session.page.locator("#filter-party .choices").text_content()
        search.fill("")
    session.page.evaluate("document.querySelector('#filters')?.removeAttribute('open')")


def slider_works_by_keyboard(session):
    if not session.has("#time"):
        return
    undated = session.page.locator("#undated")
    before = session.counts()
    start = session.page.text_content("#time-text")
    session.page.focus("#time-from")
    for _ in range(8):
        session.page.keyboard.press("PageUp")
    session.settle()
    assert session.page.text_content("#time-text") != start, "the period did not change"
    assert session.counts()[0] < before[0] or before[0] < 20, "all incidents stay in a fifth of the time"
    valued = session.page.get_attribute("#time-from", "aria-valuetext")
    assert valued and re.search(r"\d{3,4}", valued), f"aria-valuetext {valued}"
    if undated.is_visible():
        dated = session.counts()[0]
        undated.uncheck()
        assert session.counts()[0] < dated, "incidents without a date stay"
    session.page.keyboard.press("End")
    session.page.click("#reset")
    assert session.counts() == before


def layers_toggle(session):
    if not session.has("#map"):
        return
    session.page.evaluate("document.querySelector('#layers-box').open = true")
    boxes = session.page.locator("#layers input")
    words = session.page.evaluate("JSON.parse(document.querySelector('#page-data').textContent).words")
    still = set()
    for number in range(boxes.count()):
        before = session.page.evaluate(PIXELS)
        boxes.nth(number).click()
        if session.page.evaluate(PIXELS) == before:
            still.add(boxes.nth(number).locator("xpath=..").text_content())
        boxes.nth(number).click()
        assert session.page.evaluate(PIXELS) == before, f"layer {number} does not come back"
    assert not still & {words["layerRegions"], words["layerPlaces"]}, f"layers that change nothing: {still}"
    assert len(still) < boxes.count() - 1, f"layers that change nothing: {still}"
    session.page.evaluate("document.querySelector('#layers-box').open = false")


def ledger_opens_by_keyboard(session):
    if not session.has("#list .row"):
        return
    session.page.focus("#list-title")
    for _ in range(6):
        session.page.keyboard.press("Tab")
        if session.page.evaluate("document.activeElement.classList.contains('row')"):
            break
    title = session.page.evaluate("document.activeElement.querySelector('.row-title').textContent")
    session.page.keyboard.press("Enter")
    assert session.has("#detail"), "no ledger"
    assert session.page.evaluate("document.activeElement.textContent") == title, "the focus is not on the title"
    session.page.keyboard.press("Escape")
    assert not session.has("#detail"), "the ledger stays"


def map_works_by_keyboard(session):
    if not session.has("#map"):
        return
    session.page.focus("#map")
    for key in ("+", "ArrowRight", "-", "ArrowLeft"):
        session.page.keyboard.press(key)
        session.settle()
    if session.has("#list .row"):
        before = session.page.evaluate(PIXELS)
        session.page.keyboard.press("Enter")
        session.settle()
        assert session.has("#detail") or session.has("#list-back") or session.page.evaluate(PIXELS) != before, "Enter does nothing"
    if session.has("#detail"):
        session.page.click("#detail-back")
    session.page.click("#reset")


def ledgers_link_only_to_the_web(session):
    for row in session.page.locator("#list .row").all()[:25]:
        row.click()
        for link in session.page.locator("#detail a").all():
            address = link.get_attribute("href")
            assert re.match(r"https?://", address), f"link to {address}"
            assert link.get_attribute("rel") == "noopener noreferrer" and link.get_attribute("target") == "_blank"
        session.page.click("#detail-back")


def nothing_hostile_ran(session):
    assert session.page.evaluate("window.__pwned") is None, "hostile data ran"
    assert session.page.evaluate("document.querySelectorAll('script').length") == 3
    assert session.page.evaluate("document.querySelectorAll('[onerror], [onload], [style*=expression]').length") == 0
    assert session.page.evaluate("[...document.links].every((link) => ['http:', 'https:', 'file:'].includes(link.protocol))")


def fits_the_width(session):
    widths = session.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1], f"content {widths[0]} wide in {widths[1]}"


def is_accessible(session):
    session.page.evaluate(AXE.replace("</script", "<\\/script"))
    session.page.evaluate("window.wereClosed = [...document.querySelectorAll('details:not([open])')]; for (const one of window.wereClosed) one.open = true")
    found = session.page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    session.page.evaluate("for (const one of window.wereClosed) one.open = false")
    serious = [f"{v['id']}: {v['nodes'][0]['html'][:160]} ({len(v['nodes'])})" for v in found if v["impact"] in ("serious", "critical")]
    minor = [v["id"] for v in found if v["impact"] not in ("serious", "critical")]
    if minor:
        print(f"  minor: {', '.join(minor)}")
    assert not serious, "; ".join(serious)


def prints_whole(session, pictures):
    path = pictures / f"{session.path.stem}.pdf"
    session.page.pdf(path=path, prefer_css_page_size=True)
    assert path.stat().st_size > 10_000
    # What is wider than the paper would be cut: lay the page out at the width of A4 less its margins.
    session.page.emulate_media(media="print")
    session.page.set_viewport_size({"width": 688, "height": 1000})
    cut = session.page.evaluate("""() => [...document.querySelectorAll('body *')].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width > 0 && box.right > innerWidth + 1 && !node.closest('.hidden, .skip');
      }).slice(0, 3).map((node) => node.tagName + '.' + node.className + '#' + node.id)""")
    session.page.emulate_media(media="screen")
    session.page.set_viewport_size(WIDE)
    session.settle()
    assert not cut, f"cut off on paper: {cut}"


def no_problems(session):
    assert not session.problems, "; ".join(session.problems[:5])


def without_decompression(browser, path):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto(path.as_uri())
    page.wait_for_selector("#notice:not([hidden])")
    assert len(page.text_content("#notice")) > 40 and page.locator("#list .row").count() == 0
    context.close()


def without_script(browser, path):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(path.as_uri())
    assert not page.locator("#map").is_visible() and page.locator("noscript").count() == 1
    page.click("#incidents summary")
    assert page.locator("table.incidents tbody tr").first.is_visible()
    context.close()
