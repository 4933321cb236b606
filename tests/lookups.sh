# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by tool.sh: codes, causes, words of replies and providers looked up,
# searched and listed. $tool is the tool; expect and same count.
: "${work:?}" "${tool:?}"

# OBJECT FIELD: the first of that name in what the tool says of a word. Titles
# of providers, causes and messages may be worded anew.
field() {
    "$tool" --json --texts "$1" | sed 's/.*"providers":\(\[{.*\)/\1/' |
        grep -o "\"$2\":\"[^\"]*\"" | sed "1s/\"$2\":\"\(.*\)\"/\1/; q"
}
spf=$(field 5.7.27 title)
bulk=$(field 5.7.515 title)
banned=$("$tool" --json 5.7.620 |
    sed 's/.*"id":"outlook","title":"\([^"]*\).*/\1/')
quota=$(field 454 title)
blocked=$(field outlook-network-blocked title)
full=$(field mailbox-full title)

# STATUS|WORDS|PATTERN: what the tool says when it is given the words.
while IFS='|' read -r status words pattern; do
    # shellcheck disable=SC2086 # words are words
    expect "smtpcodes $words: $pattern" "$status" "$pattern" "$tool" $words
done <<END
0|550|^550  Requested action not taken: mailbox unavailable  *permanent$
0|#5.1.1|^5.1.1 
0|(550),|^550 
0|smtp-5.7.1|^5.7.1 
0|5.7.26|^5.7.26  Multiple authentication checks failed  *permanent$
0|4.7.26|^4.7.26  Multiple .*  temporary$
0|220|^220  Service ready  *success$
0|354|^354  .*  continue$
0|X.7.26|^X.7.26  Multiple authentication checks failed$
0|x.1.1|^X.1.1 
0|5.7.26|^  Who     the sending administrator$
0|5.7.26|^  Do      fix the sending domain or server$
0|5.7.26|^  Google: 
0|5.7.26|^If you sent it$
0|5.7.26|^If you run the sending server$
0|5.7.26|^          dig +short TXT _dmarc.{domain}$
0|5.7.26|^  man smtp-5.7.26; RFC 7372, section 3.4;
0|5.2.2|^  Do      ask the receiving side$
0|4.2.2|^  Do      try again later$
0|X.2.2|^  Do      4.2.2: try again later; 5.2.2: ask the receiving side$
0|2.1.5|^  Who     no one must act$
0|550|^  Who     the words after the code say whose problem it is$
0|SMTPC_X_2_2_MAILBOX_FULL|^X.2.2  Mailbox full$
0|x_2_2_mailbox_full|^X.2.2  Mailbox full$
0|452 4.5.3|^4.5.3  Too many recipients
0|4.1.1|^  Do      try again later
0|5.7.515|^5.7.515  $bulk  *permanent$
0|5.7.515|^  From    Outlook.com$
0|5.7.515|^  Code    not a standard code, but a provider's own$
0|5.7.620|^5.7.620  $banned  *permanent$
0|5.7.620|^  Range   one of 5.7.606-649$
0|X.7.620|^  Range   one of X.7.606-649$
0|4.7.620|^  Range   one of 4.7.606-649$
0|5.5.7|^  Who     the sender$
0|5.7.606-649|^5.7.606-649  $banned  *permanent$
0|4.7.500-699|^4.7.500-699  
1|5.7.606-648|^smtpcodes: '5.7.606-648' is not a code
0|5.7.620|^  Outlook.com, 5.7.606-649: $banned;
0|4.7.650|^4.7.650  Differs by provider (Microsoft 365, Outlook.com)  *temporary$
0|4.7.650|^  Outlook.com, 4.7.650-651: Slowed
0|5.7.27|^5.7.27  Sender address has null MX
0|5.7.27|^  Google: $spf; fix the sending domain or server.$
0|--provider google 5.7.27|^5.7.27  $spf 
0|--provider google 5.7.27|^  From    Google$
0|--provider google 5.7.27|^  Others  mean: Sender address has null MX$
0|--provider google 5.7.27|https://support.google.com/
0|--provider gmail 4.7.27|^4.7.27  $spf 
0|--provider mx.google.com X.7.27|^X.7.27  $spf
0|--provider amazon-ses 454|^454  $quota 
0|--provider google 5.7.0|^  Google: 
0|--provider outlook 5.7.27|^5.7.27  Sender address has null MX
0|mailbox-full|^mailbox-full  $full$
0|mailbox-full|^  Who     the recipient$
0|mailbox-full|^  Do      ask the receiving side; if the reply starts with 4: try
0|mailbox-full|^  Codes   .*5.2.2
0|mailbox-full|^  Also    .*552,
0|mailbox-full|if the words after the code say so$
0|Mailbox_Full|^mailbox-full  $full$
0|SMTPC_REASON_GREYLISTED|^greylisted  
0|S3150|^S3150  $blocked
0|S3150|^  From    Outlook.com$
0|s3150|^  More    smtpcodes blocklist-reputation; 
0|[TSS04]|^\[TSS04\]  
0|[TSS04]|^  From    Yahoo
0|[TSS04]|^If you run the sending server
0|outlook-network-blocked|^outlook-network-blocked  $blocked
0|google|^Google (Gmail, Workspace)$
0|google|^  5.7.27       $spf  *the sending server$
0|google|^  4.2.1  
0|mx.google.com|^Google (Gmail, Workspace)$
0|outlook.com|^Outlook.com 
1|5.7.98|^5.7.98 is not in this catalogue.$
1|5.7.98|^  5       permanent (Permanent Failure)$
1|5.7.98|^  X.7     Security or Policy Status$
1|4.7.98|^  4       temporary (Persistent Transient Failure)$
1|5.9.9|smtpcodes explain$
1|599|^  5       permanent (Permanent negative completion)$
1|550 599|^550  
1|550 599|^599 is not in this catalogue
1|serach|^smtpcodes: 'serach' is not a code, cause, provider or command. Did you mean 'search'?$
1|lsit|Did you mean 'list'?$
1|mailbx-full|Did you mean 'mailbox-full'?$
1|gogle|Did you mean 'google'?$
1|MAILBOX_FUL|Did you mean 'mailbox-full'?$
1|smtpcxmailbox_ful|or command. Try 'smtpcodes search'.$
1|SMTPC_X_1_1|Did you mean 'SMTPC_X_1_1_BAD_DESTINATION_MAILBOX'?$
1|SMTPC_550_MAILBOX_UNAVAILABEL|Did you mean 'SMTPC_550_MAILBOX_UNAVAILABLE'?$
1|qwertyuiop|^smtpcodes: 'qwertyuiop' is not a code, .* Try 'smtpcodes search'.$
1|README.md|Did you mean 'smtpcodes explain README.md'?$
1|nonsense 550|^550  
0|5.7.1|^  Google: [^;]*\.$
1|full|^smtpcodes: 'full' is not a code
0|550 5.1.1 User unknown|^550 5.1.1 
0|--for recipient 5.2.2|^If the message was for you$
0|--json 5.7.27|"query":"5.7.27","kind":"code","code":"X.7.27",.*"title":"Sender address has null MX",.*"reason":"sender-rejected"
0|--json 5.7.27|"providers":\[{"id":"google","title":"$spf"
0|--json --provider google 5.7.27|"title":"$spf",.*"reason":"sender-auth-failed".*"provider":"google"}$
0|--json mailbox-full|"query":"mailbox-full","kind":"cause",.*"reason":"mailbox-full","action":"ask-receiver","party":"recipient"
0|--json S3150|"kind":"message",.*"reason":"blocklist-reputation",.*"message":"outlook-network-blocked","provider":"outlook"}$
0|--json google|"kind":"provider",.*"provider":"google","codes":\[{"code":"4.2.1"
0|--json --texts 5.7.26|"advice":"Send a test .*\\\\u0009dig +short TXT {domain}
1|--json serach|^{"query":"serach","kind":"unknown","code":"","symbol":"","title":"","standing":"",.*"action":""
1|--json 4.7.98|^{"query":"4.7.98","kind":"unknown",.*"action":"retry"
0|search S3150|^outlook-network-blocked  $blocked
0|search 5.7.606|^5.7.606-649  
0|search postgrey|^greylisted  
0|search 550|^550          Requested action not taken: mailbox unavailable$
0|search 5.1.1|^5.1.1        Bad destination mailbox address$
0|search $bulk|^5.7.515  
0|search google $spf|^5.7.27       Google: $spf$
0|search gmail|^google  
0|search quota|^5.2.2 .*[Mm]ailbox full: .*quota
0|search spf|^\.\.\. and [0-9]* more. Add a word.$
1|search qwertyuiop asdf|^No entry contains 'qwertyuiop' and 'asdf'.$
0|search --json google $spf|^{"query":"5.7.27","kind":"code".*"provider":"google"}$
0|search --json mailbox full|^{"query":"mailbox-full","kind":"cause"
0|list|^220      nothing to do  *Service ready$
0|list|^354      continue with the next step
0|list|^101      ask the receiving side  
0|list|^999      read the text after the code  
0|list|^5.7.26   fix the sending domain or server
0|list|^2.1.5    nothing to do
0|list --json|^{"query":"X.7.30","kind":"code"
END

expect "a reply as one word" 0 '^550 5.1.1  Server does not know this user ' \
    "$tool" '550 5.1.1 User unknown'
expect "the same as JSON" 0 '^{"line":"550 5.1.1 User unknown"' \
    "$tool" --json '550 5.1.1 User unknown'
expect "a cause of two words" 0 '^mailbox-full  ' "$tool" 'Mailbox full'
expect "a provider of two words" 0 '^Microsoft 365' "$tool" 'Microsoft 365'
expect "an empty word" 1 "^smtpcodes: '' is not a code" "$tool" ''
expect "a very long word" 1 "Try 'smtpcodes search'" "$tool" "$(xs 300)"
expect "an empty search" 1 "^No entry contains ''" "$tool" search ''
expect "a token that steers" 0 '^outlook-network-blocked  ' \
    "$tool" "$(printf 'S3150\033[31m')"
expect "a range that ends a line" 1 'is not a code' \
    "$tool" "$(printf '5.\n7.606-649')"
same "what is unknown has no verdict" '' "$("$tool" serach 2>/dev/null)"
same "but an object a word" 3 \
    "$("$tool" --json serach 5.9.9 550 | grep -c '^{"query":.*}$')"
same "what a page is of is not said again" '' \
    "$("$tool" --provider google 5.7.27 | grep '^  Google: ')"
same "what providers mean is not said of others' numbers" '' \
    "$("$tool" 5.7.650 | grep '4\.7\.650')"
same "the same number, and one reader" \
    'If you run the sending server' \
    "$("$tool" --for sender-admin 5.7.26 | grep '^If')"
same "steps are numbered" '1 2 3 4' "$("$tool" --for sender-admin 5.7.515 |
    sed -n 's/^ *\([0-9]\)\. .*/\1/p' | xargs)"
# A cause of the golden catalogue has the last number that there can be.
expect "the cause of the last number" 0 '^accepted  Accepted$' "$work/golden" accepted
expect "what is near it" 1 "Did you mean 'accepted'?$" "$work/golden" acepted
expect "what is found of it" 0 '^accepted  *Accepted$' "$work/golden" search accepted
expect "the found words are bold" 0 '^.\[1muser.\[0m-unknown  .\[1mUser.\[0m' \
    "$work/golden" --color=always search user
# WORD BEST: what is called so, before what only speaks of it.
while read -r word best; do
    same "the best of $word is the first" "$best" \
        "$("$tool" search "$word" | head -1 | cut -d' ' -f1)"
done <<'END'
greylist greylisted
gmail google
tss04 yahoo-deferred-volume
5.7.26 5.7.26
END
# And once more where the text itself is what a message says.
same "a cause's steps are not found for each message of it" 0 "$("$tool" \
    search --json "$(field policy advice | sed 's/\\.*//')" |
    sed 1,2d | wc -l | tr -d ' ')"
same "what stands around a word begins and ends with words" \
    '550          Mailbox | unavailable, "no...: ...a text with letters beyond...' \
    "$("$work/golden" search letters)"
same "commands are found behind a blank" 0 \
    "$("$tool" search dig | grep -c '[^ (]dig')"

# The words behind a wide code: a table, or where that does not fit, rows.
same "a table of words" '  The words say                 Whose problem         Do
  no such user, user unknown,   the sender            stop mailing this address
  mailbox not found' "$("$tool" 550 | grep -A2 'The words say')"
same "a table without room" '  mailbox full, over quota
    the recipient: ask the receiving
    side' "$(COLUMNS=40 "$tool" 550 | grep -A2 'mailbox full')"
same "the class counts in a table" 'try again later' \
    "$("$tool" 450 | sed -n 's/^  mailbox is over quota.*  //p')"
same "with it come no steps" 0 "$("$tool" 550 | grep -c '^If')"
same "unless they are asked for" 1 \
    "$("$tool" --for sender-admin 550 | grep -c '^If')"
same "a narrow code has no table" 0 "$("$tool" 5.1.1 | grep -c 'The words say')"

# A title goes on below where it begins, unless what stands before it is long.
while read -r word blanks; do
    same "the second line of $word" "$blanks" \
        "$(COLUMNS=40 "$tool" "$word" | sed -n '2s/[^ ].*//p' | tr ' ' .)"
done <<'END'
dynamic-ip ............
5.7.606-649 ..
user-unknown ..
END

# Whoever asks for the steps of somebody gets those and no others.
while IFS='|' read -r party heading; do
    same "a code's steps for $party" "$heading" \
        "$("$tool" --for "$party" 5.2.2 | grep '^If')"
    same "a reply's steps for $party" "$heading" \
        "$("$tool" explain --for "$party" 552 5.2.2 mailbox full | grep '^If')"
    same "in JSON: $party" "${heading:+1}" "$("$tool" explain --json --texts \
        --for "$party" 552 5.2.2 mailbox full | grep -v '"advice":""' | grep -c . | tr -d 0)"
    same "nor other ways on: $party" 0 \
        "$("$tool" --for "$party" 550 | grep -c '^  Next ')"
done <<'END'
nobody|
sender|If you sent it
sender-admin|If you run the sending server
recipient|If the message was for you
recipient-admin|If you run the receiving server
network|
END
same "whoever asks for none has ways on" 1 \
    "$("$tool" 550 | grep -c '^  Next ')"
expect "unknown party" 2 'unknown party: nobod$' "$tool" --for nobod 550

# Everything that can be looked up, and each at every width.
causes=$(sed -n 's/^ *\(SMTPC_REASON_[A-Z_]*\) = .*/\1/p' out/smtpcodes.h)
providers=$("$tool" --provider nobody 2>&1 | sed -n 's/^  //p')
codes=$("$tool" list | sed 's/ .*//')
found=$("$tool" search --json e | sed 's/^{"query":"\([^"]*\).*/\1/' | sort -u)
all="$codes $causes $providers"
# shellcheck disable=SC2086
{
    expect "all causes are known" 0 '' "$tool" $causes
    expect "all providers are known" 0 '' "$tool" $providers
    expect "all codes are known" 0 '' "$tool" $codes
    expect "what is found can be looked up" 0 '' "$tool" $found
    same "each has a page" 0 "$("$tool" $codes |
        sed -n 's/^  man smtp-\([^;]*\);.*/\1/p' | while read -r code; do
        [ -e "out/man/man7/smtp-$code.7" ] || echo "$code"
    done | wc -l)"
    same "each action is in words" 0 "$("$tool" $codes $causes | grep -cE \
        '(read-text|fix-(sender|client|message)|slow-down|ask-receiver)')"
}
same "a line a code" "$(sed -n 's/.*define SMTPC_ENTRIES //p' out/smtpcodes.h)" \
    "$("$tool" list | wc -l | tr -d ' ')"

same "a line for the action, where there is no room" \
    '    fix the sending domain or server' \
    "$(COLUMNS=40 "$tool" list | sed -n '/^5.7.26/{n;p;}')"
for width in 40 63 80; do
    same "titles are cut at words, with three dots, at $width" 0 \
        "$(COLUMNS=$width "$tool" list | grep -cE '[^.]\.{1,2}$')"
done

# Commands are for copying: they stay whole.
sed -n 's/^ *"command": "\(.*\)",*$/\1/p; s/.*"command": *"\(.*\)"}.*/\1/p' \
    out/smtpcodes.json | sed 's/\\"/"/g; s/\\\\/\\/g' >"$work/commands"
# WIDTH: lines of standard input that are longer, but for one word and commands.
too_long() {
    awk -v width="$1" 'length($0) > width' | sed 's/^ *//' | grep ' ' |
        grep -Fxv -f "$work/commands"
}
for width in 40 63 64 80 100; do
    # shellcheck disable=SC2086
    same "within $width columns" '' "$({
        COLUMNS=$width "$tool" $all
        COLUMNS=$width "$tool" search spf
        COLUMNS=$width "$tool" list
    } | too_long $width)"
done
for width in 63 64; do
    same "$width columns have a table only when it fits: 550" "$((2 * (width == 64)))" \
        "$(COLUMNS=$width "$tool" 550 | grep -cE '^  (The words say|mailbox full, over)  ')"
    same "$width columns have a table only when it fits: outlook" "$((width == 64))" \
        "$(COLUMNS=$width "$tool" outlook | grep -c '^  5\.5\.0   ')"
done
for width in 58 59; do
    same "$width columns have one line for a code only when it fits" "$((width == 59))" \
        "$(COLUMNS=$width "$tool" list | grep -c '^5\.7\.26   fix the sending')"
done
same "no narrower than 40" "$(COLUMNS=40 "$tool" 550)" "$(COLUMNS=1 "$tool" 550)"
same "no wider than 100" '' "$(COLUMNS=300 "$tool" 550 5.1.1 | too_long 100)"
