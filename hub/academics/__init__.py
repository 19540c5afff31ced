"""Work out: what a student's lines and seats come to, by rules with numbers of the district's own.

Pure functions over frozen data, which know no table, viewer or request. Every number is handed out
with the lines on which it rests, and with the reason why any other line is not in it.
"""
