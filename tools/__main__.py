"""Bootstrap: `python3 tools publish` and `python3 tools test` from a fresh clone. Standard library only.

Creates .venv, installs what tools/requirements.lock names (again only when the lock changed), then runs the command.
"""

import hashlib
import os
import subprocess
import sys

if sys.version_info < (3, 11):  # written so that an old Python can still read the file and say this
    sys.exit("standoff needs Python 3.11 or newer; this is %d.%d (%s).\n   = help: install python3.11 and run it: "
             "python3.11 tools ..." % (sys.version_info[0], sys.version_info[1], sys.executable))

import shutil

TOOLS = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(TOOLS)
VENV = os.path.join(ROOT, ".venv")
LOCK = os.path.join(TOOLS, "requirements.lock")
BIN = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(BIN, "python.exe" if os.name == "nt" else "python")
STAMP = os.path.join(VENV, "standoff-lock.sha256")
TESTS = (["ruff", "check", "."], ["mypy"], ["pytest"])
HELP = """usage: python3 tools COMMAND

  publish [options]   install, check the corpus, build and prove the dataset preview in dist/
  test [options]      install, then style, types and tests (options go to pytest)
  install             install only
  COMMAND ...         any command of standoff, as: python3 tools check
"""


def say(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def install():
    """Make .venv hold exactly what the lock says. Does nothing when it does already."""
    with open(LOCK, "rb") as lock:
        # A copied folder brings along a .venv that runs the code of the original: so the place counts too.
        wanted = hashlib.sha256(lock.read() + sys.version.encode() + ROOT.encode()).hexdigest()
    if os.path.exists(STAMP) and os.path.exists(PYTHON):
        with open(STAMP) as stamp:
            if stamp.read() == wanted:
                return
    uv = shutil.which("uv")
    say("installing into .venv (%s), once ..." % ("uv" if uv else "pip"))
    if os.path.isdir(VENV):
        shutil.rmtree(VENV)
    if uv:
        run([uv, "venv", "--quiet", "--python", sys.executable, VENV])
        run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK])
        run([uv, "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--python", PYTHON, "-e", ROOT])
    else:
        make_venv()
        pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        run(pip + ["--require-hashes", "--no-deps", "-r", LOCK])
        run(pip + ["--no-deps", "--no-build-isolation", "-e", ROOT])
    with open(STAMP, "w") as stamp:
        stamp.write(wanted)


def make_venv():
    """Create .venv; where the system's Python comes without venv, say which package brings it."""
    try:
        import ensurepip  # noqa: F401  # venv is of no use without it
        import venv
    except ImportError:
        package = "python3.%d-venv" % sys.version_info[1]
        sys.exit("this Python has no working venv module.\n   = help: apt-get install %s   (Debian, Ubuntu), "
                 "or install uv" % package)
    venv.create(VENV, with_pip=True)


def run(command, **options):
    """Run a step of the installation; stop with its exit code and what to do when it fails."""
    code = subprocess.call(command, **options)
    if code:
        sys.exit("this step failed with exit code %d:\n  %s\n   = help: the lines above say why; `rm -r .venv` and run "
                 "again to start afresh" % (code, " ".join(command)))


def main(words):
    if not words or words[0] in ("-h", "--help"):
        sys.stdout.write(HELP)
        return 0 if words else 2
    install()
    if words[0] == "install":
        return 0
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    if words[0] != "test":
        return subprocess.call([PYTHON, "-P", "-m", "standoff"] + words, env=environment)
    for command in TESTS:
        say("$ " + " ".join(command))
        extra = words[1:] if command[0] == "pytest" else []
        code = subprocess.call([PYTHON, "-P", "-m"] + command + extra, cwd=ROOT, env=environment)
        if code:
            return code
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
