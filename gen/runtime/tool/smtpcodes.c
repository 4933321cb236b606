/* smtpcodes - look SMTP codes up and explain replies
 * SPDX-License-Identifier: 0BSD
 *
 * Build: cc -O2 -o smtpcodes smtpcodes.c, with the headers beside it.
 */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"
#include "smtpcodes_bounce.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#define read _read
#define open _open
#define close _close
#else
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

/* @begin parts */
#include "tool_options.h"

#include "tool_print.h"

#include "tool_input.h"

#include "tool_log.h"

#include "tool_json.h"

#include "tool_programs.h"

#include "tool_servers.h"

#include "tool_events.h"

#include "tool_tables.h"

#include "tool_cache.h"

#include "tool_results.h"

#include "tool_verdict.h"

#include "tool_answer.h"

#include "tool_mail.h"

#include "tool_lines.h"

#include "tool_explain.h"

#include "tool_summary.h"

#include "tool_report.h"

#include "tool_metrics.h"

#include "tool_summarize.h"

#include "tool_find.h"

#include "tool_page.h"

#include "tool_codes.h"

#include "tool_search.h"

#include "tool_found.h"
/* @end parts */

static const char usage_text[] =
    "usage: smtpcodes WORD...                look up a code, a cause, a token, "
    "a\n"
    "                                        provider or its host, or explain "
    "a\n"
    "                                        reply in quotes:\n"
    "                                        550, 5.7.26, mailbox-full, S3150\n"
    "       smtpcodes explain [FILE|TEXT]... explain a bounce, a reply or a "
    "log\n"
    "       smtpcodes summary [FILE]...      summarise the failures in a mail "
    "log\n"
    "       smtpcodes search WORD...         find entries that contain all "
    "words\n"
    "       smtpcodes list                   list every code, one per line\n"
    "\n"
    "  --for PARTY        show the steps of sender, sender-admin, recipient "
    "or\n"
    "                     recipient-admin\n"
    "  --provider NAME    say who sent the reply: google, microsoft-365 or a "
    "host\n"
    "  --json             print one JSON object per line; --texts adds the "
    "prose\n"
    "  --prometheus       write a summary as metrics in Prometheus' text "
    "format\n"
    "  --openmetrics      the same in that of OpenMetrics\n"
    "  --since-last FILE  compare with an earlier summary, written with "
    "--json\n"
    "  --lines, --mail    read the input as lines, or as a whole message\n"
    "  --each-line        read lines, and answer each by itself: for "
    "pipelines\n"
    "  --color WHEN       auto, always or never\n"
    "  -h, --help, --version\n"
    "\n"
    "Without FILE, or if FILE is -, smtpcodes reads standard input. Exit "
    "status:\n"
    "0 known, 1 unknown, 2 wrong usage.\n";

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

/* How many columns a line may have: those of the terminal, within reason. */
static size_t wanted_width(void)
{
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;

#ifdef TIOCGWINSZ
    struct winsize size;

    if (width <= 0 && isatty(fileno(stdout)) &&
        ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
#endif
    return width <= 0    ? 80
           : width < 40  ? 40
           : width > 100 ? 100
                         : (size_t)width;
}

static int unknown_provider(const char *name)
{
    const char *id;

    fputs("smtpcodes: unknown provider: ", stderr);
    put_text(stderr, name, strlen(name));
    fputs("\nKnown providers (the host of a mail server works too):\n", stderr);
    for (unsigned n = 1; (id = smtpc_provider_id(n)) != NULL; n++)
        fprintf(stderr, "  %s\n", id);
    return USAGE;
}

static int set_provider(struct options *o, const char *name)
{
    o->context.provider = smtpc_provider_of(name, strlen(name));
    return o->context.provider ? KNOWN : unknown_provider(name);
}

static int set_party(struct options *o, const char *name)
{
    for (o->party = 0; *smtpc_party_name(o->party); o->party++)
        if (strcmp(smtpc_party_name(o->party), name) == 0)
            return KNOWN;
    return usage("unknown party: ", name);
}

static int set_earlier(struct options *o, const char *path)
{
    o->earlier = path;
    return KNOWN;
}

static int set_color(struct options *o, const char *when)
{
    if (strcmp(when, "always") == 0)
        o->color = 1;
    else if (strcmp(when, "never") == 0)
        o->color = 0;
    else if (strcmp(when, "auto") != 0)
        return usage("--color must be auto, always or never, not ", when);
    return KNOWN;
}

/* An option that is there or not; 0: no such one. */
static int set_flag(struct options *o, const char *name)
{
    if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0)
        o->help = 1;
    else if (strcmp(name, "--version") == 0)
        o->version = 1;
    else if (strcmp(name, "--json") == 0)
        o->json = 1;
    else if (strcmp(name, "--prometheus") == 0)
        o->metrics = METRICS_PROMETHEUS;
    else if (strcmp(name, "--openmetrics") == 0)
        o->metrics = METRICS_OPEN;
    else if (strcmp(name, "--texts") == 0)
        o->texts = 1;
    else if (strcmp(name, "--lines") == 0)
        o->shape = SHAPE_LINES;
    else if (strcmp(name, "--each-line") == 0)
        o->shape = SHAPE_EACH_LINE;
    else if (strcmp(name, "--mail") == 0)
        o->shape = SHAPE_MAIL;
    else
        return 0;
    return 1;
}

/* Options with a value, "--name VALUE" or "--name=VALUE". */
static const struct valued {
    const char *name;
    int (*set)(struct options *o, const char *value);
} valued[] = {{"--provider", set_provider},
              {"--for", set_party},
              {"--color", set_color},
              {"--since-last", set_earlier},
              {NULL, NULL}};

static const struct valued *find_valued(const char *arg)
{
    for (const struct valued *v = valued; v->name; v++) {
        size_t n = strlen(v->name);

        if (strncmp(arg, v->name, n) == 0 && (arg[n] == '\0' || arg[n] == '='))
            return v;
    }
    return NULL;
}

/* Take the option at argv[*i], and its value. */
static int read_option(struct options *o, int *i, int argc, char **argv)
{
    const struct valued *v = find_valued(argv[*i]);
    const char *value;

    if (!v)
        return set_flag(o, argv[*i]) ? KNOWN
                                     : usage("unknown option: ", argv[*i]);
    value = strchr(argv[*i], '=');
    if (value)
        return v->set(o, value + 1);
    if (*i + 1 == argc)
        return usage("missing value for ", argv[*i]);
    return v->set(o, argv[++*i]);
}

/* Take the options out of argv; what is left is compacted to its front. */
static int read_options(struct options *o, int *argc, char **argv)
{
    int left = 1, only_words = 0, status = KNOWN;

    o->color = wants_color();
    o->width = wanted_width();
    o->party = -1;
    for (int i = 1; i < *argc && status == KNOWN; i++) {
        int is_option =
            strncmp(argv[i], "--", 2) == 0 || strcmp(argv[i], "-h") == 0;

        if (only_words || !is_option)
            argv[left++] = argv[i];
        else if (strcmp(argv[i], "--") == 0)
            only_words = 1;
        else
            status = read_option(o, &i, *argc, argv);
    }
    *argc = left;
    return status;
}

static void put_version(void)
{
    printf("smtpcodes %d.%d.%d, registry of %s, %d codes\n",
           SMTPC_VERSION_MAJOR, SMTPC_VERSION_MINOR, SMTPC_VERSION_PATCH,
           SMTPC_REGISTRY, SMTPC_ENTRIES);
}

static const struct command {
    const char *name;
    int (*run)(const struct options *o, int count, char **words);
    int least, most; /* words */
    const char *fault, *help;
} commands[] = {
    {"explain", explain, 0, INT_MAX, "",
     "usage: smtpcodes explain [OPTION]... [FILE|TEXT]...\n\n"
     "Explain a bounce, a reply or the lines of a log. Without FILE or TEXT,\n"
     "paste the input, then press Ctrl-D.\n\n"
     "  smtpcodes explain bounce.eml\n"
     "  smtpcodes explain '550 5.1.1 User unknown'\n"
     "  tail -f mail.log | smtpcodes explain --for sender-admin\n"
     "  smtpcodes explain --json --each-line <replies >verdicts\n"},
    {"summary", summarize, 0, INT_MAX, "",
     "usage: smtpcodes summary [OPTION]... [FILE]...\n\n"
     "Summarise the failures in the logs of a mail server.\n\n"
     "  smtpcodes summary /var/log/mail.log\n"
     "  smtpcodes summary --prometheus /var/log/mail.log\n"},
    {"search", search, 1, INT_MAX, "search needs at least one word",
     "usage: smtpcodes search [--json [--texts]] WORD...\n\n"
     "List the codes, causes, messages and providers that contain all words,\n"
     "the best first. You can look up the first word of each line with\n"
     "smtpcodes.\n\n"
     "  smtpcodes search spf hard fail\n"},
    {"list", list_codes, 0, 0, "list takes no arguments",
     "usage: smtpcodes list [--json [--texts]]\n\n"
     "List every code with what to do.\n"},
    {NULL, NULL, 0, 0, NULL, NULL}};

static const char *command_name(size_t n)
{
    return commands[n].name;
}

static const struct command *find_command(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(name, c->name) == 0)
            return c;
    return NULL;
}

static int run(int argc, char **argv)
{
    static struct options o; /* for what outlives this call */
    const struct command *c;

    memset(&o, 0, sizeof o);
    if (read_options(&o, &argc, argv) != KNOWN)
        return USAGE;
    if (argc > 1 && strcmp(argv[1], "help") == 0) {
        o.help = 1;
        argc--;
        argv++;
    }
    c = argc > 1 ? find_command(argv[1]) : NULL;
    if (o.help || o.version) {
        if (o.help)
            fputs(c ? c->help : usage_text, stdout);
        else
            put_version();
        return KNOWN;
    }
    if (argc < 2)
        return usage("give a code or a command", "");
    if (c)
        return argc - 2 < c->least || argc - 2 > c->most
                   ? usage(c->fault, "")
                   : c->run(&o, argc - 2, argv + 2);
    return show_words(&o, argc - 1, argv + 1);
}

/* Does nobody take the answers any more? Most programs end of that without a
 * word; this one reads it where who started it has the signal ignored. */
static int is_pipe_closed(void)
{
    return ferror(stdout) && errno == EPIPE;
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);

    if (status == FAILED_IO || fflush(stdout) != 0 || ferror(stdout)) {
        if (!is_pipe_closed())
            fputs("smtpcodes: reading or writing failed\n", stderr);
        return USAGE;
    }
    return status;
}
