"""Give a release its quotes back, from your own copies of the texts.

A text counts as yours when its SHA-256 is that of the annotated one, whatever the file is called. The copy is for you:
the texts still belong to their publishers.

example:
  standoff rehydrate dist/alaska-talks-1.0.0 --seeds my-texts
"""

from __future__ import annotations

import argparse
from pathlib import Path

from standoff.command import CLEAN, FOUND, Command, progress, say
from standoff.release.rehydrate import rehydrate
from standoff.reporter import count, visible


def arguments(parser: argparse.ArgumentParser) -> None:
    """The options."""
    parser.add_argument("folder", metavar="DIR", help="folder of a release")
    parser.add_argument("--seeds", required=True, metavar="DIR", help="folder with your copies of the texts")
    parser.add_argument("--out", metavar="DIR", help="where to write (default: DIR-rehydrated)")


def execute(options: argparse.Namespace) -> int:
    """Write the copy; exit code 1 when some document could not be restored."""
    folder = Path(options.folder)
    out = Path(options.out) if options.out else folder.with_name(f"{folder.name}-rehydrated")
    with progress("rehydrating"):
        made = rehydrate(folder, Path(options.seeds), out)
    say(f"{out}: every quote of {count(len(made.restored), 'document')}: {', '.join(made.restored) or 'none'}")
    for document, why in made.missing.items():
        say(f"  not restored: {document}: {visible(why)}")
    return FOUND if made.missing else CLEAN


command = Command(arguments, execute)
