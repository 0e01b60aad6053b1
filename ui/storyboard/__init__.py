"""The storyboard's editor: many shots with shared settings, sent at once."""
