"""The reference, written from the code itself: commands, settings, decisions, rules and checks.

`docs/reference.md` has all of it. What is needed at hand is in the handbook too, as an appendix. A
command, key, action, rule or check that nothing is said of cannot be written, and a test holds
both files against the code.
"""
