#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Writes a catalogue of N made-up status codes into a folder. Usage:
# synthetic.sh N DIR. Each entry has eight elements of prose and a code of its
# own (X.subject.detail, at most 150 details a subject, so up to 150 000
# entries); the few references, classes, reasons and replies that the checks
# ask for stand beside them. The same N gives the same bytes.
set -eu
[ $# -eq 2 ] || { echo "usage: $0 N DIR" >&2; exit 2; }
n=$1 dir=$2
mkdir -p "$dir"
head='<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: 0BSD; made by tests/bench/synthetic.sh -->'

cat >"$dir/catalog.xml" <<END
$head
<catalog format="1" version="1.0.0" registry="2024-12-06">
  <file href="references.xml"/>
  <file href="classes.xml"/>
  <file href="reasons.xml"/>
  <file href="replies.xml"/>
  <file href="statuses.xml"/>
</catalog>
END

cat >"$dir/references.xml" <<END
$head
<references>
  <rfc number="3463" date="2003-01" track="standards"><title>Enhanced Mail System Status Codes</title></rfc>
  <rfc number="5321" date="2008-10" track="standards"><title>Simple Mail Transfer Protocol</title></rfc>
  <source id="made-up" address="https://example.org/codes" seen="2024-12-06"><title>Codes that nobody sends</title></source>
</references>
END

awk -v head="$head" '
function reason(id, action, party) {
    printf "  <reason id=\"%s\" number=\"%d\" about=\"message\">\n    <title>A cause</title>\n", id, numbers++
    printf "    <meaning>What %s stands for.</meaning>\n", id
    printf "    <advice for=\"sender\"><step>Read the words behind the code.</step></advice>\n"
    printf "    <advice for=\"sender-admin\"><step>Look into the log.</step></advice>\n"
    printf "    <act class=\"4\" action=\"retry\" party=\"sender\"/>\n"
    printf "    <act class=\"5\" action=\"%s\" party=\"%s\"/>\n", action, party
    printf "  </reason>\n"
}
BEGIN {
    print head "\n<reasons>"
    reason("other", "read-text", "sender")
    reason("policy", "fix-sender", "sender-admin")
    reason("network", "retry", "sender-admin")
    print "</reasons>"
}' >"$dir/reasons.xml"

awk -v head="$head" '
function reply(code, name) {
    printf "  <reply code=\"%s\" name=\"%s\" standing=\"standard\" reason=\"other\" commands=\"ANY\">\n", code, name
    printf "    <title>A reply</title>\n    <meaning>What %s stands for.</meaning>\n", code
    printf "    <advice for=\"sender\"><step>Read the words behind the code.</step></advice>\n"
    printf "    <ref rfc=\"5321\" section=\"4.2.2\"/>\n  </reply>\n"
}
BEGIN {
    print head "\n<replies>"
    reply("250", "OK"); reply("450", "NOT_NOW"); reply("550", "NOT_EVER")
    print "</replies>"
}' >"$dir/replies.xml"

# Subjects 0 to 7 at least, and as many as 150 details each ask for.
subjects=$(((n + 149) / 150))
[ "$subjects" -ge 8 ] || subjects=8
awk -v head="$head" -v subjects="$subjects" '
function rest() {
    printf "    <title>A part of the code</title>\n"
    printf "    <meaning>What it stands for when nothing else is known.</meaning>\n"
}
BEGIN {
    print head "\n<classes>"
    split("SUCCESS INTERMEDIATE TRANSIENT PERMANENT", names, " ")
    for (d = 2; d <= 5; d++) {
        printf "  <class digit=\"%d\" name=\"%s\">\n", d, names[d - 1]
        rest()
        printf "    <client>Do what it says.</client>\n    <ref rfc=\"3463\"/>\n  </class>\n"
    }
    printf "  <group digit=\"5\">\n"
    rest()
    printf "    <ref rfc=\"5321\"/>\n  </group>\n"
    for (s = 0; s < subjects; s++) {
        printf "  <subject number=\"%d\" name=\"PART_%d\">\n", s, s
        rest()
        printf "    <client>Do what it says.</client>\n    <ref rfc=\"3463\"/>\n  </subject>\n"
    }
    print "</classes>"
}' >"$dir/classes.xml"

awk -v head="$head" -v n="$n" -v subjects="$subjects" '
# Sentences of w words; a generator of our own, since awks differ in rand().
function words(w,    text, i) {
    text = "The"
    for (i = 1; i < w; i++) {
        seed = (seed * 1103 + 12345) % 1048576
        text = text (i % 12 ? " " : "\n      ") list[seed % count + 1]
    }
    return text "."
}
function upper_words(    text) {
    seed = (seed * 1103 + 12345) % 1048576
    text = list[seed % count + 1]
    seed = (seed * 1103 + 12345) % 1048576
    return toupper(text "_" list[seed % count + 1])
}
BEGIN {
    count = split("server mailbox address sender recipient refused message queue domain policy " \
        "record signature host again later because the of a reply limit quota size relay " \
        "network route time connection which could not be found in its own log", list, " ")
    seed = 1
    per = int((n + subjects - 1) / subjects)
    split("other policy network", reasons, " ")
    print head "\n<statuses>"
    for (i = 0; i < n; i++) {
        s = int(i / per); d = i % per
        code = "X." s "." d
        other = d > 0 ? "X." s "." (d - 1) : s > 0 ? "X." (s - 1) ".0" : n > 1 ? "X.0.1" : "550"
        printf "  <status code=\"%s\" name=\"%s_%d\" standing=\"standard\" classes=\"4 5\" reason=\"%s\">\n", \
            code, upper_words(), i, reasons[i % 3 + 1]
        printf "    <title>%s</title>\n", words(4)
        printf "    <meaning>%s</meaning>\n", words(40)
        printf "    <cause>%s</cause>\n", words(20)
        printf "    <cause>%s</cause>\n", words(25)
        printf "    <cause>%s &lt;here&gt; &amp; there</cause>\n", words(15)
        printf "    <advice for=\"sender\"><step>%s</step></advice>\n", words(35)
        printf "    <advice for=\"sender-admin\"><step>%s</step></advice>\n", words(45)
        printf "    <pair reply=\"%s\" by=\"servers\"/>\n", i % 2 ? "450" : "550"
        printf "    <confused with=\"%s\">%s</confused>\n", other, words(10)
        printf "    <ref rfc=\"3463\" section=\"3.%d\"/>\n    <ref source=\"made-up\"/>\n  </status>\n\n", s % 9 + 1
    }
    print "</statuses>"
}' >"$dir/statuses.xml"
