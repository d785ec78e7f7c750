#!/bin/sh
# Write requirements.lock anew: the newest versions that pyproject.toml allows, with the hashes of
# their files for every system. The resolver lives only as long as this runs.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet install uv
{
    echo '# All that pyproject.toml asks for, with hashes. Made by: make lock'
    "$work/venv/bin/uv" --quiet pip compile --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade \
        --group dev pyproject.toml
} >"$work/lock"
mv "$work/lock" requirements.lock
