"""Add a record from its words: finds where the quotes stand, writes the file, shows the record.

A quote that occurs more than once needs --in SENTENCE (standoff show DOC numbers them); 'China§2' is the second
occurrence there. Attributions take --source, --cue and --content.

examples:
  standoff add nbc-2021 entity --ref china --quote China --in 12
  standoff add nbc-2021 entity --ref china --all China
  standoff add nbc-2021 attribution --who e-ned-price --source 'State Department spokesperson Ned Price' \\
      --cue said --content '“to discuss a range of issues, including those we disagree on,”' --style direct --in 9
  standoff add nbc-2021 claim --quote 'Austin will also travel to India' --text 'Lloyd Austin travelled to India.' \\
      --kind prediction --about e-lloyd-austin,e-india
  standoff add wikipedia citation --work w-3 --quote '[3]' --in 6 --claims c-hotel --id x-3-d
  standoff add nbc-2021 omit --quote 'IE 11 is not supported.' --why boilerplate
  standoff add nbc-2021 --from drafts.jsonl        many: {"record": "claim", "in": [9], "spans": ["…"], "text": …}
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from standoff.authoring import KINDS, ROLES, Draft
from standoff.canonical import canonical
from standoff.command import CLEAN, FOUND, Command, colour, say
from standoff.corpus import Corpus, open_corpus
from standoff.errors import UsageError
from standoff.finding import Severity
from standoff.model import Shape
from standoff.reporter import Context, count
from standoff.selection import reporter_named
from standoff.store import read_lines, write
from standoff.walk import all_checks, run, select

_LISTS = {"about", "affiliation", "claims", "was"}
_FLAGS = {"anonymous", "negated", "endorsed"}
_HIDDEN = {"id", "ok", "ext", "csl", "quote", "start", "end", *ROLES}


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options: those of a record come from its model, so the two cannot differ."""
    parser.add_argument("document", metavar="DOC", help="document id")
    parser.add_argument("record", nargs="?", choices=list(KINDS), help="what to add")
    parser.add_argument("--from", dest="batch", metavar="FILE", help="JSON lines, one record each")
    parser.add_argument("--id", help="id of the new record (default: made from its words)")
    parser.add_argument("--in", dest="sentences", default="", metavar="N[,N]", help="sentence numbers to look in")
    parser.add_argument("--quote", action="append", default=[], help="words of the text; repeat for segments")
    parser.add_argument("--all", dest="every", metavar="NAME", help="entity: mark every free occurrence of NAME")
    groups = {kind: parser.add_argument_group(f"of a record of kind {kind}") for kind in KINDS}
    for role in ("source", "cue", "content"):
        groups["attribution"].add_argument(f"--{role}", action="append", default=[], metavar="QUOTE",
                                           help=f"its {role}")
    groups["work"].add_argument("--csl", metavar="KEY=VALUE", action="append", default=[], help="CSL fields")
    for name, (choices, text) in _fields().items():
        kinds = _kinds(name)
        place = groups[kinds[0]] if len(kinds) == 1 else parser
        place.add_argument(f"--{name}", choices=choices or None, help=text)
    parser.add_argument("--root", default=".", help="corpus repository (default: here or the nearest above)")


def _fields() -> dict[str, tuple[list[str], str]]:
    """Scalar fields of all record models: name -> (allowed values, help)."""
    result: dict[str, tuple[list[str], str]] = {}
    for _, model, _ in KINDS.values():
        for name, field in model.model_fields.items():
            if name in _HIDDEN:
                continue
            choices = ["true", "false"] if name in _FLAGS else list(_choices(field.annotation))
            note = " (ids, comma-separated)" if name in _LISTS else ""
            known = result.get(name, ([], ""))
            result[name] = (sorted({*known[0], *choices}), known[1] or (field.description or "").rstrip(".") + note)
    return result


def _kinds(name: str) -> list[str]:
    """The kinds of record that have the field."""
    return [kind for kind, (_, model, _) in KINDS.items() if name in model.model_fields]


def _choices(annotation: Any) -> Iterator[str]:
    for argument in get_args(annotation):
        if isinstance(argument, str):
            yield argument
        elif not (isinstance(argument, type) and issubclass(argument, Shape)):
            yield from _choices(argument)


def execute(options: argparse.Namespace) -> int:
    """Add, write once, then say what the checks think of the new records."""
    corpus = open_corpus(options.root)
    draft = Draft.of(corpus.document(options.document))
    if options.batch:
        _add_batch(draft, Path(options.batch))
    elif options.record:
        _add_one(draft, options)
    else:
        raise UsageError("say what to add: " + ", ".join(KINDS), fix="or give many records with --from FILE")
    draft.refuse_faults(corpus.registry)
    write(draft.document.path, canonical(draft.value, "document"), expected=draft.document.loaded.digest)
    return _judge(corpus, draft)


def _add_one(draft: Draft, options: argparse.Namespace) -> None:
    for name in (*_fields(), "source", "cue", "content", "csl"):
        if getattr(options, name) and options.record not in _kinds(name):
            raise UsageError(f"a record of kind {options.record} has no --{name}",
                             fix=f"it belongs to: {', '.join(_kinds(name))}; nothing was written")
    values = {name: _value(name, getattr(options, name)) for name in _fields() if getattr(options, name) is not None}
    quotes = {role: getattr(options, role) for role in ("source", "cue", "content") if getattr(options, role)}
    if options.quote:
        quotes.setdefault(KINDS[options.record][2], []).extend(options.quote)
    if options.csl:
        values["csl"] = dict(_pair(text) for text in options.csl)
    if options.id:
        values["id"] = options.id
    given = [n.strip() for n in options.sentences.split(",") if n.strip()]
    if not all(n.isdecimal() for n in given):
        raise UsageError(f"--in {options.sentences!r} is no list of sentence numbers", fix="write it as 3 or 3,4")
    numbers = [int(n) for n in given]
    if not quotes and options.record != "entity":
        raise UsageError(f"a record of kind {options.record} needs words of the text", fix="give --quote '…'")
    record = draft.add(options.record, values, quotes, numbers)
    if options.every and not draft.mark(str(record["id"]), options.every, numbers):
        raise UsageError(f"{options.every!r} does not occur free in {draft.document.id}; nothing was written",
                         where=draft.document.seed_name, fix="copy the name as the text has it")


def _pair(text: str) -> tuple[str, str]:
    key, found, value = text.partition("=")
    if not found:
        raise UsageError(f"--csl takes KEY=VALUE, found {text!r}", fix="--csl type=article-newspaper --csl title='…'")
    return key, value


def _value(name: str, text: str) -> Any:
    if name in _LISTS:
        return [part for part in text.split(",") if part]
    return text == "true" if name in _FLAGS else text


def _add_batch(draft: Draft, path: Path) -> None:
    """Entities first, then the rest, then mentions: longest names first, so that no name is marked inside another."""
    rows = [(number, row) for number, row in enumerate(read_lines(path), 1) if isinstance(row, dict)]
    order = {"entity": 0, "mention": 2}
    rows.sort(key=lambda item: (order.get(str(item[1].get("record")), 1), -len(str(item[1].get("quote", "")))
                                if item[1].get("record") == "mention" else item[0]))
    for number, row in rows:
        try:
            _add_row(draft, row)
        except UsageError as error:
            raise UsageError(f"{error.message}; nothing was written", where=f"{path}:{number}",
                             fix=error.fix) from error


def _add_row(draft: Draft, row: dict[str, Any]) -> None:
    kind = str(row.get("record"))
    within = row.get("in", [])
    numbers = within if isinstance(within, list) else [within]
    if kind == "mention":
        if not draft.mark(str(row.get("entity")), str(row.get("quote")), numbers, row.get("form")):
            raise UsageError(f"no free occurrence of {row.get('quote')!r} in sentence {within}")
        return
    if kind not in KINDS:
        raise UsageError(f"unknown record {kind!r}", fix=f"one of: {', '.join([*KINDS, 'mention'])}")
    quotes = {role: [row[role]] if role == "marker" else list(row[role]) for role in ROLES if row.get(role)}
    if kind == "omit":
        quotes = {"": [str(row["quote"])]} if "quote" in row else {"": [_whole(draft, numbers)]}
    values = {key: value for key, value in row.items() if key not in ("record", "in", "quote", *ROLES)}
    draft.add(kind, values, quotes, numbers)


def _whole(draft: Draft, numbers: list[int]) -> str:
    first, last = draft.text.sentences[numbers[0] - 1], draft.text.sentences[numbers[-1] - 1]
    return draft.text.quote(first.start, last.end)


def _judge(corpus: Corpus, draft: Draft) -> int:
    """Show what the checks say of the new records, now that they are written."""
    fresh = open_corpus(corpus.root)
    document = fresh.document(draft.document.id)
    checks = select(all_checks(fresh.config.plugs), fresh.config.checks, fresh.config.skip)
    result = run(fresh, checks, [document])
    new = set(draft.added)
    result.findings = [f for f in result.findings if f.file == document.name and f.record in new]
    for name in draft.added[:5]:
        say(f"written: {document.id}#{name}" if name else f"written: {document.id}: one more stretch is omitted")
    if len(draft.added) > 5:
        say(f"… {count(len(draft.added), 'record')} in all")
    if result.findings:
        say(reporter_named("text").render(result, Context(fresh, colour(), ledger=False)))
    return FOUND if any(f.severity >= Severity.ERROR for f in result.findings) else CLEAN


command = Command(arguments, execute)
