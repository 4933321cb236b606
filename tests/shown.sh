# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by tool.sh: what the manual, the guide and README show of a terminal.
# Behind "$ smtpcodes ..." stands what it prints, "..." for prose that the
# catalogue may word anew; a command of which nothing is shown only must run.
: "${work:?}" "${mails:?}"
. tests/as_expected.sh

# Commands and answers of a document, each in files N.run and N.expected.
shown_in() { # FOLDER <TEXT
    rm -rf "$1"
    mkdir -p "$1"
    awk -v to="$1/" '
        /^ *\$ smtpcodes/ { n++; match($0, /^ */); indent = RLENGTH
            sub(/^ *\$ /, ""); print >(to n ".run"); on = 1
            goes_on = /\|$/; next }
        on && goes_on { print >(to n ".run"); goes_on = /\|$/; next }
        on && (/^ *\$ / || /^```/ || /^\.Ed/ || /^    <\/sample>/) { on = 0 }
        on { print substr($0, indent + 1) >(to n ".expected") }'
}

# The manual as its readers copy from it, the others as they are.
plain_text() { # DOCUMENT
    case $1 in
    *.1) sed 's/^\\&//; s/\\e/\\/g; s/\\-/-/g; s/\\(aq/'"'"'/g' "$1" ;;
    *) cat "$1" ;;
    esac
}

shown=0
for document in out/man/man1/smtpcodes.1 out/docs/README.md README.md; do
    # A page of the manual has margins.
    case $document in *.1) columns=66 ;; *) columns=80 ;; esac
    plain_text "$document" | shown_in "$work/shown"
    cp "$mails"/002.eml "$work/shown/bounce.eml"
    for run in "$work"/shown/*.run; do
        shown=$((shown + 1))
        (PATH=$PWD/$work:$PATH && export PATH COLUMNS=$columns &&
            cd "$work/shown" && sh "${run##*/}") >"$work/printed" 2>&1 </dev/null
        # What a page goes on with is no answer.
        if [ ! -s "${run%.run}.expected" ]; then
            same "$document shows: $(cat "$run")" '' \
                "$(grep -i 'usage\|unknown option' "$work/printed")"
        else
            as_expected "${run%.run}.expected" "$work/printed"
            same "$document: $(cat "$run")" 0 $?
        fi
    done
done
same "documents show the tool" yes "$([ $shown -ge 6 ] && echo yes)"
