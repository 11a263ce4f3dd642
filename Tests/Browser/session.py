"""One report page in one window, with what went wrong in it."""
import re

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PATIENCE = 60_000  # milliseconds; a loaded machine is slow, not wrong
PIXELS = "[...document.querySelectorAll('#map canvas')].map((canvas) => canvas.toDataURL()).join()"


class Session:
    def __init__(self, browser, path, size=WIDE, **options):
        self.path, self.problems = path, []
        self.context = browser.new_context(viewport=size, reduced_motion="reduce", **options)
        self.context.set_default_timeout(PATIENCE)
        self.page = page = self.context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and self.problems.append(f"console: {m.text}"))
        page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.problems.append("a dialog opened"), dialog.dismiss()))
        page.on("request", lambda r: self.note_request(r.url))
        page.add_init_script("document.addEventListener('securitypolicyviolation', (event) =>"
                             " console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))")
        page.goto(path.as_uri())
        page.wait_for_selector("html.ready", state="attached")
        self.back_to_list()

    def note_request(self, url):
        if url != self.path.as_uri() and not url.startswith("data:"):
            self.problems.append(f"request: {url[:100]}")

    def counts(self):
        """The numbers in "123 of 456 incidents; ...": shown and all."""
        text = self.page.text_content("#counts")
        found = re.match(r"\s*([\d.,\u202f\u00a0]+) (?:of|sur) ([\d.,\u202f\u00a0]+)", text)
        return tuple(int(re.sub(r"\D", "", number)) for number in found.groups())

    def settle(self):
        self.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def has(self, selector):
        return self.page.locator(selector).count() > 0 and self.page.locator(selector).first.is_visible()

    def back_to_list(self):
        """The ledger of a single incident is open from the start."""
        if self.has("#detail"):
            self.page.click("#detail-back")

    def close(self):
        self.context.close()
