"""Foxreel's faces: the window, and the command line, which needs no Qt."""
