/* SPDX-License-Identifier: 0BSD
 *
 * How often is the cause right? usage: score LINES.tsv
 *
 * LINES.tsv has a header line and tab-separated columns, among them kind,
 * line, reply, reason and also_acceptable. Rows of kind "smtp" whose reason
 * is known and not "other" count. Printed: the commonest confusions, how often
 * the cause is one of the labels by how sure the verdict is, then
 *
 *   top1      the cause is the label
 *   top1_alt  or the second label
 *   coverage  a cause was named at all
 *   harmful   of all rows, those told to suppress that should not be
 *   missed    of final refusals of dead mailboxes, those not told to
 *   n         rows that count
 */
#define SMTPC_IMPLEMENTATION
#include "../out/smtpcodes_explain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 16, LINE = 65536, REASONS = 256, CONFIDENCES = 3 };

enum column { KIND, TEXT, REPLY, REASON, ALSO, NEEDED };

static const char *const names[NEEDED] = {"kind", "line", "reply", "reason",
                                          "also_acceptable"};

struct score {
    unsigned long n, strict, alt, covered, harmful, missed, dead;
    unsigned long sure[CONFIDENCES], sure_right[CONFIDENCES];
    unsigned long confused[REASONS][REASONS];
};

/* Cut a line at its tabs; the rest of the fields are empty. */
static void cut(char *line, char *fields[COLUMNS])
{
    static char empty[1];

    line[strcspn(line, "\r\n")] = '\0';
    for (int i = 0; i < COLUMNS; i++) {
        fields[i] = line ? line : empty;
        if (line && (line = strchr(line, '\t')) != NULL)
            *line++ = '\0';
    }
}

/* Greylisting is a way to limit rates; the labels do not part them. */
static const char *label(const char *reason)
{
    return strcmp(reason, "greylisted") == 0 ? "rate-limited" : reason;
}

/* Is a word one of a comma-separated list? */
static int is_among(const char *word, const char *list)
{
    size_t n = strlen(word);

    while (*list) {
        size_t len = strcspn(list, ",");
        const char *s = list + strspn(list, " ");

        if ((size_t)(list + len - s) == n && strncmp(s, word, n) == 0)
            return 1;
        list += len + (list[len] == ',');
    }
    return 0;
}

static int recipient_is_gone(const char *reason)
{
    return strcmp(reason, "user-unknown") == 0 ||
           strcmp(reason, "mailbox-disabled") == 0 ||
           strcmp(reason, "domain-not-found") == 0;
}

static int number_of(const char *reason)
{
    int i = 0;

    while (i < REASONS && strcmp(smtpc_reason_name(i), reason) != 0)
        i++;
    return i < REASONS ? i : SMTPC_REASON_OTHER;
}

static void count(struct score *s, char *const f[NEEDED])
{
    struct smtpc_verdict v;
    const char *have;
    int right, either, suppress;

    if (strcmp(f[KIND], "smtp") != 0 || !*f[REASON] ||
        strcmp(f[REASON], "other") == 0)
        return;
    smtpc_explain(f[TEXT], strlen(f[TEXT]), NULL, &v);
    have = label(smtpc_reason_name(v.reason));
    right = strcmp(have, label(f[REASON])) == 0;
    either = right || is_among(have, f[ALSO]);
    suppress = v.action == SMTPC_ACTION_SUPPRESS;
    s->n++;
    s->strict += (unsigned long)right;
    s->alt += (unsigned long)either;
    s->sure[v.confidence]++;
    s->sure_right[v.confidence] += (unsigned long)either;
    s->covered += v.reason != SMTPC_REASON_OTHER;
    s->harmful += suppress && !recipient_is_gone(f[REASON]) &&
                  !recipient_is_gone(f[ALSO]);
    if (f[REPLY][0] == '5' && (strcmp(f[REASON], "user-unknown") == 0 ||
                               strcmp(f[REASON], "mailbox-disabled") == 0)) {
        s->dead++;
        s->missed += !suppress;
    }
    if (!either)
        s->confused[number_of(f[REASON])][v.reason]++;
}

static void print_confusions(struct score *s)
{
    for (;;) {
        int a = 0, b = 0;

        for (int i = 0; i < REASONS; i++)
            for (int j = 0; j < REASONS; j++)
                if (s->confused[i][j] > s->confused[a][b]) {
                    a = i;
                    b = j;
                }
        if (s->confused[a][b] == 0)
            return;
        printf("  %s read as %s: %lu\n", smtpc_reason_name(a),
               smtpc_reason_name(b), s->confused[a][b]);
        s->confused[a][b] = 0;
    }
}

static double percent(unsigned long part, unsigned long whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0.0;
}

static int find_columns(char *const head[COLUMNS], int at[NEEDED])
{
    for (int i = 0; i < NEEDED; i++) {
        at[i] = 0;
        while (at[i] < COLUMNS && strcmp(head[at[i]], names[i]) != 0)
            at[i]++;
        if (at[i] == COLUMNS) {
            fprintf(stderr, "score: no column \"%s\"\n", names[i]);
            return 0;
        }
    }
    return 1;
}

int main(int argc, char **argv)
{
    static char line[LINE];
    static struct score s;
    char *fields[COLUMNS], *row[NEEDED];
    int at[NEEDED];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;

    if (!file || !fgets(line, sizeof line, file)) {
        fputs("usage: score LINES.tsv\n", stderr);
        return 2;
    }
    cut(line, fields);
    if (!find_columns(fields, at))
        return 2;
    while (fgets(line, sizeof line, file)) {
        cut(line, fields);
        for (int i = 0; i < NEEDED; i++)
            row[i] = fields[at[i]];
        count(&s, row);
    }
    fclose(file);
    print_confusions(&s);
    for (int i = CONFIDENCES - 1; i >= 0; i--)
        printf("  %s confidence: right %.1f of %lu\n", smtpc_confidence_name(i),
               percent(s.sure_right[i], s.sure[i]), s.sure[i]);
    printf("top1 %.1f top1_alt %.1f coverage %.1f harmful %.1f missed %.1f "
           "n %lu\n",
           percent(s.strict, s.n), percent(s.alt, s.n), percent(s.covered, s.n),
           percent(s.harmful, s.n), percent(s.missed, s.dead), s.n);
    return 0;
}
