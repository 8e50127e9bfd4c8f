"""An excuse excuses nothing.

Why: it hides the fault that may come back one day, and tells readers of a fault that is gone.
Fix: drop the excuse.
Precision:
    final: 0 alarms, 0 true, 0 false
    drafts: 0 alarms, 0 true, 0 false
    PolNeAR: not measured (it has no excuses)

Bad:
    {e-blinken|Blinken} spoke.
    @ /entities/0/ok = {"span/cuts-word": "the text glues two words"}
Good:
    {e-blinken|Blin}ken spoke.
    @ /entities/0/ok = {"span/cuts-word": "the text glues two words"}
"""

from collections.abc import Iterator

from standoff.check import Check, Ledger, drop_excuse
from standoff.finding import WARNING, Finding

check = Check(__name__, __doc__, severity=WARNING, since="0.1.0")


@check.audit
def unused(ledger: Ledger) -> Iterator[Finding]:
    for excuse in ledger.excuses:
        if excuse.check in ledger.checks and excuse.looked and not excuse.used:
            yield check.finding(excuse.source, (*excuse.path, "ok", excuse.check), f"{excuse.check} finds nothing "
                                "here to excuse", fix=drop_excuse(excuse))
