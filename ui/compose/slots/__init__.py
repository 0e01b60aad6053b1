"""The places for files in the form: wells, lists and rows, made from what the model takes."""
