"""One job in full: its clip, what was asked, what came of it."""
