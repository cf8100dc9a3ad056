"""Opens a dossier's index.html in Chromium and prints what was seen as one JSON object.

    browse.py SCENARIO BAG [ARGUMENT...]

The network is off. Every console error, every exception of the page and every request that leaves the machine's own
files is collected under `errors` and `requests`; the tests want both empty.
"""
import json
import pathlib
import re
import shutil
import sys
import time

from playwright.sync_api import sync_playwright


class Visit:
    """One page of one browser, and what went wrong on it."""

    def __init__(self, browser, bag):
        self.bag = pathlib.Path(bag)
        self.errors = []
        self.requests = []
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=False)
        self.context.set_offline(True)
        self.context.on("page", self.watch)
        self.page = self.context.new_page()
        self.page.set_default_timeout(120_000)

    def watch(self, page):
        page.on("console", lambda message: message.type == "error" and self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", self.note)
        page.on("dialog", lambda dialog: (self.errors.append("dialog: " + dialog.message), dialog.dismiss()))

    def note(self, request):
        if not request.url.startswith(("file://", "data:")):
            self.requests.append(request.url)

    def open(self, place="#/overview"):
        started = time.monotonic()
        self.page.goto((self.bag / "data/index.html").as_uri() + place)
        self.page.wait_for_selector("html[data-ready]")
        return time.monotonic() - started

    def search(self, words):
        """How many hits are said, how many of them are messages, and the texts in sight."""
        started = time.monotonic()
        self.page.fill("#query", words)
        self.page.wait_for_selector("#found")
        said = self.page.inner_text("#found")
        seconds = time.monotonic() - started
        return {
            "hits": int(re.sub(r"\D", "", said) or 0),
            "texts": self.page.locator(".hit a.text").all_inner_texts(),
            "marks": self.page.locator(".hit mark").all_inner_texts(),
            "seconds": seconds,
        }

    def check(self):
        """Lets the page hash the unpacked dossier, as a reader would."""
        self.page.goto((self.bag / "data/index.html").as_uri() + "#/integrity")
        self.page.wait_for_selector("#folder", state="attached")
        self.page.set_input_files("#folder", self.bag)
        self.page.wait_for_selector("#verdict")
        verdict = self.page.locator("#verdict")
        return {
            "classes": verdict.get_attribute("class").split(),
            "colour": verdict.evaluate("node => getComputedStyle(node).borderColor + ' ' + getComputedStyle(node).backgroundColor"),
            "problems": verdict.locator(".problems > li").all_inner_texts(),
        }


def search(visit, *words):
    return {"seconds": visit.open(), "found": {word: visit.search(word) for word in words}}


def facts(visit):
    """From each fact in sight in the timeline: one click to its exhibit, a second to the file or the page of the bundle."""
    visit.open("#/timeline")
    facts = []
    for index in range(min(6, visit.page.locator(".event").count())):
        event = visit.page.locator(".event").nth(index)
        chip = event.locator("a.chip").first
        fact = {"text": event.locator(".text p").inner_text(), "exhibit": chip.locator("b").inner_text()}
        chip.click()
        visit.page.wait_for_selector("#panel:not([hidden])")
        fact["panel"] = visit.page.locator("#panel h2 .number").inner_text()
        fact["links"] = [link.get_attribute("href") for link in visit.page.locator("#panel .buttons a").all()]
        original = visit.page.locator("#panel .buttons a").first
        if not original.get_attribute("href").startswith("bundle.pdf"):
            with visit.context.expect_page() as opened:
                original.click()
            opened.value.wait_for_load_state()
            fact["opened"] = opened.value.url
            opened.value.close()
        facts.append(fact)
    return {"facts": facts}


def check(visit, damaged):
    """Green as it is; red once a byte of one exhibit is another on disk."""
    before = visit.check()
    path = visit.bag / damaged
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return {"before": before, "after": visit.check()}


def texts(visit, *words):
    """Every view once; the text of each message found by the words; and what a script would have left behind."""
    visit.open()
    rows = {}
    for word in words:
        visit.page.fill("#query", word)
        visit.page.wait_for_selector("#found")
        visit.page.locator(".hit a.text").first.click()
        row = visit.page.locator(".message.flash .body > p").last
        row.wait_for()
        rows[word] = row.inner_text()
    for view in ["overview", "timeline", "exhibits", "messages", "account", "integrity"]:
        visit.page.click(f"#side a[data-view={view}]")
        visit.page.wait_for_selector(f"body[data-view={view}]")
    return {
        "rows": rows,
        "ran": visit.page.evaluate("() => Object.keys(window).filter(name => name.startsWith('hostile'))"),
        "elements": visit.page.evaluate("() => document.querySelectorAll('main img, main script, main svg, main iframe').length"),
    }


def originals(visit):
    """Opens the panel of every exhibit, and from there the original where that is offered."""
    visit.open("#/exhibits")
    opened, kept, ran = [], [], []
    for row in visit.page.locator(".exhibit a.row").all():
        row.click()
        visit.page.wait_for_selector("#panel:not([hidden])")
        links = visit.page.locator("#panel .buttons a")
        if links.count() == 0:
            kept.append(row.locator(".title small").inner_text())
            continue
        with visit.context.expect_page() as page:
            links.first.click()
        page.value.wait_for_load_state()
        opened.append(page.value.url.rsplit("/", 1)[-1])
        ran += page.value.evaluate("() => Object.keys(window).filter(name => name.startsWith('hostile'))")
        page.value.close()
    return {"opened": opened, "kept": kept, "ran": ran}


SCENARIOS = {"search": search, "facts": facts, "check": check, "texts": texts, "originals": originals}


def main(scenario, bag, *arguments):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visit = Visit(browser, bag)
        seen = SCENARIOS[scenario](visit, *arguments)
        browser.close()
    print(json.dumps({**seen, "errors": visit.errors, "requests": visit.requests}, ensure_ascii=False))


main(*sys.argv[1:])
