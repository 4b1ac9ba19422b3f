"""Packages from npm for tests only: fetched once with npm itself, checked against their hash, read from disk."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.widget.browser import required

CACHE = Path("~/.cache/gov-report-qa/npm").expanduser()


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    sha256: str

    def file(self, path: str) -> Path:
        """A file of the package."""
        folder = CACHE / f"{self.name}-{self.version}"
        if not folder.exists():
            self._fetch(folder)
        return folder / path

    def _fetch(self, folder: Path) -> None:
        npm = required("npm", "apt-get install npm")
        CACHE.mkdir(parents=True, exist_ok=True)
        subprocess.run([npm, "pack", "--silent", f"{self.name}@{self.version}"], cwd=CACHE, check=True, timeout=300)
        archive = CACHE / f"{self.name}-{self.version}.tgz"
        found = hashlib.sha256(archive.read_bytes()).hexdigest()
        if found != self.sha256:
            archive.unlink()
            raise AssertionError(f"{archive.name}: sha256 {found}, expected {self.sha256}")
        with tarfile.open(archive) as tar:
            tar.extractall(folder.with_suffix(".part"), filter="data")
        shutil.move(folder.with_suffix(".part") / "package", folder)
        shutil.rmtree(folder.with_suffix(".part"))
        archive.unlink()
