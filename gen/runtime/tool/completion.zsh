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
        '--json[print one JSON object per line]' \
        '--provider[say who sent the reply]:provider:($providers)' \
        '(--prometheus --openmetrics)--prometheus[write a summary as metrics of Prometheus]' \
        '(--prometheus --openmetrics)--openmetrics[write a summary as OpenMetrics]' \
        '--texts[with --json, add the prose]' \
        '--for[show the steps of]:party:(sender sender-admin recipient recipient-admin)' \
        '(--lines --each-line --mail)--lines[read the input as lines]' \
        '(--lines --each-line --mail)--each-line[read each line by itself]' \
        '(--lines --each-line --mail)--mail[read the input as a whole message]' \
        '--since-last[compare with an earlier summary in JSON]:file:_files' \
        '--color[use colours]:when:(auto always never)' \
        '(-h --help)'{-h,--help}'[print the usage]' \
        '--version[print the version]' \
        '1:command or word:(explain summary search list $codes $providers)' \
        '*:file or word:_files'
}
_smtpcodes "$@"
