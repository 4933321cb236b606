#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Installs what a target needs and this machine lacks. Usage: deps.sh SET...
# with SET one of build, check, lint, analyse, bench, site, engines, check-site,
# deb, portable.
# Says nothing and asks no network when nothing is missing. Knows apt, dnf, apk,
# pacman and brew.
set -eu

# One line a need: set, how to see that it is there, then the package for
# apt, dnf, apk, pacman, brew ("-": comes with another or is not to be had; of
# Alpine's man-db and mandoc only one can be installed).
needs() {
    cat <<'END'
build cmd:cc gcc gcc build-base base-devel -
build cmd:xml2-config libxml2-dev libxml2-devel libxml2-dev libxml2 libxml2
build cmd:xxd xxd /usr/bin/xxd xxd xxd -
build cmd:pkg-config pkg-config pkgconf pkgconf pkgconf pkgconf
check hdr:cmocka.h libcmocka-dev libcmocka-devel cmocka-dev cmocka cmocka
check hdr:cmark.h libcmark-dev cmark-devel cmark-dev cmark cmark
check cmd:gcc gcc gcc gcc gcc gcc
check cmd:g++ g++ gcc-c++ g++ gcc gcc
check cmd:clang clang clang clang clang llvm
check cmd:clang++ clang clang clang clang llvm
check clang:fuzzer libclang-rt-dev compiler-rt compiler-rt compiler-rt -
check cmd:xmllint libxml2-utils libxml2 libxml2-utils libxml2 libxml2
check cmd:readelf binutils binutils binutils binutils binutils
check cmd:diff diffutils diffutils diffutils diffutils diffutils
check py:jsonschema python3-jsonschema python3-jsonschema py3-jsonschema python-jsonschema -
check cmd:cmake cmake cmake cmake cmake cmake
check cmd:meson meson meson meson meson meson
check cmd:ninja ninja-build ninja-build samurai ninja ninja
check cmd:mandoc mandoc mandoc mandoc mandoc mandoc
check cmd:lexgrog man-db man-db - man-db -
lint cmd:clang-format clang-format clang-tools-extra clang-extra-tools clang clang-format
analyse cmd:clang-tidy clang-tidy clang-tools-extra clang-extra-tools clang llvm
analyse cmd:cppcheck cppcheck cppcheck cppcheck cppcheck cppcheck
analyse cmd:llvm-cov llvm llvm llvm llvm llvm
lint cmd:groff groff groff groff groff groff
lint cmd:npm npm npm npm npm node
lint cmd:shellcheck shellcheck ShellCheck shellcheck shellcheck shellcheck
bench cmd:gperf gperf gperf gperf gperf gperf
bench cmd:valgrind valgrind valgrind valgrind valgrind -
bench cmd:pflogsumm pflogsumm postfix-perl-scripts - - pflogsumm
bench hdr:pcre2.h libpcre2-dev pcre2-devel pcre2-dev pcre2 pcre2
bench hdr:hs/hs.h libhyperscan-dev hyperscan-devel - hyperscan -
bench hdr:cmph.h libcmph-dev cmph-devel - - cmph
site cmd:clang clang clang clang clang llvm
site cmd:wasm-ld lld lld lld lld lld
check-site cmd:npm npm npm npm npm node
check-site cmd:chromium chromium chromium chromium chromium chromium
engines cmd:jq jq jq jq jq jq
engines cmd:sqlite3 sqlite3 sqlite sqlite sqlite sqlite
engines hdr:sqlite3ext.h libsqlite3-dev sqlite-devel sqlite-dev sqlite sqlite
engines hdr:postgresql/server/postgres.h postgresql-server-dev-all postgresql-server-devel postgresql-dev postgresql-libs postgresql
engines cmd:initdb postgresql postgresql-server postgresql postgresql -
engines cmd:parallel parallel parallel parallel parallel parallel
engines cmd:rsyslogd rsyslog rsyslog rsyslog rsyslog rsyslog
engines cmd:mtail mtail - - - -
engines cmd:promtool prometheus - prometheus prometheus prometheus
deb cmd:dpkg-buildpackage dpkg-dev - - - -
deb file:/usr/share/build-essential build-essential - - - -
deb cmd:dh debhelper - - - -
deb cmd:clang clang - - - -
deb cmd:wasm-ld lld - - - -
deb cmd:lintian lintian - - - -
deb cmd:mmdebstrap mmdebstrap - - - -
portable cmd:i686-linux-gnu-gcc gcc-i686-linux-gnu - - - -
portable file:/usr/i686-linux-gnu/lib/libc.a libc6-dev-i386-cross - - - -
portable cmd:s390x-linux-gnu-gcc gcc-s390x-linux-gnu - - - -
portable file:/usr/s390x-linux-gnu/lib/libc.a libc6-dev-s390x-cross - - - -
portable cmd:qemu-s390x-static qemu-user-static qemu-user-static - qemu-user-static -
portable cmd:musl-gcc musl-tools musl-gcc - musl -
portable cmd:x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64-win32 mingw64-gcc mingw-w64-gcc mingw-w64-gcc mingw-w64
portable cmd:wine wine wine wine wine -
portable cmd:tcc tcc - - tcc -
END
}

there() {
    case $1 in
    cmd:*) command -v "${1#cmd:}" >/dev/null 2>&1 ;;
    file:*) [ -e "${1#file:}" ] ;;
    py:*)
        # The first python3 need not be the one that packages are for.
        for python in python3 /usr/bin/python3; do
            "$python" -c "import ${1#py:}" 2>/dev/null && return 0
        done
        return 1
        ;;
    clang:*)
        dir=$(clang -print-runtime-dir 2>/dev/null) &&
            ls "$dir/libclang_rt.${1#clang:}"* >/dev/null 2>&1
        ;;
    hdr:*)
        # Some headers want others before them; to find them is enough.
        for dir in /usr/include /usr/local/include /opt/homebrew/include \
            /usr/include/"$(cc -dumpmachine 2>/dev/null)"; do
            [ -e "$dir/${1#hdr:}" ] && return 0
        done
        return 1
        ;;
    esac
}

manager() {
    for m in apt-get dnf apk pacman brew; do
        command -v $m >/dev/null 2>&1 && echo $m && return
    done
    echo none
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        echo "deps: this needs root, and there is no sudo; as root: $*" >&2
        exit 2
    fi
}

m=$(manager)
missing=
# Field 3 is apt's name, 4 dnf's, and so on.
case $m in
dnf) field=4 ;; apk) field=5 ;; pacman) field=6 ;; brew) field=7 ;;
*) field=3 ;;
esac
for set in "$@"; do
    for need in $(needs | awk -v s="$set" -v f="$field" \
        '$1 == s { print $2 "=" $f }'); do
        there "${need%%=*}" && continue
        package=${need#*=}
        if [ "$package" = - ]; then
            echo "deps: ${need%%=*} is missing and $m has no package for it" >&2
            continue
        fi
        case " $missing " in *" $package "*) ;; *) missing="$missing $package" ;; esac
    done
done
[ -n "$missing" ] || exit 0
echo "deps: installing$missing"
# shellcheck disable=SC2086 # a list of packages
case $m in
apt-get)
    as_root apt-get update -qq
    # What a release does not split off comes with another package.
    known=
    for package in $missing; do
        apt-cache show "$package" >/dev/null 2>&1 && known="$known $package"
    done
    missing=$known
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing
    ;;
dnf) as_root dnf install -y -q $missing ;;
apk) as_root apk add -q $missing ;;
pacman)
    # New lists alone would upgrade a part of the system only.
    as_root pacman -S --noconfirm --needed $missing || {
        echo "deps: if a package was not found: pacman -Syu, then again" >&2
        exit 1
    }
    ;;
brew) brew install -q $missing ;;
none)
    echo "deps: no package manager known; install:$missing" >&2
    exit 2
    ;;
esac
