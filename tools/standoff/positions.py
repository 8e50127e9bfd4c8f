"""Line and column of each finding: only files with findings pay for them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from .corpus import Corpus, Source
from .finding import Finding
from .strict import place_of


def placed(findings: list[Finding], corpus: Corpus) -> list[Finding]:
    """The findings with line and column, in the order of the files."""
    sources = {source.name: source for source in chain(corpus.shared, corpus.documents, corpus.seconds)}
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.file, []).append(finding)
    return sorted(chain.from_iterable(_in_file(found, sources.get(name)) for name, found in by_file.items()),
                  key=lambda f: (f.file, f.line, f.column, f.check, f.around or (0, 0), f.message))


def _in_file(findings: list[Finding], source: Source | None) -> Iterator[Finding]:
    if source is None or not source.loaded.raw:
        yield from findings
        return
    clean = not source.loaded.problems
    places = {} if clean else source.loaded.positions().places
    text = source.loaded.raw.decode("utf-8", "replace")
    lines = [0, *(newline.end() for newline in re.finditer("\n", text))]
    for finding in findings:
        path = finding.path
        if clean and path not in places:
            places[path] = place_of(text, path)
        while path not in places and path:
            path = path[:-1]
        at = finding.offset if finding.offset is not None else places.get(path, (0, 0))[finding.at_key]
        line = bisect.bisect_right(lines, at)
        yield replace(finding, line=line, column=at - lines[line - 1] + 1)
