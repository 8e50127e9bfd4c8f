"""The one mechanism for extension: a plug is a module below a folder that defines one agreed name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from importlib.util import find_spec
from types import ModuleType

from .errors import UsageError


def names(package: str) -> dict[str, str]:
    """Plug name -> module name for every module below `package`; the name is the path: 'span/drifted'.

    Nothing is imported but the packages themselves; module names use '_' where plug names use '-'.
    """
    found = {}
    try:
        root = importlib.import_module(package)
    except ModuleNotFoundError as error:
        if error.name is None or not package.startswith(error.name):
            raise  # a fault inside the package, not its absence
        if error.name == package and "." in package:
            return {}  # a package of plugs need not have every kind
        raise UsageError(f"there is no installed package {package!r}",
                         fix="install it, or correct 'plugs' in the configuration; code in the working tree is never "
                         "imported") from error
    for module in pkgutil.walk_packages(root.__path__, prefix=f"{package}."):
        if not module.ispkg and not module.name.rsplit(".", 1)[1].startswith("_"):
            found[plug_name(module.name, package)] = module.name
    return dict(sorted(found.items()))


def plug_name(module: str, package: str) -> str:
    """'standoff.checks.id.wrong_kind' in 'standoff.checks' -> 'id/wrong-kind'; 'import_' is 'import', a keyword."""
    parts = module.removeprefix(f"{package}.").split(".")
    return "/".join(part.removesuffix("_").replace("_", "-") for part in parts)


def load(module: str, agreed: str) -> object:
    """The object that `module` defines under the `agreed` name. UsageError when it defines none."""
    plug: ModuleType = importlib.import_module(module)
    try:
        return getattr(plug, agreed)
    except AttributeError:
        raise UsageError(f"{module} is no plug: it does not define {agreed!r}",
                         fix=f"define {agreed} = … in it, or start its file name with an underscore") from None


def discover(package: str, agreed: str, extra: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """(name, plug) of every plug below `package` and below the `extra` packages, by name within each."""
    for root in (package, *extra):
        for name, module in names(root).items():
            yield name, load(module, agreed)


def summary(module: str) -> str:
    """First line of a module's docstring, read without importing the module: `--help` must stay fast."""
    spec = find_spec(module)
    source = spec.loader.get_source(module) if spec and spec.loader and hasattr(spec.loader, "get_source") else None
    first = (source or "").lstrip().removeprefix('"""').split("\n", 1)[0]
    return first.split('"""')[0].strip()
