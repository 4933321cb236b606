/* smtpcodes - look SMTP codes up and explain replies
 * SPDX-License-Identifier: 0BSD
 *
 * Build: cc -O2 -o smtpcodes smtpcodes.c, with the headers beside it.
 */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#define read _read
#else
#include <poll.h>
#include <unistd.h>
#endif

enum { KNOWN, UNKNOWN, USAGE, FAILED_IO };
enum { LINE_MAX_LEN = 65536, WIDTH = 76, PROGRESS_LINES = 200000 };

static const char usage_text[] =
    "usage: smtpcodes CODE...            550, 5.7.26, X.1.1 or a symbol\n"
    "       smtpcodes explain [TEXT...]  a reply, or one a line from stdin\n"
    "       smtpcodes search WORD...     codes that speak of all the words\n"
    "       smtpcodes list               every code, one a line\n"
    "\n"
    "  --json            one JSON object a line\n"
    "  --provider NAME   who sent the reply: google, microsoft-365, yahoo ...\n"
    "  --summary         with explain: count causes, actions and providers\n"
    "                    of a mail log (Postfix, Exim, Sendmail, OpenSMTPD,\n"
    "                    qmail) or of replies\n"
    "  --color=WHEN      auto, always or never\n"
    "  -h, --help, --version\n"
    "\n"
    "Exit status: 0 known, 1 unknown, 2 usage.\n";

struct options {
    int json, summary, color, help, version;
    struct smtpc_context context;
};

/* @begin parts */
#include "tool_print.h"

#include "tool_codes.h"

#include "tool_input.h"

#include "tool_log.h"

#include "tool_programs.h"

#include "tool_summary.h"
/* @end parts */

/* --- explain ------------------------------------------------------------- */

static void put_flags(unsigned flags)
{
    static const char *const names[] = {"class-conflict", "codes-differ",
                                        "unregistered", "malformed",
                                        "truncated"};
    const char *comma = "";

    printf(",\"flags\":[");
    for (unsigned i = 0; i < 5; i++) {
        if (flags & 1u << i) {
            printf("%s\"%s\"", comma, names[i]);
            comma = ",";
        }
    }
    putchar(']');
}

static void put_status(const char *before, uint32_t status, const char *after)
{
    printf("%s%d.%d.%d%s", before, smtpc_status_class(status),
           smtpc_status_subject(status), smtpc_status_detail(status), after);
}

static void put_verdict_json(const char *line, size_t len,
                             const struct smtpc_verdict *v)
{
    printf("{\"line\":");
    put_json(line, len);
    if (v->code)
        printf(",\"code\":%d", v->code);
    else
        printf(",\"code\":null");
    if (v->status)
        put_status(",\"status\":\"", v->status, "\"");
    else
        printf(",\"status\":null");
    put_field("reason", smtpc_reason_name(v->reason));
    put_field("action", smtpc_action_name(v->action));
    put_field("party", smtpc_party_name(v->party));
    put_field("basis", smtpc_basis_name(v->basis));
    put_field("confidence", smtpc_confidence_name(v->confidence));
    if (*v->provider)
        put_field("provider", v->provider);
    else
        printf(",\"provider\":null");
    put_flags(v->flags);
    put_field("title", v->title);
    put_field("meaning", smtpc_verdict_meaning(v));
    put_field("advice", smtpc_verdict_steps(v, steps_for(v->party)));
    puts("}");
}

static void put_verdict(const struct options *o, const struct smtpc_verdict *v)
{
    const char *meaning = smtpc_verdict_meaning(v);

    if (v->basis == SMTPC_BASIS_NONE) {
        puts("No reply found.");
        return;
    }
    paint(o, "1");
    if (v->code)
        printf("%d ", v->code);
    if (v->status)
        put_status("", v->status, " ");
    printf("%s\n", v->title);
    paint(o, "0");
    printf("  Cause: %s. Who must act: %s. What to do: ",
           smtpc_reason_name(v->reason), smtpc_party_name(v->party));
    paint(o, "1");
    printf("%s", smtpc_action_name(v->action));
    paint(o, "0");
    puts(".");
    fill("  ", "  ", meaning, strlen(meaning));
    put_steps(smtpc_verdict_steps(v, steps_for(v->party)));
    printf("  Known by: %s, %s confidence%s%s\n", smtpc_basis_name(v->basis),
           smtpc_confidence_name(v->confidence),
           *v->provider ? "; sent by " : "", v->provider);
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        puts("  The two codes contradict each other.");
}

/* Explain a line: of a log, what became of the delivery; of anything else,
 * all of it. Return what smtpc_explain does. */
static int explain_result(const struct options *o, const char *line,
                          struct result r, struct smtpc_verdict *v)
{
    enum { BEFORE = 16 };
    static char text[BEFORE + LINE_MAX_LEN];
    struct smtpc_response in;
    const char *reason = line + r.at, *status;
    size_t len = r.end - r.at, dsn, n;
    int known;

    for (size_t i = 0; i < len; i++)
        text[BEFORE + i] =
            r.qmail && (reason[i] == '_' || reason[i] == '/') ? ' ' : reason[i];
    smtpc_read(text + BEFORE, len, &in);
    if (r.outcome == SENT &&
        (in.code ? in.code / 100 : (int)(in.status >> 20)) != 2) {
        known = smtpc_explain("250", 3, &o->context, v);
        v->code = 0; /* it is not in the line */
        return known;
    }
    if (r.outcome <= BY_REPLY || r.outcome == SENT || in.code || in.status)
        return smtpc_explain(text + BEFORE, len, &o->context, v);
    /* The reason has no code: the log's own, or one for how it ended. */
    status = r.outcome == DEFERRED ? "4.0.0" : "5.0.0";
    dsn = find_dsn(line, r.at, &status);
    n = dsn ? dsn : strlen(status);
    memcpy(text + BEFORE - 1 - n, status, n);
    text[BEFORE - 1] = ' ';
    known = smtpc_explain(text + BEFORE - 1 - n, n + 1 + len, &o->context, v);
    if (dsn == 0)
        v->status = 0; /* it is not in the line */
    return known;
}

/* --- explain standard input ----------------------------------------------- */

static void progress(const struct tally *t, int last)
{
    if (last ? t->lines >= PROGRESS_LINES : t->lines % PROGRESS_LINES == 0)
        fprintf(stderr, "\r%lu lines%s", t->lines, last ? "\n" : "");
}

/* Explain one line, or one reply of several, and print or count it. As text
 * nothing is said of lines that hold nothing to explain. */
static int take_line(const struct options *o, const char *line, size_t len,
                     struct tally *tally)
{
    struct result r = find_result(line, len);
    struct smtpc_verdict v;
    int known;

    if (r.outcome == NO_RESULT && (o->summary || (!o->json && r.at == r.end)))
        return 0;
    known = explain_result(o, line, r, &v);
    if (v.basis <= SMTPC_BASIS_CLASS && !o->summary && !o->json)
        return 0;
    if (o->summary) {
        count(tally, &v);
    } else if (o->json) {
        put_verdict_json(line, len, &v);
    } else {
        if (tally->replies++)
            putchar('\n');
        put_verdict(o, &v);
    }
    return known;
}

/* "550-": a reply that goes on in the next line. */
static int goes_on(const char *line, size_t len)
{
    return len > 3 && line[3] == '-' && smtpc_code_at_(line, 0, len);
}

/* Lines from stdin. With --json each is one object; else the lines of one
 * reply ("550-", "550 ") are taken together. */
static int explain_input(const struct options *o)
{
    static struct reader reader;
    static char reply[LINE_MAX_LEN];
    struct tally tally = {0};
    int show = o->summary && isatty(fileno(stderr)), known = 0;
    size_t len, held = 0;

    start_reading(&reader);
    while (next_line(&reader, &len)) {
        const char *line = reader.line;

        if (len && line[len - 1] == '\r')
            len--;
        tally.lines++;
        if (show)
            progress(&tally, 0);
        if (held && (len < 3 || memcmp(reply, line, 3) != 0 ||
                     held + len >= sizeof reply)) {
            known |= take_line(o, reply, held, &tally);
            held = 0;
        }
        if (!o->json && (held || goes_on(line, len)) && len < sizeof reply) {
            if (held)
                reply[held++] = '\n';
            memcpy(reply + held, line, len);
            held += len;
            if (goes_on(line, len))
                continue;
            known |= take_line(o, reply, held, &tally);
            held = 0;
        } else {
            known |= take_line(o, line, len, &tally);
        }
    }
    if (held)
        known |= take_line(o, reply, held, &tally);
    if (show)
        progress(&tally, 1);
    if (o->summary)
        put_summary(o, &tally);
    else if (!o->json && tally.replies == 0)
        puts("No reply found.");
    if (reader.failed)
        return FAILED_IO;
    return known ? KNOWN : UNKNOWN;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
    size_t len = 0;
    int known;

    for (int i = 0; i < count; i++) {
        size_t n = strlen(words[i]);

        if (i && len < sizeof text)
            text[len++] = ' ';
        if (n > sizeof text - len)
            n = sizeof text - len;
        memcpy(text + len, words[i], n);
        len += n;
    }
    known = explain_result(o, text, find_result(text, len), &v);
    if (o->json)
        put_verdict_json(text, len, &v);
    else
        put_verdict(o, &v);
    return known ? KNOWN : UNKNOWN;
}

/* --- options ------------------------------------------------------------- */

static int usage(const char *fault, const char *what)
{
    fprintf(stderr, "smtpcodes: %s", fault);
    put_text(stderr, what, strlen(what));
    fprintf(stderr, "\n%s", usage_text);
    return USAGE;
}

static int wants_color(void)
{
    const char *no = getenv("NO_COLOR");

    return (!no || !*no) && isatty(fileno(stdout));
}

/* Take the options out of argv; what is left is compacted to its front. */
static int read_options(struct options *o, int *argc, char **argv)
{
    const char *provider = "";
    int left = 1, only_words = 0;

    o->color = wants_color();
    for (int i = 1; i < *argc; i++) {
        char *a = argv[i];

        if (!only_words && (strcmp(a, "-h") == 0 || strcmp(a, "--help") == 0))
            o->help = 1;
        else if (only_words || a[0] != '-' || a[1] != '-')
            argv[left++] = a;
        else if (strcmp(a, "--") == 0)
            only_words = 1;
        else if (strcmp(a, "--json") == 0)
            o->json = 1;
        else if (strcmp(a, "--version") == 0)
            o->version = 1;
        else if (strcmp(a, "--summary") == 0)
            o->summary = 1;
        else if (strcmp(a, "--provider") == 0 && i + 1 < *argc)
            provider = argv[++i];
        else if (strncmp(a, "--provider=", 11) == 0)
            provider = a + 11;
        else if (strcmp(a, "--color=always") == 0)
            o->color = 1;
        else if (strcmp(a, "--color=never") == 0)
            o->color = 0;
        else if (strcmp(a, "--color=auto") != 0)
            return usage("unknown option or missing value: ", a);
    }
    *argc = left;
    o->context.provider = smtpc_provider_of(provider, strlen(provider));
    if (*provider && !o->context.provider)
        return usage("unknown provider: ", provider);
    return KNOWN;
}

static void put_version(void)
{
    printf("smtpcodes %d.%d.%d, registry of %s, %d codes\n",
           SMTPC_VERSION_MAJOR, SMTPC_VERSION_MINOR, SMTPC_VERSION_PATCH,
           SMTPC_REGISTRY, SMTPC_ENTRIES);
}

static int run(int argc, char **argv)
{
    struct options o = {0, 0, 0, 0, 0, {0, 0}};

    if (read_options(&o, &argc, argv) != KNOWN)
        return USAGE;
    if (o.help || o.version) {
        if (o.help)
            fputs(usage_text, stdout);
        else
            put_version();
        return KNOWN;
    }
    if (argc < 2)
        return usage("expected a code or a command", "");
    if (o.summary && o.json)
        return usage("--summary is a text, expected no --json", "");
    if (o.summary && argc > 2)
        return usage("--summary reads standard input, expected no ", argv[2]);
    if (strcmp(argv[1], "explain") == 0)
        return argc > 2 ? explain_words(&o, argc - 2, argv + 2)
                        : explain_input(&o);
    if (o.summary)
        return usage("--summary goes with explain", "");
    if (strcmp(argv[1], "search") == 0)
        return argc > 2 ? list_codes(&o, argc - 2, argv + 2)
                        : usage("search expects a word", "");
    if (strcmp(argv[1], "list") == 0)
        return argc == 2 ? list_codes(&o, 0, NULL)
                         : usage("list takes no words", "");
    return show_codes(&o, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);

    if (status == FAILED_IO || fflush(stdout) != 0 || ferror(stdout)) {
        fputs("smtpcodes: reading or writing failed\n", stderr);
        return USAGE;
    }
    return status;
}
