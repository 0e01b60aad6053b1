"""The list of jobs: queue and library in one."""
