"""What each command does: a module for those that belong together."""
