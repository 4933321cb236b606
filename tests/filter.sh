# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by tool.sh: the tool in a pipe, where each line has its own answer,
# whatever it holds and whatever stood before it. $tool is the tool; expect and same count.
: "${work:?}" "${tool:?}"

# Lines that could be taken for a part of something, or for its beginning; most
# have a number.
{
    printf '\nSubject: #1\nFrom kim@example.org Sat #2\nReceived: #3\n #4\n\n\n'
    printf '550-5.7.26 #5\n550-5.7.26 #6\n550 5.7.26 #7\n'
    printf '550 5.1.1 #8\000\001\n\377\376\300\200 #9\n550 5.1.1 #10\r\n\r\n'
    printf 'type,timeLogged,dsnDiag,rcpt #11\n> #12\n{"#13":[{\n[{\n'
    head -c 1000000 /dev/zero | tr '\0' x
    printf '\n550 5.1.1 #14'
} >"$work/lines"
for as in --lines --each-line; do
    "$tool" explain --json $as <"$work/lines" >"$work/objects"
    same "$as: an object for each line" "20 objects" \
        "$(grep -c '^{"line":.*}$' "$work/objects") objects"
    same "$as: and nothing else" 20 "$(wc -l <"$work/objects" | tr -d ' ')"
    same "$as: in the order of the lines" "$(seq 14 | sed 's/^/#/')" \
        "$(grep -o '#[0-9]*' "$work/objects")"
done

# Backwards or in two halves, the answers are the same.
backwards() {
    awk '{ line[NR] = $0 } END { for (i = NR; i; i--) print line[i] }'
}
{
    cut -f1 tests/explain/replies.tsv
    cat tests/logs/*.txt "$work/log"
    printf '%s\n' type,timeLogged,dsnDiag,rcpt 'b,now,550 5.1.1 no,kim@example.org'
    printf '%s\n' '@4000 starting delivery 7: msg 1 to remote kim@example.org' \
        '@4000 delivery 7: failure: Remote_host_said:_550_5.1.1_User_unknown/'
} | tr -d '\000' >"$work/mixed"
"$tool" explain --json --each-line <"$work/mixed" >"$work/forwards"
backwards <"$work/mixed" | "$tool" explain --json --each-line | backwards >"$work/again"
same "no line depends on another" "" "$(diff "$work/forwards" "$work/again" | head -5)"
same "nothing goes on" 0 "$(grep -c '"continued"' "$work/forwards")"
expect "that nothing was found is no failure" 0 '"basis":"none"' \
    sh -c "echo ok | $tool explain --json --each-line"
expect "but an unreadable file is" 2 'cannot read' \
    sh -c "$tool explain --json --each-line <."
same "as text, a part of a reply is one" 2 "$(printf '550-5.1.1 a\n550 5.1.1 b\n' |
    "$tool" explain --each-line | grep -c '^  Who ')"

# Whoever takes no more answers hears nothing of it.
for trap in '' "trap '' PIPE;"; do
    yes '550 5.1.1 User unknown' | head -20000 >"$work/many"
    sh -c "$trap exec $tool explain --json" <"$work/many" 2>"$work/err" | head -1 >/dev/null
    same "a closed pipe is quiet: $trap" "" "$(cat "$work/err")"
done
