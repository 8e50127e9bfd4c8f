"""Hostile strings in every field, under a strict policy and with every request logged: nothing runs, nothing is asked."""

from __future__ import annotations

import dataclasses
import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from standoff.corpus import Corpus
from standoff.rows import TABLES, Rows

from .conftest import STAMP, site_at

ATTACKS = [
    "<script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", "</script><script>window.hit=1</script>",
    "\"' onmouseover=window.hit=1 autofocus onfocus=window.hit=1 x='", "javascript:window.hit=1",
    "{{7*7}}${7*7}<svg onload=window.hit=1>", "\u202egnp.exe\u2066\u200f", "</title></style></textarea><iframe src=//evil.example>",
    "<a href='data:text/html,<script>window.hit=1</script>'>x</a>", "<link rel=stylesheet href=//evil.example/x.css>",
    "]]><!--<base href=//evil.example/>", "\x00\x08\x1b[31m\u2028\u2029", "@import url(//evil.example);<style>*{display:none}"]
PLAIN = {"title", "license", "genre", "annotated_by", "methods", "guidelines", "name", "note", "alias", "statement", "text",
         "chain_text", "cue", "quote", "first_words", "last_words", "why", "locator", "type", "container", "issued",
         "decided_by", "date", "document_date", "said_at", "time", "url", "wikidata", "lang", "sha256"}
"""Columns of free text. Ids, offsets and closed vocabularies cannot hold such strings: the reader refuses them."""


def _poisoned(rows: Rows) -> Rows:
    made, n = Rows(revealed=rows.revealed), 0
    for name in TABLES:
        for row in rows.tables[name]:
            change = {}
            for field in dataclasses.fields(row):
                if field.name in PLAIN and not (name == "chain" and field.name == "time"):
                    value = getattr(row, field.name)
                    if isinstance(value, str) or value is None:
                        n += 1
                        change[field.name] = ATTACKS[n % len(ATTACKS)] + " " + ATTACKS[(n // 7) % len(ATTACKS)]
                if field.name == "csl":
                    change["csl"] = ('{"URL": "javascript:window.hit=1", "author": [{"literal": "<img src=x onerror=window.hit=1>"}],'
                                     ' "title": "</script>"}')
            made.add(dataclasses.replace(row, **change))
    return made


@pytest.fixture(scope="module")
def hostile(tea: tuple[Corpus, Rows], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hostile")
    attack = " ".join(ATTACKS)
    stamp = dataclasses.replace(STAMP, title=attack, description=attack, authors=(attack,), license=attack,
                                repository="javascript:window.hit=1", doi=attack, commit=attack, name=attack)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("standoff.site.pages.PER_PAGE", 3)  # so that lists have data files
        site_at(tea[0], _poisoned(tea[1]), out, full=True, stamp=stamp)
    return out


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the site with the strictest policy that it must live under, and logs every request."""

    asked: ClassVar[list[str]] = []

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                         "form-action 'self'; base-uri 'none'; report-uri /csp-report")
        super().end_headers()

    def do_POST(self) -> None:
        self.asked.append(f"POST {self.path}")
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        self.asked.append(f"{self.command} {self.path}")


@pytest.fixture
def server(hostile: Path) -> Iterator[str]:
    _Quiet.asked = []
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(hostile)))
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


def test_nothing_runs_and_nothing_is_asked(browser: Any, hostile: Path, server: str) -> None:
    context = browser.new_context()
    page, outside, console = context.new_page(), [], []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((server, "data:")) else None)
    page.on("console", lambda m: console.append(m.text))
    page.on("dialog", lambda d: console.append(d.message))
    page.add_init_script("""document.addEventListener("securitypolicyviolation",
        (event) => { (window.broken ??= []).push(`${event.violatedDirective} ${event.blockedURI}`); });""")
    names = sorted(path.relative_to(hostile).as_posix() for path in hostile.rglob("*.html"))
    assert len(names) > 15
    for name in names:
        page.goto(f"{server}/{name}")
        page.wait_for_load_state("networkidle")
        for mark in page.locator("mark[data-r]").all()[:8]:
            mark.hover(force=True, timeout=3000)
        form = page.locator("form[data-filter]")
        if form.count():
            form.locator("input[name=words]").fill("e")
            page.wait_for_timeout(100)
        assert page.evaluate("window.hit === undefined && !window.broken"), (name, page.evaluate("window.broken"))
        assert page.evaluate("[...document.querySelectorAll('[href], [src], [action]')].every((e) => !/^\\\\s*(javascript|data):/i"
                             ".test(e.getAttribute('href') || e.getAttribute('src') || e.getAttribute('action')))"), name
        tags = page.evaluate("[...new Set([...document.querySelectorAll('body iframe, body base, body style, body link, body img, "
                             "body script')].map((e) => e.outerHTML))]")
        assert tags == [], name
    page.goto(f"{server}/search.html?type=claim")
    page.wait_for_selector("#found li")
    page.goto(f"{server}/network.html")
    page.click("#zoomable")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit === undefined && !window.broken"), page.evaluate("window.broken")
    context.close()
    assert not outside and not console
    assert not [line for line in _Quiet.asked if "csp-report" in line or "evil" in line]


def test_what_misleads_the_eye_is_shown(hostile: Path) -> None:
    for path in [*hostile.rglob("*.html"), *(hostile / "data").rglob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not set(text) & set("\u202e\u2066\u200f\x00\x08\x1b\u2028\u2029"), path
    assert "⟨U+202E⟩" in (hostile / "facts.html").read_text(encoding="utf-8")
