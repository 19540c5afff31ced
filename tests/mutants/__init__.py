"""Mutants: the policy spoiled in one place at a time, and the tests that must notice each."""
