"""Foreign text made harmless: whatever stands in a file, it never drives a terminal or forges a command of a CI log."""

from __future__ import annotations

import re
from typing import Any

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]|(?<=##)\\[")
"""Control, invisible, direction-changing and unpaired characters; and the bracket of '##[', which GitHub's runner takes
for a command anywhere in a line."""
_JSON_UNSAFE = re.compile(_UNSAFE.pattern.replace("(?<=##)\\[", "#(?=\\[)"))


def visible(text: str) -> str:
    """`text` on one line for a terminal or a log: unsafe characters as ⟨U+202E⟩, line ends as ⏎, tabs as spaces."""
    flat = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\t", " ")
    return _UNSAFE.sub(lambda m: f"⟨U+{ord(m[0]):04X}⟩", flat)


def json_visible(text: str) -> str:
    """JSON `text` with every unsafe character inside its strings as an escape: the same value, harmless to print."""
    def escaped(match: re.Match[str]) -> str:
        units = match[0].encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))
    return _JSON_UNSAFE.sub(escaped, text)


def paired(value: Any) -> Any:
    """`value` with every half of a surrogate pair spelled out: a file's name may hold one, JSON may not."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {paired(key): paired(item) for key, item in value.items()}
    return [paired(item) for item in value] if isinstance(value, (list, tuple)) else value


def code(text: str) -> str:
    """`text` as a Markdown code span: nothing in it is markup, a link or a mention."""
    shown = visible(text).strip() or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    pad = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{'`' * (longest + 1)}{pad}{shown}{pad}{'`' * (longest + 1)}"


def cell(text: str) -> str:
    """`text` for a cell of a Markdown table, or a line of Markdown: one line, no markup, no new column."""
    return visible(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
