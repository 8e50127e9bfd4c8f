"""How the explorer scales: building 2,000 documents, and painting one of book length.

python tests/bench/site_scale.py [--documents 2000] [--claims 30] [--jobs 1 2]

Prints seconds and sizes. `--book` alone: one document of 400 KB with 3,500 spans, opened in headless Chromium; printed
are the first paint and the time until the page's own scripts are done, as the browser itself measures them.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import shutil
import tempfile
import time
from pathlib import Path

from standoff.export import Job, Stamp
from standoff.rights import Revealed
from standoff.rows import Rows
from standoff.rows import tables as t
from standoff.site import Passages, build_site
from standoff.text import Range

WORDS = ["the", "committee", "said", "that", "talks", "on", "trade", "between", "both", "sides", "would", "resume", "before", "winter", "although", "ministers", "had", "warned", "of", "new", "duties", "on", "steel", "and", "grain", "and", "a", "spokesman", "denied", "any", "change", "of", "policy", "towards", "the", "island"]
STAMP = Stamp("bench", "1.0.0", "1", "0", "x", "2021-01-01", "Bench", "", ("Bench",), "CC-BY-4.0")
KINDS, STANCES = ["factual", "prediction", "evaluation", "prescription"], ["asserted", "likely", "possible", "denied", "open"]
REGISTRY = 800


class Made:
    """Rows of a made-up corpus with the proportions of the real one: 4 spans and 2.5 subjects a claim, 1 in 3 quoted."""

    def __init__(self, documents: int, claims: int, characters: int) -> None:
        self.chance, self.rows, self.texts = random.Random(7), Rows(), {}
        self.claims: list[tuple[str, t.ClaimRow]] = []
        self.rows.add(*(t.EntityRow(f"entity-{n}", None, "person", f"Person Number {n}", False, f"entity-{n % 40}", None, None)
                        for n in range(REGISTRY)))
        for n in range(documents):
            self.document(f"doc-{n:05}", claims, characters)
        self.facts()
        for name, table in self.rows.tables.items():
            key = t.key_of(name)
            table.sort(key=lambda row: tuple(getattr(row, column) for column in key))

    def document(self, name: str, claims: int, characters: int) -> None:
        rows, chance = self.rows, self.chance
        sentences, length = [], 0
        while length < characters:
            sentence = " ".join(chance.choices(WORDS, k=22)).capitalize() + "."
            rows.add(t.SentenceRow(name, len(sentences) + 1, length, length + len(sentence)))
            sentences.append(sentence)
            length += len(sentence) + 1
        self.texts[name] = text = "".join(
            sentence + ("\n" if n % 5 == 4 else " ") for n, sentence in enumerate(sentences))[: length - 1]
        voice = f"entity-{chance.randrange(40)}"
        rows.add(t.DocumentRow(name, f"Title of {name}", voice, voice, f"2021-{1 + length % 12:02}", "en", "news", None,
                               "CC-BY-4.0", "full", *["complete"] * 4, "Bench", "automatic", "1.0", "0" * 64, len(text)))
        rows.revealed[name] = Revealed("full", len(text), {}, [Range(0, len(text))])
        for n in range(claims):
            self.claim(name, n, text, voice)

    def claim(self, name: str, n: int, text: str, voice: str) -> None:
        rows, chance, here = self.rows, self.chance, f"{name}#c-{n}"
        start = chance.randrange(max(1, len(text) - 120))
        end = start + chance.randrange(20, 110)
        quoted = chance.random() < 0.34
        speaker = f"entity-{int(REGISTRY * chance.random() ** 2)}" if quoted else voice
        said = f"{name}#a-{n}" if quoted else None
        stance = chance.choice(STANCES)
        row = t.ClaimRow(here, name, voice, "2021-03", f"According to Person: {text[start:end]}.", text[start:end],
                         chance.choice(KINDS), stance, "CT+", None, None, None, speaker, speaker, voice, int(quoted), "x",
                         speaker, said, "2021-03", here, 1, start, end, text[start:end], None)
        self.claims.append((here, row))
        rows.add(t.SpanRow(here, "spans", 1, name, start, end, None, None, None, None, None, None))
        rows.add(t.ClaimRootRow(here, speaker, speaker), t.ChainRow(here, 0, voice, None, None, None, "uncommitted", None, None))
        if said:
            rows.add(t.AttributionRow(said, name, speaker, "say", "indirect", None, None, False, None, None))
            rows.add(t.ChainRow(here, 1, speaker, said, "say", "indirect", stance, None, None))
            rows.add(t.SpanRow(said, "content", 1, name, max(0, start - 9), end, None, None, None, None, None, None))
            rows.add(t.SpanRow(said, "cue", 1, name, max(0, start - 20), max(1, start - 11), None, None, None, None, None, None))
        for k in range(2 + n % 2):
            entity = f"entity-{int(REGISTRY * chance.random() ** 2)}"
            at = start + 7 * k
            rows.add(t.ClaimEntityRow(here, k + 1, entity))
            rows.add(t.SpanRow(f"{name}#e-{n}-{k}", "mentions", 1, name, at, at + 5, None, None, None, "name", None, entity))

    def passages(self, name: str) -> Passages:
        return Passages(len(self.texts[name]), [(0, self.texts[name])])

    def facts(self) -> None:
        """One fact for each ten documents' worth of pairs; all other claims stand alone."""
        order = self.chance.sample(range(len(self.claims)), len(self.claims))
        joined = {}
        for n in range(len(self.claims) // 20):
            for index in order[2 * n : 2 * n + 2]:
                joined[index] = f"f-{n}"
        for index, (here, row) in enumerate(self.claims):
            fact = joined.get(index, here)
            values = {name: getattr(row, name) for name in t.ClaimRow.__slots__}
            self.rows.add(t.ClaimRow(**{**values, "fact": fact}), t.FactClaimRow(fact, here))
        for fact in dict.fromkeys([*joined.values(), *(h for i, (h, _) in enumerate(self.claims) if i not in joined)]):
            two = fact.startswith("f-")
            self.rows.add(t.FactRow(fact, "A fact.", "factual", 1 + two, 1 + two, 1, 0, 0, 1, False, "Bench" if two else None,
                                    True if two else None, None))


def processor_time() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def corpus(documents: int, claims: int, jobs: list[int]) -> None:
    """Build once for each number of processes; the first is what the others are compared with."""
    made = Made(documents, claims, 170 * claims)
    print(f"{documents:,} documents, {len(made.claims):,} claims, {len(made.rows.tables['spans']):,} spans, "
          f"{sum(map(len, made.texts.values())) / 1e6:.0f} MB of text")
    seen = set()
    for processes in jobs:
        folder = Path(tempfile.mkdtemp())
        try:
            job, start, cpu = Job(STAMP, made.rows, folder), time.perf_counter(), processor_time()
            names = build_site(made.rows, STAMP, made.passages, job.write_new, jobs=processes)
            spent, cpu = time.perf_counter() - start, processor_time() - cpu
            sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
            digest = hashlib.sha256()
            for name in sorted(names):
                digest.update(name.encode() + b"\0" + (folder / name).read_bytes())
            seen.add(digest.hexdigest())
            print(f"{processes} process{'es' if processes > 1 else ''}: built and written in {spent:.1f} s, "
                  f"{cpu:.1f} s of processor time: {len(names):,} files, {sum(sizes) / 1e6:.0f} MB, "
                  f"largest {max(sizes) / 1e6:.1f} MB")
        finally:
            shutil.rmtree(folder)
    print("the same bytes" if len(seen) == 1 else "DIFFERENT BYTES")


def book() -> None:
    from playwright.sync_api import sync_playwright
    made = Made(1, 900, 400_000)
    spans = len(made.rows.tables["spans"])
    folder, start = Path(tempfile.mkdtemp()), time.perf_counter()
    job = Job(STAMP, made.rows, folder)
    build_site(made.rows, STAMP, made.passages, job.write_new)
    page_file = folder / "documents" / "doc-00000.html"
    print(f"book: {len(made.texts['doc-00000']):,} characters, {spans:,} spans, built in {time.perf_counter() - start:.1f} s, "
          f"page {page_file.stat().st_size / 1e6:.1f} MB")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(page_file.as_uri())
            page.wait_for_timeout(1500)
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            done = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
            print(f"  first paint {paint:.0f} ms, all loaded and scripts run {done:.0f} ms")
            page.close()
        browser.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--claims", type=int, default=30, help="claims a document")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], help="processes, one build each")
    parser.add_argument("--book", action="store_true", help="only the document of book length")
    given = parser.parse_args()
    if not given.book:
        corpus(given.documents, given.claims, given.jobs)
    if given.documents == parser.get_default("documents"):
        book()
