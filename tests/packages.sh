#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# gen/deps.sh on systems that are not this one: package managers that only say
# how they were called, and a path with nothing else but what the script needs.
# Run from the repository root.
set -u
mkdir -p "${BUILD:-build}/tmp"
work=$(cd "${BUILD:-build}/tmp" && pwd)/packages
failed=0

fail() {
    failed=$((failed + 1))
    echo "FAILED: packages: $*" >&2
    cat "$work/log" >&2
}

# A system with that package manager and those other commands.
system() { # MANAGER USER-ID COMMAND...
    manager=$1 user=$2
    shift 2
    rm -rf "$work"
    mkdir -p "$work/bin"
    for command in sh awk cat ls env "$@"; do
        ln -s "$(command -v "$command")" "$work/bin/$command"
    done
    printf '#!/bin/sh\necho %s\n' "$user" >"$work/bin/id"
    # shellcheck disable=SC2016 # for the shell that is made
    printf '#!/bin/sh\necho "%s $*"\n' "$manager" >"$work/bin/$manager"
    chmod +x "$work/bin/id" "$work/bin/$manager"
}

deps() { # SET...: what is installed, in $work/log
    env -i PATH="$work/bin" sh gen/deps.sh "$@" >"$work/log" 2>&1
}

calls() { # PATTERN: how the manager is to be called
    grep -qE "^$1" "$work/log" || fail "$manager is not called so: $1"
}

never() { # PATTERN
    ! grep -qE "$1" "$work/log" || fail "$manager is asked for: $1"
}

system apk 0
deps build check || fail "apk"
calls 'apk add -q .*libxml2-dev.* mandoc'
calls 'apk add -q .* cmake meson samurai '
never '^apk.* man-db'

system pacman 0
deps build check || fail "pacman"
calls 'pacman -S --noconfirm --needed .*libxml2'
never '^pacman -S[a-z]*y'

system dnf 0
deps build check || fail "dnf"
calls 'dnf install -y -q .* /usr/bin/xxd'
calls 'dnf install -y -q .* python3-jsonschema'

system brew 501
deps build check || fail "brew"
calls 'brew install -q libxml2 pkgconf '
never '^brew.*jsonschema'
grep -q 'py:jsonschema is missing and brew has no package' "$work/log" ||
    fail "what brew has not is not told"

system apt-get 0
deps build
never 'man-db'
calls 'apt-get update'

# Who may not install is told what to ask for.
system dnf 1000
deps build && fail "installed without root"
grep -q 'there is no sudo; as root: dnf install' "$work/log" || fail "without sudo"

system none 0
rm "$work/bin/none"
deps build && fail "installed without a package manager"
grep -q 'no package manager known; install: gcc libxml2-dev' "$work/log" ||
    fail "without a package manager"

# Nothing is missing: nothing is said, nobody is called.
gen/deps.sh build >"$work/log" 2>&1 || fail "with all that is needed"
[ ! -s "$work/log" ] || fail "something is said"

rm -rf "$work"
echo "packages: $failed failed"
[ "$failed" -eq 0 ]
