#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The packages for Debian: made, judged by lintian, taken by CMake, and put
# through a life in a system that has nothing else, from the mirror that this
# machine uses. What is missing here is named and skipped. Run from the
# repository root.
set -u
build=${BUILD:-build}
for command in dpkg-buildpackage dh lintian mmdebstrap cmake; do
    command -v $command >/dev/null || {
        echo "debian: skipped, since $command is not here: make deps-deb"
        exit 0
    }
done
mkdir -p "$build/tmp"
work=$(cd "$build/tmp" && pwd)/debian
excerpt="tail -20"
. tests/check.sh
rm -rf "$work"
mkdir -p "$work/root" "$work/user"

# What is wrong, or would be asked of whoever gives the packages out.
judged() {
    lintian --allow-root --no-tag-display-limit --fail-on error,warning "$build"/deb/*.changes
}

finds_package() {
    dpkg-deb -x "$build"/deb/libsmtpcodes-dev_*.deb "$work/root" || return 1
    cat >"$work/user/CMakeLists.txt" <<'CMAKE'
cmake_minimum_required(VERSION 3.18)
project(user LANGUAGES C)
find_package(smtpcodes REQUIRED)
add_executable(program program.c)
target_link_libraries(program PRIVATE smtpcodes::smtpcodes)
CMAKE
    cp tests/debian/program.c "$work/user"
    cmake -S "$work/user" -B "$work/user/build" "-DCMAKE_PREFIX_PATH=$work/root/usr" &&
        cmake --build "$work/user/build" && "$work/user/build/program"
}

# Where apt gets this distribution's own packages, as lines of a sources.list.
sources() {
    # shellcheck disable=SC2016 # for apt
    apt-get indextargets --format '$(ORIGIN) deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Created-By: Packages' | awk -v id="$1" 'tolower($1) == id { sub(/^[^ ]* /, ""); print }' | sort -u
}

# A life in a system that exists only as long as it lasts.
life() {
    id=$(. /etc/os-release && echo "$ID")
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
    cp "$build"/deb/*.deb tests/check.sh tests/debian/life.sh tests/debian/program.c "$work/life"
    sources "$id" >"$work/sources"
    # shellcheck disable=SC2016 # for mmdebstrap
    (cd "$work" && mmdebstrap --variant=minbase \
        --include=gcc,libc6-dev,pkg-config,man-db,bash-completion,zsh \
        --customize-hook='copy-in life /' \
        --customize-hook='chroot "$1" sh /life/life.sh' \
        "$suite" /dev/null sources) >"$work/life.log" 2>&1
}

check "make deb" make -s deb "B=$build"
if [ "$failed" -eq 0 ]; then
    check "lintian" judged
    check "find_package" finds_package
    mkdir "$work/life"
    life
    ended=$?
    if grep -q '^life: begins$' "$work/life.log"; then
        sed -n '/^life: begins$/,/^life: .* failed$/p' "$work/life.log"
        check "life" [ "$ended" -eq 0 ]
    else
        tail -3 "$work/life.log"
        echo "debian: the life of the packages is skipped, since no system of its own can be made here"
    fi
fi
echo "debian: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
