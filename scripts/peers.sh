#!/bin/sh
# Set up calibre, whose ebook-convert `make speed` measures beside ours. Nothing else needs it.
#
# It cannot be unpacked as other packages can, since its programs look for it where the system has it.
# Where it cannot be installed, that is said, and the others are measured without it.
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

has_calibre() { command -v ebook-convert >/dev/null; }

if ! has_calibre && command -v apt-get >/dev/null && become_root; then
    install_packages calibre
fi
if has_calibre; then
    touch .venv/.peers
else
    say 'warning: setup: calibre could not be installed' \
        '(as root: apt-get install --no-install-recommends calibre)'
    say '    it will not be measured'
fi
