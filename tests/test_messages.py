"""The five messages of a newcomer's first mistakes, word for word: from each the repair is obvious."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CorpusOf
from tests.test_commands import edit, run

SKETCH = """
== tea ==
{a-ada.source who=e-ada|{e-ada type=person name=Ada|Ada}} {a-ada.cue|said} {a-ada|that {c-hot attribution=a-ada about=e-ada text=Tea_was_hot.|tea was hot}}.
"""
MESSAGES = {
    "a wrong quote": (
        '"quote": "tea was hot"', '"quote": "tea is hot"', """\
span/drifted: text[14:25] is 'tea was hot', but the quote is 'tea is hot'
  --> corpus/tea.json:56:9  (claims/0/spans/0)
56 |         {"start": 14, "end": 25, "quote": "tea is hot"}
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ::: seeds/tea.txt:1:15
   |  Ada said that tea was hot.
   |                ~~~~~~~~~~~
   = help: the quote is not in the text; the nearest passage reads 'tea was hot.'
   = paste: {"start": 14, "end": 25, "quote": "tea was hot"}
"""),
    "wrong offsets": (
        '"start": 14, "end": 25', '"start": 15, "end": 26', """\
span/drifted: text[15:26] is 'ea was hot.', but the quote is 'tea was hot'
  --> corpus/tea.json:56:9  (claims/0/spans/0)
56 |         {"start": 15, "end": 26, "quote": "tea was hot"}
   |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  ::: seeds/tea.txt:1:16
   |  Ada said that tea was hot.
   |                 ~~~~~~~~~~~
   = help: the quote is found at 14–25 (-1)   [safe fix: standoff fix corpus/tea.json]
   = paste: {"start": 14, "end": 25, "quote": "tea was hot"}
"""),
    "a misspelt key": (
        '"stance"', '"stanse"', """\
file/unknown-key: unknown key 'stanse'
  --> corpus/tea.json:50:7  (claims/0/stanse)
50 |       "stanse": "asserted",
   |       ^^^^^^^^^^^^^^^^^^^^
   = help: did you mean 'stance'?   [look over: standoff fix --unsafe --only file/unknown-key corpus/tea.json]
"""),
    "a wrong id": (
        '"attribution": "a-ada"', '"attribution": "a-adda"', """\
id/dangling: no 'a-adda' in this document
  --> corpus/tea.json:54:22  (claims/0/attribution)
54 |       "attribution": "a-adda",
   |                      ^^^^^^^^
   = help: did you mean 'a-ada'?   [look over: standoff fix --unsafe --only id/dangling corpus/tea.json]
"""),
    "a missing source": (
        '"path": "tea.txt"', '"path": "tee.txt"', """\
text/missing: seeds/tee.txt cannot be read: No such file or directory
  --> corpus/tea.json:5:13  (seed/path)
5 |     "path": "tee.txt",
  |             ^^^^^^^^^
   = help: put the file back under this path, or correct seed.path
"""),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_first_mistake(corpus_of: CorpusOf, name: str) -> None:
    old, new, message = MESSAGES[name]
    root: Path = corpus_of(SKETCH).root
    edit(root / "corpus/tea.json", old, new)
    done = run("check", "--output", "text", cwd=root)
    assert done.returncode == 1 and done.stderr == ""
    said, _, ledger = done.stdout.rpartition("\n\n")
    assert said + "\n" == message
    assert ledger.startswith("1 document, ") and ": 1 error" in ledger.splitlines()[0]


@pytest.mark.parametrize("name", [name for name, row in MESSAGES.items() if "standoff fix" in row[2]])
def test_the_command_that_a_message_names_mends_the_mistake(corpus_of: CorpusOf, name: str) -> None:
    old, new, message = MESSAGES[name]
    path = corpus_of(SKETCH).root / "corpus/tea.json"
    before = path.read_bytes()
    edit(path, old, new)
    words = message.partition("standoff fix ")[2].partition("]")[0].split()
    assert run("fix", *words, cwd=path.parents[1]).returncode == 0
    assert path.read_bytes() == before


MORE = {
    "curly marks": ('"kind": "factual"', '“kind”: "factual"', 'file/not-json: found \'“kind”: "fac\', expected a key in double quotes (help: write straight quotation marks ("))'),
    "a conflict in an object": ('      "kind": "factual"', '<<<<<<< ours\n      "kind": "prediction",\n=======\n      "kind": "factual"', "file/not-json: found '<<<<<<< ours', expected a key in double quotes (help: git could not merge this: keep one side of each conflict, and remove git's lines <<<, === and >>>)"),
    "a conflict in a list": ('        "e-ada"\n', '<<<<<<< ours\n        "e-ada"\n=======\n        "e-bob"\n>>>>>>> theirs\n', "file/not-json: found '<<<<<<< ours', expected a value (help: git could not merge this: keep one side of each conflict, and remove git's lines <<<, === and >>>)"),
    "a comma forgotten": ('"kind": "factual",', '"kind": "factual"', "file/not-json: found '\"stance\": \"a', expected ',' or '}' (help: a comma is missing before it)"),
    "an id without its prefix": ('"id": "e-ada"', '"id": "ada"', "id/malformed: found 'ada', which is no id as 'e-xi-jinping' or 'c-midpoint' (help: an id has a prefix (e- entity, c- claim, a- attribution, x- citation, w- work, f- fact), then words in a-z and 0-9, joined by single hyphens)"),
    "a name for an id": ('"who": "e-ada"', '"who": "Ada"', "id/malformed: found 'Ada', which is no id as 'e-xi-jinping' or 'c-midpoint' (help: an id has a prefix (e- entity, c- claim, a- attribution, x- citation, w- work, f- fact), then words in a-z and 0-9, joined by single hyphens)"),
    "a misspelt value": ('"stance": "asserted"', '"stance": "assertet"', "file/bad-value: found 'assertet', expected 'asserted', 'likely', 'possible', 'unlikely', 'denied' or 'open' (help: did you mean 'asserted'?)"),
    "no period": ("Tea was hot.", "Tea was hot", "claim/not-a-sentence: 'Tea was hot' does not end like a sentence (help: end it with a period)"),
    "a pronoun": ("Tea was hot.", "It had been hot today.", "claim/dangling-pronoun: 'It' means nothing outside the document: 'It had been hot today.' (help: write who or what is meant; a date goes into `time`)"),
    "a word for a date": ('"stance": "asserted",', '"stance": "asserted",\n      "time": "March 2021",', "file/bad-value: found 'March 2021', expected a date: YYYY, YYYY-MM or YYYY-MM-DD (help: ~ ? or % may follow an uncertain one, and a time may be two joined by '/', as '2021-03-18/2021-03-19')"),
    "a thirteenth month": ('"stance": "asserted",', '"stance": "asserted",\n      "time": "2021-13",', "file/bad-value: found '2021-13', which is no date of the calendar (help: months are 01 to 12, days 01 to 31, the year first)"),
    "no list": ('"about": [\n        "e-ada"\n      ]', '"about": "e-ada"', "file/wrong-type: found 'e-ada', expected a list"),
}


@pytest.mark.parametrize("name", MORE)
def test_more_first_mistakes(corpus_of: CorpusOf, name: str) -> None:
    """One cause, one finding, and what to do about it in plain words."""
    old, new, message = MORE[name]
    root: Path = corpus_of(SKETCH).root
    edit(root / "corpus/tea.json", old, new)
    said = [line for line in run("check", "--output", "concise", "--skip", "file/not-canonical", cwd=root).stdout.splitlines() if line.startswith("corpus/")]
    assert [line.split(": ", 2)[2] for line in said] == [message]
