#!/bin/sh
# Set up what Recension needs: a Python environment in .venv, the system libraries that set a PDF,
# a Java runtime for EPUBCheck, and the typefaces. Only python3 and a POSIX shell are presumed.
#
# What the system lacks comes from Debian's packages: installed where we are root or have sudo,
# otherwise unpacked into .venv-system, which scripts/run puts on the paths. What can be had in
# neither way is named at the end, with the command that installs it.
set -eu
cd "$(dirname "$0")/.."

OLDEST='3, 11'
SYSTEM=.venv-system
FONTS=.venv/share/recension/fonts
LIBERTINE=usr/share/fonts/opentype/linux-libertine
LIBRARIES='libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0
    libharfbuzz-subset.so.0 libfontconfig.so.1'

say() { printf '%s\n' "$*" >&2; }

# Fail with what is wrong and what to do about it.
fail() {
    say "error: setup: $1"
    say "    $2"
    exit 2
}

# Give the first Python that is new enough.
find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c "import sys; sys.exit(sys.version_info < ($OLDEST))" 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    fail "Python 3.11 or newer is needed, and was not found" \
        "install it, or name it: make setup PYTHON=/path/to/python3"
}

# --- what is there ---------------------------------------------------------------------------

has_environment() { [ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1; }
has_ensurepip() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }
pip_wheel() { ls $SYSTEM/usr/share/python-wheels/pip-*.whl 2>/dev/null; }
has_java() { sh scripts/run java -version >/dev/null 2>&1; }
font_source() {
    for folder in "${RECENSION_FONTS:-}" /$LIBERTINE $SYSTEM/$LIBERTINE; do
        if [ -e "$folder/LinLibertine_R.otf" ]; then echo "$folder" && return; fi
    done
    return 1
}
has_libraries() {
    # shellcheck disable=SC2086 # the names are words
    sh scripts/run "$python" -c '
import ctypes, sys
for name in sys.argv[1:]:
    ctypes.CDLL(name)' $LIBRARIES 2>/dev/null
}

# Name the Debian packages that are missing.
missing() {
    has_environment || has_ensurepip || pip_wheel >/dev/null || echo python3-venv
    has_libraries || echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    has_java || echo default-jre-headless
    font_source >/dev/null || echo fonts-linuxlibertine
}

# --- Debian's packages -------------------------------------------------------------------------

# Install packages as root. What fails here is named at the end.
install_packages() {
    say "setup: installing $*"
    $as_root apt-get -qq update || true
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 \
        install --yes --no-install-recommends "$@" >/dev/null || true
}

# Unpack packages, and what they depend on, into .venv-system. apt's lists and its cache are kept
# there too, since those of the system may be empty and are not ours to fill.
unpack_packages() {
    say "setup: unpacking $* into $SYSTEM (no root here)"
    mkdir -p $SYSTEM/apt/lists/partial $SYSTEM/apt/archives/partial
    apt="$PWD/$SYSTEM/apt"
    apt() {
        apt-get -qq -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt" \
            -o Debug::NoLocking=1 "$@"
    }
    apt update || return 0
    # "Inst NAME [OLD] (NEW …": a package with an old version is on the system, and stays as it is.
    wanted=$(apt --simulate --no-install-recommends install "$@" | sed -n 's/^Inst \([^ ]*\) (.*/\1/p')
    # shellcheck disable=SC2086 # the names are words
    (cd "$apt/archives" && apt download $wanted) || return 0
    for package in "$apt"/archives/*.deb; do
        dpkg -x "$package" $SYSTEM || return 0
    done
    rm -r "$apt"
    mend_links
    configure_fontconfig
}

# Packages link to absolute paths, which are under .venv-system now.
mend_links() {
    find $SYSTEM -type l -lname '/*' | while IFS= read -r link; do
        target=$SYSTEM$(readlink "$link")
        if [ -e "$target" ]; then ln -sfnr "$target" "$link"; fi
    done
}

# The configuration of fontconfig is made by what its packages run when they are installed.
configure_fontconfig() {
    cat >$SYSTEM/fonts.conf <<'CONFIGURATION'
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir prefix="relative">usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
CONFIGURATION
}

get_packages() {
    if ! command -v apt-get >/dev/null; then
        return
    elif [ "$(id -u)" = 0 ]; then
        as_root=''
        install_packages "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
        install_packages "$@"
    elif command -v dpkg >/dev/null; then
        unpack_packages "$@"
    fi
}

# --- the environment ---------------------------------------------------------------------------

make_environment() {
    has_environment && return
    say 'setup: making .venv'
    rm -rf .venv
    if has_ensurepip; then
        "$python" -m venv .venv
    else
        "$python" -m venv --without-pip .venv
        .venv/bin/python -m zipfile -e "$(pip_wheel)" "$(library)"
        # Debian's pip trusts the certificates of the system. Without those, let it trust its own.
        [ -e /etc/ssl/certs/ca-certificates.crt ] ||
            sed -i "s|^DEBIAN_CA_CERTS_PATH = .*|DEBIAN_CA_CERTS_PATH = __file__[:-7] + 'cacert.pem'|" \
                "$(library)/pip/_vendor/certifi/core.py"
    fi
}

library() { .venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'; }

install_requirements() {
    say 'setup: installing the Python packages of requirements.lock'
    .venv/bin/python -m pip --quiet --quiet --disable-pip-version-check install \
        --require-hashes --requirement requirements.lock >&2 ||
        fail 'the Python packages could not be installed' \
            'pip says why above; when that is mended, run again: make setup'
}

# Put the project on the environment's path, and its command into the environment. Both find the
# project from where they stand, so that the folder may be moved.
install_command() {
    echo ../../../.. >"$(library)/recension.pth"
    cat >.venv/bin/recension <<'LAUNCHER'
#!/bin/sh
bin=$(dirname "$(readlink -f "$0")")
exec "$bin/../../scripts/run" "$bin/python" -P -m pipeline "$@"
LAUNCHER
    chmod +x .venv/bin/recension
}

install_fonts() {
    mkdir -p $FONTS
    cp "$(font_source)"/*.otf $FONTS/
}

python=$(find_python)
lacking=$(missing)
if [ -n "$lacking" ]; then
    # shellcheck disable=SC2086 # the names are words
    get_packages $lacking
    lacking=$(missing | xargs)
fi
case $lacking in
    *python3-venv*) ;;
    *)
        make_environment
        install_requirements
        install_command
        ;;
esac
if [ -n "$lacking" ]; then
    fail "these are missing, and could be neither installed nor unpacked: $lacking" \
        "as root: apt-get install --no-install-recommends $lacking    then: make setup"
fi
install_fonts
sh scripts/run .venv/bin/python -c 'import weasyprint' ||
    fail 'WeasyPrint, which sets the PDF, cannot be loaded' \
        'it says why above; when that is mended, run again: make setup'
touch .venv/.ready
say 'setup: done'
