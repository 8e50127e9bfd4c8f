"""An excuse names a check that does not exist.

Why: it excuses nothing, and whoever wrote it believes that it does.
Fix: correct the name, or drop the excuse.

Bad:
    {e-blinken|Blinken} spoke.
    @ /entities/0/ok = {"span/cut-word": "the text glues two words"}
Good:
    {e-blinken|Blin}ken spoke.
    @ /entities/0/ok = {"span/cuts-word": "the text glues two words"}
"""

import difflib
from collections.abc import Iterator

from standoff.check import Check, Ledger, drop_excuse
from standoff.finding import ERROR, Finding

check = Check(__name__, __doc__, severity=ERROR, since="0.1.0")


@check.audit
def unknown(ledger: Ledger) -> Iterator[Finding]:
    for excuse in ledger.excuses:
        if excuse.check not in ledger.known:
            near = next(iter(difflib.get_close_matches(excuse.check, ledger.known, 1)), "")
            yield check.finding(excuse.source, (*excuse.path, "ok", excuse.check), f"there is no check "
                                f"{excuse.check!r}" + (f"; did you mean {near!r}?" if near else ""),
                                fix=drop_excuse(excuse))
