"""Promises about who reads what, kept against a specification that was typed by hand.

`matrix.csv` has one row per slice and one column per standing. Its cells:
R reads; R$ reads, and each reading is logged; own reads rows of the viewer's own section only
(in the column AU: rows that the viewer wrote); - none; A refused until aggregates exist; later
refused until the issue that opens it.

A standing that extends another holds only where that one holds too, and its column lists only
what it adds: CT.grading extends CT, PR.opened and PR.team extend PR, GR extends GD, ST16
extends ST. Every staff member with a post is STAFF besides, and everyone is EV.

`slices.csv` has one row per slice and column. `rows` names a condition on the row, in words
that tests/oracle defines. A column of a row that fails its condition is withheld, unless another
slice shows it; in 1a.preferred.family and 26.open, which keep silent, it is empty instead, as if
nobody had recorded anything. What belongs to a confidential health record is confidential too:
not_confidential asks a plan for its condition, a part for its plan, a dose for its order.

A guardian reads 20, 28 and 29 in two halves: .place says where the student was (an incident's
free text may, and is in it) and falls under orders on location and contact; .family is the rest.

`inputs.csv` is the same for slices of which a reader is shown nothing but what is worked out of
them: whoever reads 16 has a status of these columns, and none of the columns by it.

The slice KEY holds what every visible row shows (its key, and the student on whom it hangs);
INTERNAL holds what nobody reads.
"""
