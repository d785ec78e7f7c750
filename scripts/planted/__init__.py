"""Planted errors: what share of known faults the checks find, and how often they cry wolf."""
