"""Line and column of each finding: only files with findings pay for them."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from .corpus import Corpus, Source
from .finding import Finding
from .strict import place_of

_FEW = 40
"""Findings of one file that are looked up one by one."""


def placed(findings: list[Finding], corpus: Corpus) -> list[Finding]:
    """The findings with line and column, in the order of the files."""
    sources = {source.name: source for source in chain(corpus.shared, corpus.documents, corpus.seconds)}
    done, by_file = [], dict[str, list[Finding]]()
    for finding in findings:
        if finding.line:  # told while its file was looked at
            done.append(finding)
        else:
            by_file.setdefault(finding.file, []).append(finding)
    for name, found in by_file.items():
        done += in_file(found, sources[name]) if name in sources else found
    return sorted(done, key=lambda f: (f.file, f.line, f.column, f.check, f.around or (0, 0), f.message))


def in_file(findings: list[Finding], source: Source) -> list[Finding]:
    """The findings of one file with line and column."""
    raw = source.loaded.raw
    if not raw or not findings:
        return findings
    # Going to one place costs a few hundredths of reading all of them.
    one_by_one = not source.loaded.problems and len(findings) <= _FEW
    places = {} if one_by_one else source.loaded.positions().places
    text = raw.decode("utf-8", "replace")
    result = []
    for finding in findings:
        path = finding.path
        if one_by_one and path not in places:
            places[path] = place_of(text, path)
        while path not in places and path:
            path = path[:-1]
        at = finding.offset if finding.offset is not None else places.get(path, (0, 0))[finding.at_key]
        line_start = text.rfind("\n", 0, at) + 1
        result.append(replace(finding, line=text.count("\n", 0, at) + 1, column=at - line_start + 1))
    return result
