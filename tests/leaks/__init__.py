"""The leak matrix: every standing, every column, every path by which a value could get out.

A cell is one standing, one of the four students of its school (or everyone: rows that lead to no
student), one path and one place. The paths: selected by `node`; selected `nested` below a parent,
by each link that leads there; compared by a `filter`; told by a `count`; told by a `sort`; carried
in a `cursor`; said in an `error`. A place is a column, or a link and a column below it.

What a cell should be is read from tests/policy/matrix.csv and slices.csv, which were typed by
hand, and never from hub/policy. What it is, is asked of a hub: `shown` (the value is there, or
tells), `withheld` (the row is there and the value isn't), `refused` (the question is), `absent`
(nothing is there, or the schema has no such question).
"""
