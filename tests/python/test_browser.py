"""The displays in a real browser: the page of a report by mouse, by keyboard and on a phone, the fragment of a notebook.

They skip where there is no Chromium, or no Playwright to drive it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import ROOT

import gongbao as gb

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Request

driver = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

#: A damaged page: its source differs from its reading text.
REPORT = ROOT / "corpus" / "102-pinyin.txt"
WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
#: Of a fact that is both marked and listed: what is chosen by hand, told from what merely is there.
CHOSEN = "#text .f.on"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    with driver.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=quiet)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report() -> gb.Report:
    return gb.analyze(REPORT)


Open = Callable[..., "Page"]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a document as a file; whatever its script or its policy complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(("file:", "data:")):
            complaints.append(request.url)

    def opened(html: str, fragment: str = "", **options: Any) -> Page:
        path = tmp_path / "page.html"
        path.write_text(html, "utf-8")
        contexts.append(browser.new_context(**{"viewport": WIDE, "reduced_motion": "reduce", **options}))
        page: Page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        page.goto(path.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def first(report: gb.Report, kind: str) -> int:
    """The number of the first fact of a kind whose source is not what is read."""
    return next(
        number
        for number, fact in enumerate(report.facts)
        if fact.kind == kind and fact.text != report.source[slice(*fact.source_span)]
    )


def test_a_click_shows_the_place_in_both_texts(open_page: Open, report: gb.Report) -> None:
    page = open_page(report.to_html())
    number = first(report, "figure")
    fact = report.facts[number]
    assert page.locator("#card .what").count() == 0
    page.locator(f"#f{number}").click()
    assert page.locator("#card .what").inner_text().startswith(fact.text)
    there = page.locator(f'#source [data-s="{number}"]')
    assert "".join(there.all_inner_texts()) == report.source[slice(*fact.source_span)]
    pane, mark = page.locator("#source").bounding_box(), there.first.bounding_box()
    assert pane and mark and pane["y"] <= mark["y"] <= pane["y"] + pane["height"], "the source has been scrolled to it"
    page.locator("#text h1, #text p").first.click(position={"x": 1, "y": 1})
    page.keyboard.press("Escape")
    assert page.locator(CHOSEN).count() == 0 and page.locator("#card .what").count() == 0


def test_a_filter_takes_a_kind_out_of_text_and_keyboard(open_page: Open, report: gb.Report) -> None:
    page = open_page(report.to_html())
    kinds = {fact.kind for fact in report.facts}
    assert {box.get_attribute("id") for box in page.locator(".chip input").all()} == {
        *(f"k-{kind}" for kind in kinds),
        "k-repairs",
    }
    mark = page.locator(f"#f{first(report, 'figure')}")
    background = "e => getComputedStyle(e).backgroundColor"
    marked = mark.evaluate(background)
    for kind in kinds - {"figure"}:
        page.locator(f"#k-{kind}").uncheck()
    assert mark.evaluate(background) == marked
    # The arrows go over figures alone, the first and the last of which Home and End choose.
    page.locator(f"#f{first(report, 'figure')}").click()
    figures = [number for number, fact in enumerate(report.facts) if fact.kind == "figure"]
    in_text = [int(each[1:]) for each in page.locator("#text .f.figure[id]").evaluate_all("all => all.map(e => e.id)")]
    assert sorted(in_text) == figures
    for key, number in [("Home", in_text[0]), ("ArrowRight", in_text[1]), ("End", in_text[-1]), ("ArrowLeft", in_text[-2])]:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == f"f{number}", key
    page.locator("#k-figure").uncheck()
    assert mark.evaluate(background) == "rgba(0, 0, 0, 0)"


def test_all_of_it_by_keyboard(open_page: Open, report: gb.Report) -> None:
    page = open_page(report.to_html())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    box = page.evaluate("document.activeElement.id")
    assert box.startswith("k-") and page.locator(f"#{box}").is_checked()
    page.keyboard.press("Space")
    assert not page.locator(f"#{box}").is_checked()
    page.keyboard.press("Space")
    # One stop for the tabulator in the whole text.
    for _ in range(page.locator(".chip input").count()):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('#text .f')")
    page.keyboard.press("Enter")
    assert page.locator(CHOSEN).count() > 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#text')") is None
    page.keyboard.press("Escape")
    assert page.locator(CHOSEN).count() == 0


def test_a_repair_says_what_stood_there(open_page: Open, report: gb.Report) -> None:
    page = open_page(report.to_html())
    repair = page.locator("#text .r[data-was]:not(.f .r)").first
    repair.click()
    assert "in the source" in page.locator("#card").inner_text()
    assert page.locator("#source .r.on").count() > 0


def test_a_row_of_the_table_leads_to_the_text(open_page: Open, report: gb.Report) -> None:
    page = open_page(report.to_html())
    page.locator("#k-figure").uncheck()
    link = page.locator(".tables [data-to]").first
    number = link.get_attribute("data-to")
    link.click()
    assert page.locator("#k-figure").is_checked(), "what is asked for is shown"
    assert page.evaluate("document.activeElement.id") == f"f{number}"


def test_a_link_to_a_fact_opens_it(open_page: Open, report: gb.Report) -> None:
    number = first(report, "figure")
    page = open_page(report.to_html(), f"#f{number}")
    assert page.locator("#card .what").inner_text().startswith(report.facts[number].text)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone(open_page: Open, report: gb.Report, scheme: str) -> None:
    page = open_page(report.to_html(), viewport=PHONE, has_touch=True, is_mobile=True, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "nothing sticks out"
    assert page.locator(".beside").is_hidden()
    number = first(report, "figure")
    page.locator(f"#f{number}").tap()
    beside, mark = page.locator(".beside").bounding_box(), page.locator(f"#f{number}").bounding_box()
    assert beside and mark and mark["y"] + mark["height"] <= beside["y"], "the sheet leaves the fact in sight"
    page.locator("#close").tap()
    assert page.locator(".beside").is_hidden()
    assert contrasts(page, "#text p, #text h1, .chip, #text .f") >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_fragment_of_a_notebook_needs_no_script(open_page: Open, report: gb.Report, scheme: str) -> None:
    fragment = report._repr_html_()
    assert "<script" not in fragment
    page = open_page(fragment, java_script_enabled=False, color_scheme=scheme)
    assert page.locator(".f").count() > 50 and page.locator("table tr").count() > 5
    assert contrasts(page, ".gongbao p, .gongbao .f, .gongbao td, .gongbao th") >= 4.5
    repair = page.locator(".r[data-was]").nth(1)
    repair.hover()
    said = repair.evaluate("e => getComputedStyle(e, '::after').content")
    assert said == f'"was  {repair.get_attribute("data-was")}"', "a repair says what stood there"


def test_without_its_script_the_page_still_reads(open_page: Open, report: gb.Report) -> None:
    page = open_page(report.to_html(), java_script_enabled=False)
    assert page.locator("#text .f").count() > 50
    assert page.locator(".tables table tr").count() > 5


def contrasts(page: Page, selector: str) -> float:
    """The lowest contrast of text to what is behind it, as WCAG 2 counts it, among the elements selected."""
    value: float = page.evaluate(
        """selector => {
          const parts = colour => colour.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
            .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
            .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
          const behind = element => {
            for (; element; element = element.parentElement) {
              const colour = parts(getComputedStyle(element).backgroundColor);
              if (colour.length < 4 || colour[3] > 0) return colour;
            }
            return [255, 255, 255];
          };
          return Math.min(...[...document.querySelectorAll(selector)].map(element => {
            const [one, two] = [light(parts(getComputedStyle(element).color)), light(behind(element))];
            return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
          }));
        }""",
        selector,
    )
    return value
