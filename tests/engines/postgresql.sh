#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The extension for PostgreSQL in a server of its own: a copy of the installed
# one under the build folder, with the extension, which is started, asked and
# stopped here. postgresql/*.sql are asked, *.out is what they answer. Run from
# the repository root.
tests=$PWD/tests/engines/postgresql
excerpt="head -60"
. tests/engine.sh
config=${PG_CONFIG:-pg_config}
# Debian has programs of the server in no PATH but its pg_config's.
bin=$("$config" --bindir 2>/dev/null)
[ -x "$bin/initdb" ] || skip 'its server is missing'
[ -f "$("$config" --includedir-server)/postgres.h" ] || skip 'its headers are missing'
[ -f "$("$config" --pgxs)" ] || skip 'its makefiles for extensions are missing'

# The server refuses root.
user=
if [ "$(id -u)" -eq 0 ]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
fi
as_user() {
    if [ "$user" ]; then
        runuser -u "$user" -- "$@"
    else
        "$@"
    fi
}

# Names of sockets are short.
socket=$(mktemp -d)
[ -z "$user" ] || chown "$user" "$socket"
if ! as_user test -x "$work"; then
    rmdir "$socket"
    skip "$user may not enter $work"
fi
root=$work/root
server=$root$bin
PGHOST=$socket
PGPORT=5432
PGUSER=tester
export PGHOST PGPORT PGUSER
unset PGDATABASE PGDATA PGOPTIONS PGCLIENTENCODING PGPASSWORD

stop() {
    [ ! -f "$work/data/postmaster.pid" ] ||
        as_user "$server/pg_ctl" -D "$work/data" -m immediate stop >/dev/null 2>&1
    rm -rf "$socket"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM

# A server finds its files from where it stands, so a copy has its own.
copy_server() {
    for folder in "$bin" "$("$config" --pkglibdir)" "$("$config" --sharedir)"; do
        [ -d "$folder" ] && mkdir -p "$root$folder" || return
        (cd "$folder" && tar -chf - --exclude bitcode --exclude pgxs .) | (cd "$root$folder" && tar -xf -)
    done
}

# make as nobody else's.
alone() { env -u MAKELEVEL -u MAKEFLAGS -u MFLAGS make with_llvm=no "PG_CONFIG=$config" "$@"; }

# As somebody does who has an archive of out/.
build() {
    mkdir -p "$work/archive"
    cp -R out "$work/archive/out"
    (cd "$work/archive/out/sql/postgresql" &&
        alone COPT=-Werror && alone install "DESTDIR=$root")
}

# In another folder than the sources, with the headers that are installed.
build_elsewhere() {
    mkdir -p "$work/elsewhere" "$work/include"
    cp out/smtpcodes*.h "$work/include"
    cp -R out/sql/postgresql "$work/sources"
    (cd "$work/elsewhere" && alone -f "$work/sources/Makefile" \
        "COPT=-I$work/include" && [ -f smtpcodes.so ])
}

start() {
    mkdir "$work/data"
    [ -z "$user" ] || chown "$user" "$work/data"
    (cd "$work/data" && as_user "$server/initdb" -D "$work/data" -U tester -A trust -E UTF8 --locale=C \
        --no-sync &&
        as_user "$server/pg_ctl" -D "$work/data" -w -t 50 -l "$work/data/server.log" -o \
            "-c listen_addresses='' -c unix_socket_directories='$socket' -c fsync=off -c max_worker_processes=8" \
            start) || { cat "$work/data/server.log"; false; }
}

# A database for a file of questions, its answers as expected.
answers() { # NAME [ENCODING [OPTION...]]
    name=$1 encoding=${2:-UTF8}
    shift $(($# > 1 ? 2 : 1))
    base=$(echo "$name-$encoding" | tr '[:upper:]' '[:lower:]')
    expected=$tests/$base.out
    [ -f "$expected" ] || expected=$tests/$name.out
    psql -X -q -d postgres -c "CREATE DATABASE \"$base\" TEMPLATE template0 ENCODING '$encoding'" || return 1
    psql -X -q -a -d "$base" -v "server=$encoding" "$@" -f "$tests/$name.sql" >"$work/$base.out" 2>&1
    # The place in the server's sources is its own.
    sed -e '/^LOCATION: /d' -e 's/^psql:[^ ]*sql:[0-9]*: //' "$work/$base.out" >"$work/$base.cut"
    diff -u "$expected" "$work/$base.cut"
}

# What the documentation says, pasted: to build, in another copy, and to ask.
as_documented() {
    sample engines-in-postgresql 1 >"$work/pasted.sh" &&
        sample engines-in-postgresql 2 >"$work/pasted.sql" || return
    printf 'make\nsudo make install\n' | diff - "$work/pasted.sh" || return
    psql -X -q -d postgres -c 'CREATE DATABASE documented TEMPLATE template0' &&
        psql -X -A -t -q -v ON_ERROR_STOP=1 -d documented -f "$work/pasted.sql" >"$work/pasted.out" || return
    printf '%s\n' 'user-unknown|suppress|1' 'mailbox-full|retry|1' lou@example.org | sort >"$work/pasted.expected"
    grep -v '^Multiple authentication checks failed|' "$work/pasted.out" | sort | diff "$work/pasted.expected" -
}

check build build
check 'build elsewhere' build_elsewhere
check 'copy of the server' copy_server
check start start
if [ "$failed" -eq 0 ]; then
    [ -z "$user" ] || chmod -R a+rX "$work/archive"
    grep -v '^#' tests/explain/replies.tsv >"$work/replies.tsv"
    cut -f1 "$work/replies.tsv" >"$work/replies.txt"
    cp out/smtpcodes.csv "$work"
    mkdir "$work/mails"
    cp tests/bounces/*.eml "$work/mails"
    check functions answers functions
    check errors answers errors
    check verdicts answers verdicts UTF8 -v "replies=$work/replies.tsv" -v "codes=$work/smtpcodes.csv"
    check bounces answers bounces UTF8 -v "mails=$work/mails"
    check index answers index
    for encoding in UTF8 LATIN1 EUC_JP SQL_ASCII; do
        check "encodings: $encoding" answers encodings $encoding
    done
    check parallel answers parallel UTF8 -v "replies=$work/replies.txt"
    check documentation as_documented
fi
stop
# What the server wrote is its user's; the answers stay, to look at.
rm -rf "$work/root" "$work/data" "$work/archive"
report
