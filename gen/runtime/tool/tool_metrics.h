/* --- the same as metrics -------------------------------------------------- */

/* A family begins with what it counts. What a name or a label is comes from
 * the catalogue, never from a log, and is of small letters, digits, hyphens and
 * underscores, so nothing needs an escape. */
static void put_family(const struct options *o, const char *name,
                       const char *help)
{
    /* In OpenMetrics only its samples are called a total. */
    const char *total = o->metrics == METRICS_OPEN ? "" : "_total";

    printf("# HELP smtpcodes_%s%s %s\n# TYPE smtpcodes_%s%s counter\n", name,
           total, help, name, total);
}

static void put_results_metric(const char *outcome, const char *reason,
                               const char *action, const char *party,
                               const char *provider, unsigned long n)
{
    printf("smtpcodes_results_total{outcome=\"%s\",reason=\"%s\",action=\"%s\","
           "party=\"%s\",provider=\"%s\"} %lu\n",
           outcome, reason, action, party, provider, n);
}

static void put_tally_metric(const struct tally *t, int is_others,
                             const char *outcome, unsigned long n)
{
    static const char others[] = "others";

    if (n && is_others)
        put_results_metric(outcome, others, others, others, others, n);
    else if (n)
        put_results_metric(outcome, smtpc_reason_name(t->reason),
                           smtpc_action_name(t->action),
                           smtpc_party_name(t->party), t->provider, n);
}

static void put_results_metrics(const struct options *o,
                                const struct summary *s)
{
    put_family(o, "results", "Delivery attempts, by how they ended and why.");
    put_results_metric("sent", smtpc_reason_name(SMTPC_REASON_ACCEPTED_),
                       smtpc_action_name(SMTPC_ACTION_NONE),
                       smtpc_party_name(SMTPC_PARTY_NOBODY), "", s->sent);
    for (size_t i = 0; i <= TALLIES; i++) {
        const struct tally *t = &s->tallies[i];

        put_tally_metric(t, i == TALLIES, "deferred", t->deferred);
        put_tally_metric(t, i == TALLIES, "failed", t->failed);
    }
}

static void put_summary_metrics(const struct options *o,
                                const struct summary *s)
{
    put_results_metrics(o, s);
    put_family(o, "not_counted",
               "What was seen and is no delivery attempt, by kind.");
    for (size_t i = 1; i < ASIDES; i++)
        printf("smtpcodes_not_counted_total{kind=\"%s\"} %lu\n", aside_names[i],
               s->aside[i]);
    put_family(o, "lines", "Lines that were read.");
    printf("smtpcodes_lines_total %lu\n", s->lines);
    put_family(o, "log_lines", "Lines that were read and are of a mail log.");
    printf("smtpcodes_log_lines_total %lu\n", s->log_lines);
    if (o->metrics == METRICS_OPEN)
        puts("# EOF");
}
