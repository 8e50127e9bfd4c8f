"""The command line: imports only the command that was asked for."""

from __future__ import annotations

import argparse
import difflib
import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from . import __version__
from .command import FAILED, INTERRUPTED, USAGE, Command, warn
from .errors import StandoffError
from .plug import load, names, summary

PACKAGE = "standoff.commands"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        warn(f"{self.prog}: {message}\n   = help: {self.prog} --help shows every option, with examples")
        raise SystemExit(USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code. Nothing but a fault of the tool itself shows a traceback."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a character gets its escape
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _dispatch(words)
        sys.stdout.flush()
        return code
    except StandoffError as error:
        warn(f"standoff: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        warn("interrupted; nothing is half-written")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: say nothing more
        return FAILED
    except OSError as error:
        warn(f"standoff: {error.filename or 'output'}: {error.strerror}")
        return FAILED
    except Exception:  # the last stop: a fault of the tool, said as such
        import traceback
        traceback.print_exc()
        warn("standoff: this is a fault of the tool, not of your data; please report it with the lines above")
        return FAILED


def _dispatch(words: list[str]) -> int:
    known = names(PACKAGE)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(_overview(known))
        return 0 if words else USAGE
    if words[0] == "--version":
        sys.stdout.write(f"standoff {__version__}\n")
        return 0
    module = known.get(words[0])
    if module is None:
        near = difflib.get_close_matches(words[0], known, 1)
        warn(f"standoff: there is no command {words[0]!r}"
             + (f"; did you mean {near[0]!r}?" if near else "") + "\n   = help: standoff --help lists them")
        return USAGE
    command = load(module, "command")
    if not isinstance(command, Command):
        raise StandoffError(f"{module} does not define a Command")
    page = (sys.modules[module].__doc__ or "").strip()
    parser = _Parser(prog=f"standoff {words[0]}", description=page,
                     formatter_class=argparse.RawDescriptionHelpFormatter)
    command.arguments(parser)
    return command.run(parser.parse_args(words[1:]))


def _overview(known: dict[str, str]) -> str:
    rows = "\n".join(f"  {name:10} {summary(module)}" for name, module in known.items())
    return ("standoff: an annotated source corpus with the tooling that keeps it true\n\n"
            f"usage: standoff COMMAND [options]      standoff COMMAND --help shows examples\n\n{rows}\n")


if __name__ == "__main__":
    raise SystemExit(main())
