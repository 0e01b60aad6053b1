"""Choosing a model: the picker, and what stands in its rows."""
