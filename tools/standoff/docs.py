"""The generated parts of the documentation: every number and every example in it is computed.

A part stands between `<!-- standoff:NAME -->` and `<!-- /standoff:NAME -->`; what is around it is written by people.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from .canonical import canonical
from .check import Check
from .corpus import Corpus, Document
from .errors import UsageError
from .finding import Edit
from .fixing import apply
from .reporter import Context, count
from .rows import Rows, build_rows
from .rows.tables import ClaimRow, ContestRow, FactClaimRow, FactRow, LinkRow, SpanRow
from .selection import reporter_named
from .store import ANY, write
from .walk import all_checks, run, select

_PART = re.compile(r"(<!-- standoff:(?P<name>[a-z-]+) -->\n).*?(<!-- /standoff:(?P=name) -->)", re.DOTALL)
_NOTE = re.compile(r"^[a-z0-9-]+\.(?P<kind>added|changed|deprecated|removed|fixed|security)\.md$")
FILES = ("README.md", "CHANGELOG.md", "seeds/README.md", "tools/README.md")
"""Files that may hold generated parts, below the corpus root."""


def regenerate(corpus: Corpus) -> dict[str, bytes]:
    """Name -> content of every documentation file whose generated parts are out of date."""
    made = _Parts(corpus)
    stale = {}
    for name in FILES:
        path = corpus.root / name
        if path.is_file():
            old = path.read_bytes().decode("utf-8")
            new = _PART.sub(lambda m: m[1] + made.part(m["name"]) + m[3], old)
            if new != old:
                stale[name] = new.encode()
    return stale


class _Parts:
    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._rows: Rows | None = None
        self.makers: dict[str, Callable[[], str]] = {
            "seeds": self.seeds, "figures": self.figures, "fact": self.fact, "support": self.support,
            "finding": self.finding, "checks": self.checks, "unreleased": self.unreleased}

    @property
    def rows(self) -> Rows:
        if self._rows is None:
            self._rows = build_rows(self.corpus)
        return self._rows

    def part(self, name: str) -> str:
        if name not in self.makers:
            raise UsageError(f"no generated part is named {name!r}", fix=f"known: {', '.join(self.makers)}")
        return self.makers[name]().rstrip("\n") + "\n"

    def seeds(self) -> str:
        """The table of source texts, from the annotation headers."""
        lines = ["| file | title | publisher | author | date | genre | terms, shown in a release | received as |",
                 "|---|---|---|---|---|---|---|---|"]
        defects: list[str] = []
        for document in self.corpus.documents:
            file = document.presentable
            if file is None:
                continue
            meta, origin = file.meta, file.meta.origin
            inferred = set(origin.inferred or ()) if origin else set()
            mark = {key: " (inferred)" if key in inferred else "" for key in ("title", "publisher", "date")}
            publisher = self._name(document.entities[meta.publisher].ref) if meta.publisher else "unknown"
            lines.append(f"| {file.seed.path} | {meta.title}{mark['title']} | "
                         f"{publisher}{mark['publisher']} | "
                         f"{', '.join(meta.authors or ()) or 'not named'} | {meta.date or 'unknown'}{mark['date']} | "
                         f"{meta.genre} | {meta.rights.license}; {meta.rights.text} | "
                         f"{origin.file if origin and origin.file else ''} |")
            defects += [f"- {file.seed.path}: {defect}" for defect in (origin.defects or ())] if origin else []
        return "\n".join([*lines, "", "Known defects of the stored texts, left as they are:", "", *defects])

    def _name(self, ref: str | None) -> str:
        return self.corpus.registry[ref].name if ref in self.corpus.registry else "unknown"

    def figures(self) -> str:
        """The size of the corpus in one sentence."""
        tables, facts = self.rows.tables, self.rows.of(FactRow)
        mentions = sum(1 for row in self.rows.of(SpanRow) if row.role == "mentions")
        sizes = [count(len(tables[name]), name[:-1]) for name in ("documents", "claims", "attributions", "citations")]
        return (f"Today it holds {', '.join(sizes)} and {count(mentions, 'entity mention')};\n"
                f"{count(sum(1 for f in facts if f.decided_by), 'fact')} that several claims state, "
                f"{sum(1 for f in facts if f.documents > 1)} of them across documents, and "
                f"{count(len(self.rows.of(LinkRow)), 'decided relation')} between facts.")

    def fact(self) -> str:
        """The fact that most documents and roots speak about, with its statements and roots."""
        contested = {row.fact_for for row in self.rows.of(ContestRow)}
        fact = max(self.rows.of(FactRow),
                   key=lambda f: (f.documents, f.support + f.against, f.id in contested, f.claims, f.id))
        members = {row.claim for row in self.rows.of(FactClaimRow) if row.fact == fact.id}
        lines = [f"{fact.id}: {fact.text}",
                 f"  support {fact.support} (sides {fact.support_sides}), against {fact.against}, "
                 f"unnamed {fact.unnamed}, contested {'yes' if fact.contested else 'no'}"]
        for claim in self.rows.of(ClaimRow):
            if claim.id in members:
                lines += [f"  {claim.id}   root: {claim.root}", f"      {claim.statement}"]
        return "\n".join(["```text", *lines, "```"])

    def support(self) -> str:
        """Every decided fact with its counts and the roots behind them, the most supported first."""
        roots: dict[str, list[str]] = {}
        claim_of = {row.id: row for row in self.rows.of(ClaimRow)}
        for row in self.rows.of(FactClaimRow):
            claim = claim_of[row.claim]
            roots.setdefault(row.fact, []).append(f"{row.claim} ({claim.stance}): {claim.root}")
        lines = ["| fact | support | sides | against | unnamed | contested | claim (stance): root |",
                 "|---|---|---|---|---|---|---|"]
        decided = [fact for fact in self.rows.of(FactRow) if fact.decided_by]
        for fact in sorted(decided, key=lambda f: (-f.documents, -f.support, -f.against, f.id)):
            lines.append(f"| {fact.text} | {fact.support} | {fact.support_sides} | {fact.against} | {fact.unnamed} | "
                         f"{'yes' if fact.contested else 'no'} | {'<br>'.join(roots[fact.id])} |")
        return "\n".join(lines)

    def finding(self) -> str:
        """What `check` says when one digit of one quote is changed."""
        document, path, quote = next(self._digits())
        at = next(i for i, char in enumerate(quote) if char in "12345678")
        changed = quote[:at] + str(int(quote[at]) + 1) + quote[at + 1 :]
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name in (self.corpus.config.corpus, self.corpus.config.seeds):
                shutil.copytree(self.corpus.root / name, root / name)
            value = apply(document.loaded.value, [Edit((*path, "quote"), changed)])
            write(root / document.name, canonical(value, "document"), expected=ANY)
            copy = Corpus(root, self.corpus.config)
            result = run(copy, select(all_checks(), ["span/drifted"], ()), [copy.document(document.id)])
            text = reporter_named("text").render(result, Context(copy))
        return "\n".join(["```text", text.split("\n\n")[0], "```"])

    def _digits(self) -> Iterator[tuple[Document, tuple[str | int, ...], str]]:
        for document in self.corpus.documents:
            for span in document.spans():
                if span.role == "spans" and any(char in "12345678" for char in span.span.quote):
                    yield document, span.path, span.span.quote

    def checks(self) -> str:
        """The list of all checks with severity, fault, and how often those that warn were right."""
        rows = [f"| {c.name} | {c.severity.word} | {c.fault} | {_right(c)} |" for c in all_checks()]
        return "\n".join(["| check | severity | fault | true of alarms |", "|---|---|---|---|", *rows])

    def unreleased(self) -> str:
        """The change notes in tools/changes/, by kind."""
        notes: dict[str, list[str]] = {}
        for path in sorted((self.corpus.root / "tools" / "changes").glob("*.md")):
            match = _NOTE.match(path.name)
            if match:
                text = " ".join(path.read_text(encoding="utf-8").split())
                notes.setdefault(match["kind"].capitalize(), []).append(f"- {text}")
            elif path.name != "README.md":
                raise UsageError("is no change note", where=str(path),
                                 fix="name it slug.KIND.md; KIND: added, changed, deprecated, removed, fixed, security")
        return "\n".join(line for kind, lines in sorted(notes.items()) for line in (f"### {kind}", "", *lines, ""))


def _right(check: Check) -> str:
    """'drafts 2 of 2, PolNeAR 47 of 48': the groups of texts in which the check raised an alarm."""
    return ", ".join(f"{name} {one.true} of {one.alarms}" for name, one in check.precision().items() if one.alarms)
