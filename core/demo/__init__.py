"""The built-in engine: the same HTTP contract on loopback, rendering real MP4 files."""
