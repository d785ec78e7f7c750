"""The regular expressions of `pipeline/`, attacked one by one."""
