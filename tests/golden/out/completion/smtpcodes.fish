# SPDX-License-Identifier: 0BSD
# Completion of smtpcodes(1) for fish.

complete -c smtpcodes -f
complete -c smtpcodes -n '__fish_seen_subcommand_from explain summary' -F
complete -c smtpcodes -n __fish_use_subcommand -a explain -d 'explain a bounce, a reply or a log'
complete -c smtpcodes -n __fish_use_subcommand -a summary -d 'summarise the failures in a mail log'
complete -c smtpcodes -n __fish_use_subcommand -a search -d 'find entries that contain all words'
complete -c smtpcodes -n __fish_use_subcommand -a list -d 'list every code'
complete -c smtpcodes -l json -d 'print one JSON object per line'
complete -c smtpcodes -l prometheus -d 'write a summary as metrics of Prometheus'
complete -c smtpcodes -l openmetrics -d 'write a summary as OpenMetrics'
complete -c smtpcodes -l texts -d 'with --json, add the prose'
complete -c smtpcodes -l lines -d 'read the input as lines'
complete -c smtpcodes -l each-line -d 'read each line by itself'
complete -c smtpcodes -l mail -d 'read the input as a whole message'
complete -c smtpcodes -l for -x -a 'sender sender-admin recipient recipient-admin' -d 'show the steps of'
complete -c smtpcodes -l since-last -r -F -d 'compare with an earlier summary in JSON'
complete -c smtpcodes -l color -x -a 'auto always never' -d 'use colours'
complete -c smtpcodes -s h -l help -d 'print the usage'
complete -c smtpcodes -l version -d 'print the version'
complete -c smtpcodes -l provider -x -a 'example other' -d 'say who sent the reply'
complete -c smtpcodes -a '111 250 354 421 450 550 2.0.0 4.0.0 5.0.0 4.1.1 5.1.1 5.1.606 5.1.606-609 4.1.608 5.1.608 4.1.700 5.1.700 4.1.700-702 5.1.700-702 5.1.801 5.2.9 5.6.1 accepted other user-unknown'
