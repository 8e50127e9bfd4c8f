"""tools/__main__.py: parses on old Pythons in order to say what it needs, and installs nothing twice."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "tools" / "__main__.py"


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", SOURCE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", str(tmp_path / "venv"))
    monkeypatch.setattr(module, "STAMP", str(tmp_path / "venv" / "stamp"))
    monkeypatch.setattr(module, "PYTHON", str(tmp_path / "venv" / "python"))
    return module


def test_it_parses_on_old_pythons_and_uses_only_the_standard_library() -> None:
    tree = ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 4))
    assert not any(isinstance(node, (ast.JoinedStr, ast.AnnAssign)) for node in ast.walk(tree))
    named = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert named <= sys.stdlib_module_names


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    source = SOURCE.read_text(encoding="utf-8")
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9"):
        exec(compile(source, str(SOURCE), "exec"), {"__file__": str(SOURCE), "__name__": "x"})  # noqa: S102


def test_a_missing_venv_module_names_the_debian_package(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit, match=rf"python3\.{sys.version_info[1]}-venv"):
        bootstrap.make_venv()


def test_it_installs_once_for_each_lock(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[list[str]] = []

    def fake(command: list[str], **_: object) -> int:
        calls.append(command)
        (tmp_path / "venv").mkdir(exist_ok=True)
        (tmp_path / "venv" / "python").touch()
        return 0
    monkeypatch.setattr(bootstrap.subprocess, "call", fake)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: f"bin/{name}")
    bootstrap.install()
    first = len(calls)
    bootstrap.install()
    assert first >= 2 and len(calls) == first
    assert any("--require-hashes" in command for command in calls)
    monkeypatch.setattr(bootstrap, "LOCK", str(tmp_path / "lock"))
    (tmp_path / "lock").write_text("other")
    bootstrap.install()
    assert len(calls) == 2 * first


def test_a_failed_step_says_which(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.subprocess, "call", lambda *_, **__: 7)
    with pytest.raises(SystemExit, match="exit code 7"):
        bootstrap.run(["pip", "install"])
