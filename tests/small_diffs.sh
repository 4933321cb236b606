#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# How many lines of the generated headers a contributor's diff has: a code, a
# phrase or a message is put into a copy of the catalogue, first, last, in the
# middle and at places that a seed chooses, each with letters of its own.
# Lines are counted as diff prints them, removed and added together. Run from
# the repository root.
#
# usage: small_diffs.sh GENERATOR [SEED]
set -eu
generator=$1
seed=${2:-1}
work=${BUILD:-build}/tmp/small_diffs
rm -rf "$work"
mkdir -p "$work"
failed=0

fail() {
    echo "small_diffs: $*" >&2
    exit 1
}

# Set number to one below $1, and letters to some; the same with each run.
draw() {
    seed=$(((seed * 1103515245 + 12345) % 2147483648))
    number=$((seed / 65536 % $1))
    letters=$(echo "$seed" | tr 0-9 kqzvjxwgpb)
}

# Put the element in $work/element before line $2 of the file $1, generate,
# and note the lines that changed under the kind $3.
insert() {
    rm -rf "$work/catalog"
    cp -R catalog "$work"
    sed "$(($2 - 1))r $work/element" "$1" >"$work/$1"
    [ -d "$work/out" ] || cp -R out "$work"
    "$generator" "$work/catalog" "$work/out" >"$work/log" 2>&1 || {
        cat "$work/element" "$work/log" >&2
        fail "the generator does not take a $3 at $1:$2"
    }
    lines=0
    for header in out/*.h; do
        changed=$(diff "$header" "$work/$header" | grep -c '^[<>]' || :)
        lines=$((lines + changed))
    done
    # Once in as many codes as there are, a table doubles; that is no small diff.
    diff out/smtpcodes.h "$work/out/smtpcodes.h" | grep -qE '_(index|moves|slots)_\[' && return
    [ "$lines" -gt 0 ] || fail "a $3 at $1:$2 changes nothing"
    echo "$lines $1:$2 $letters" >>"$work/$3"
}

# The worst of a kind $1, against its limit $2.
judge() {
    sort -rn "$work/$1" >"$work/sorted"
    read -r lines place letters <"$work/sorted"
    echo "small_diffs: a $1 changes at most $lines lines of out/*.h, of $2 (at $place)"
    [ "$lines" -le "$2" ] && return
    echo "small_diffs: a $1 ($letters) at $place changes $lines lines of out/*.h;" \
        "expected at most $2. Let rows name what they point to by symbols that the" \
        "compiler numbers, and sort tables by something that a new row leaves alone" >&2
    failed=1
}

# A line of catalog/messages/ where an element of the name $1 begins, by its
# number $2 among them all; too large a number is the last.
place_of() {
    grep -n "^ *<$1[ >]" catalog/messages/*.xml | sed -n -e "$2p" -e '$p' |
        sed -n '1s/^\([^:]*\):\([0-9]*\):.*/\1 \2/p'
}

try_phrase() {
    draw 1
    echo "    <match>$letters ... un${letters}ed</match>" >"$work/element"
    # shellcheck disable=SC2046
    insert $(place_of match "$1") phrase
}

try_message() {
    draw 1
    cat >"$work/element" <<END
  <message id="sample-$letters" reason="mailbox-disabled">
    <title>Sample $letters</title>
    <meaning>The mailbox takes no mail until $letters logs in again.</meaning>
    <match>mailbox is $letters</match>
    <match>inbox ... $letters*</match>
    <example>550 5.2.1 This mailbox is $letters for now</example>
  </message>

END
    # shellcheck disable=SC2046
    insert $(place_of message "$1") message
}

# The line of the file $1 where the first code above $2 begins, or the last one,
# which ends the file.
above() {
    awk -v new="$2" 'function rank(code, part) {
            return split(code, part, ".") > 1 ? part[2] * 1000 + part[3] : code
        }
        / code="/ { code = $0; gsub(/.* code="|".*/, "", code)
            if (rank(code) + 0 > rank(new) + 0) { at = NR; exit } }
        END { print at ? at : NR }' "$1"
}

try_status() {
    draw 1
    cat >"$work/element" <<END
  <status code="X.$1" name="SAMPLE_$(echo "$letters" | tr '[:lower:]' '[:upper:]')" standing="standard"
          classes="5" reason="policy">
    <title>Sample $letters</title>
    <meaning>The server refuses $letters.</meaning>
    <advice for="recipient-admin"><step>Allow $letters.</step></advice>
    <pair reply="550" by="registry"/>
    <ref rfc="5248"/>
  </status>
END
    insert catalog/statuses.xml "$(above catalog/statuses.xml "X.$1")" code
}

try_reply() {
    draw 1
    cat >"$work/element" <<END
  <reply code="$1" name="SAMPLE_$(echo "$letters" | tr '[:lower:]' '[:upper:]')" standing="folklore"
         reason="policy" commands="RCPT">
    <title>Sample $letters</title>
    <meaning>The server refuses $letters.</meaning>
    <advice for="recipient-admin"><step>Allow $letters.</step></advice>
    <origin>Somebody made $letters up.</origin>
    <ref rfc="5248"/>
  </reply>
END
    insert catalog/folklore.xml "$(above catalog/folklore.xml "$1")" code
}

phrases=$(cat catalog/messages/*.xml | grep -c '^ *<match>')
messages=$(cat catalog/messages/*.xml | grep -c '^ *<message ')
for place in 1 $((phrases / 2)) "$phrases"; do try_phrase "$place"; done
for place in 1 $((messages / 2)) "$messages"; do try_message "$place"; done
for code in 0.999 3.99 7.999; do try_status "$code"; done
for code in 401 498 598; do try_reply "$code"; done
for _ in 1 2 3 4 5; do
    draw "$phrases"
    try_phrase $((number + 1))
    draw "$messages"
    try_message $((number + 1))
    draw 8
    subject=$number
    draw 900
    try_status "$subject.$((number + 99))"
done
judge code 60
judge phrase 200
judge message 200
exit $failed
