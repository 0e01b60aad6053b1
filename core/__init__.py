"""Foxreel's core: jobs, their ledger and the way to FoxAPI. It knows nothing of Qt."""

__version__ = "0.1.0"
