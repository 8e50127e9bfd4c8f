"""Addresses of records. They are permanent: made from ids alone, never from positions or titles."""

from __future__ import annotations

import re
from urllib.parse import quote, urlencode

_ID = re.compile(r"^[a-z0-9]+(?:[-_][a-z0-9]+)*(?:#[a-z]-[a-z0-9]+(?:-[a-z0-9]+)*)?$")
_WIKIDATA = re.compile(r"^Q[1-9][0-9]*$")


def stem(identifier: str) -> str:
    """A global id as a file name: 'nbc-2021#e-x' -> 'nbc-2021--e-x' (no id holds '--'). ValueError for no id."""
    if not _ID.match(identifier):
        raise ValueError(f"{identifier!r} is no id, so no page can be named after it")
    return identifier.replace("#", "--")


def document(identifier: str) -> str:
    """The page of a document."""
    return f"documents/{stem(identifier)}.html"


def record(identifier: str) -> str:
    """The place of a record of one document: claim, attribution, citation, work, local entity."""
    owner, _, local = identifier.partition("#")
    stem(identifier)
    return f"{document(owner)}#{local}" if local else document(owner)


def entity(identifier: str) -> str:
    """The page of a registry entity; one of a single document has its place on that document's page."""
    return record(identifier) if "#" in identifier else f"entities/{stem(identifier)}.html"


def source(identifier: str, page: int = 1) -> str:
    """The page with everything that one speaker says, or a further one where one does not hold it."""
    return f"sources/{stem(identifier)}{f'--{page}' if page > 1 else ''}.html"


def fact(identifier: str) -> str:
    """The page of a fact; a claim that nothing else states is its own, and has its place in its document."""
    return record(identifier) if "#" in identifier else f"facts/{stem(identifier)}.html"


def outside(address: str | None) -> str:
    """`address` when it is an http or https address, else nothing: no other kind may stand in a link."""
    text = (address or "").strip()
    return text if re.match(r"^https?://[^\s/$.?#]\S*$", text, re.IGNORECASE) else ""


def wikidata(item: str | None) -> str:
    """The page of a Wikidata item."""
    return f"https://www.wikidata.org/wiki/{item}" if item and _WIKIDATA.match(item) else ""


def issue(repository: str, identifier: str, statement: str) -> str:
    """A prefilled issue about one record; empty without the address of a repository."""
    base = outside(repository).rstrip("/")
    if not base:
        return ""
    title, body = f"Mistake in {identifier}", f"Record: {identifier}\nIt reads: {statement}\n\nWhat is wrong:\n"
    if "gitlab" in base.split("/")[2]:
        return f"{base}/-/issues/new?" + urlencode({"issue[title]": title, "issue[description]": body}, quote_via=quote)
    return f"{base}/issues/new?" + urlencode({"title": title, "body": body}, quote_via=quote)
