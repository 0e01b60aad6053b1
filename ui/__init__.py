"""Foxreel's faces: the command line, without Qt."""
