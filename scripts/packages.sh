# What the set-up scripts share: how they speak, and how they come by the system's packages.
# shellcheck shell=sh disable=SC2034 # the names are used where this is read in
#
# Packages are named as Debian names them. On Fedora dnf installs them by other names, on macOS
# Homebrew (`called`, below); neither was tried. What has none of these is taken for Debian.

SYSTEM=.venv-system

say() { printf '%s\n' "$*" >&2; }

# Fail with what is wrong and what to do about it.
fail() {
    say "error: setup: $1"
    say "    $2"
    exit 2
}

# Say which of apt-get, dnf and brew installs packages here.
manager() {
    for each in apt-get dnf brew; do
        if command -v $each >/dev/null; then echo $each && return; fi
    done
    echo none
}
MANAGER=$(manager)

# Give the names that packages of Debian have here, each once; what Homebrew has not is left out.
called() {
    case $MANAGER in apt-get | none) echo "$*" && return ;; esac
    for package in "$@"; do
        case $MANAGER:$package in
            dnf:python3-venv) echo python3 ;;
            dnf:libpango-1.0-0 | dnf:libpangoft2-1.0-0) echo pango ;;
            dnf:libharfbuzz-subset0) echo harfbuzz ;;
            dnf:default-jre-headless) echo java-latest-openjdk-headless ;;
            dnf:fonts-linuxlibertine) echo linux-libertine-fonts linux-libertine-biolinum-fonts ;;
            dnf:fonts-vollkorn) echo vollkorn-fonts ;;
            dnf:fonts-dejavu-core) echo dejavu-sans-fonts dejavu-serif-fonts ;;
            dnf:libhunspell-1.7-0) echo hunspell ;;
            dnf:hunspell-en-us) echo hunspell-en-US ;;
            dnf:hunspell-en-gb) echo hunspell-en-GB ;;
            dnf:hunspell-de-de) echo hunspell-de ;;
            dnf:hunspell-fr-comprehensive) echo hunspell-fr ;;
            brew:python3-venv) echo python ;;
            brew:libpango* | brew:libharfbuzz*) echo pango ;;
            brew:default-jre-headless) echo openjdk ;;
            brew:fonts-linuxlibertine) echo font-linux-libertine font-linux-biolinum ;;
            brew:fonts-vollkorn) echo font-vollkorn ;;
            brew:fonts-dejavu-core) echo font-dejavu ;;
            brew:libhunspell-1.7-0) echo hunspell ;;
            brew:hunspell-*) ;;
            *) echo "$package" ;;
        esac
    done | xargs -n1 | awk '!seen[$0]++' | xargs
}

# Give the command that would install packages, for those who read it.
command_for() {
    case $MANAGER in
        dnf) echo "as root: dnf install $(called "$@")" ;;
        brew) echo "brew install $(called "$@")" ;;
        *) echo "as root: apt-get install --no-install-recommends $*" ;;
    esac
}

# Install packages as root. What fails here is named at the end.
install_packages() {
    say "setup: installing $(called "$@")"
    # shellcheck disable=SC2046 # the names are words
    case $MANAGER in
        dnf) $as_root dnf --quiet --assumeyes install $(called "$@") >/dev/null || true ;;
        *)
            $as_root apt-get -qq update || true
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 \
                install --yes --no-install-recommends "$@" >/dev/null || true
            ;;
    esac
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
    case $MANAGER in
        # Homebrew installs for the user, and refuses to do it as root.
        # shellcheck disable=SC2046 # the names are words
        brew) brew install --quiet $(called "$@") || true ;;
        dnf) if become_root; then install_packages "$@"; fi ;;
        apt-get)
            if become_root; then
                install_packages "$@"
            elif command -v dpkg >/dev/null; then
                unpack_packages "$@"
            fi
            ;;
    esac
}
