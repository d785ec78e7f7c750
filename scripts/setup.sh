#!/bin/sh
# Set up what Recension needs: a Python environment in .venv, the system libraries that set a PDF,
# a Java runtime for EPUBCheck, and the typefaces. Only python3 and a POSIX shell are presumed.
#
# What the system lacks comes from Debian's packages: installed where we are root or have sudo,
# otherwise unpacked into .venv-system, which scripts/run puts on the paths. What can be had in
# neither way is named at the end, with the command that installs it. On Fedora it comes from dnf's
# packages, if we may be root; on macOS from Homebrew's. There it was not tried (scripts/packages.sh).
set -eu
cd "$(dirname "$0")/.."
. scripts/packages.sh

OLDEST='3, 11'
FONTS=.venv/share/recension/fonts
FACES='fonts-linuxlibertine:opentype/linux-libertine/LinLibertine_R.otf
    fonts-vollkorn:truetype/vollkorn/Vollkorn-Regular.ttf
    fonts-dejavu-core:truetype/dejavu/DejaVuSerif.ttf'
# Dictionaries of hunspell. Without one, its language's words are told by their frequency alone.
# Its library loads them in a third of the time of the one that comes with the Python package.
DICTIONARIES='hunspell-en-us:en_US hunspell-en-gb:en_GB hunspell-de-de:de_DE
    hunspell-fr-comprehensive:fr hunspell-es:es_ES hunspell-it:it_IT hunspell-pl:pl_PL
    hunspell-ru:ru_RU'
HUNSPELL=libhunspell-1.7.so.0
SPELLING=.venv/share/recension/dictionaries
LICENCES=.venv/share/recension/licences
LIBRARIES='libgobject-2.0.so.0 libpango-1.0.so.0 libpangoft2-1.0.so.0 libharfbuzz.so.0
    libharfbuzz-subset.so.0 libfontconfig.so.1'
if [ "$(uname 2>/dev/null)" = Darwin ]; then
    LIBRARIES='libgobject-2.0.0.dylib libpango-1.0.0.dylib libpangoft2-1.0.0.dylib
        libharfbuzz.0.dylib libharfbuzz-subset.0.dylib libfontconfig.1.dylib'
    HUNSPELL=libhunspell-1.7.0.dylib
fi

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
# Give the folder that holds a typeface of FACES, one of whose files is named: where Debian has it,
# or anywhere among the typefaces of the system or of the user.
font_source() {
    for fonts in /usr/share/fonts "$SYSTEM/usr/share/fonts"; do
        for file in "${RECENSION_FONTS:-}/${1##*/}" "$fonts/$1"; do
            if [ -e "$file" ]; then dirname "$file" && return; fi
        done
    done
    for fonts in /usr/share/fonts "${HOME:-}/.local/share/fonts" "${HOME:-}/Library/Fonts"; do
        if [ -d "$fonts" ]; then
            file=$(find -L "$fonts" -name "${1##*/}" 2>/dev/null | head -n 1)
            if [ -n "$file" ]; then dirname "$file" && return; fi
        fi
    done
    return 1
}
# Copy what a package of Debian says of its licences; others have none of that form.
copy_licence() {
    mkdir -p $LICENCES
    for root in "" $SYSTEM; do
        file=$root/usr/share/doc/$1/copyright
        if [ -e "$file" ]; then cp -L "$file" "$LICENCES/$1.txt"; fi
    done
}
# Give the folder that holds a dictionary.
dictionary_source() {
    for dictionaries in /usr/share/hunspell "$SYSTEM/usr/share/hunspell"; do
        if [ -e "$dictionaries/$1.dic" ]; then echo "$dictionaries" && return; fi
    done
    return 1
}
# Name the Debian packages of the dictionaries that are missing, and of the library.
missing_dictionaries() {
    has_libraries $HUNSPELL || echo libhunspell-1.7-0
    for dictionary in $DICTIONARIES; do
        dictionary_source "${dictionary#*:}" >/dev/null || echo "${dictionary%%:*}"
    done
}
has_libraries() {
    sh scripts/run "$python" -c '
import ctypes, sys
for name in sys.argv[1:]:
    ctypes.CDLL(name)' "$@" 2>/dev/null
}

# Name the Debian packages that are missing.
missing() {
    has_environment || has_ensurepip || pip_wheel >/dev/null || echo python3-venv
    # shellcheck disable=SC2086 # the names are words
    has_libraries $LIBRARIES || echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    has_java || echo default-jre-headless
    for face in $FACES; do
        font_source "${face#*:}" >/dev/null || echo "${face%%:*}"
    done
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

# Copy the dictionaries; nothing stops where some cannot be had.
install_dictionaries() {
    lacking=$(missing_dictionaries | xargs)
    if [ -n "$lacking" ]; then
        # shellcheck disable=SC2086 # the names are words
        get_packages $lacking
        lacking=$(missing_dictionaries | xargs)
    fi
    if [ -n "$lacking" ]; then
        say "setup: warning: without these, spelling is checked slowly, or by word frequencies: $lacking" \
            "($(command_for $lacking))"
    fi
    mkdir -p $SPELLING
    for dictionary in $DICTIONARIES; do
        if folder=$(dictionary_source "${dictionary#*:}"); then
            cp -L "$folder/${dictionary#*:}.aff" "$folder/${dictionary#*:}.dic" $SPELLING/
            copy_licence "${dictionary%%:*}"
        fi
    done
}

# Copy the typefaces that the themes name.
install_fonts() {
    mkdir -p $FONTS
    for face in $FACES; do copy_licence "${face%%:*}"; done
    for file in $(sed -n 's/^@font-face.*url("\([^"]*\)").*/\1/p' styles/themes/*.css); do
        for face in $FACES; do
            folder=$(font_source "${face#*:}")
            if [ -e "$folder/$file" ]; then cp "$folder/$file" $FONTS/ && continue 2; fi
        done
        if folder=$(font_source "$file"); then cp "$folder/$file" $FONTS/; fi
    done
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
    fail "these are missing, and could be neither installed nor unpacked: $(called $lacking)" \
        "$(command_for $lacking)    then: make setup"
fi
install_fonts
install_dictionaries
sh scripts/run .venv/bin/python -c 'import weasyprint' ||
    fail 'WeasyPrint, which sets the PDF, cannot be loaded' \
        'it says why above; when that is mended, run again: make setup'
touch .venv/.ready
say 'setup: done (. .venv/bin/activate puts the command recension on the path)'
