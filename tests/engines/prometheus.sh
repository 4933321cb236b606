#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# What the node exporter is to read, and a rule over it, as promtool judges them.
. tests/engine.sh
command -v promtool >/dev/null ||
    skip 'promtool is missing'

cut -f1 tests/explain/replies.tsv | tr -d '\000' >"$work/mail.log"
sample engines-prometheus |
    sed "s,/var/log,$work,; s,/var/lib/prometheus/node-exporter,$work," >"$work/cron.sh"
judged() { # FILE: promtool says nothing against it, not even advice
    promtool check metrics <"$1" >"$work/advice" 2>&1 && cat "$work/advice" && [ ! -s "$work/advice" ]
}
check 'a summary' sh "$work/cron.sh"
check 'its metrics' judged "$work/smtpcodes.prom"
# Into a database of its own, which wants to know when that was.
smtpcodes summary --openmetrics "$work/mail.log" |
    awk '!/^#/ { $0 = $0 " 1700000000" } 1' >"$work/openmetrics"
check 'the same as OpenMetrics' promtool tsdb create-blocks-from openmetrics \
    "$work/openmetrics" "$work/blocks"
check 'more than a few' [ "$(grep -c '^smtpcodes_results_total' "$work/smtpcodes.prom")" -gt 50 ]
: >"$work/mail.log"
check 'a summary of nothing' sh "$work/cron.sh"
check 'its metrics' judged "$work/smtpcodes.prom"

sample engines-prometheus 2 >"$work/rules.yml"
cat >"$work/test.yml" <<'END'
rule_files: [rules.yml]
tests:
  - interval: 1m
    input_series:
      - series: 'smtpcodes_results_total{outcome="failed",reason="relay-denied",action="fix-client",party="sender-admin"}'
        values: 0+10x120
      - series: 'smtpcodes_results_total{outcome="failed",reason="user-unknown",action="suppress",party="sender"}'
        values: 0+90x120
    alert_rule_test:
      - eval_time: 2h
        alertname: SenderMustAct
        exp_alerts:
          - exp_labels: {reason: relay-denied}
            exp_annotations: {summary: "600 deliveries failed: relay-denied"}
END
check 'a rule' promtool check rules "$work/rules.yml"
check 'what it reports' promtool test rules "$work/test.yml"
report
