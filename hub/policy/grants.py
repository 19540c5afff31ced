"""Grants: who, standing how, reads or writes which slice, on what basis. The rules are made of
these: those to read stand in `GRANTS`, those to write in `WRITES`.
"""

from __future__ import annotations

from dataclasses import dataclass

STANDINGS: dict[str, tuple[str, ...]] = {
    "CN": ("CN", "CN/range"),
    "SB": ("SB", "SB/contracted"),
    "SL": ("SL", "SL/contracted"),
    "PA": ("PA", "PA/contracted"),
    "RS": ("RS", "RS/contracted"),
    "NU": ("NU", "NU.all", "NU/contracted", "NU.all/contracted"),
    "HA": ("HA", "HA.all"),
    "PR": ("PR", "PR.all"),
    "RG": ("RG", "RG.all"),
    "OF": ("OF", "OF.all"),
    "SCH": ("SCH.staff", "SCH.district", "SCH.student", "SCH.guardian"),
    "SCH:staff": ("PR:staff", "RG:staff", "PO"),
}
"""Standings of the matrix that rest on more than one relation; every other is its own."""

PURPOSES: dict[str, str] = {
    "CA-49602": "told by the counselor",
    "EMERG": "an emergency of health or safety",
    "IDEA-CONF": "carrying out the education program",
    "IDEA-TEAM": "carrying out the education program",
}
"""For what a recorded reading was, by the basis of its grant (34 CFR 99.32, 300.614); what rests
on an agreement or engagement letter was for that letter's own purpose."""


@dataclass(frozen=True)
class Grant:
    """One relation reads, or writes, one slice. `logged`: each reading leaves a disclosure row
    (`$`).

    `listed`: only where the agreement or letter on which the relation rests lists the slice (`c`),
    and its function is one of `functions`, if there are any.
    """

    relation: str
    slice: str
    basis: str
    logged: bool = False
    listed: bool = False
    functions: tuple[str, ...] = ()


def read(slice_id: str, standings: str, basis: str) -> tuple[Grant, ...]:
    """The standings read every row of the slice that is about their student."""
    return tuple(
        Grant(relation, slice_id, basis)
        for standing in standings.split()
        for relation in STANDINGS.get(standing, (standing,))
    )


def own(slice_id: str, standings: str, basis: str) -> tuple[Grant, ...]:
    """The standings read only the rows of their own section."""
    return tuple(
        Grant(f"{relation}:own", slice_id, basis)
        for standing in standings.split()
        for relation in STANDINGS.get(standing, (standing,))
    )


def logged(slice_id: str, standings: str, basis: str) -> tuple[Grant, ...]:
    """As `read`, and each reading is written to the student's disclosure record."""
    return tuple(
        Grant(grant.relation, grant.slice, grant.basis, logged=True)
        for grant in read(slice_id, standings, basis)
    )


def listed(
    slice_id: str, standings: str, basis: str, functions: str = "", *, logged: bool = False
) -> tuple[Grant, ...]:
    """The standings read the slice where their letter lists it; each has a relation of its own."""
    only = tuple(functions.split())
    return tuple(
        Grant(f"{standing}:{slice_id}", slice_id, basis, logged, listed=True, functions=only)
        for standing in standings.split()
    )


def write(slice_id: str, standings: str, basis: str) -> tuple[Grant, ...]:
    """The standings write every row of the slice that is about their student (`W`)."""
    return read(slice_id, standings, basis)


def write_own(slice_id: str, standings: str, basis: str) -> tuple[Grant, ...]:
    """The standings write only the rows of their own section."""
    return own(slice_id, standings, basis)
