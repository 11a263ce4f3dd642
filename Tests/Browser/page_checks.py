"""What single pages of make_pages.py must show: touch, keyboard, languages, layers, grades, bad inputs."""
import re

from session import PHONE, PIXELS, WIDE, Session

FOCUSABLE = "a[href], button, input, select, summary, [tabindex='0']"
CENTER = "(() => { const box = document.querySelector('#map').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"


def touch_session(browser, path):
    session = Session(browser, path, PHONE, has_touch=True, is_mobile=True)
    session.page.locator("#map").scroll_into_view_if_needed()
    return session


def fingers(session, *tracks):
    """Moves a finger along each track of positions, all at the same time."""
    client = session.context.new_cdp_session(session.page)
    for step, kind in enumerate(["touchStart"] + ["touchMove"] * (len(tracks[0]) - 1)):
        points = [{"x": track[step][0], "y": track[step][1], "id": number} for number, track in enumerate(tracks)]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        session.settle()
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def a_tap_opens_the_ledger(browser, path):
    session = touch_session(browser, path)
    session.page.touchscreen.tap(*session.page.evaluate(CENTER))
    session.page.wait_for_selector("#detail h3", state="visible")
    top = session.page.evaluate("document.querySelector('#detail h3').getBoundingClientRect().top")
    assert 0 <= top < PHONE["height"], f"the ledger opened out of sight, at {top}"
    session.close()


def fingers_pan_and_pinch(browser, path):
    session = touch_session(browser, path)
    x, y = session.page.evaluate(CENTER)
    before = session.page.evaluate(PIXELS)
    fingers(session, [(x + 8 * n, y + 5 * n) for n in range(8)])
    session.page.wait_for_function(f"(old) => {PIXELS} !== old", arg=before)  # drawn anew where it was moved to
    scale = session.page.text_content("#map .leaflet-control-scale-line")
    fingers(session, [(x - 20 - 10 * n, y) for n in range(8)], [(x + 20 + 10 * n, y) for n in range(8)])
    session.page.wait_for_function("(old) => document.querySelector('#map .leaflet-control-scale-line').textContent !== old", arg=scale)
    session.close()


def the_keyboard_reaches_everything(browser, path):
    session = Session(browser, path, WIDE)
    page = session.page
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    page.evaluate("""(selector) => { window.wanted = new Set([...document.querySelectorAll(selector)].filter((node) =>
        node.checkVisibility({visibilityProperty: true}) && !node.disabled && node.tabIndex >= 0)); }""", FOCUSABLE)
    total = page.evaluate("window.wanted.size")
    assert total > 30, f"only {total} things to reach"
    for _ in range(total + 10):
        page.keyboard.press("Tab")
        unmarked = page.evaluate("""() => {
            const node = document.activeElement;
            const style = getComputedStyle(node);
            const wasWanted = window.wanted.delete(node);
            return wasWanted && node.type !== 'range' && style.outlineStyle === 'none' ? node.outerHTML.slice(0, 100) : null;
          }""")
        assert not unmarked, f"the focus cannot be seen on {unmarked}"
    left = page.evaluate("[...window.wanted].map((node) => node.outerHTML.slice(0, 120))")
    assert not left, f"not reached: {left[:3]}"
    session.close()


def layers_are_explained(browser, path):
    session = Session(browser, path, WIDE)
    page = session.page
    before = page.evaluate(PIXELS)
    page.locator("#layers .choice", has_text="Hotspots").locator("input").check()
    assert page.evaluate(PIXELS) != before, "the hotspots are not drawn"
    box = page.locator("#layers > div", has_text="Hotspots")
    box.locator("button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    text = page.text_content("#detail")
    for words in ("p", "Share of draws it stands in", "Sources it rests on", "SYNTHETIC Agency", "chance alone"):
        assert words in text, f"the panel of a hotspot lacks \"{words}\""
    page.keyboard.press("Escape")
    page.locator("#layers .choice", has_text="Regions").first.locator("input").check()
    assert page.locator(".tint-key li").count() >= 3, "no key to the tint"
    tinted = page.evaluate(PIXELS)
    page.locator("#layers > div", has_text="Regions").locator("select").select_option("killed_max")
    assert page.evaluate(PIXELS) != tinted, "another number gives the same tint"
    session.close()


def grades_differ_without_colour(browser, path):
    session = Session(browser, path, WIDE)
    for part, attribute in ((".swatch path", "d"), (".line-swatch path", "stroke-dasharray")):
        looks = session.page.eval_on_selector_all(f"#filter-grade {part}", f"(nodes) => nodes.map((node) => node.getAttribute('{attribute}'))")
        assert len(looks) == len(set(looks)) == 6, f"{part}: {looks}"
    session.close()


def numbers_are_french(browser, path):
    session = Session(browser, path, WIDE)
    assert "2\u202f500 sur 2\u202f500 incidents" in session.page.text_content("#counts"), session.page.text_content("#counts")
    assert session.page.locator("#filter-party .choices .choice").count() <= 8, "10,000 parties are all listed"
    session.close()


def dates_are_french(browser, path):
    session = Session(browser, path, WIDE)
    session.page.locator("#list .row").first.click()
    assert "février 2025" in session.page.text_content("#detail") and "au moins 24" in session.page.text_content("#detail")
    session.close()


def text_runs_from_the_right(browser, path):
    session = Session(browser, path, WIDE)
    for selector in ("h1", "#list .row-title", "table.incidents bdi"):
        direction = session.page.eval_on_selector(selector, "(node) => getComputedStyle(node).direction")
        assert direction == "rtl", f"{selector} runs {direction}"
    assert session.page.eval_on_selector("main", "(node) => getComputedStyle(node).direction") == "ltr", "the page itself is turned"
    session.close()


def only_addresses_of_the_web_are_links(browser, path):
    session = Session(browser, path, WIDE)
    session.page.locator("#list .row", has_text="address of the web").click()
    links = session.page.eval_on_selector_all("#detail a", "(nodes) => nodes.map((node) => node.href)")
    assert links == ["https://example.org/?a=1&b=%3C2%3E"], links
    session.close()


def hostile_layers_are_text(browser, path):
    session = Session(browser, path, WIDE)
    session.page.locator("#layers button").first.click()
    rows = session.page.locator("#list .row").count()
    assert rows > 10, f"only {rows} features"
    for number in range(rows):
        session.page.locator("#list .row").nth(number).click()
        session.page.evaluate("document.querySelector('#detail details')?.setAttribute('open', '')")
        session.back_to_list()
    assert session.page.evaluate("window.__pwned") is None, "hostile data ran"
    assert not session.problems, session.problems[:3]
    session.close()


def nothing_is_said(browser, path):
    session = Session(browser, path, WIDE)
    assert len(session.page.text_content("#notice")) > 40 and not session.has("#map")
    assert not session.has("#incidents") and not session.has(".contents a[href='#incidents']"), "an empty table"
    session.close()


def the_unplaced_are_listed(browser, path):
    session = Session(browser, path, WIDE)
    assert session.has("#notice") and not session.has("#map"), "a map of nothing"
    assert session.page.locator("#list .row").count() == 3
    session.close()


def one_point_is_listed(browser, path):
    session = Session(browser, path, WIDE)
    session.page.focus("#map")
    session.page.keyboard.press("Enter")
    assert re.search("300", session.page.text_content("#list-title")) and session.has("#list-back")
    assert session.page.evaluate("document.activeElement.id") == "list-title", "the focus is lost"
    session.close()


PAGE_CHECKS = {
    "one": [a_tap_opens_the_ledger], "graded": [fingers_pan_and_pinch, grades_differ_without_colour],
    "layers": [the_keyboard_reaches_everything, layers_are_explained], "parties": [numbers_are_french],
    "founding-fr": [dates_are_french], "arabic": [text_runs_from_the_right], "hostile": [only_addresses_of_the_web_are_links, hostile_layers_are_text],
    "nothing": [nothing_is_said], "unplaced": [the_unplaced_are_listed], "one-point": [one_point_is_listed],
}
