#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Follows README to the letter, in a copy of the tree: its program compiles and
# runs as shown; its code, provider, phrases and cause come out of make gen and
# are found; a code is renamed and retired as it says. Who has pasted a sample
# into the catalogue already is not hindered. Run from the repository root.
set -eu
work=${BUILD:-build}/tmp/newcomer
unset MAKEFLAGS MFLAGS # of a call that may put its files elsewhere
rm -rf "$work"
mkdir -p "$work"

fail() {
    echo "newcomer: $*" >&2
    exit 1
}

# BLOCK: the first fenced block of README with that info string, as a file.
block() {
    awk -v fence="\`\`\`$1" '$0 == fence { on = 1; next }
        on && /^```/ { exit } on' README.md >"$work/$1"
    [ -s "$work/$1" ] || fail "README.md has no block \"$1\""
}

block c
for name in code provider file source rfc phrase language cause rename retire change; do
    block "xml $name"
done

# NAME KEY ANCHOR FILE: the block in front of the first line with the anchor,
# unless its key is there already.
put() {
    grep -qF "$2" "$work/catalog/$4" && return
    awk -v block="$work/xml $1" -v anchor="$3" 'index($0, anchor) && !done++ {
            while ((getline line < block) > 0) print line }
        { print }' "$work/catalog/$4" >"$work/put"
    grep -qF "$2" "$work/put" || fail "$4 has no $3"
    mv "$work/put" "$work/catalog/$4"
}

generate() {
    make -s -C "$work" B=build gen >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        fail "make gen failed after $1"
    }
}

refused() { # WHAT PATTERN: make gen says so
    make -s -C "$work" B=build gen >"$work/log" 2>&1 && fail "$1: make gen says nothing"
    grep -q "$2" "$work/log" || {
        cat "$work/log" >&2
        fail "$1: make gen does not say $2"
    }
}

header() { # PATTERN
    grep -q "$1" "$work/out/smtpcodes.h" || fail "the header has no $1"
}

says() { # PATTERN ARGUMENT...: the tool does
    pattern=$1
    shift
    "$work/tool" "$@" >"$work/said" || true
    grep -q "$pattern" "$work/said" || {
        cat "$work/said" >&2
        fail "smtpcodes $* does not say $pattern"
    }
}

# --- the program -------------------------------------------------------------

cp "$work/c" "$work/program.c"
program() { # FOLDER of the headers
    ${CC:-cc} -Wall -Wextra ${WERROR:+-Werror} -I"$1" "$work/program.c" -o "$work/program"
}
program out
title=$(awk -F '"' '/<status code="X.2.2"/ { on = 1 } on && /<title>/ {
    gsub(/.*<title>|<\/title>.*/, ""); print; exit }' catalog/statuses.xml)
"$work/program" 5.2.2 | grep -qF "X.2.2 $title" || fail "README's program does not find 5.2.2"

# --- additions ---------------------------------------------------------------

# With the generator, where it is built, so that it need not be built again.
cp -pR catalog gen out tests Makefile "$work"
mkdir "$work/build"
for built in gen smtpcodes-gen built-with; do
    [ ! -e "${BUILD:-build}/$built" ] || cp -pR "${BUILD:-build}/$built" "$work/build"
done
put code 'X.7.999' '</statuses>' statuses.xml
generate "a new code"
header 'SMTPC_X_7_999_SAMPLE_REJECTED = SMTPC_DETAIL(7, 999)'
generate "the same once more"
grep -q 'nothing changed' "$work/log" || fail "a second make gen changes out/ again"

# Each thing that is forgotten is asked for.
cp "$work/xml provider" "$work/catalog/providers/sample-mail.xml"
refused "a file that is not listed" '<file href="providers/sample-mail.xml"/>'
put file sample-mail 'providers/se' catalog.xml
refused "a source that is not there" 'sample-mail-codes'
put source sample-mail-codes '<source id="se' references.xml
put rfc 'number="99999"' '<source ' references.xml
sed 's/<ref rfc="5248"\/>\(.*\)/<ref rfc="5248"\/>\1/; /X.7.999/,/<\/status>/s/rfc="5248"/rfc="99999" section="4.2"/' \
    "$work/catalog/statuses.xml" >"$work/put"
mv "$work/put" "$work/catalog/statuses.xml"
put phrase sample-mailbox-asleep '</messages>' messages/recipient.xml
put language sample-mailbox-full-polish '</messages>' messages/languages.xml
# Before all others: none is renumbered.
put cause sample-quarantined '<reason ' reasons.xml
generate "a provider, a source, an RFC, two phrases and a cause"
${CC:-cc} -o "$work/tool" "$work/out/smtpcodes.c"
says 'Sample Mail blocks the network' 5.7.411
says 'Too many messages for Sample Mail' '550 5.7.412 Try later'
says 'Sample Mail admits senders by hand' 549
says 'Sample Mail admits senders by hand' '549 Your address is on our blocklist'
header 'SMTPC_REPLY_549 = 549'
says 'Sample Mail' sample-mail
says 'Mailbox asleep' '550 The inbox of kim is hibernating'
says 'mailbox is full' '552 Zajęto cały przydział konta kim'
says 'quarantine' sample-quarantined
grep -q 'RFC 99999, section 4.2' "$work/out/docs/statuses/X.7.999.md" || fail "the page has no RFC 99999"
reasons() { sed -n 's/,$//; /^    SMTPC_REASON_/p' "$1"; }
reasons "$work/out/smtpcodes.h" | grep -vx '    SMTPC_REASON_SAMPLE_QUARANTINED = 200' >"$work/reasons"
reasons out/smtpcodes.h | grep -vx '    SMTPC_REASON_SAMPLE_QUARANTINED = 200' |
    cmp -s - "$work/reasons" || fail "a new reason renumbers others"

# --- renamed and retired -----------------------------------------------------

# The old name that README shows, and the code that has it, or had.
old=$(sed 's/.* name="\([A-Z_]*\)".*/\1/' "$work/xml rename")
code=$(sed 's/.* of="\([0-9]*\)".*/\1/; q' "$work/xml change")
grep -q "<reply code=\"$code\" name=\"$old\"" catalog/replies.xml ||
    fail "no reply $code is called $old, which README.md renames"
sed "s/\(<reply code=\"$code\" name=\)\"$old\"/\1\"SAMPLE_NAME\"/" catalog/replies.xml \
    >"$work/catalog/replies.xml"
refused "a symbol was dropped" "^catalog/replies.xml:[0-9]*: .*$(sed 's/^ *//' "$work/xml rename") "

behind_title() { # BLOCK: put it behind the title of the code
    awk -v entry="code=\"$code\"" -v file="$work/xml $1" 'index($0, entry) { here = 1 }
        { print }
        here && /<\/title>/ { while ((getline line < file) > 0) print line; here = 0 }' \
        "$work/catalog/replies.xml" >"$work/put"
    mv "$work/put" "$work/catalog/replies.xml"
}
behind_title retire
behind_title rename
refused "a change that changes.xml does not say" '<change kind="renamed" of="'"$code"'">'
refused "a change that changes.xml does not say" '<change kind="retired" of="'"$code"'">'
put change 'kind="renamed" of="'"$code"'"' '</release>' changes.xml
generate "a code was renamed and retired"
for name in SAMPLE_NAME "$old"; do
    header "^    SMTPC_${code}_$name = $code,"
done
program "$work/out"
"$work/program" "SMTPC_${code}_$old" | grep -q "^$code " || fail "the old symbol is not found"
grep -q '^> \*\*Retired since' "$work/out/docs/replies/$code.md" || fail "the page does not say retired"
header "Retired since .*SMTPC_X_7_1_"
grep -q 'The name now says' "$work/out/docs/changes.md" || fail "docs/changes.md does not say so"

# What has to be looked up is named, and the texts are written as they should.
make -s -C "$work" B=build style >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    fail "README's samples are not in the style that make style wants"
}
echo "newcomer: a code, a provider, two phrases, a cause, an RFC; $code renamed and retired"
