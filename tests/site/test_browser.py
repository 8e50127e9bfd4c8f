"""The pages in a real browser: search, keyboard, layers, copying, no console error, no serious fault by axe-core."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TYPES = ["index.html", "documents.html", "documents/ada-2021.html", "facts.html", "facts/f-hot.html", "entities.html",
         "entities/tea.html", "sources.html", "sources/bob.html", "citations.html", "network.html", "search.html?q=tea",
         "about.html"]
"""One page of every type."""


def go(page: Any, site: Path, name: str) -> None:
    path, mark, rest = name.partition("?") if "?" in name else name.partition("#")
    page.goto((site / path).as_uri() + mark + rest)
    page.wait_for_load_state("load")


def until(page: Any, condition: str) -> None:
    """Wait for a condition; the pages' policy forbids the evaluation that playwright's own waiting needs."""
    for _ in range(100):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {condition}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", TYPES)
def test_no_serious_fault(page: Any, site: Path, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    go(page, site, name)
    page.wait_for_timeout(150)
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    assert result["passes"] and [
        (fault["id"], node["html"][:200]) for fault in result["violations"] for node in fault["nodes"]
        if fault["impact"] in ("serious", "critical")] == []


def test_the_release_page_has_no_serious_fault(page: Any, release_site: Path) -> None:
    go(page, release_site, "documents/bob-2022.html")
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], preload: false})")
    assert not [f["id"] for f in result["violations"] if f["impact"] in ("serious", "critical")]


@pytest.mark.parametrize(("query", "first"), [("hot", "documents/ada-2021.html#c-hot"), ("almanac", "documents/bob-2022.html#w-1"),
                                              ("bob", "entities/bob.html"), ("ada on tea", "documents/ada-2021.html")])
def test_search_finds(page: Any, site: Path, query: str, first: str) -> None:
    go(page, site, f"search.html?q={query}")
    page.wait_for_selector("#found li")
    found = page.eval_on_selector_all("#found a", "links => links.map(link => link.getAttribute('href'))")
    assert first in found
    page.click(f'#found a[href="{first}"]')
    assert page.url.endswith(first)


def test_search_filters_by_stance_and_counts_the_claims(page: Any, site: Path) -> None:
    go(page, site, "search.html?type=claim")
    page.wait_for_selector("#found li")
    assert page.text_content("#state") == "5 found" and page.locator("#found li").count() == 5
    page.select_option('select[name="stance"]', "denied")
    until(page, "document.querySelectorAll('#found li').length === 1")
    assert "stance=denied" in page.url


def test_quick_search_leads_to_the_search_page(page: Any, site: Path) -> None:
    go(page, site, "facts/f-hot.html")
    page.keyboard.press("/")
    page.keyboard.type("weather")
    page.keyboard.press("Enter")
    page.wait_for_selector("#found li")
    assert "fine" in page.text_content("#found")


def test_the_keyboard_reads_a_document(page: Any, site: Path) -> None:
    go(page, site, "documents/ada-2021.html")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "text":
            break
    assert page.evaluate("document.activeElement.id") == "text"
    page.keyboard.press("ArrowRight")
    first = page.evaluate("location.hash")
    assert first == "#c-hot" and page.locator(".on-main").count() > 0
    page.keyboard.press("ArrowRight")
    assert page.evaluate("location.hash") != first
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("location.hash") == first
    assert "Tea is hot" in page.text_content("#records")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "text" and page.locator(".on-main").count() == 0


def test_every_control_is_reached_by_tab_and_shows_its_focus(page: Any, site: Path) -> None:
    go(page, site, "documents/ada-2021.html")
    wanted = page.evaluate("""[...document.querySelectorAll("a[href], button, input, select, summary")].filter(
        (e) => e.checkVisibility({visibilityProperty: true}) && !e.closest("details:not([open]) > :not(summary)")).length""")
    seen = set()
    for _ in range(wanted + 10):
        page.keyboard.press("Tab")
        mark = page.evaluate("""(() => { const e = document.activeElement; if (!e || e === document.body) return "";
            e.dataset.seen ??= Math.random(); return `${e.dataset.seen} ${getComputedStyle(e).outlineStyle}`; })()""")
        if mark:
            number, outline = mark.split()
            seen.add(number)
            assert outline == "solid"
    assert len(seen) >= wanted


def test_a_permanent_address_lights_its_words(page: Any, site: Path) -> None:
    go(page, site, "documents/ada-2021.html#c-cold")
    page.wait_for_selector(".on-main")
    lit = "".join(page.eval_on_selector_all(".on-main", "marks => marks.map(mark => mark.textContent)"))
    assert lit == "tea is probably cold" and "holds it likely" in page.text_content("#records")


def test_a_stretch_of_the_text_can_be_linked(page: Any, site: Path) -> None:
    go(page, site, "documents/ada-2021.html#t=0-8")
    until(page, "String(getSelection()).length > 0")
    assert page.evaluate("String(getSelection())") == "Ada said"
    go(page, site, "documents/ada-2021.html")
    page.evaluate("""() => { const range = document.createRange(), text = document.getElementById("text");
        range.selectNodeContents(text.querySelector("mark")); getSelection().removeAllRanges(); getSelection().addRange(range); }""")
    page.click(".share")
    assert "#t=" in page.url


def test_layers_switch_without_moving_the_text(page: Any, site: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    go(page, site, "documents/ada-2021.html")
    measure = """() => [...document.querySelectorAll("#text mark")].map(
        (mark) => { const box = mark.getBoundingClientRect(); return [box.top, box.height].map(Math.round).join(); }).join(";")"""
    before = page.evaluate(measure)
    page.hover("#text mark")
    assert page.evaluate(measure) == before
    page.uncheck('input[name="claims"]')
    colour = page.evaluate("getComputedStyle(document.querySelector('#text .t1')).backgroundColor")
    assert colour == "rgba(0, 0, 0, 0)" and page.evaluate(measure) == before


def test_copying_a_citation(page: Any, site: Path) -> None:
    go(page, site, "facts/f-hot.html")
    page.click(".members .copy >> nth=0")
    until(page, "document.getElementById('said').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == ("“According to Ada Alpha: Tea is hot.” ada-2021#c-hot, in Ada Alpha (2022): Tea talks, version 1.0.0. "
                      "https://example.org/tea.")


def test_a_report_names_the_record(page: Any, site: Path) -> None:
    go(page, site, "facts/f-hot.html")
    address = page.get_attribute(".members .report >> nth=0", "href")
    assert address.startswith("https://example.org/tea/issues/new?title=Mistake%20in%20ada-2021%23c-hot&body=")


def test_tables_sort_and_lists_filter(page: Any, site: Path) -> None:
    go(page, site, "entities.html")
    page.click("#entities th button >> nth=0")
    names = page.eval_on_selector_all("#entities tbody th a", "cells => cells.map(cell => cell.textContent)")
    assert names == sorted(names, key=str.lower) and page.get_attribute("#entities thead th >> nth=0", "aria-sort")
    page.fill('form[data-filter] input[name="words"]', "beta")
    assert page.locator("#entities tbody tr:visible").count() == 1


def test_a_list_on_several_pages_filters_and_sorts_as_a_whole(page: Any, long_site: Path) -> None:
    go(page, long_site, "entities--2.html")
    own = page.locator("#rows tr").count()
    page.fill('form[data-filter] input[name="words"]', "tea")
    until(page, "document.querySelector('form[data-filter] output').textContent === '3 of 5'")
    assert page.locator("#rows tr").count() == 3 and page.locator(".pager:visible").count() == 0
    page.select_option('form[data-filter] select[name="type"]', "org")
    until(page, "document.querySelector('form[data-filter] output').textContent === '1 of 5'")
    page.fill('form[data-filter] input[name="words"]', "nowhere")
    until(page, "document.querySelector('form[data-filter] output').textContent.startsWith('None of 5')")
    page.fill('form[data-filter] input[name="words"]', "")
    page.select_option('form[data-filter] select[name="type"]', "")
    until(page, "!document.querySelector('.pager').hidden")
    assert page.locator("#rows tr").count() == own
    page.click("#entities th button >> nth=0")
    until(page, "document.querySelectorAll('#rows tr').length === 5")
    names = page.eval_on_selector_all("#rows th a", "cells => cells.map(cell => cell.textContent)")
    assert names == sorted(names, key=str.lower)


def test_what_a_source_says_filters_with_its_groups(page: Any, long_site: Path) -> None:
    go(page, long_site, "sources/bob.html")
    assert page.locator("#rows .group").count() == 1 and page.get_attribute(".byline a", "href") == "../sources/bob--2.html#passes-on"
    page.select_option('select[name="stance"]', "likely")
    until(page, "document.querySelector('form[data-filter] output').textContent === '1 of 2'")
    assert "cold" in page.text_content("#rows .brief")


def test_a_filter_stands_in_the_address_and_when_the_reader_comes_back(page: Any, long_site: Path) -> None:
    go(page, long_site, "entities/tea.html")
    page.select_option('select[name="by"]', "ada")
    page.fill('form[data-filter] input[name="words"]', "hot")
    told = "document.querySelector('form[data-filter] output').textContent === '1 of 4'"
    until(page, told)
    assert page.url.endswith("entities/tea.html?words=hot&by=ada")
    page.click("#rows a")
    page.go_back()
    until(page, told)
    assert page.input_value('form[data-filter] input[name="words"]') == "hot"


def test_layers_are_as_the_reader_left_them(page: Any, site: Path) -> None:
    go(page, site, "documents/ada-2021.html")
    page.uncheck('input[name="claims"]')
    page.click("nav a >> nth=0")
    page.go_back()
    until(page, "document.querySelector('input[name=claims]').checked !== document.getElementById('text').matches('.no-claims')")


def test_dark_and_light_are_a_choice_that_is_kept(page: Any, site: Path) -> None:
    go(page, site, "index.html")
    light = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    page.click("#theme")
    dark = page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")
    go(page, site, "about.html")
    assert light != dark == page.evaluate("getComputedStyle(document.body.parentElement).backgroundColor")


def test_charts_are_drawn_from_their_tables(page: Any, site: Path) -> None:
    go(page, site, "index.html")
    page.wait_for_selector("#by-kind svg")
    assert page.locator(".chart .plot svg").count() >= 4
    assert page.locator("#by-kind tbody tr").count() == 2


def test_the_network_shows_the_paths_of_one_source(page: Any, site: Path) -> None:
    go(page, site, "network.html")
    page.focus('#drawing a[data-id="bob"]')
    assert page.locator("#drawing path.on").count() == 1
    page.click("#zoomable")
    page.wait_for_selector("#canvas canvas")


@pytest.mark.parametrize("width", [320, 390, 820, 1440])
def test_no_page_is_wider_than_the_screen(page: Any, site: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in TYPES:
        go(page, site, name)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_pages_can_be_read_without_scripts(browser: Any, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    for name in TYPES:
        go(opened, site, name)
        assert opened.locator("h1").is_visible()
        assert not opened.locator(".only-js:visible").count(), name
    go(opened, site, "documents/ada-2021.html")
    assert opened.locator("#c-hot .statement").inner_text() == "According to Ada Alpha: Tea is hot."
    context.close()


@pytest.mark.slow
def test_screenshots_are_kept(page: Any, site: Path, tmp_path: Path) -> None:
    """One picture of each page type, width and scheme, in $STANDOFF_SHOTS where that is set."""
    folder = Path(os.environ.get("STANDOFF_SHOTS", tmp_path))
    for width in (390, 820, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for name in TYPES:
                go(page, site, name)
                shot = folder / f"{name.split('?')[0].replace('/', '-').removesuffix('.html')}-{width}-{scheme}.png"
                page.screenshot(path=shot)
                assert shot.stat().st_size > 5000
