#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# What people hold when mail fails, as they paste it, pipe it or look it up:
# the cause, who must act, the first step of who reads it, and that the answer
# is short and fits the terminal. tests/situations/situations.tsv says what is
# right. Run from the repository root.
set -u
work=${BUILD:-build}/tmp/situations
tool=$work/smtpcodes
folder=tests/situations
most_words=60 # of the median answer

rm -rf "$work"
mkdir -p "$work"
. tests/check.sh
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -Wall -Wextra ${WERROR:+-Werror} \
    -o "$tool" out/smtpcodes.c || exit 1

# The tool with some options, as who holds $file would call it. What is shown
# comes by standard input, JSON of a file.
ask() {
    case $call in
    words) "$tool" explain "$@" "$(cat "$file")" ;;
    lookup)
        words=$(cat "$file")
        # shellcheck disable=SC2086 # options are words
        case $words in
        --*) "$tool" "$@" $words ;;
        *) "$tool" "$@" "$words" ;;
        esac
        ;;
    *)
        case $* in
        *--json*) "$tool" explain "$@" "$file" ;;
        *) "$tool" explain "$@" <"$file" ;;
        esac
        ;;
    esac
}

# The part of the answer that is about $recipient; "-": all of it.
card() {
    awk -v to="$recipient" '
        function end() { if (to == "-" || found) printf "%s", card }
        /^[^ ]/ && !/^If (you|the message) / { end(); card = ""; found = 0 }
        { card = card $0 "\n" }
        $1 == "For" && $2 == to { found = 1 }
        END { end() }' "$work/text"
}

# The first step of $reader with its command, or the first that there is.
first_step() {
    case $reader in
    sender) heading='If you sent it' ;;
    sender-admin) heading='If you run the sending server' ;;
    recipient) heading='If the message was for you' ;;
    *) heading='If you run the receiving server' ;;
    esac
    grep -qx "$heading" "$work/card" || heading=
    awk -v heading="$heading" '
        BEGIN { on = heading == "" } # what follows is for who must act
        $0 == heading { on = 1 }
        on && $1 == "2." || on && step && !/^      / { exit }
        on && $1 == "1." || step { step = 1; print }' "$work/card"
}

# "CAUSE|PARTY|TITLE" of the objects about the recipient. Pasted text gives one
# a line, which knows of none.
objects() {
    case $recipient,$file in
    -,* | *.txt) cat "$work/json" ;;
    *) grep -F "\"recipient\":\"$recipient\"" "$work/json" ;;
    esac | awk '
        function member(name) {
            if (!match($0, "\"" name "\":\"[^\"]*\"")) return ""
            return substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 5)
        }
        { print member("reason") "|" member("party") "|" member("title") }'
}

show() {
    echo "it says:"
    head -30 "${1:-$work/card}"
    false
}

# Part NUMBER of the objects with the cause, or of all where none has it.
told() {
    awk -F '|' -v cause="$cause" -v part="$1" '
        { all = all $part "\n" }
        $1 == cause { right = right $part "\n" }
        END { printf "%s", right ? right : all }' "$work/objects" >"$work/told"
}

is_cause() {
    told 1
    grep -qx -- "$cause" "$work/told" || show "$work/objects"
}

# Of what is pasted the lines are apart in JSON, and each knows less.
no_other_cause() {
    case $recipient,$file in *@*.txt) return ;; esac
    awk -F '|' -v cause="$cause" '$1 != "" && $1 != "other" && $1 != cause' \
        "$work/objects" >"$work/others"
    [ ! -s "$work/others" ] || show "$work/others"
}

# A text has the title for its cause. That of a pasted notice may know more than
# any of its lines.
is_titled() {
    case $recipient,$file in *@*.txt) return ;; esac
    tr -s ' \n' ' ' <"$work/card" >"$work/flat"
    told 3
    grep -qFf "$work/told" "$work/flat" || show
}

is_party() {
    told 2
    grep -qx -- "$party" "$work/told" || show "$work/objects"
}

is_who() {
    case $party in
    sender) who='the sender' ;;
    sender-admin) who='the sending administrator' ;;
    recipient) who='the recipient' ;;
    recipient-admin) who='the receiving administrator' ;;
    network) who='the administrator of the network or DNS in between' ;;
    *) who='no one must act' ;;
    esac
    grep -qx "  Who     $who" "$work/card" || show
}

is_first_step() {
    first_step >"$work/step"
    grep -qiE -- "$step" "$work/step" || show "$work/step"
}

# There is a step only where something is to be done.
has_no_step() {
    ! grep -q '^ *1\. ' "$work/card" || show
}

says_nothing() {
    if [ "$status" -ne 1 ] || grep -q '^  Who ' "$work/text"; then
        show "$work/text"
    fi
}

# An answer for each row of this text, and no more.
is_counted() {
    [ "$(grep -c '^  Who ' "$work/text")" -eq \
        "$(grep -c "^$number$tab" "$work/rows")" ] || show "$work/text"
}

# WIDTH FILE: the lines that are longer, but for those that are one word.
# Characters are counted, so of UTF-8 the first bytes.
wider() {
    LC_ALL=C tr -d '\200-\277' <"$2" |
        LC_ALL=C awk -v width="$1" 'length($0) > width && NF > 1'
}

# Commands are for copying: they stay whole, behind ten blanks below a heading.
commands() {
    awk '/^ *1\. / { on = 1 } on && /^          [^ ]/' "$1"
}

is_within_80() {
    commands "$work/text" >"$work/commands"
    wider 80 "$work/text" | grep -vxFf "$work/commands" >"$work/wide"
    [ ! -s "$work/wide" ] || show "$work/wide"
}

is_within_40() {
    commands "$work/narrow" >"$work/commands"
    wider 40 "$work/narrow" | grep -vxFf "$work/commands" >"$work/wide"
    [ ! -s "$work/wide" ] || show "$work/wide"
}

# The same words in the same order, so none is broken or left out; a table
# stands otherwise where it has no room.
is_unbroken() {
    grep -q 'The words say' "$work/text" && return
    for width in text narrow; do
        tr -s ' \n' '\n' <"$work/$width" >"$work/$width.words"
    done
    diff "$work/text.words" "$work/narrow.words"
}

# What could steer a terminal comes out as "?", and nothing of that is here: a
# word with one inside must be in the text.
is_clean() {
    grep -o '[^ ]*?[^ ]\{1,\}' "$work/text" | while read -r word; do
        grep -qF -- "$word" "$file" || echo "$word"
    done >"$work/unclean"
    [ ! -s "$work/unclean" ] || show "$work/unclean"
}

# How wide and how long an answer is, whatever it says.
measure() {
    COLUMNS=40 ask >"$work/narrow" 2>/dev/null
    check "$what: within 80 columns" is_within_80
    check "$what: within 40 columns" is_within_40
    check "$what: no word is broken" is_unbroken
    check "$what: no byte is replaced" is_clean
    [ "$cause" != - ] || return
    check "$what: an answer for each recipient" is_counted
    wc -w <"$work/text" >>"$work/words.$call"
}

# The shell takes tabs side by side for one, so "-" stands in an empty field.
sed '/^#/d' "$folder/situations.tsv" >"$work/rows"
tab=$(printf '\t')
last=
while IFS=$tab read -r number call reader cause party step recipient; do
    file=$(echo "$folder/$number"-*)
    what=${file##*/}
    [ "$recipient" = - ] || what="$what, $recipient"
    check "$what: there is one text" [ -r "$file" ]
    ask >"$work/text" 2>"$work/err"
    status=$?
    ask --json >"$work/json" 2>"$work/err"
    card >"$work/card"
    objects >"$work/objects"
    if [ "$cause" = - ]; then
        check "$what: nothing is told" says_nothing
        check "$what: the JSON has no cause" no_other_cause
    else
        check "$what: known" [ "$status" -eq 0 ]
        check "$what: the cause is $cause" is_cause
        check "$what: the JSON has no other" no_other_cause
        check "$what: the text has its title" is_titled
        check "$what: $party must act" is_party
        check "$what: the text says so" is_who
    fi
    case $cause,$step in
    -,*) ;;
    *,-) check "$what: no step" has_no_step ;;
    *) check "$what: the first step for the $reader: $step" is_first_step ;;
    esac
    [ "$file" = "$last" ] || measure
    last=$file
done <"$work/rows"
for file in "$folder"/[0-9]*; do
    number=${file##*/}
    check "${file##*/} has a row" grep -q "^${number%%-*}$tab" "$work/rows"
done

# FILE...: the median of the numbers in them.
median() {
    sort -n "$@" | awk '{ n[NR] = $1 }
        END { print (n[int((NR + 1) / 2)] + n[int(NR / 2) + 1]) / 2 }'
}

# Who looks a code up wants to know all that it means; who holds a bounce does
# not.
words=$(median "$work"/words.explain "$work"/words.words)
echo "situations: $words words in the median answer to a bounce; of each call: $(
    for call in explain words lookup; do
        printf '%s %s, ' "$call" "$(median "$work/words.$call")"
    done
)longest $(sort -n "$work"/words.* | tail -1 | tr -d ' ')"
check "the median answer to a bounce has fewer than $most_words words" \
    awk "BEGIN { exit !($words < $most_words) }"
echo "situations: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
