# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by who waits for what a program in the background will do.

wait_until() { # COMMAND...: until it succeeds, or for ten seconds in vain
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            "$@" && return 0
            sleep 0.1
        done
    done
    return 1
}
