"""Recovery held against known structure: cases built, scored by a scorer of their own, and set out.

cases     a folder -> its cases                                   pipeline.bench.cases
run       each case built in a process of its own, and scored     pipeline.bench.run
figures   what is shown of a case; means; what changed since      pipeline.bench.figures
table     the figures on the terminal                             pipeline.bench.table

The scorer is not ours: a program called with a case and an edition, which prints its figures as
JSON. So what is measured cannot bend the measure.
"""
