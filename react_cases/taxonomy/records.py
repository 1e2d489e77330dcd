"""Reading a data file row by row, with errors that name the file and the line."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class TaxonomyError(ValueError):
    """A data file is wrong. The message begins with ``file:line:``."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a data file and the place where it stands.

    Every method raises TaxonomyError when the cell does not hold what the method promises.
    """

    file: str
    line: int
    cells: dict[str, str]

    def error(self, message: str) -> TaxonomyError:
        """Return an error that names this row; the caller raises it."""
        return TaxonomyError(self.file, self.line, message)

    def text(self, column: str) -> str:
        """Return the cell, which may be empty."""
        return self.cells[column]

    def required(self, column: str) -> str:
        """Return the cell, which may not be empty."""
        if not self.cells[column]:
            raise self.error(f"column {column!r} is empty")
        return self.cells[column]

    def whole(self, column: str) -> int:
        """Return a whole number that is not negative."""
        value = self.required(column)
        if not (value.isascii() and value.isdigit()):
            raise self.error(f"column {column!r}: {value!r} is not a whole number")
        return int(value)

    def flag(self, column: str) -> bool:
        """Return true or false."""
        value = self.required(column)
        if value not in ("true", "false"):
            raise self.error(f"column {column!r}: {value!r} is neither true nor false")
        return value == "true"

    def day(self, column: str) -> date | None:
        """Return a date written as 2026-11-22, or None when the cell is empty."""
        value = self.cells[column]
        if not value:
            return None
        try:
            parsed = date.fromisoformat(value)
        except ValueError as error:
            raise self.error(f"column {column!r}: {value!r} is not a date like 2026-11-22") from error
        # fromisoformat also reads 20261122 and 2026-W47-7, which nobody would recognise in a file.
        if parsed.isoformat() != value:
            raise self.error(f"column {column!r}: {value!r} is not a date like 2026-11-22")
        return parsed

    def period(self, first: str, last: str) -> tuple[date | None, date | None]:
        """Return two dates, both inclusive, of which the first is not after the second."""
        start, end = self.day(first), self.day(last)
        if start and end and start > end:
            raise self.error(f"{first} {start} is after {last} {end}")
        return start, end

    def parts(self, column: str) -> tuple[str, ...]:
        """Return the pipe-separated parts of the cell, none of them empty or given twice."""
        value = self.cells[column]
        parts = tuple(value.split("|")) if value else ()
        if not all(part and part == part.strip() for part in parts) or len(set(parts)) != len(parts):
            raise self.error(f"column {column!r}: an empty, padded or repeated part in {value!r}")
        return parts


def read_records(path: Path, header: Sequence[str]) -> list[Record]:
    """Read a UTF-8 comma-separated file whose columns are exactly those of `header`.

    Raises TaxonomyError when the file is missing or not UTF-8, a quotation mark is left open, a column
    is unknown, missing or given twice, a row has too few or too many cells, or a cell is padded with
    spaces or holds a dagger (the source list's mark for attested terms, which is not part of a label).
    """
    reader = csv.reader(io.StringIO(_read_text(path), newline=""), strict=True)
    try:
        columns = next(reader, [])
        _check_columns(path.name, columns, header)
        return [_record(path.name, reader.line_num, columns, cells) for cells in reader]
    except csv.Error as error:
        raise TaxonomyError(path.name, reader.line_num, str(error)) from error


def _read_text(path: Path) -> str:
    try:
        # -sig: spreadsheet programs put a byte order mark before the first column's name.
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise TaxonomyError(path.name, 1, "the file is missing") from error
    except UnicodeDecodeError as error:
        raise TaxonomyError(path.name, 1, "the file is not UTF-8") from error


def _check_columns(file: str, columns: Sequence[str], header: Sequence[str]) -> None:
    for column in columns:
        if column not in header:
            raise TaxonomyError(file, 1, f"unknown column {column!r}")
    for column in header:
        if columns.count(column) != 1:
            problem = "missing" if column not in columns else "repeated"
            raise TaxonomyError(file, 1, f"{problem} column {column!r}")


def _record(file: str, line: int, columns: Sequence[str], cells: Sequence[str]) -> Record:
    if len(cells) != len(columns):
        raise TaxonomyError(file, line, f"{len(cells)} cells in a table of {len(columns)} columns")
    for column, cell in zip(columns, cells, strict=True):
        if cell != cell.strip():
            raise TaxonomyError(file, line, f"column {column!r} is padded with spaces")
        if "†" in cell:
            raise TaxonomyError(file, line, f"column {column!r} holds a dagger")
    return Record(file, line, dict(zip(columns, cells, strict=True)))
