"""The views of the desk: each module holds some of its addresses, in `ROUTES`."""
