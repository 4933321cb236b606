/* smtpcodes - look SMTP codes up and explain replies
 * SPDX-License-Identifier: 0BSD
 *
 * Build: cc -O2 -o smtpcodes smtpcodes.c, with the headers beside it.
 */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"

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
#include <unistd.h>
#endif

enum { KNOWN, UNKNOWN, USAGE, FAILED_IO };
enum { LINE_MAX_LEN = 65536, PROGRESS_LINES = 200000 };

static const char usage_text[] =
    "usage: smtpcodes CODE...               550, 5.7.26, X.1.1 or a symbol\n"
    "       smtpcodes explain [FILE|TEXT]... a bounce, a reply or a log\n"
    "       smtpcodes summary [FILE]...     what goes wrong, from a mail log\n"
    "       smtpcodes search WORD...        codes that speak of all the words\n"
    "       smtpcodes list                  every code, one a line\n"
    "\n"
    "  --for PARTY       whose steps: sender, sender-admin, recipient or\n"
    "                    recipient-admin\n"
    "  --provider NAME   who sent the reply: google, microsoft-365, or a host\n"
    "  --json            one JSON object a line; --texts adds the prose\n"
    "  --since-last FILE what is new since a summary --json wrote to FILE\n"
    "  --lines, --mail   what the input is, where a guess would be wrong\n"
    "  --color WHEN      auto, always or never\n"
    "  -h, --help, --version\n"
    "\n"
    "Without FILE, or where it is -, standard input is read. Exit status:\n"
    "0 known, 1 unknown, 2 usage.\n";

enum { SHAPE_GUESSED, SHAPE_LINES, SHAPE_MAIL };

struct options {
    int json, texts, color, help, version;
    int shape;           /* of the input: SHAPE_LINES and the like */
    int party;           /* whose steps; -1: of who must act */
    const char *earlier; /* the summary to compare with; NULL: none */
    size_t width;
    struct smtpc_context context;
};

/* @begin parts */
#include "tool_print.h"

#include "tool_codes.h"

#include "tool_input.h"

#include "tool_log.h"

#include "tool_json.h"

#include "tool_programs.h"

#include "tool_servers.h"

#include "tool_events.h"

#include "tool_tables.h"

#include "tool_cache.h"

#include "tool_results.h"

#include "tool_explain.h"

#include "tool_summary.h"

#include "tool_report.h"
/* @end parts */

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

static int set_provider(struct options *o, const char *name)
{
    o->context.provider = smtpc_provider_of(name, strlen(name));
    return o->context.provider ? KNOWN : usage("unknown provider: ", name);
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
        return usage("--color expects auto, always or never, not ", when);
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
    else if (strcmp(name, "--texts") == 0)
        o->texts = 1;
    else if (strcmp(name, "--lines") == 0)
        o->shape = SHAPE_LINES;
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
              {"--since-last", set_earlier}};

static const struct valued *find_valued(const char *arg)
{
    for (size_t i = 0; i < sizeof valued / sizeof valued[0]; i++) {
        size_t n = strlen(valued[i].name);

        if (strncmp(arg, valued[i].name, n) == 0 &&
            (arg[n] == '\0' || arg[n] == '='))
            return &valued[i];
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
        return usage("missing value of ", argv[*i]);
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
    const char *fault;
} commands[] = {{"explain", explain, 0, INT_MAX, ""},
                {"summary", summarize, 0, INT_MAX, ""},
                {"search", list_codes, 1, INT_MAX, "search expects a word"},
                {"list", list_codes, 0, 0, "list takes no words"}};

static int run(int argc, char **argv)
{
    struct options o = {0};

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
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const struct command *c = &commands[i];

        if (strcmp(argv[1], c->name) != 0)
            continue;
        return argc - 2 < c->least || argc - 2 > c->most
                   ? usage(c->fault, "")
                   : c->run(&o, argc - 2, argv + 2);
    }
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
