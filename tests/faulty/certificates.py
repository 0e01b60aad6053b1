"""A certificate authority of the test run's own."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme


@dataclass(frozen=True)
class Authority:
    """``bundle`` is the file to trust; ``context`` serves as 127.0.0.1, ::1 and localhost."""

    bundle: Path
    context: ssl.SSLContext

    @classmethod
    def create(cls, folder: Path) -> Authority:
        """Make a new authority, and write its certificate into ``folder``."""
        authority = trustme.CA()
        bundle = folder / "authority.pem"
        authority.cert_pem.write_to_path(bundle)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "::1", "localhost").configure_cert(context)
        return cls(bundle, context)
