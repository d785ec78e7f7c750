# What the set-up scripts share: how they speak, and how they come by Debian's packages.
# shellcheck shell=sh disable=SC2034 # the names are used where this is read in

SYSTEM=.venv-system

say() { printf '%s\n' "$*" >&2; }

# Fail with what is wrong and what to do about it.
fail() {
    say "error: setup: $1"
    say "    $2"
    exit 2
}

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

# Tell whether we are root or may be, and how.
become_root() {
    if [ "$(id -u)" = 0 ]; then
        as_root=''
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        return 1
    fi
}

get_packages() {
    if ! command -v apt-get >/dev/null; then
        return
    elif become_root; then
        install_packages "$@"
    elif command -v dpkg >/dev/null; then
        unpack_packages "$@"
    fi
}
