# SPDX-License-Identifier: 0BSD
#
# Lists every mutant of a C file, one a line:
#
#   file, line, function, offset, length, replacement, line before, line after
#
# with tabs between them. The text from the offset (from 1) of that length
# becomes the replacement, which has a newline for each one that was there,
# here written as the byte 1. Run with LC_ALL=C: offsets are bytes.
#
# Comments, strings, preprocessor lines, static assertions, attributes, what
# stands in the braces of an initialiser and what the generator puts something
# else in place of ("@begin") are not changed: `code` has blanks for them.

{ text = text $0 "\n" }

BEGIN { OFS = "\t" }

END {
    blank_what_is_no_code()
    for (at = 1; at <= n; at++) {
        c = substr(code, at, 1)
        if (c == "\n") {
            line++
            begins = at + 1
            note_function()
        } else if (c ~ /[A-Za-z_]/) {
            word()
        } else if (c ~ /[0-9]/) {
            number()
        } else if (c != " ") {
            operator()
        }
    }
}

function blank_what_is_no_code(    at, c, two, kind, depth, before, made) {
    n = length(text)
    for (at = 1; at <= n; at++) {
        c = substr(text, at, 1)
        two = substr(text, at, 2)
        if (kind == "" && c == "#" && before ~ /^[ \t]*$/)
            kind = "#"
        else if (kind == "" && two == "/*")
            kind = "*"
        else if (kind == "" && (c == "\"" || c == "'"))
            kind = c
        else if (kind == "*" && two == "*/") {
            kind = ""
            blank(at++)
        } else if ((kind == "\"" || kind == "'") && c == "\\")
            blank(at++)
        else if ((kind == "\"" || kind == "'") && c == kind) {
            kind = ""
            c = " "
        } else if (kind == "#" && c == "\n" && before !~ /\\$/)
            kind = ""
        if (kind == "" && c == "{" && before ~ /(= *|\)|\[\] *=)$/)
            depth++
        else if (depth && c == "{")
            depth++
        else if (depth && c == "}" && kind == "")
            depth--
        if (kind == "*" && two == "/*")
            made = substr(text, at + 3, 6) == "@begin" || \
                (made && substr(text, at + 3, 4) != "@end")
        if (kind == "" && c == "(" && before ~ /(_?[Ss]tatic_assert|__attribute__)$/)
            asserted = 1
        if (kind != "" || depth || asserted || made)
            blank(at)
        else
            code = code (c == "\t" ? " " : c)
        if (asserted && c == ";")
            asserted = 0
        before = c == "\n" ? "" : before c
    }
    line = 1
    begins = 1
    note_function()
}

function blank(at) {
    code = code (substr(text, at, 1) == "\n" ? "\n" : " ")
}

# Definitions begin at the margin.
function note_function(    s) {
    s = substr(code, begins, 200)
    sub(/\n.*/, "", s)
    if (s ~ /^[A-Za-z].*\(/) {
        sub(/ *\(.*/, "", s)
        sub(/.*[ *]/, "", s)
        name = s
    } else if (s ~ /^enum/) {
        name = "enum"
    }
}

function word(    w) {
    w = substr(code, at, 80)
    match(w, /^[A-Za-z_0-9]+/)
    w = substr(w, 1, RLENGTH)
    if (w == "true")
        mutant(at, 4, "false")
    else if (w == "false")
        mutant(at, 5, "true")
    else if (w == "if" && substr(code, at, 4) == "if (")
        never()
    at += length(w) - 1
    if (previous ~ /^[A-Za-z_]/ && previous != "return" || previous == "," && declares)
        w = "declared" w
    if (w ~ /^declared/)
        declares = 1
    previous = w
}

# A check is dropped: `if (0 && (...))`.
function never(    end) {
    end = closing(at + 3)
    if (end)
        mutant(at + 4, end - at - 4,
               "0 && (" substr(text, at + 4, end - at - 4) ")")
}

# Where the parenthesis that opens there closes.
function closing(from,    i, c, depth) {
    for (i = from; i <= n; i++) {
        c = substr(code, i, 1)
        if (c == "(")
            depth++
        else if (c == ")" && --depth == 0)
            return i
    }
    return 0
}

function number(    w, tail, value, i) {
    w = substr(code, at, 40)
    match(w, /^[A-Za-z_0-9.]+/)
    w = substr(w, 1, RLENGTH)
    i = at
    at += length(w) - 1
    tail = w
    sub(/^(0x[0-9a-fA-F]+|[0-9]+)/, "", tail)
    value = substr(w, 1, length(w) - length(tail))
    # How long an array is declared, octal modes and what is no integer stay.
    if (tail !~ /^[uUlL]*$/ || value ~ /^0[0-7]+$/ || length(value) > 9 ||
        previous ~ /^declared.*\[$/)
        return
    value = value ~ /^0x/ ? hex(value) : value + 0
    if (value == 0 && previous == "==")
        return # turning the operator does the same
    # Of what is less, a sort asks no more than that it is not greater; and any
    # number but 0 is true, and any below 0 no index.
    if (substr(code, i - 3, 7) == "? -1 : ")
        return
    if (value != 1 || (previous != "return" && substr(code, i - 2, 2) !~ /[^[]-/))
        mutant(i, length(w), (value + 1) tail)
    if (value > 0)
        mutant(i, length(w), (value - 1) tail)
    previous = "1"
}

function hex(s,    i, value) {
    for (i = 3; i <= length(s); i++)
        value = value * 16 + index("0123456789abcdef",
                                   tolower(substr(s, i, 1))) - 1
    return value
}

function operator(    two) {
    two = substr(code, at, 2)
    if (substr(code, at, 3) ~ /^(<<=|>>=|\.\.\.)$/) {
        at += 2
    } else if (two == "==") {
        mutant(at++, 2, "!=")
    } else if (two == "!=") {
        mutant(at++, 2, "==")
    } else if (two == "<=" || two == ">=") {
        mutant(at++, 2, c)
    } else if (two == "&&" || two == "||") {
        mutant(at, 2, two == "&&" ? "||" : "&&")
        without()
        at++
    } else if (two ~ /^(->|\+\+|--|<<|>>|[-+*\/|&%^]=)$/) {
        at++
    } else if (c == "<" || c == ">") {
        if (!chooses())
            mutant(at, 1, c "=")
    } else if (c == "!" && substr(code, at + 1, 1) ~ /[A-Za-z_(]/) {
        mutant(at, 1, "")
    } else if ((c == "+" || c == "-") && substr(code, at - 1, 1) == " " &&
               substr(code, at + 1, 1) == " ") {
        mutant(at, 1, c == "+" ? "-" : "+")
    }
    if (index("=;(){}", c))
        declares = 0
    if (c == "[" && previous ~ /^declared/)
        previous = previous c
    else
        previous = two == "==" || two == "!=" ? "==" : c
}

# `a < b ? a : b` is the same with <=.
function chooses(    s, left, right, chosen) {
    s = substr(code, begins, at - begins)
    match(s, /[A-Za-z_0-9>.-]+ *$/)
    left = substr(s, RSTART, RLENGTH)
    s = substr(code, at + 1, 200)
    gsub(/\n/, " ", s)
    if (left == "" || s !~ /^[^?;]*\?[^:;]*:[^;]*;/)
        return 0
    right = s
    sub(/ *\?.*/, "", right)
    chosen = s
    sub(/^[^?]*\?/, "", chosen)
    sub(/;.*/, "", chosen)
    gsub(/ /, "", left)
    gsub(/ /, "", right)
    gsub(/ /, "", chosen)
    return chosen == left ":" right || chosen == right ":" left
}

# An && or || goes, with what stands behind it.
function without(    i, c, depth) {
    for (i = at + 2; i <= n; i++) {
        c = substr(code, i, 1)
        if (c == "(" || c == "[")
            depth++
        else if ((c == ")" || c == "]") && depth-- <= 0)
            break
        else if (depth <= 0 && (index("?:;,", c) ||
                                substr(code, i, 2) ~ /&&|\|\|/))
            break
    }
    mutant(at, i - at, newlines(substr(text, at, i - at)))
}

function newlines(s) {
    gsub(/[^\n]/, "", s)
    return s
}

function mutant(from, len, to,    whole, before, after) {
    whole = substr(text, begins, from - begins)
    after = substr(text, from + len, 200)
    sub(/\n.*/, "", after)
    before = substr(text, begins, 300)
    sub(/\n.*/, "", before)
    after = whole to after
    sub(/\n.*/, "", after)
    gsub(/\n/, "\001", to)
    print FILENAME, line, name, from, len, to, trimmed(before), trimmed(after)
}

function trimmed(s) {
    gsub(/^[ \t]+|[ \t]+$/, "", s)
    gsub(/\t/, " ", s)
    return s
}
