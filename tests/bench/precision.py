"""How often each warning is right: alarms on real texts, beside the readings of them that stand on the checks' pages.

    python -m tests.bench.precision [--data DATA] [--only CHECK] [--show]

DATA is a folder with polnear/ and dedupe/ (see its NOTICE); without it only this repository's texts are counted.
`--show` prints every alarm with its place, to be read. tools/README.md says what the groups are and what makes an alarm
true. The false ones stand in precision.tsv: group, check, document, and record or place (an offset into the text).
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from standoff.__main__ import main as standoff
from standoff.canonical import canonical
from standoff.check import Check
from standoff.corpus import Corpus, open_corpus
from standoff.finding import Finding, Severity
from standoff.store import read_lines, read_raw
from standoff.text import Text
from standoff.walk import all_checks, run
from tests.bench import gaps as made
from tests.bench.gaps import Gaps

ROOT = Path(__file__).parents[2]
READINGS = Path(__file__).with_suffix(".tsv")
SECONDS = ("claude-a", "claude-b")
GROUPS = ("final", "drafts", "planted", "copied", "PolNeAR", "FEVER", "pairs")
OF_WORDS = ("claim/dangling-pronoun", "claim/hedged-text", "claim/kind-mismatch", "claim/not-a-sentence")
"""What can be wrong with a claim's text alone."""
OF_FEVER = (*OF_WORDS, "claim/unsupported-date", "claim/unsupported-number")
OF_PAIRS = ("fact/numbers-differ", "fact/nothing-shared")
Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Alarm:
    """One warning; `right` is None where only a reader can say, and then precision.tsv lists the false ones."""

    group: str
    check: str
    document: str
    at: str
    message: str
    right: bool | None = None

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.group, self.check, self.document, self.at


def warnings(only: str = "") -> list[Check]:
    """Every check that warns, or those whose name begins with `only`."""
    return [one for one in all_checks() if one.severity is Severity.WARNING and one.name.startswith(only)]


def own_alarms(work: Path, checks: list[Check]) -> Iterator[Alarm]:
    """Alarms on this repository's texts; corpora are made below `work`."""
    final = values_of(ROOT / "corpus")
    plain = list(alarms("final", corpus_at(work / "final", final), checks))
    known = {(alarm.check, alarm.at) for alarm in plain}
    yield from plain
    for who in SECONDS:
        drafts = {"entities": final["entities"], **values_of(ROOT / "corpus/second" / who)}
        drafts.pop("facts", None)
        ours = [one for one in checks if not one.name.startswith("registry/")]  # the registry is of the whole corpus
        yield from alarms("drafts", corpus_at(work / who, drafts), ours, who)
    yield from alarms("copied", corpus_at(work / "copied", made.copied(final)), named(checks, OF_WORDS))
    for number, (names, values, gaps) in enumerate(faulty(final)):
        corpus = corpus_at(work / f"faulty-{number}", values) if named(checks, names) else None
        yield from (alarm for alarm in (alarms("planted", corpus, named(checks, names), f"{number}", gaps) if corpus else ())
                    if (alarm.check, alarm.at) not in known)


def faulty(final: dict[str, Value]) -> Iterator[tuple[Sequence[str], dict[str, Value], Gaps]]:
    """Corpora with known faults: the checks that should see them, the files, and what was changed."""
    texts = {name: Text((ROOT / "seeds" / value["seed"]["path"]).read_bytes().decode())
             for name, value in final.items() if "seed" in value}
    plain = {name: value for name, value in final.items() if name != "facts"}  # its claims may be gone
    for third in range(3):
        yield (made.SKIPPED, *made.skip_sentences(plain, texts, third))
        yield (made.UNLINKED, *made.skip_claims(plain, third))
    for name, (kind, key, first) in made.LEFT.items():
        yield ((name,), *made.leave(plain, kind, key, first))
    for name, (kind, key) in made.TAKEN.items():
        yield ((name,), *made.mix_up(final, kind, key))
    for name, pattern in made.MISSPELT.items():
        yield ((name,), *made.misspell(final, pattern))
    yield (made.SEARCHED, *made.search_names(plain, texts))


def foreign_alarms(work: Path, data: Path, checks: list[Check]) -> Iterator[Alarm]:
    """Alarms on other people's texts and sentences."""
    polnear = work / "polnear"
    polnear.mkdir()
    (polnear / "corpus").mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        standoff(["import", "brat", str(data / "polnear"), "--into", str(polnear), "--lang", "en", "--genre", "news"])
    yield from alarms("PolNeAR", open_corpus(polnear), checks)
    rows = list(read_lines(data / "dedupe/fever_symmetric_dev.jsonl"))
    yield from alarms("FEVER", sentences_at(work / "fever", {row["id"]: (row["a"], [row["b"]]) for row in rows}),
                      named(checks, OF_FEVER))
    rows = list(read_lines(data / "dedupe/minimal_pairs_free.jsonl"))
    pairs = sentences_at(work / "pairs", {row["id"]: (row["a"], [row["a"], row["b"]]) for row in rows})
    same = {f"f-{row['id']}": row["label"] == 1 for row in rows}
    for alarm in alarms("pairs", pairs, named(checks, OF_PAIRS)):
        yield Alarm(alarm.group, alarm.check, alarm.document, alarm.at, alarm.message, not same[alarm.at])


def named(checks: list[Check], names: Sequence[str]) -> list[Check]:
    return [one for one in checks if one.name in names]


def values_of(folder: Path) -> dict[str, Value]:
    """Name -> value of the JSON files of a folder, without any excuse: `ok` is taken out."""
    return {path.stem: without_ok(read_raw(path.read_bytes()).value) for path in sorted(folder.glob("*.json"))}


def without_ok(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_ok(inner) for key, inner in value.items() if key != "ok"}
    return [without_ok(inner) for inner in value] if isinstance(value, list) else value


def corpus_at(folder: Path, values: dict[str, Value]) -> Corpus:
    """A corpus over this repository's seeds with these files."""
    (folder / "corpus").mkdir(parents=True)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name, value in values.items():
        kind = "document" if "seed" in value else {"entities": "registry"}.get(name, name)
        (folder / f"corpus/{name}.json").write_bytes(canonical(value, kind))
    return open_corpus(folder)


def sentences_at(folder: Path, texts: dict[str, tuple[str, list[str]]]) -> Corpus:
    """One document a text; its claims have the given sentences and the whole text as evidence; two are one fact."""
    head = {key: inner for key, inner in values_of(ROOT / "corpus")["antiwar-2021"].items()
            if key in ("$schema", "standoff", "annotated")}
    layers = {"entities": "none", "claims": "partial", "attributions": "none", "citations": "none"}
    (folder / "corpus").mkdir(parents=True)
    (folder / "seeds").mkdir()
    facts = []
    for name, (raw, said) in texts.items():
        span = {"start": 0, "end": len(raw), "quote": " ".join(raw.split())}
        claims = [{"id": f"c-{number}", "text": text, "kind": "factual", "stance": "asserted", "about": [], "spans": [span]}
                  for number, text in enumerate(said)]
        value = {**head, "id": name, "seed": {"path": f"{name}.txt", "length": len(raw),
                                              "sha256": hashlib.sha256(raw.encode()).hexdigest()},
                 "meta": {"title": name, "publisher": None, "voice": None, "date": None, "lang": "en", "genre": "other",
                          "rights": {"license": "see NOTICE", "text": "none"}},
                 "layers": layers, "entities": [], "claims": claims, "attributions": []}
        (folder / f"seeds/{name}.txt").write_text(raw, encoding="utf-8", newline="")
        (folder / f"corpus/{name}.json").write_bytes(canonical(value, "document"))
        if len(said) > 1:
            facts.append({"id": f"f-{name}", "text": said[0], "claims": [f"{name}#{c['id']}" for c in claims],
                          "by": "bench", "date": "2021"})
    if facts:
        (folder / "corpus/facts.json").write_bytes(canonical({"standoff": "1", "facts": facts, "links": []}, "facts"))
    return open_corpus(folder)


def alarms(group: str, corpus: Corpus, checks: list[Check], who: str = "", gaps: Gaps | None = None) -> Iterator[Alarm]:
    """Every finding of the checks, alone."""
    for finding in run(corpus, checks).findings if checks else ():
        yield Alarm(group, finding.check, f"{finding.document}{' ' if who else ''}{who}", place(finding),
                    finding.message, gaps.explain(finding) if gaps else None)


def place(finding: Finding) -> str:
    """'record@offset', or what there is of it."""
    return "@".join(filter(None, (finding.record, str(finding.around[0]) if finding.around else ""))) or finding.file


def false_ones() -> set[tuple[str, ...]]:
    """The alarms that were read and found false."""
    lines = READINGS.read_text(encoding="utf-8").splitlines()
    return {tuple(line.split("\t")[:4]) for line in lines[1:]}


def counted(found: list[Alarm]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(check, group) -> alarms, true, false."""
    false, tally = false_ones(), dict[tuple[str, str], tuple[int, int, int]]()
    for alarm in found:
        right = alarm.key not in false if alarm.right is None else alarm.right
        total, true, wrong = tally.get((alarm.check, alarm.group), (0, 0, 0))
        tally[alarm.check, alarm.group] = (total + 1, true + right, wrong + (not right))
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--only", default="", help="checks whose name begins so")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    checks = warnings(options.only)
    with tempfile.TemporaryDirectory() as folder:
        found = list(own_alarms(Path(folder), checks))
        if options.data:
            found += foreign_alarms(Path(folder), options.data, checks)
    for alarm in found if options.show else ():
        print(*alarm.key, {True: "true", False: "false", None: ""}[alarm.right], alarm.message, sep="\t")
    tally = counted(found)
    for check in checks:
        said = [f"{group} {'/'.join(map(str, tally[check.name, group]))}" for group in GROUPS if (check.name, group) in tally]
        print(f"{check.name:38} {'  '.join(said) or 'no alarm'}")


if __name__ == "__main__":
    main()
