"""The rows of the list as Qt and the view see them, and the jobs of those rows that are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
)

from core.job import Job
from core.language import translate
from core.library import Library
from ui.background import Background
from ui.queue.rows import Rows, is_group
from ui.queue.store import JobStore
from ui.queue.takes import face_of_takes
from ui.wording import day_words, title

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class RowModel(QAbstractTableModel):
    """Rows in one column, with a header row above each local day.

    A row's key is the id of its job, or that of a group of takes. The takes of one request are a
    row of their own, beneath which they stand once it is unfolded.
    """

    def __init__(
        self, library: Library, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rows = Rows()
        self._jobs = JobStore(library, background, self)
        self._describe: Callable[[str], str] = self._title

    # What Qt asks

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return the number of rows, headers included."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        """Return 1."""
        return 0 if parent.isValid() else 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let jobs be chosen, and finished ones be dragged; headers are only to be read."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        key = self.key_at(index.row())
        if not key:
            return Qt.ItemFlag.ItemNeverHasChildren
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        flags |= Qt.ItemFlag.ItemNeverHasChildren
        job = self.face(key)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if job is not None and job.file else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text, short or as it is read aloud."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), self._title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(index.row(), self._describe)
        return None

    def mimeTypes(self) -> list[str]:
        """Return what a row can be dragged as."""
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the files of the finished jobs among ``indexes``."""
        jobs = [job for index in indexes if (job := self.job_at(index))]
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(job.file) for job in jobs if job.file])
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """Let a file be copied, never moved away."""
        return Qt.DropAction.CopyAction

    # What the view asks

    @property
    def jobs(self) -> int:
        """The number of jobs in the list."""
        return self._rows.jobs

    def job_at(self, index: _Index) -> Job | None:
        """Return the job that a row stands for, None for a header and for what was not read yet."""
        return self.face(self.key_at(index.row())) if index.isValid() else None

    def job(self, job_id: str) -> Job | None:
        """Return a job as it is shown, None if it is not in memory."""
        return self._jobs.get(job_id)

    def key_at(self, row: int) -> str:
        """Return the key of a row, empty for a header."""
        return self._rows.key_at(row)

    def row_of(self, key: str) -> int:
        """Return the row of a job or a group, for a job that is folded away that of its group.

        -1 if it is not in the list.
        """
        return self._rows.row_of(key)

    def ids_of(self, key: str) -> tuple[str, ...]:
        """Return the ids of a row's jobs: its own, or those of its takes, the oldest first."""
        return self._rows.takes(key) if is_group(key) else (key,) if key else ()

    def jobs_of(self, key: str) -> list[Job]:
        """Return the jobs of a row; none as long as some of them were not read yet."""
        if not is_group(key):
            job = self._jobs.get(key)
            return [] if job is None else [job]
        ids = self._rows.takes(key)
        found = [job for job_id in ids if (job := self._jobs.get(job_id)) is not None]
        return found if len(found) == len(ids) else []

    def face(self, key: str) -> Job | None:
        """Return the job whose picture a row shows and which it opens, None if it is not read."""
        jobs = self.jobs_of(key)
        return face_of_takes(jobs) if jobs else None

    def group_of(self, job_id: str) -> str:
        """Return the key of the group that a job is in, empty if it is in none."""
        return self._rows.group_of(job_id)

    def group_at(self, row: int) -> str:
        """Return the key of the group that a row stands beneath, empty where it is not indented."""
        return self._rows.group_at(row)

    def is_unfolded(self, key: str) -> bool:
        """Tell whether the takes of a group are seen beneath it."""
        return key in self._rows.unfolded

    def set_unfolded(self, key: str, unfolded: bool) -> None:
        """Show the takes of a group beneath it, or fold them away."""
        self._rows.set_unfolded(key, unfolded, self)

    def take_rows(self) -> list[int]:
        """Return the rows that stand beneath groups."""
        return self._rows.take_rows()

    def header_rows(self) -> list[int]:
        """Return the rows that are headers."""
        return self._rows.header_rows()

    def is_header(self, row: int) -> bool:
        """Tell whether a row is a header."""
        return self._rows.day_at(row) is not None

    def want(self, key: str) -> None:
        """Have the jobs of a row read that is to be painted."""
        for job_id in self.ids_of(key):
            self._jobs.want(job_id)

    def describe_with(self, describe: Callable[[str], str]) -> None:
        """Let ``describe`` say what is read aloud for the row with a key that was read."""
        self._describe = describe

    # What the rows tell

    @contextmanager
    def inserting(self, first: int, last: int) -> Iterator[None]:
        """Tell of rows that come."""
        self.beginInsertRows(QModelIndex(), first, last)
        yield
        self.endInsertRows()

    @contextmanager
    def removing(self, first: int, last: int) -> Iterator[None]:
        """Tell of rows that go."""
        self.beginRemoveRows(QModelIndex(), first, last)
        yield
        self.endRemoveRows()

    def changed(self, row: int) -> None:
        """Tell of one row that looks different."""
        index = self.index(row, 0)
        self.dataChanged.emit(index, index)

    def _text(self, row: int, describe: Callable[[str], str]) -> str:
        day = self._rows.day_at(row)
        if day is not None:
            return day_words(day)
        key = self._rows.key_at(row)
        return describe(key) if self.jobs_of(key) else translate("Row", "Loading…")

    def _title(self, key: str) -> str:
        job = self.face(key)
        return title(job) if job is not None else ""
