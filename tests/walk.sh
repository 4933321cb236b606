#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Follows "Add an output" of gen/README.md to the letter, in a copy of the tree:
# the new file comes out with what it should hold, and nothing else changes.
# Run from the repository root.
set -eu
work=${BUILD:-build}/tmp/walk
unset MAKEFLAGS MFLAGS # of a call that may put its files elsewhere
rm -rf "$work"
mkdir -p "$work"

fail() {
    echo "walk: $*" >&2
    exit 1
}

# The fenced block of gen/README.md of that name, into a file.
block() {
    awk -v fence="\`\`\`c $1" '$0 == fence { on = 1; next }
        on && /^```/ { exit } on' gen/README.md >"$work/$1"
    [ -s "$work/$1" ] || fail "gen/README.md has no block \"$1\""
}

# Put the block $1 behind line $3 of the file $2.
put() {
    [ -n "$3" ] || fail "$2 has no place for the block \"$1\""
    sed "$3r $work/$1" "$2" >"$work/$2"
}

cp -R catalog gen out tests Makefile "$work"
for name in emitter declaration row; do block "$name"; done
file=$(sed -n 's/^1\. Write .\(gen[a-z_/]*\.c\).\..*/\1/p' gen/README.md)
[ -n "$file" ] || fail "gen/README.md does not name the emitter's file"
cp "$work/emitter" "$work/$file"
put declaration gen/write/emit.h "$(awk '/^void emit_[a-z]*\(const struct view .*;$/ { at = NR }
    END { print at }' gen/write/emit.h)"
put row gen/write/emit.c "$(awk '/ emitters\[\] = / { on = 1 }
    on && /^};/ { print NR - 1; exit }' gen/write/emit.c)"

# Built fast, since it runs but three times.
export CFLAGS=-O0
make -s -C "$work" gen golden >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "make gen golden failed"
}
list=$(sed -n 's/.*outset_add(set, "\([^"]*\)").*/\1/p' "$work/emitter")
for out in out tests/golden/out; do
    [ -f "$work/$out/$list" ] || fail "$list is not in $out/"
    grep -qE "^[0-9a-f]{16}  $list\$" "$work/$out/manifest.txt" ||
        fail "$list is not in the manifest of $out/"
    # A line a code, as in the table, and nothing lost of a text.
    sed -e 1d -e 's/,.*//' "$out/smtpcodes.csv" >"$work/want"
    sed -e 's/ .*//' "$work/$out/$list" | cmp -s - "$work/want" ||
        fail "$list has not the codes of $out/smtpcodes.csv"
    diff -r "$out" "$work/$out" >"$work/diff" || :
    changed=$(grep -cE '^(diff|Only|Binary)' "$work/diff") || :
    [ "$changed" -eq 2 ] || fail "$out/ changes in $changed places: see $work/diff"
done
grep -qx '550      Mailbox | unavailable, "no such user" <here> (suppress)' \
    "$work/tests/golden/out/$list" || fail "$list does not hold the text of 550"
make -s -C "$work" drift >"$work/log" 2>&1 || fail "out/ is not what the emitters make"
echo "walk: $list with $(wc -l <"$work/out/$list") lines, by the steps of gen/README.md"
