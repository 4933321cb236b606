#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Follows README to the letter: its program compiles and runs as shown, and its
# entry, put into a copy of the catalogue, comes out of `make gen` as a
# constant, and a code is renamed and retired as it says.
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

generate() {
    make -s -C "$work" gen >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        fail "make gen failed"
    }
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
generate
grep -q 'SMTPC_X_3_99_SAMPLE_REJECTED = SMTPC_DETAIL(3, 99)' \
    "$work/out/smtpcodes.h" || fail "the constant is not in the header"
${CC:-cc} -o "$work/tool" "$work/out/smtpcodes.c"
"$work/tool" explain '550 The inbox of kim is hibernating' |
    grep -q 'Mailbox asleep' || fail "the phrase is not found"
# A reason of one's own, before all others: none is renumbered.
awk '/<reason / && !done++ { print "  <reason id=\"sample-cause\" number=\"200\" about=\"message\">\n" \
        "    <title>Sample</title><meaning>A sample.</meaning>\n" \
        "    <act class=\"2\" action=\"none\" party=\"nobody\"/>\n  </reason>\n" }
    { print }' catalog/reasons.xml >"$work/catalog/reasons.xml"
generate
reasons() { sed -n 's/,$//; /^    SMTPC_REASON_/p' "$1"; }
reasons "$work/out/smtpcodes.h" | grep -vx '    SMTPC_REASON_SAMPLE_CAUSE = 200' >"$work/reasons"
reasons out/smtpcodes.h | cmp -s - "$work/reasons" || fail "a new reason renumbers others"

# Renamed without its old name: refused, with the line that README shows.
old=$(block 'xml rename' | sed 's/.* name="\([A-Z_]*\)".*/\1/')
code=$(sed -n "s/.*<reply code=\"\([0-9]*\)\" name=\"$old\".*/\1/p" catalog/replies.xml)
[ -n "$code" ] || fail "no reply is called $old, which README.md renames"
sed "s/\(<reply code=\"$code\" name=\)\"$old\"/\1\"SAMPLE_NAME\"/" catalog/replies.xml \
    >"$work/catalog/replies.xml"
make -s -C "$work" gen >"$work/log" 2>&1 && fail "a symbol was dropped"
grep -q "^catalog/replies.xml:[0-9]*: .*$(block 'xml rename' | sed 's/^ *//') " "$work/log" ||
    fail "the advice for a renamed code is not what README.md says"

# BLOCK CODE FILE: put the block behind the title of that code.
behind_title() {
    block "xml $1" >"$work/block"
    [ -s "$work/block" ] || fail "no block \"$1\" in README.md"
    awk -v entry="code=\"$2\"" -v file="$work/block" 'index($0, entry) { here = 1 }
        { print }
        here && /<\/title>/ { while ((getline line < file) > 0) print line; here = 0 }' \
        "$work/catalog/$3" >"$work/behind"
    mv "$work/behind" "$work/catalog/$3"
}
behind_title retire "$code" replies.xml
behind_title rename "$code" replies.xml
generate
for name in SAMPLE_NAME "$old"; do
    grep -q "^    SMTPC_${code}_$name = $code," "$work/out/smtpcodes.h" ||
        fail "SMTPC_${code}_$name is not in the header"
done
${CC:-cc} -Wall -Wextra ${WERROR:+-Werror} -I"$work/out" "$work/program.c" -o "$work/program"
"$work/program" "SMTPC_${code}_$old" | grep -q "^$code " || fail "the old symbol is not found"
grep -q '^> \*\*Retired since' "$work/out/docs/replies/$code.md" || fail "the page does not say retired"
grep -q "Retired since .*SMTPC_X_7_1_" "$work/out/smtpcodes.h" || fail "the header does not say retired"
echo "newcomer: $code renamed and retired, its old symbol kept"
