# shellcheck shell=sh
# Sourced by ./run and ./test: makes .venv from the locked list once, and checks what must be on the
# machine for it. With a folder wheels/ beside (pip download -r requirements/run.txt -d wheels) it
# needs no network. A copy of the list inside .venv, written last, says that it is whole: after a
# power cut or a change of the list it is missing or different, and .venv is made anew.

# say INDONESIAN ENGLISH
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-id}}} in
        C* | POSIX | en*) printf '%s\n' "$2" ;;
        *) printf '%s\n' "$1" ;;
    esac >&2
}

# The first Python that PySide6 accepts, by its real path: when the system moves on to another
# version, that path is gone and .venv with it, instead of a .venv that finds no packages.
find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        "$name" -c 'import os, sys
sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 15) or print(os.path.realpath(sys.executable)))' \
            2>/dev/null && return
    done
    say 'Dermaga memerlukan Python 3.11 sampai 3.14: di Debian dan Ubuntu ketik "sudo apt-get install python3 python3-venv", di tempat lain unduh dari https://www.python.org/downloads/.' \
        'Dermaga needs Python 3.11 to 3.14: on Debian and Ubuntu type "sudo apt-get install python3 python3-venv", elsewhere get it from https://www.python.org/downloads/.'
    return 1
}

# Debian packages that PYTHON and KIND still lack. By library rather than by package name, because
# Ubuntu has renamed some (libglib2.0-0t64) and lets the old name only be installed, not be asked for.
missing_packages() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null ||
        "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    loaded=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p)
    while read -r library package; do
        case $loaded in *"$library "*) ;; *) echo "$package" ;; esac
    done <<LIBRARIES
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-image.so.0 libxcb-image0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xinerama.so.0 libxcb-xinerama0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
libpulse.so.0 libpulse0
LIBRARIES
    [ "$2" = dev ] || return 0
    command -v pdftotext >/dev/null || echo poppler-utils
    command -v qpdf >/dev/null || echo qpdf
    command -v faketime >/dev/null || echo faketime
    command -v espeak-ng >/dev/null || echo espeak-ng # reading aloud
    command -v chromium >/dev/null || echo chromium # the hub's pages as a browser shows them
    # cupsd, its tools, and a printer whose pages come out as files: printers that fail, in tests
    [ -e /usr/lib/cups/backend/cups-pdf ] || echo printer-driver-cups-pdf
    # whether a certificate is PDF/A, as a checker that is not ours sees it
    command -v java >/dev/null || echo default-jre-headless
    for jar in pdfbox2:libpdfbox2-java commons-io:libcommons-io-java \
        javax.activation:libactivation-java jaxb-api:libjaxb-api-java; do
        [ -e "/usr/share/java/${jar%%:*}.jar" ] || echo "${jar#*:}"
    done
    # the hub's other database; its tests start a server of their own
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
    # the power cuts of tests/faults, which only root may make
    [ "$(id -u)" = 0 ] || return 0
    (PATH=$PATH:/usr/sbin:/sbin && command -v mkfs.ext4 >/dev/null) || echo e2fsprogs
    (PATH=$PATH:/usr/sbin:/sbin && command -v mkfs.xfs >/dev/null) || echo xfsprogs
}

install_packages() {
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif sudo -n true 2>/dev/null; then
        as_root='sudo -n'
    else
        say "Pasang dahulu, lalu ulangi: sudo apt-get install $*" \
            "Install these first, then try again: sudo apt-get install $*"
        return 1
    fi
    say "Memasang paket sistem: $*" "Installing system packages: $*"
    # An unreachable list is no reason to stop: the packages may come from the others.
    $as_root apt-get update -qq >/dev/null || true
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# prepare ROOT KIND, where KIND is run, dev or hub (on top of run); sets $python
prepare() {
    python=$1/.venv/bin/python
    if [ -x "$python" ] && cmp -s "$1/requirements/$2.txt" "$1/.venv/$2.txt"; then return; fi

    found=$(find_python)
    if command -v apt-get >/dev/null; then
        # shellcheck disable=SC2046  # one word per package
        set -- "$1" "$2" $(missing_packages "$found" "$2")
        if [ $# -gt 2 ]; then (shift 2 && install_packages "$@"); fi
    fi
    say 'Menyiapkan Dermaga, sekali saja; ini memakan beberapa menit.' \
        'Setting up Dermaga, once; this takes some minutes.'
    # ./test and ./run hub add to what ./run has made: all lists hold the same versions, so what is
    # there stays as it is, also when they fail, and only their own mark goes. A new list starts anew.
    cmp -s "$1/requirements/run.txt" "$1/.venv/run.txt" && [ -x "$python" ] ||
        { rm -rf "$1/.venv" && "$found" -m venv "$1/.venv"; }
    rm -f "$1/.venv/$2.txt"
    (
        root=$1 kind=$2
        set -- --require-hashes --only-binary :all: --disable-pip-version-check --no-input
        [ -t 2 ] || set -- "$@" --quiet
        [ ! -d "$root/wheels" ] || set -- "$@" --no-index --find-links "$root/wheels"
        "$python" -m pip install "$@" -r "$root/requirements/$kind.txt" >&2
    ) || {
        say 'Paket tidak dapat dipasang. Sambungkan ke internet, atau letakkan map wheels/ di sini, lalu ulangi.' \
            'Packages could not be installed. Connect to the internet, or put a folder wheels/ here, then try again.'
        return 1
    }
    sync # the copies below must not reach the disk before what they vouch for
    for list in run "$2"; do cp "$1/requirements/$list.txt" "$1/.venv/"; done
}
