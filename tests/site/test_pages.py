"""What the pages say equals the tables; links resolve; a release shows no more than rights allow; same bytes again."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from standoff.corpus import Corpus
from standoff.rows import Rows
from standoff.site import links
from standoff.site.passages import Passages
from standoff.site.render import day

from .conftest import site_at


class Html(HTMLParser):
    """Links, ids and text of one page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name in ("href", "src", "action") and value:
                self.links.append(value)
            if name == "id" and value:
                self.ids.append(value)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def pages(site: Path) -> dict[str, Html]:
    return {path.relative_to(site).as_posix(): Html(path) for path in sorted(site.rglob("*.html"))}


@pytest.mark.parametrize("which", ["site", "release_site"])
def test_every_internal_link_resolves(which: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(which)
    read, outside = pages(site), set()
    for name, page in read.items():
        assert len(page.ids) == len(set(page.ids)), f"{name}: an id stands twice"
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme:
                outside.add(link)
                continue
            path = ((site / name).parent / unquote(parts.path)).resolve() if parts.path else site / name
            if path == site.parent / "README.md":
                continue  # a file of the release beside the site
            assert path.is_file(), f"{name}: {link}"
            if parts.fragment:
                assert parts.fragment in read[path.relative_to(site.resolve()).as_posix()].ids, f"{name}: {link}"
    assert all(link.startswith(("https://example.org/tea/issues/new?", "https://example.org/", "https://www.wikidata.org/"))
               for link in outside)


def test_every_record_has_its_permanent_place(site: Path, tea: tuple[Corpus, Rows]) -> None:
    read, tables = pages(site), tea[1].tables
    wanted = [links.record(row.id) for name in ("claims", "attributions", "citations", "works") for row in tables[name]]
    wanted += [links.entity(row.id) for row in tables["entities"]] + [links.fact(row.id) for row in tables["facts"]]
    for address in wanted:
        page, _, anchor = address.partition("#")
        assert page in read and (not anchor or anchor in read[page].ids), address


def test_every_claim_is_shown_by_its_statement(site: Path, tea: tuple[Corpus, Rows]) -> None:
    read = pages(site)
    for claim in tea[1].tables["claims"]:
        assert claim.statement in read[f"documents/{claim.document}.html"].text


def test_counts_equal_the_tables(site: Path, tea: tuple[Corpus, Rows]) -> None:
    tables = tea[1].tables
    shown = re.findall(r"<b>([\d,]+)</b> (\w+)", (site / "index.html").read_text(encoding="utf-8"))
    figures = {noun: int(n.replace(",", "")) for n, noun in shown[:6]}
    assert figures == {
        "documents": len(tables["documents"]), "claims": len(tables["claims"]), "citation": len(tables["citations"]),
        "sources": len({row.who for row in tables["chain"] if row.who}),
        "shared": sum(row.claims > 1 for row in tables["facts"]),
        "contested": sum(row.contested for row in tables["facts"])}
    assert figures["contested"] == 2
    rows = {name: (site / name).read_text(encoding="utf-8").split('id="rows"')[1].count("<tr")
            for name in ("entities.html", "documents.html")}
    assert rows == {"entities.html": len(tables["entities"]), "documents.html": len(tables["documents"])}
    cards = sum(path.read_text(encoding="utf-8").count('<article class="card" id="c-')
                for path in (site / "documents").iterdir())
    assert cards == len(tables["claims"])


def test_the_whole_text_is_shown_on_the_working_tree(site: Path, tea: tuple[Corpus, Rows]) -> None:
    for document in tea[0].documents:
        page = (site / f"documents/{document.id}.html").read_text(encoding="utf-8")
        body = page.split('id="text"')[1].split('<p class="legend"')[0]
        shown = "".join(re.sub(r"<[^>]+>", "", body.split(">", 1)[1]).split())
        assert document.text is not None and shown == "".join(document.text.raw.split())


def test_a_release_shows_no_more_than_it_reveals(release_site: Path, tea: tuple[Corpus, Rows]) -> None:
    secret = "secret middle part of the text"
    everything = b"".join(path.read_bytes() for path in release_site.rglob("*.html"))
    everything += b"".join(path.read_bytes() for path in (release_site / "data").rglob("*.js"))
    assert secret.encode() not in everything
    page = Html(release_site / "documents/bob-2022.html")
    text = "".join(page.text)
    assert re.search(r"\[… [\d,]+ characters …\]", text)
    corpus, rows = tea
    raw, revealed = corpus.document("bob-2022").text, rows.revealed["bob-2022"]
    assert raw is not None and 0 < revealed.share < 0.31
    hidden, at = [], 0
    for stretch in [*revealed.ranges, None]:
        hidden += raw.raw[at : stretch.start if stretch else len(raw)].split("\n")
        at = stretch.end if stretch else at
    for words in (line.split() for line in hidden):
        for n in range(len(words) - 4):
            assert " ".join(words[n : n + 5]) not in " ".join(text.split())


def test_same_bytes_for_the_same_data(tea: tuple[Corpus, Rows], site: Path, tmp_path: Path) -> None:
    site_at(*tea, tmp_path, full=True)
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert str(site) not in b"".join(files.values()).decode()


def test_several_processes_write_the_same_bytes(tea: tuple[Corpus, Rows], site: Path, tmp_path: Path) -> None:
    names = site_at(*tea, tmp_path, full=True, jobs=2)
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert sorted(names) == sorted(files)


def test_a_list_on_several_pages_loses_no_row(long_site: Path, tea: tuple[Corpus, Rows]) -> None:
    for name, count in (("entities", len(tea[1].tables["entities"])), ("documents", 2), ("sources/bob", 2)):
        pages = [long_site / f"{name}.html", *sorted(long_site.glob(f"{name}--[0-9].html"))]
        rows = [re.findall(r'<a class="statement" href="([^"]*)|<tr(?: data-type="\w+")?><th scope="row"><a href="([^"]*)',
                           page.read_text(encoding="utf-8").split('id="rows"')[1]) for page in pages]
        flat = [row for part in rows for row in part]
        assert len(flat) == len(set(flat)) == count and len(pages) == count, name
        assert (long_site / f"data/lists/{name}--{count}.js").is_file()


def test_what_is_hidden_is_counted() -> None:
    passages = Passages(20, [(2, "abc"), (10, "xyz")])
    assert [(p.start, p.end, p.text) for p in passages.pieces(0, 20)] == [
        (0, 2, None), (2, 5, "abc"), (5, 10, None), (10, 13, "xyz"), (13, 20, None)]
    assert passages.text(2, 5) == "abc" and passages.text(1, 5) is None and not passages.whole
    assert [p.text for p in passages.pieces(3, 4)] == ["b"] and not list(passages.pieces(7, 7))


@pytest.mark.parametrize(("value", "shown"), [
    ("2021-03-18", "18 March 2021"), ("2021-03~", "about March 2021"), ("2021", "2021"), ("2021-13", "2021-13"),
    ("2021-03-18/2021-03-19", "18–19 March 2021"), ("2021-03-18/2021-04-02", "18 March – 2 April 2021"),
    ("2021-03-18/2021-03-18", "18 March 2021"), (None, ""), ("soon", "soon")])
def test_dates_in_words(value: str | None, shown: str) -> None:
    assert day(value) == shown


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " JaVaScRiPt:x", "//evil", "ftp://x/y", ""])
def test_only_web_addresses_become_links(address: str) -> None:
    assert links.outside(address) == "" and links.issue(address, "a#c-b", "x") == ""


def test_reports_are_prefilled() -> None:
    assert links.issue("https://example.org/r", "a#c-b", "x & y") == (
        "https://example.org/r/issues/new?title=Mistake%20in%20a%23c-b&body=Record%3A%20a%23c-b%0AIt%20reads%3A%20x%20%26%20y"
        "%0A%0AWhat%20is%20wrong%3A%0A")
    assert "/-/issues/new?issue%5Btitle%5D=" in links.issue("https://gitlab.org/r", "a#c-b", "x")


@pytest.mark.parametrize("name", ["../x", "a/b", "a#b", "", "A", "a#c-b/.."])
def test_no_page_is_named_after_what_is_no_id(name: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        links.stem(name)


def test_nothing_is_cut_without_a_way_to_the_rest(long_site: Path, release_site: Path) -> None:
    read = pages(long_site)
    assert {"documents/ada-2021.html", "documents/bob-2022.html"} <= {*read["about.html"].links, *read["about--2.html"].links}
    menu = (long_site / "search.html").read_text(encoding="utf-8")
    assert menu.index('value="ada-2021"') < menu.index('value="bob-2022"')
    tea, next_page = ((long_site / f"entities/tea{n}.html").read_text(encoding="utf-8") for n in ("", "--2"))
    beside = tea[tea.index("<aside"):]
    assert "<summary>1 more" in beside and all(name in beside for name in ("Ada on tea", "Bob on tea", "sources of Bob"))
    assert "tea.html#named" in next_page and "<summary>" not in next_page[next_page.index("<aside"):]
    assert "../README.md" in pages(release_site)["files.html"].links


def test_a_drawing_and_a_chart_say_what_they_leave_out(tea: tuple[Corpus, Rows], tmp_path: Path,
                                                       monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standoff.site.network.NODES", 1)
    monkeypatch.setattr("standoff.site.overview._SPEAKERS", 1)
    monkeypatch.setattr("standoff.site.overview._DOCUMENTS", 1)
    site_at(*tea, tmp_path, full=True)
    said = re.sub("<[^>]*>", "", (tmp_path / "index.html").read_text(encoding="utf-8"))
    assert said.count("The 1 of 2 documents with the most claims.") == 2 and "The 1 of 3 sources with" in said
    assert "Drawn are the 1 of 2 sources" in (tmp_path / "network.html").read_text(encoding="utf-8")


def test_files_of_each_document_are_listed_apart(tea: tuple[Corpus, Rows], tmp_path: Path,
                                                 monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("standoff.site.build.CROWD", 1)
    site_at(*tea, tmp_path, full=False, beside={"csv/a.csv": "x", "w3c/one.json": "y", "w3c/two.json": "y"})
    read = pages(tmp_path)
    assert "../csv/a.csv" in read["about.html"].links and "../w3c/one.json" not in read["about.html"].links
    assert {"../csv/a.csv", "../w3c/one.json", "../w3c/two.json"} <= set(read["files.html"].links)
    assert "All 3 files" in " ".join(read["about.html"].text)
