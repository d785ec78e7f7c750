"""Quotation marks and apostrophes, told apart: a paragraph is read from mark to mark."""
