"""Programs that make what the project keeps. No part of the package `pipeline`."""
