#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The extension for SQLite in its own shell and from Python. sqlite/*.sql are
# asked, *.out is what they answer. Run from the repository root.
tests=$PWD/tests/engines/sqlite
excerpt="head -60"
. tests/engine.sh
mkdir "$work/archive"
command -v sqlite3 >/dev/null || skip 'sqlite3 is missing'
echo '#include <sqlite3ext.h>' | ${CC:-cc} -E - >/dev/null 2>&1 || skip 'sqlite3ext.h is missing'
[ "$(sqlite3 :memory: "SELECT count(*) FROM pragma_compile_options WHERE compile_options = 'OMIT_LOAD_EXTENSION'")" = 0 ] ||
    skip 'this sqlite3 loads no extensions'

# As somebody does who has an archive of out/.
build() (
    cp -R out "$work/archive/out" && cd "$work/archive/out/sql/sqlite" &&
        ${CC:-cc} -std=c99 -O2 -Wall -Wextra -Wpedantic -Wshadow -Werror -fPIC -shared -I../.. \
            smtpcodes_sqlite.c -o "$work/smtpcodes.so"
)

answers() { # NAME
    sqlite3 -batch -cmd ".load $work/smtpcodes" -cmd ".parameter set @mails '$PWD/tests/bounces/'" "$work/$1.db" \
        <"$tests/$1.sql" >"$work/$1.out" 2>&1
    diff -u "$tests/$1.out" "$work/$1.out"
}

# What it refuses, in its words: how the shell puts that has changed.
errors() { # NAME
    sqlite3 -batch -cmd ".load $work/smtpcodes" :memory: <"$tests/$1.sql" 2>&1 >/dev/null |
        sed -n -e 's/ ([0-9]*)$//' -e 's/^.*near line [0-9]*: //p' >"$work/$1.out"
    diff -u "$tests/$1.out" "$work/$1.out"
}

# What stands in the table is what stands in the CSV file.
codes() {
    columns='code, symbol, title, standing, reason, action'
    sqlite3 -csv -header -cmd ".load $work/smtpcodes" :memory: "SELECT $columns FROM smtp_codes" >"$work/codes" &&
        sqlite3 -csv -header -cmd ".import -csv out/smtpcodes.csv listed" :memory: "SELECT $columns FROM listed" |
        diff - "$work/codes"
}

# What the headers say about each reply of their own tests, so does SQLite.
verdicts() {
    grep -v '^#' tests/explain/replies.tsv >"$work/replies"
    sqlite3 -batch -cmd ".load $work/smtpcodes" :memory: <<END >"$work/wrong"
.mode ascii
.separator "\t" "\n"
.import "$work/replies" replies
DELETE FROM replies WHERE provider = 'nobody-knows-this'; -- which is an error here
CREATE VIEW verdict AS SELECT *, smtp_reason(reply, nullif(provider, '')) AS found,
    smtp_action(reply, nullif(provider, '')) AS done FROM replies;
SELECT reply, found, done FROM verdict WHERE instr(',' || reasons || ',', ',' || found || ',') = 0
    OR action NOT IN ('', '!suppress', done) OR (action, done) = ('!suppress', 'suppress');
SELECT 'too few' WHERE (SELECT count(*) FROM verdict WHERE found <> 'other') < 2000;
END
    [ ! -s "$work/wrong" ] || { cat "$work/wrong" && false; }
}

# What the documentation says, pasted where it says. Titles may be worded anew.
documented() (
    for n in 1 2 3; do
        sample engines-in-sqlite $n >"$work/pasted.$n" || return
    done
    cd "$work/archive/out/sql/sqlite" && sh "$work/pasted.1" &&
        sqlite3 -batch -bail <"$work/pasted.2" >"$work/pasted.out" || return
    printf '%s\n' 'mailbox-full|retry|1' 'user-unknown|suppress|1' lou@example.org >"$work/pasted.expected"
    head -3 "$work/pasted.out" | diff "$work/pasted.expected" - && grep '^X.2.2|' "$work/pasted.out" || return
    ! python || [ "$("$python" "$work/pasted.3")" = user-unknown ]
)

# The first python3 need not be one that loads extensions.
python() {
    for python in python3 /usr/bin/python3; do
        "$python" -c 'import sqlite3; sqlite3.connect("").enable_load_extension(True)' 2>/dev/null && return
    done
    false
}

check build build
if [ "$failed" -eq 0 ]; then
    check functions answers functions
    check bounces answers bounces
    check index answers index
    check errors errors errors
    # SQLite has that since 3.31.
    if [ "$(sqlite3 :memory: 'PRAGMA hard_heap_limit')" = 0 ]; then
        check memory errors memory
    fi
    check documentation documented
    check codes codes
    check verdicts verdicts
    if python; then
        check Python "$python" "$tests/test.py" "$work/smtpcodes"
    else
        echo "sqlite: not tried from Python, whose sqlite3 loads no extensions"
    fi
fi
rm -rf "$work/archive"
report
