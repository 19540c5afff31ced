"""Immunization status: the worked examples of domain rule IMM, by their ids."""
