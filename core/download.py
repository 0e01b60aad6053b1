"""From a URL to a whole file: resumable, checked, and under its name only when it is complete."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin

from core.foxapi.address import host_of, is_web_url

if TYPE_CHECKING:
    import requests

    from core.foxapi.transport import Call

SYNC_EVERY = 1 << 20
"""Bytes after which what was written is forced to the disk."""

CHUNK = 64 << 10
STALL_SECONDS, STALL_BYTES = 60.0, 64 << 10
"""A transfer that brings fewer bytes than this in this time is broken off and resumed."""

REDIRECTS = 5
NOT_A_CLIP = ("text/html", "application/json", "application/xml", "text/xml", "text/plain")

log = logging.getLogger(__name__)


class DownloadFailed(Exception):
    """A download that did not end in a whole file. ``code`` chooses the words."""

    def __init__(self, code: str, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
        self.retry_after = retry_after


class TransferBroken(DownloadFailed):
    """A fault on the way; what has arrived is kept, and the rest may be fetched later."""


class LinkDead(DownloadFailed):
    """The link does not lead to the file any more: 401, 403, 404 or 410."""


class LinkGone(LinkDead):
    """410: the file was there, and is not any more."""


class LinkRefused(DownloadFailed):
    """A link that is not http or https: it is never opened."""


class DiskProblem(DownloadFailed):
    """The file cannot be written: ``disk_full``, ``folder_gone``, ``folder_locked``, ``disk``."""


@dataclass(frozen=True)
class Download:
    """What to fetch, and how to tell of it.

    ``part`` is where the bytes are gathered; ``validator`` is the ETag or date that an earlier
    attempt met; ``begun`` is told the present one and the size (bytes, None if not known) before
    a byte is written; ``progress`` is told the bytes there are and the size.
    """

    url: str
    part: Path
    validator: str
    begun: Callable[[str, int | None], None]
    progress: Callable[[int, int | None], None]


def fetch(download: Download, call: Call) -> int:
    """Fetch into the part file until it is complete, and return its size in bytes.

    ``call.abort`` ends it from another thread. Raises ``DownloadFailed``.
    """
    from core.foxapi.transport import new_session

    if not download.url:
        raise LinkDead("link_dead", "no link is kept")
    start = resume_point(download.part) if download.validator else 0
    with new_session() as session, call.active():
        answer = _open(session, download, start, call)
        with answer:
            return _receive(answer, download, start, call)


def resume_point(part: Path) -> int:
    """Return how many bytes of a part are certainly on the disk, even after a power loss.

    Everything up to the last multiple of ``SYNC_EVERY`` was forced there before more was written.
    """
    try:
        size = part.stat().st_size
    except OSError:
        return 0
    return max(size - 1, 0) // SYNC_EVERY * SYNC_EVERY


def publish(part: Path, target: Path) -> None:
    """Give a complete part its name, never over an existing file, so that a power loss keeps it.

    Raises FileExistsError if ``target`` is there, ``DiskProblem`` if the file system fails.
    """
    try:
        try:
            os.link(part, target)
        except FileExistsError:
            raise
        except OSError:
            # A file system without hard links. On Windows rename refuses an existing target.
            if os.path.lexists(target):
                raise FileExistsError(target) from None
            part.rename(target)
        else:
            part.unlink()
        sync_folder(target.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise disk_problem(error) from error


def sync_folder(folder: Path) -> None:
    """Force a folder's entries to the disk, where the system can do that."""
    if os.name == "nt":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems cannot
            os.fsync(file)
    finally:
        os.close(file)


def write_whole(file: Path, content: bytes, *, alone: bool = False) -> None:
    """Write a small file whole or not at all, over an existing one, and force it to the disk.

    ``alone``: nobody else writes it at the same time, so what a killed program has left of it is
    written over instead of lying there for ever.
    """
    handle, name = _half_written(file) if alone else tempfile.mkstemp(dir=file.parent, prefix=".")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            _sync(stream)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def _half_written(file: Path) -> tuple[int, str]:
    new = str(file.with_name(f".{file.name}.new"))
    extra = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | extra, 0o600), new


def disk_problem(error: OSError) -> DiskProblem:
    """Return the failure that an operating system's error on the target folder means."""
    codes = {
        **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), "disk_full"),
        **dict.fromkeys((errno.ENOENT, errno.ENOTDIR, errno.ENODEV), "folder_gone"),
        **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), "folder_locked"),
    }
    return DiskProblem(codes.get(error.errno or 0, "disk"), error.strerror or str(error))


def _open(
    session: requests.Session, download: Download, start: int, call: Call
) -> requests.Response:
    """Ask for the file from ``start`` on, following redirects by hand, and return the answer."""
    from core.foxapi.transport import CONNECT_SECONDS, READ_SECONDS, NoAuth, route

    headers = {"Accept-Encoding": "identity"}
    if start:
        headers |= {"Range": f"bytes={start}-", "If-Range": download.validator}
    url = download.url
    for _ in range(REDIRECTS + 1):
        if not is_web_url(url):
            raise LinkRefused("link_refused", url[:200])
        with _network(), call.deadline(2 * READ_SECONDS):
            answer = session.get(
                url,
                headers=headers,
                auth=NoAuth(),
                stream=True,
                allow_redirects=False,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                **route(url),
            )
        if not answer.is_redirect:
            _check_status(answer)
            return answer
        url = urljoin(url, session.get_redirect_target(answer) or "")
        answer.close()
    raise TransferBroken("redirects", url[:200])


def _check_status(answer: requests.Response) -> None:
    from core.foxapi.client import retry_after

    status, detail = answer.status_code, f"HTTP {answer.status_code}"
    wait = retry_after(answer.headers.get("retry-after", ""), time.time())
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if status in (200, 206) and kind not in NOT_A_CLIP:
        return
    answer.close()
    if status == 410:
        raise LinkGone("link_dead", detail)
    if status in (401, 403, 404):
        raise LinkDead("link_dead", detail)
    if status == 416:
        raise TransferBroken("start_over", detail)
    if status in (200, 206):
        raise TransferBroken("not_a_clip", kind, wait)
    raise TransferBroken("transfer", detail, wait)


def _receive(answer: requests.Response, download: Download, start: int, call: Call) -> int:
    """Write the answer's body into the part, from ``start`` if that is what the server sends."""
    begins, size = _extent(answer)
    if begins not in (0, start):
        raise TransferBroken("start_over", "another range than was asked for")
    validator = _validator(answer)
    if begins:
        # Not every server minds If-Range; the rest of another file must not be added.
        validator = validator or download.validator
        if validator != download.validator:
            raise TransferBroken("start_over", "the file has changed")
    download.begun(validator, size)
    log.info("%s sends a clip of %s bytes, from byte %d on", host_of(answer.url), size, begins)
    try:
        with download.part.open("r+b" if begins else "wb") as stream:
            stream.truncate(begins)
            stream.seek(begins)
            received = _copy(answer, stream, begins, size, download.progress, call)
    except OSError as error:
        raise disk_problem(error) from error
    if size is not None and received < size:
        raise TransferBroken("transfer", f"{received} of {size} bytes")
    return received


def _validator(answer: requests.Response) -> str:
    etag: str = answer.headers.get("etag", "")
    return etag if etag and not etag.startswith("W/") else answer.headers.get("last-modified", "")


def _copy(
    answer: requests.Response,
    stream: IO[bytes],
    received: int,
    size: int | None,
    progress: Callable[[int, int | None], None],
    call: Call,
) -> int:
    mark, mark_at = received, time.monotonic()
    synced = received
    while size is None or received < size:
        with _network():
            chunk = answer.raw.read1(CHUNK)
        if not chunk:
            break
        if size is not None and received + len(chunk) > size:
            raise TransferBroken("start_over", "more bytes than announced")
        while chunk:
            room = synced + SYNC_EVERY - received
            stream.write(chunk[:room])
            received += len(chunk[:room])
            chunk = chunk[room:]
            if received == synced + SYNC_EVERY:
                _sync(stream)
                synced = received
        progress(received, size)
        now = time.monotonic()
        if now - mark_at >= STALL_SECONDS:
            if received - mark < STALL_BYTES:
                raise TransferBroken("transfer", "stalled")
            mark, mark_at = received, now
    if call.aborted:
        raise TransferBroken("transfer", "ended by this program")
    _sync(stream)
    return received


def _sync(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _extent(answer: requests.Response) -> tuple[int, int | None]:
    """Return where the body begins in the file, and the whole file's size if it is known."""
    if answer.status_code == 206:
        unit, _, rest = answer.headers.get("content-range", "").partition(" ")
        span, _, whole = rest.partition("/")
        first = span.partition("-")[0]
        begins = _count(first)
        if unit != "bytes" or begins is None:
            raise TransferBroken("start_over", "an answer without its range")
        return begins, _count(whole)
    return 0, _count(answer.headers.get("content-length", ""))


def _count(text: str) -> int | None:
    """Return a header's number of bytes; ``str.isdigit`` would let through what ``int`` refuses."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else None


@contextlib.contextmanager
def _network() -> Iterator[None]:
    """Turn what the network can raise into ``TransferBroken``, apart from the disk's errors."""
    import requests
    import urllib3

    from core.foxapi.transport import CallAborted

    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError, CallAborted) as error:
        raise TransferBroken("transfer", type(error).__name__) from error
    except (OSError, ValueError) as error:
        raise TransferBroken("transfer", str(error)[:200]) from error
