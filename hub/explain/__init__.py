"""Explain (P-45): why somebody may or may not read a field, and who could read it.

The policy's own clauses are asked, printed by its own forms; no value is ever shown.
"""
