"""The hand-typed matrix, read; and the rules brought into its form."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hub.policy import RELATIONS, SLICES, row_of
from hub.policy.grants import STANDINGS
from hub.policy.rules import GRANTS
from hub.policy.slices import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hub.policy.grants import Grant

HERE = Path(__file__).parent
EXTENDS = {"CT.grading": "CT", "PR.opened": "PR", "PR.team": "PR", "GR": "GD", "ST16": "ST"}
"""Standings that hold only where another one does, and list only what they add."""
WAYS = {
    "CN": "CN CN/range",
    "SB": "SB SB/contracted",
    "SL": "SL SL/contracted",
    "PA": "PA PA/contracted",
    "RS": "RS RS/contracted",
    "NU": "NU NU.all NU/contracted NU.all/contracted",
    "HA": "HA HA.all",
    "PR": "PR PR.all",
    "RG": "RG RG.all",
    "OF": "OF OF.all",
    "SCH": "SCH.staff SCH.district SCH.student SCH.guardian",
}
"""In which ways a standing comes about: by caseload or by range of letters, at one school or in
the whole district, employed or contracted. A cell is open in each of them."""
AUTHORED = {
    "11": "health_alert",
    "12": "condition care_plan",
    "13": "medication_order medication_administration",
    "14": "health_visit",
    "15": "immunization",
}
"""Health records that say who entered them: what an author (AU) reads of a slice (P-5)."""
REPORTED = {"20.report": "incident", "20.party": "incident_participation"}
"""What whoever reports an incident writes of it: read as 20.reported, so in no row of their own."""
ENTERED = {
    "S0.bells": ("S0", "bell_schedule bell_period"),
    "S1.site": ("S1", "post"),
    "S1.all": ("S1", "post"),
    "17.case": ("17.team", "caseload"),
    "17.word": ("17", "iep_acknowledgement"),
    "18.plan": ("18", "iep iep_service iep_goal iep_support"),
}
"""What some write of tables, all of them: read as the slice that is named."""
LABELS = ("slice", "title", "basis", "rule")
READS = ("R", "R$", "own", "c", "c$")


@cache
def matrix() -> dict[str, dict[str, str]]:
    """Slice -> standing -> cell, as typed."""
    with (HERE / "matrix.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["slice"]: {k: v for k, v in row.items() if k not in LABELS} for row in rows}


@cache
def parts() -> dict[tuple[str, str], tuple[str, frozenset[str]]]:
    """(slice, table) -> the row condition's name, and the columns."""
    found: dict[tuple[str, str], tuple[str, set[str]]] = {}
    with (HERE / "slices.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            place = found.setdefault((row["slice"], row["table"]), (row["rows"], set()))
            place[1].add(row["column"])
    return {place: (rows, frozenset(columns)) for place, (rows, columns) in found.items()}


def cells_of(standing: str) -> dict[str, str]:
    """Slice -> cell of everything that a standing reads, with what it extends."""
    found = {each: row[standing] for each, row in matrix().items() if row[standing] in READS}
    extended = EXTENDS.get(standing)
    return {**cells_of(extended), **found} if extended else found


def typed_cells() -> dict[str, dict[str, str]]:
    """The matrix as typed: only cells that read, and slices that have one."""
    reads = {
        slice_id: {standing: cell for standing, cell in row.items() if cell in READS}
        for slice_id, row in matrix().items()
    }
    return {each: row for each, row in reads.items() if row}


def typed_columns() -> dict[tuple[str, str], frozenset[str]]:
    """(slice, table) -> columns as typed, without those of structure."""
    found = {
        place: columns - STRUCTURE
        for place, (_, columns) in parts().items()
        if place[0] not in ("KEY", "INTERNAL")
    }
    authored = {
        (f"{piece}.authored", table): found[piece, table]
        for piece, tables in AUTHORED.items()
        for table in tables.split()
    }
    reported = {
        (piece, table): found["20.reported", table] - {"status"}
        for piece, table in REPORTED.items()
    }
    entered = {
        (piece, table): found[read, table]
        for piece, (read, tables) in ENTERED.items()
        for table in tables.split()
    }
    return found | authored | reported | entered


def slices_as_columns() -> dict[tuple[str, str], frozenset[str]]:
    """The slices of hub/policy in the same form."""
    found: dict[tuple[str, str], set[str]] = {}
    for piece in (each for each in SLICES.values() if not each.within):
        for table, column in piece.columns:
            found.setdefault((piece.id, table), set()).add(column)
    return {place: frozenset(columns - STRUCTURE) for place, columns in found.items()}


def typed_inputs() -> dict[tuple[str, str, str], bool]:
    """(slice, table, column) of what only serves to work something out, as typed: whether of some
    rows alone.
    """
    with (HERE / "inputs.csv").open(newline="") as file:
        lines = list(csv.DictReader(file))
    return {(each["slice"], each["table"], each["column"]): bool(each["rows"]) for each in lines}


def slices_as_inputs() -> dict[tuple[str, str, str], bool]:
    """The slices of hub/policy in the same form."""
    return {
        (piece.id, table, column): table in piece.rows
        for piece in SLICES.values()
        if piece.within
        for table, column in piece.columns
        if column not in STRUCTURE
    }


def rules_as_matrix(grants: Sequence[Grant] = GRANTS) -> dict[str, dict[str, str]]:
    """The rules of hub/policy in the matrix's form: only cells that read."""
    found: dict[str, dict[str, str]] = {}
    for grant in grants:
        standing = _standing(grant.relation, grant.slice)
        if standing is None:
            continue
        slice_id = grant.slice.removesuffix(".authored")
        cell = ("c" if grant.listed else "R") + ("$" if grant.logged else "")
        if grant.relation.endswith(":own") or grant.slice.endswith(".authored"):
            cell = "own"
        found.setdefault(slice_id, {})[standing] = cell
    return found


def ways_as_typed() -> dict[tuple[str, str], frozenset[str]]:
    """(slice, standing) -> the ways in which its cell is open, by the matrix as typed."""
    return {
        (slice_id, standing): frozenset(WAYS.get(standing, standing).split())
        for slice_id, row in typed_cells().items()
        for standing in row
    }


def ways_of(grants: Sequence[Grant] = GRANTS) -> dict[tuple[str, str], frozenset[str]]:
    """The rules of hub/policy in the same form."""
    found: dict[tuple[str, str], set[str]] = {}
    for grant in grants:
        standing = _standing(grant.relation, grant.slice)
        if standing is not None:
            slice_id = grant.slice.removesuffix(".authored")
            found.setdefault((slice_id, standing), set()).update(_ways(grant.relation, standing))
    return {place: frozenset(ways) for place, ways in found.items()}


def _ways(relation: str, standing: str) -> list[str]:
    """To rows of staff one relation stands for all ways to supervise."""
    if standing not in WAYS:
        return [standing]
    return (
        WAYS[standing].split() if relation.endswith(":staff") else [relation.removesuffix(":own")]
    )


def _standing(relation: str, slice_id: str) -> str | None:
    """The matrix's column for a relation; None for variants that its column stands for."""
    if slice_id in ("6.self", "7.self"):
        return "GR"
    if slice_id == "S2":
        return {"PR:staff": "PR", "RG:staff": "RG", "PO": "PO"}[relation]
    if relation in ("AU:wrote", "STAFF:reported"):
        return relation.split(":", maxsplit=1)[0]
    if RELATIONS[relation].listed:
        return relation.partition(":")[0]
    name = relation.removesuffix(":own")
    owners = [standing for standing, names in STANDINGS.items() if name in names]
    owners = [each for each in owners if each != "SCH:staff"]
    return owners[0] if owners else name


__all__ = [
    "RELATIONS",
    "cells_of",
    "matrix",
    "parts",
    "row_of",
    "rules_as_matrix",
    "slices_as_columns",
    "slices_as_inputs",
    "typed_cells",
    "typed_columns",
    "typed_inputs",
    "ways_as_typed",
    "ways_of",
]
