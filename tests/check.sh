# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by scripts that run one command after the other and count: a check
# that fails shows a part of what it said, as $excerpt cuts it. Files go into
# $work.
: "${work:?}"
passed=0
failed=0

check() { # NAME COMMAND...
    name=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name" >&2
        sed 's/^/    /' "$work/log" | ${excerpt:-head -20} >&2
    fi
}
