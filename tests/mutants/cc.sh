#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The compiler for the scripts that mutants have to pass: it makes slow code in
# little time, and the tool only once.
tool=build/shared/smtpcodes
for last; do :; done
if [ "$last" != out/smtpcodes.c ]; then
    exec cc "$@" -O0
fi
[ -n "$(find "$tool" -newer "$last" 2>/dev/null)" ] ||
    cc -std=c99 -D_POSIX_C_SOURCE=200809L -O0 -o "$tool" "$last" || exit 1
while [ "$1" != -o ]; do shift; done
cp "$tool" "$2"
