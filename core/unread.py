"""Why something could not be read from a disk or the web, or a folder used: codes with words."""

from __future__ import annotations

import errno

_ON_DISK = {
    errno.ENOENT: "absent",
    errno.ENOTDIR: "absent",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EISDIR: "folder",
    errno.ELOOP: "loop",
    errno.ENAMETOOLONG: "long_name",
    errno.ENXIO: "no_file",
}

_FOLDER = {
    errno.ENOENT: "absent",
    errno.EEXIST: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EACCES: "locked",
    errno.EPERM: "locked",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.ELOOP: "loop",
    errno.ENAMETOOLONG: "long_name",
}


def why_unreadable(error: OSError) -> str:
    """Return why a file could not be read, else the system's own words.

    One of ``absent``, ``forbidden``, ``folder``, ``loop``, ``long_name`` and ``no_file``.
    """
    return _ON_DISK.get(error.errno or 0) or error.strerror or type(error).__name__


def why_no_folder(error: OSError) -> str:
    """Return why a folder could be neither made nor written to, else the system's own words.

    One of ``absent``, ``no_folder``, ``locked``, ``read_only``, ``full``, ``loop``, ``long_name``.
    """
    return _FOLDER.get(error.errno or 0) or error.strerror or type(error).__name__


def why_unfetched(error: Exception) -> str:
    """Return what kept a picture on the web from being fetched with requests.

    One of ``no_proxy``, ``not_secure``, ``timed_out``, ``missing``, ``refused``, ``failing``,
    ``redirects``, ``odd_address``, ``broken_off`` and ``unreachable``.
    """
    import requests

    from core.foxapi.transport import CallAborted

    if isinstance(error, requests.HTTPError):
        return _by_status(error.response.status_code)
    # In this order: some of the classes are kinds of others.
    kinds: tuple[tuple[str, tuple[type[Exception], ...]], ...] = (
        ("no_proxy", (requests.exceptions.ProxyError,)),
        ("not_secure", (requests.exceptions.SSLError,)),
        ("timed_out", (requests.Timeout, CallAborted)),
        ("redirects", (requests.TooManyRedirects,)),
        ("odd_address", (ValueError,)),  # what requests raises for an address is one
    )
    found = next((code for code, classes in kinds if isinstance(error, classes)), "")
    return found or _by_cause(error)


def _by_status(status: int) -> str:
    if status in (404, 410):
        return "missing"
    return "failing" if status >= 500 else "refused"


def _by_cause(error: Exception) -> str:
    """Tell a host that was never reached from one that was; requests wraps what urllib3 met."""
    from urllib3.exceptions import MaxRetryError, ReadTimeoutError

    cause = error.args[0] if error.args else None
    if isinstance(cause, ReadTimeoutError):
        return "timed_out"
    return "unreachable" if isinstance(cause, MaxRetryError) else "broken_off"
