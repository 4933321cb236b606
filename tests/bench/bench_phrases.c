/* SPDX-License-Identifier: 0BSD
 *
 * The phrases of the catalogue over lines of real shape: our filter against
 * Hyperscan, PCRE2 with JIT and loops of strstr and strcasestr, all on the same
 * phrases and lines, in one process, alternating, medians. Then what
 * folding and the whole of smtpc_explain cost beside the phrase pass.
 *
 * usage: bench_phrases LINES.tsv   (the first column is the reply)
 */
#define _GNU_SOURCE /* strcasestr */
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

/* Lines come in random order, too many for a branch predictor to learn. */
enum { MOST_LINES = 4096, STREAM = 1 << 14, SLOW = 1 << 10, CONTENDERS = 8 };
enum { LONGEST = 160, GAP = 1 };

static const char *const phrases[] = {
#include "phrase_texts.h"
};
enum { PHRASES = sizeof phrases / sizeof phrases[0] };

static char *raw[MOST_LINES], *folded[MOST_LINES];
static size_t raw_len[MOST_LINES], folded_len[MOST_LINES], lines, bytes;
static unsigned order[STREAM]; /* which line is next */
static volatile unsigned long sink;

static const struct smtpc_rules_ rules = {smtpc_filter_, smtpc_groups_,
                                          smtpc_phrases_, smtpc_messages_,
                                          smtpc_scopes_};

static void read_lines(const char *path)
{
    static char line[65536], fold[SMTPC_FOLD_ROOM_];
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
        folded[lines] = calloc(1, n + SMTPC_BEHIND_FOLDED_);
        memcpy(folded[lines], fold, n);
        folded_len[lines++] = n;
    }
    fclose(file);
}

/* --- the contenders: one line each -------------------------------------- */

static unsigned long touch_each_byte(unsigned i)
{
    unsigned long n = 0;

    for (size_t j = 0; j < folded_len[i]; j++)
        n += smtpc_folded_(folded[i][j]);
    return n;
}

static unsigned long our_pass(unsigned i)
{
    struct smtpc_hits_ hits;

    smtpc_find_phrases_(&rules, folded[i], folded_len[i], &hits);
    return hits.count;
}

static unsigned long our_fold(unsigned i)
{
    char fold[SMTPC_FOLD_ROOM_];

    return smtpc_fold_text_(raw[i], raw_len[i], fold);
}

static unsigned long our_whole(unsigned i)
{
    struct smtpc_verdict v;

    return (unsigned long)smtpc_explain(raw[i], raw_len[i], NULL, &v);
}

/* Fold a phrase piece by piece, with a mark for each gap; return how many bytes
 * it has. A star leaves an end open. */
static size_t letters_of(const char *phrase, char *to)
{
    size_t len = 0;

    for (;;) {
        const char *gap = strstr(phrase, "...");
        size_t n = gap ? (size_t)(gap - phrase) : strlen(phrase);
        size_t open, from;
        char fold[SMTPC_FOLD_ROOM_];

        while (n && strchr(" !?", phrase[n - 1]))
            n--;
        for (; *phrase == ' '; n--)
            phrase++;
        from = *phrase == '*';
        open = phrase[n - 1] == '*';
        n = smtpc_fold_text_(phrase + from, n - from - open, fold);
        memcpy(to + len, fold + from, n - from - open);
        len += n - from - open;
        if (!gap)
            return len;
        to[len++] = GAP;
        phrase = gap + 3;
    }
}

/* A phrase as a regular expression over folded text, in which only letters,
 * digits, dots and blanks stand. */
static void as_regex(char *to, const char *phrase)
{
    char s[LONGEST];
    size_t len = letters_of(phrase, s);

    for (size_t i = 0; i < len; i++) {
        if (s[i] == GAP) {
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
        as_regex(text[i], phrases[i]);
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

static unsigned long hyperscan(unsigned i)
{
    unsigned long n = 0;

    hs_scan(database, folded[i], (unsigned)folded_len[i], 0, scratch, on_match,
            &n);
    return n;
}
#endif

#ifdef HAVE_PCRE2
/* One alternation of all is too large for it, so there are several. */
enum { AT_ONCE = 200, PATTERNS = PHRASES / AT_ONCE + 1 };
static pcre2_code *patterns[PATTERNS];
static pcre2_match_data *match_data;

static int compile_pcre2(void)
{
    static char text[AT_ONCE * 1024];

    match_data = pcre2_match_data_create(1, NULL);
    for (unsigned at = 0, k = 0; at < PHRASES; k++) {
        char *to = text;
        size_t offset;
        int error;

        for (unsigned n = 0; n < AT_ONCE && at < PHRASES; n++) {
            if (n)
                *to++ = '|';
            as_regex(to, phrases[at++]);
            to += strlen(to);
        }
        patterns[k] = pcre2_compile((PCRE2_SPTR)text, (size_t)(to - text), 0,
                                    &error, &offset, NULL);
        if (!patterns[k] ||
            pcre2_jit_compile(patterns[k], PCRE2_JIT_COMPLETE) != 0) {
            fprintf(stderr, "PCRE2: not compiled (%d)\n", error);
            return 0;
        }
    }
    return 1;
}

/* Yes or no only, and no more is looked for once the answer is yes. */
static unsigned long pcre2_jit(unsigned i)
{
    for (unsigned k = 0; k < PATTERNS && patterns[k]; k++)
        if (pcre2_jit_match(patterns[k], (PCRE2_SPTR)folded[i], folded_len[i],
                            0, 0, match_data, NULL) >= 0)
            return 1;
    return 0;
}
#endif

static char *literals[PHRASES];

static void make_literals(void)
{
    for (unsigned i = 0; i < PHRASES; i++) {
        literals[i] = calloc(1, LONGEST);
        literals[i][letters_of(phrases[i], literals[i])] = '\0';
        literals[i][strcspn(literals[i], "\1")] = '\0';
    }
}

/* One search a phrase, of its first piece: in favour of the peers. */
static unsigned long strstr_loop(unsigned i)
{
    unsigned long n = 0;

    for (unsigned j = 0; j < PHRASES; j++)
        n += strstr(folded[i], literals[j]) != NULL;
    return n;
}

static unsigned long strcasestr_loop(unsigned i)
{
    unsigned long n = 0;

    for (unsigned j = 0; j < PHRASES; j++)
        n += strcasestr(raw[i], literals[j]) != NULL;
    return n;
}

/* --- the race ------------------------------------------------------------ */

static struct contender {
    const char *name;
    unsigned long (*run)(unsigned line);
    size_t lines; /* a round */
    double ns[BENCH_ROUNDS];
} field[CONTENDERS];
static int contenders;

static void enter(const char *name, unsigned long (*run)(unsigned),
                  size_t count)
{
    field[contenders].name = name;
    field[contenders].run = run;
    field[contenders++].lines = count;
}

static void race(void)
{
    for (int round = 0; round < BENCH_ROUNDS; round++) {
        for (int i = 0; i < contenders; i++) {
            struct contender *c = &field[i];
            double start = bench_now();

            for (size_t k = 0; k < c->lines; k++)
                sink += c->run(order[k]);
            c->ns[round] = (bench_now() - start) / (double)c->lines;
        }
    }
}

int main(int argc, char **argv)
{
    double ours = 0;
    uint64_t seed = 5;

    if (argc != 2)
        return 2;
    read_lines(argv[1]);
    for (size_t i = 0; i < STREAM; i++)
        order[i] = (unsigned)bench_below(&seed, lines);
    make_literals();
    enter("our phrase pass", our_pass, STREAM);
    enter("folding a line", our_fold, STREAM);
    enter("reading and explaining, whole", our_whole, STREAM);
    enter("each byte through a table", touch_each_byte, STREAM);
#ifdef HAVE_HYPERSCAN
    compile_hyperscan();
    enter("Hyperscan", hyperscan, STREAM);
#endif
#ifdef HAVE_PCRE2
    if (compile_pcre2())
        enter("PCRE2 JIT, alternations of 200, yes or no", pcre2_jit, SLOW);
#endif
    enter("strstr, a loop", strstr_loop, SLOW / 16);
    enter("strcasestr on the raw line, a loop", strcasestr_loop, SLOW / 64);
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
