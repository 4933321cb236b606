#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Follows README to the letter: its program compiles and runs as shown, and its
# entry, put into a copy of the catalogue, comes out of `make gen` as a
# constant. Also counts how many lines of the header such an entry changes.
# Run from the repository root.
set -eu
work=build/tmp/newcomer
rm -rf "$work"
mkdir -p "$work"

# The first fenced block of README in a language.
block() {
    awk -v fence="\`\`\`$1" '$0 == fence { on = 1; next }
        on && /^```/ { exit } on' README.md
}

fail() {
    echo "newcomer: $*" >&2
    exit 1
}

block c >"$work/program.c"
[ "$(wc -l <"$work/program.c")" -gt 10 ] || fail "no program in README.md"
${CC:-cc} -Wall -Wextra ${WERROR:+-Werror} -Iout "$work/program.c" -o "$work/program"
"$work/program" 5.2.2 | grep -q 'X.2.2 Mailbox full' ||
    fail "README's program does not find 5.2.2"

block xml >"$work/entry.xml"
grep -q 'X.7.999' "$work/entry.xml" || fail "no entry in README.md"
cp -R catalog gen out tests Makefile "$work"
# In the middle of the file, to see what an insertion does to the rest.
sed -e 's/X\.7\.999/X.3.99/' "$work/entry.xml" >"$work/middle.xml"
awk -v entry="$work/middle.xml" '/<status code="X.4.0"/ {
        while ((getline line < entry) > 0) print line }
    { print }' catalog/statuses.xml >"$work/catalog/statuses.xml"
block 'xml phrase' >"$work/phrase.xml"
grep -q '<match>' "$work/phrase.xml" || fail "no phrase in README.md"
sed -i.bak '$d' "$work/catalog/messages/recipient.xml"
{ cat "$work/phrase.xml"; echo '</messages>'; } >>"$work/catalog/messages/recipient.xml"
make -s -C "$work" gen >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "make gen failed"
}
grep -q 'SMTPC_X_3_99_SAMPLE_REFUSED = SMTPC_DETAIL(3, 99)' \
    "$work/out/smtpcodes.h" || fail "the constant is not in the header"
${CC:-cc} -o "$work/tool" "$work/out/smtpcodes.c"
"$work/tool" explain '550 The inbox of kim is hibernating' |
    grep -q 'Mailbox asleep' || fail "the phrase is not found"
lines=$(diff out/smtpcodes.h "$work/out/smtpcodes.h" | grep -c '^>')
[ "$lines" -le 60 ] || fail "one entry changes $lines lines of the header"
echo "newcomer: one status in the middle changes $lines lines of the header"
