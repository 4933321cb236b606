#compdef smtpcodes
# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for zsh.

_smtpcodes() {
    local -a providers codes
    # @begin words
    providers=(google)
    codes=(550)
    # @end words

    _arguments \
        '--json[print one JSON object a line]' \
        '--provider[who sent the reply]:provider:($providers)' \
        '--texts[with --json, the prose too]' \
        '--for[whose steps]:party:(sender sender-admin recipient recipient-admin)' \
        '(--lines --mail)--lines[the input is lines, not a mail]' \
        '(--lines --mail)--mail[the input is a mail]' \
        '--since-last[compare with an earlier summary in JSON]:file:_files' \
        '--color[colours]:when:(auto always never)' \
        '(-h --help)'{-h,--help}'[print the usage]' \
        '--version[print the version]' \
        '1:command or word:(explain summary search list $codes $providers)' \
        '*:file or word:_files'
}
_smtpcodes "$@"
