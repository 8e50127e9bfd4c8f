"""A small corpus with facts, links, contests, citations and relays, as a site; and a real browser to read it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from standoff.corpus import Corpus, open_corpus
from standoff.export import Stamp
from standoff.rights import allowed
from standoff.rows import Rows, build_rows
from standoff.site import Passages, build_site
from standoff.sketch import write_sketch

SKETCH = """
== ada-2021 ==
{e-ada ref=ada|Ada} {a-ada.cue who=e-ada|said} {a-ada|that {c-hot attribution=a-ada about=e-tea text=Tea_is_hot. time=2021-03|{e-tea ref=tea|tea} is hot}}.
{a-bob.source|{e-bob ref=bob|Bob}, citing} {a-src.source within=a-bob|{e-src.nominal type=group name=sources_of_Bob anonymous=true|sources}}, {a-bob.cue who=e-bob|wrote} {a-bob|{a-src.cue who=e-src within=a-bob|told} {a-src|{c-cold attribution=a-src stance=likely about=e-tea text=Tea_is_cold.|tea is probably cold}}}.
The weather was {c-fine about=e-tea text=The_weather_was_fine.|fine}.
{omit why=boilerplate|All rights reserved by nobody in particular.}
@ /meta/title = "Ada on tea"
@ /meta/date = "2021-03-02"
@ /meta/rights = {"license": "CC-BY-4.0", "text": "full"}
== bob-2022 ==
{e-bob ref=bob|Bob} {a-bob.cue who=e-bob|denied} {a-bob|that {c-hot attribution=a-bob stance=denied about=e-tea text=Tea_is_hot.|{e-tea ref=tea|tea} is hot}}.
This is a long and secret middle part of the text that no release may show, because its publisher keeps all rights to the running text of the article and gives away nothing but short quotations of it, which is its good right under the law of the land and of the sea.
As the almanac has it{x-1.marker work=w-1 claims=c-rain|[1]}, {c-rain text=It_rained.|it rained}.
@ /works = [{"id": "w-1", "csl": {"type": "book", "title": "The almanac", "container-title": "Almanac Press", "URL": "https://example.org/almanac"}, "spans": []}]
@ /meta/title = "Bob on tea"
@ /meta/date = "2022-05"
@ /meta/rights = {"license": "All rights reserved", "text": "excerpts"}
== corpus/entities.json ==
{"standoff": "1", "entities": [{"id": "ada", "type": "person", "name": "Ada Alpha", "aliases": ["Ada"], "affiliation": ["tea-board"]}, {"id": "bob", "type": "person", "name": "Bob Beta", "aliases": ["Bob"]}, {"id": "tea", "type": "topic", "name": "Tea"}, {"id": "tea-board", "type": "org", "name": "Tea Board", "wikidata": "Q42"}]}
== corpus/facts.json ==
{"standoff": "1", "facts": [{"id": "f-hot", "text": "Tea is hot.", "claims": ["ada-2021#c-hot", "bob-2022#c-hot"], "by": "Ada", "date": "2022-06-01"}],
 "links": [{"a": "f-hot", "b": "ada-2021#c-cold", "rel": "contradicts", "why": "hot is not cold", "by": "Ada", "date": "2022-06-01"},
           {"a": "ada-2021#c-fine", "b": "bob-2022#c-rain", "rel": "distinct", "why": "two days", "by": "standoff 0.1.0", "date": "2022-06-01"}]}
"""
STAMP = Stamp("tea-talks", "1.0.0", "1", "0.1.0", "abc", "2022-06-02", "Tea talks", "Who said what about tea.",
              ("Ada Alpha",), "CC-BY-4.0", "https://example.org/tea", "", 0.3)


def corpus_at(folder: Path, sketch: str) -> Corpus:
    (folder / "corpus").mkdir(parents=True)
    write_sketch(textwrap.dedent(sketch).strip("\n"), folder)
    return open_corpus(folder)


def site_at(corpus: Corpus, rows: Rows, out: Path, *, full: bool, stamp: Stamp = STAMP,
            jobs: int | None = None, beside: dict[str, str] | None = None) -> list[str]:
    """Write the site of a corpus: as `standoff site` does (`full`), or as a release does."""
    def text_of(name: str) -> Passages:
        text = corpus.document(name).text
        assert text is not None
        return Passages(len(text), [(0, text.raw)] if full else allowed(corpus.document(name), rows.revealed[name]))

    def write(name: str, raw: bytes) -> None:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(raw)

    return build_site(rows, stamp, text_of, write, is_release=not full, beside={} if full else beside or {"README.md": "card"},
                      jobs=jobs)


@pytest.fixture(scope="session")
def tea(tmp_path_factory: pytest.TempPathFactory) -> tuple[Corpus, Rows]:
    corpus = corpus_at(tmp_path_factory.mktemp("tea"), SKETCH)
    return corpus, build_rows(corpus)


@pytest.fixture(scope="session")
def site(tea: tuple[Corpus, Rows], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the working tree."""
    out = tmp_path_factory.mktemp("site")
    site_at(*tea, out, full=True)
    return out


@pytest.fixture(scope="session")
def long_site(tea: tuple[Corpus, Rows], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with one row on a page and one name beside it, so that every list takes several."""
    out = tmp_path_factory.mktemp("long")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standoff.site.pages.PER_PAGE", 1)
        patch.setattr("standoff.site.render.BESIDE", 1)
        site_at(*tea, out, full=True)
    return out


@pytest.fixture(scope="session")
def release_site(tea: tuple[Corpus, Rows], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same corpus as a release shows it."""
    out = tmp_path_factory.mktemp("release")
    site_at(*tea, out, full=False)
    return out


def _chromium() -> str:
    """The installed browser; in CI it is installed first, where that is possible; elsewhere a loud skip."""
    def found() -> str:
        return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
    if not found() and os.environ.get("CI") == "true" and os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], check=True, stdout=sys.stderr)
    if not found():
        message = "NO BROWSER: the pages were not tested. Install chromium (Debian: apt-get install chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        sys.__stderr__.write(f"\n*** {message} ***\n")
        pytest.skip(message)
    return found()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Headless Chromium of this machine, driven by playwright; no browser is downloaded."""
    path = _chromium()
    from playwright.sync_api import sync_playwright
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page at desktop width that fails its test when the console shows an error or the network is asked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened, faults = context.new_page(), []
    opened.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("request", lambda r: faults.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    yield opened
    context.close()
    assert not faults
