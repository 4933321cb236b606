/* SPDX-License-Identifier: 0BSD
 *
 * The phrases of the catalogue over lines of real shape: our filter against
 * Hyperscan, PCRE2 with JIT and a loop of strstr, all on the same phrases and
 * the same folded lines, in one process, alternating, medians. Then what
 * folding and the whole of smtpc_explain cost beside the phrase pass.
 *
 * usage: bench_phrases LINES.tsv   (the first column is the reply)
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_explain.h"

#include "bench.h"

#ifdef HAVE_HYPERSCAN
#include <hs/hs.h>
#endif
#ifdef HAVE_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif

enum { MOST_LINES = 4096, REPEAT = 40, CONTENDERS = 7 };
enum { PHRASES = sizeof smtpc_phrases_ / sizeof smtpc_phrases_[0] };

static char *raw[MOST_LINES], *folded[MOST_LINES];
static size_t raw_len[MOST_LINES], folded_len[MOST_LINES], lines, bytes;
static volatile unsigned long sink;

static const struct smtpc_rules_ rules = {smtpc_filter_,
                                          smtpc_buckets_,
                                          smtpc_grams_,
                                          smtpc_phrases_,
                                          (const char *)&smtpc_literal_pool_,
                                          smtpc_messages_,
                                          smtpc_scopes_};

static void read_lines(const char *path)
{
    static char line[65536], fold[SMTPC_FOLDED_MAX_];
    FILE *file = fopen(path, "r");

    if (!file) {
        perror(path);
        exit(2);
    }
    while (lines < MOST_LINES && fgets(line, sizeof line, file)) {
        size_t n = strcspn(line, "\t\n");

        if (line[0] == '#' || strncmp(line, "reply\t", 6) == 0)
            continue;
        raw[lines] = malloc(n + 1);
        memcpy(raw[lines], line, n);
        raw[lines][n] = '\0';
        raw_len[lines] = n;
        bytes += n;
        n = smtpc_fold_text_(line, n, fold);
        folded[lines] = malloc(n + 1);
        memcpy(folded[lines], fold, n);
        folded[lines][n] = '\0';
        folded_len[lines++] = n;
    }
    fclose(file);
}

/* --- the contenders: one pass over all lines each ------------------------ */

static unsigned long touch_each_byte(void)
{
    unsigned long n = 0;

    for (size_t i = 0; i < lines; i++)
        for (size_t j = 0; j < folded_len[i]; j++)
            n += smtpc_folded_(folded[i][j]);
    return n;
}

static unsigned long our_pass(void)
{
    struct smtpc_hits_ hits;
    unsigned long n = 0;

    for (size_t i = 0; i < lines; i++) {
        smtpc_find_phrases_(&rules, folded[i], folded_len[i], &hits);
        n += hits.count;
    }
    return n;
}

static unsigned long our_fold(void)
{
    char fold[SMTPC_FOLDED_MAX_];
    unsigned long n = 0;

    for (size_t i = 0; i < lines; i++)
        n += smtpc_fold_text_(raw[i], raw_len[i], fold);
    return n;
}

static unsigned long our_whole(void)
{
    struct smtpc_verdict v;
    unsigned long n = 0;

    for (size_t i = 0; i < lines; i++)
        n += (unsigned long)smtpc_explain(raw[i], raw_len[i], NULL, &v);
    return n;
}

/* A phrase as a regular expression over folded text, in which only letters,
 * digits, dots and blanks stand. */
static void as_regex(char *to, const struct smtpc_phrase_ *p)
{
    const char *s = rules.literals + (size_t)p->literal * 2;

    for (size_t i = 0; i < p->len; i++) {
        if (s[i] == SMTPC_GAP_MARK_) {
            /* the blank that closes a piece may open the next */
            if (to[-1] == ' ' && s[i + 1] == ' ') {
                to += sprintf(to, "(?:.{0,80} )?");
                i++;
            } else {
                to += sprintf(to, ".{0,80}");
            }
        } else if (s[i] == '.') {
            to += sprintf(to, "\\.");
        } else if ((unsigned char)s[i] >= 128) {
            to += sprintf(to, "\\x%02x", (unsigned char)s[i]);
        } else {
            *to++ = s[i];
        }
    }
    *to = '\0';
}

#ifdef HAVE_HYPERSCAN
static hs_database_t *database;
static hs_scratch_t *scratch;
static size_t hyperscan_bytes;

static int on_match(unsigned id, unsigned long long from, unsigned long long to,
                    unsigned flags, void *context)
{
    (void)id;
    (void)from;
    (void)to;
    (void)flags;
    ++*(unsigned long *)context;
    return 0;
}

static void compile_hyperscan(void)
{
    static char text[PHRASES][1024];
    static const char *expressions[PHRASES];
    static unsigned flags[PHRASES], ids[PHRASES];
    hs_compile_error_t *error;

    for (unsigned i = 0; i < PHRASES; i++) {
        as_regex(text[i], &smtpc_phrases_[i]);
        expressions[i] = text[i];
        flags[i] = HS_FLAG_SINGLEMATCH;
        ids[i] = i;
    }
    if (hs_compile_multi(expressions, flags, ids, PHRASES, HS_MODE_BLOCK, NULL,
                         &database, &error) != HS_SUCCESS) {
        fprintf(stderr, "hyperscan: %s\n", error->message);
        exit(2);
    }
    hs_alloc_scratch(database, &scratch);
    hs_database_size(database, &hyperscan_bytes);
}

static unsigned long hyperscan(void)
{
    unsigned long n = 0;

    for (size_t i = 0; i < lines; i++)
        hs_scan(database, folded[i], (unsigned)folded_len[i], 0, scratch,
                on_match, &n);
    return n;
}
#endif

#ifdef HAVE_PCRE2
static pcre2_code *pattern;
static pcre2_match_data *match_data;

/* All phrases as one alternation: yes or no only. */
static void compile_pcre2(void)
{
    char *text = malloc((size_t)PHRASES * 1024), *to = text;
    size_t offset;
    int error;

    for (unsigned i = 0; i < PHRASES; i++) {
        if (i)
            *to++ = '|';
        as_regex(to, &smtpc_phrases_[i]);
        to += strlen(to);
    }
    pattern = pcre2_compile((PCRE2_SPTR)text, (size_t)(to - text), 0, &error,
                            &offset, NULL);
    if (!pattern || pcre2_jit_compile(pattern, PCRE2_JIT_COMPLETE) != 0)
        fprintf(stderr, "PCRE2: not compiled (%d)\n", error);
    else
        match_data = pcre2_match_data_create(1, NULL);
    free(text);
}

static unsigned long pcre2_jit(void)
{
    unsigned long n = 0;

    for (size_t i = 0; match_data && i < lines; i++)
        n += pcre2_jit_match(pattern, (PCRE2_SPTR)folded[i], folded_len[i], 0,
                             0, match_data, NULL) >= 0;
    return n;
}
#endif

/* One strstr a literal; gaps left out, in favour of the peer. */
static unsigned long strstr_loop(void)
{
    static char *literal[PHRASES];
    unsigned long n = 0;

    for (unsigned i = 0; i < PHRASES && !literal[PHRASES - 1]; i++) {
        const struct smtpc_phrase_ *p = &smtpc_phrases_[i];

        literal[i] = calloc(1, p->anchor_len + 1u);
        memcpy(literal[i], rules.literals + (size_t)p->literal * 2 + p->anchor,
               p->anchor_len);
    }
    for (size_t i = 0; i < lines; i += 20) /* a twentieth of the lines */
        for (unsigned j = 0; j < PHRASES; j++)
            n += strstr(folded[i], literal[j]) != NULL;
    return n;
}

/* --- the race ------------------------------------------------------------ */

static struct contender {
    const char *name;
    unsigned long (*run)(void);
    int repeat;
    double scale; /* lines seen a run, as a share of all */
    double ns[BENCH_ROUNDS];
} field[CONTENDERS];
static int contenders;

static void enter(const char *name, unsigned long (*run)(void), int repeat,
                  double scale)
{
    field[contenders].name = name;
    field[contenders].run = run;
    field[contenders].repeat = repeat;
    field[contenders++].scale = scale;
}

static void race(void)
{
    for (int round = 0; round < BENCH_ROUNDS; round++) {
        for (int i = 0; i < contenders; i++) {
            struct contender *c = &field[i];
            double start = bench_now();

            for (int r = 0; r < c->repeat; r++)
                sink += c->run();
            c->ns[round] =
                (bench_now() - start) / c->repeat / ((double)lines * c->scale);
        }
    }
}

int main(int argc, char **argv)
{
    double ours = 0;

    if (argc != 2)
        return 2;
    read_lines(argv[1]);
    enter("our phrase pass", our_pass, REPEAT, 1);
    enter("folding a line", our_fold, REPEAT, 1);
    enter("reading and explaining, whole", our_whole, REPEAT, 1);
    enter("each byte through a table", touch_each_byte, REPEAT, 1);
#ifdef HAVE_HYPERSCAN
    compile_hyperscan();
    enter("Hyperscan", hyperscan, REPEAT, 1);
#endif
#ifdef HAVE_PCRE2
    compile_pcre2();
    if (match_data)
        enter("PCRE2 JIT, one alternation", pcre2_jit, 1, 1);
#endif
    enter("strstr, a loop", strstr_loop, 1, 0.05);
    race();
    printf("%d phrases, %zu lines of %.0f bytes\n\n", (int)PHRASES, lines,
           (double)bytes / (double)lines);
    printf("| | times our phrase pass | ns a line |\n| --- | ---: | ---: |\n");
    for (int i = 0; i < contenders; i++) {
        double ns = bench_median(field[i].ns, BENCH_ROUNDS);

        if (i == 0)
            ours = ns;
        printf("| %s | %.2f | %.0f |\n", field[i].name, ns / ours, ns);
    }
#ifdef HAVE_HYPERSCAN
    printf("\nHyperscan's database: %zu bytes.\n", hyperscan_bytes);
#endif
    return 0;
}
