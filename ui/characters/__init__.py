"""Characters: made from clips, kept in a list, chosen in the form and named in the prompt."""
