/* SPDX-License-Identifier: 0BSD
 *
 * The tool as a whole. The first byte chooses the command line; the others
 * are its standard input, or its last arguments, one a line.
 */
#include "fuzz.h"
#include "read_back.h"

#define main tool_main
#include "../../out/smtpcodes.c"
#undef main

enum { WORDS = 8, MOST_ARGS = 16 };

static const struct command {
    const char *words[4];
    int takes_words, json;
} commands[] = {
    {{"explain", "--json"}, 0, 1},
    {{"explain"}, 0, 0},
    {{"explain", "--summary"}, 0, 0},
    {{"explain", "--json", "--provider", "google"}, 0, 1},
    {{"explain", "--json"}, 1, 1},
    {{"explain", "--provider=yahoo"}, 1, 0},
    {{NULL}, 1, 0},
    {{"--json"}, 1, 1},
    {{"search"}, 1, 0},
    {{"search", "--json"}, 1, 1},
    {{"--json", "--"}, 1, 1},
};

static size_t count_lines(const char *text, size_t len)
{
    size_t lines = 0;

    for (size_t i = 0; i < len; i++)
        lines += text[i] == '\n' || i + 1 == len;
    return lines;
}

/* Every line of the output is an object; return their number. */
static size_t judge_objects(const char *out, size_t len)
{
    size_t count = 0;

    while (len) {
        const char *nl = memchr(out, '\n', len);

        NEED(nl && *out == '{' && is_json(out, (size_t)(nl - out)));
        count++;
        len -= (size_t)(nl + 1 - out);
        out = nl + 1;
    }
    return count;
}

/* Nothing that steers a terminal. */
static void judge_text(const char *out, size_t len)
{
    for (size_t i = 0; i < len; i++)
        NEED((unsigned char)out[i] >= 32 ? out[i] != 127 : out[i] == '\n');
}

/* "3 lines, 2 replies" */
static void judge_summary(const char *out)
{
    unsigned long lines, replies;

    NEED(sscanf(out, "%lu lines, %lu replies", &lines, &replies) == 2);
    NEED(replies <= lines);
}

/* Cut text, which ends in NUL, at its line ends into arguments. */
static int split(char *text, char **args)
{
    int n = 0;

    while (n < WORDS) {
        args[n++] = text;
        text = strchr(text, '\n');
        if (!text)
            break;
        *text++ = '\0';
    }
    return n;
}

static int asks_for_colour(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--color=always") == 0)
            return 1;
    return 0;
}

/* Run with streams in memory; the output goes to *out, to be freed. */
static int run_tool(int argc, char **argv, char *in, size_t in_len, char **out,
                    size_t *out_len)
{
    static FILE *nowhere;
    FILE *was_in = stdin, *was_out = stdout, *was_err = stderr;
    FILE *from = fmemopen(in, in_len, "r");
    FILE *to = open_memstream(out, out_len);
    int status;

    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    NEED(from && to && nowhere);
    stdin = from;
    stdout = to;
    stderr = nowhere;
    status = tool_main(argc, argv);
    stdin = was_in;
    stdout = was_out;
    stderr = was_err;
    fclose(from);
    fclose(to);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct command *c = &commands[(size ? data[0] : 0) %
                                        (sizeof commands / sizeof commands[0])];
    size_t len = size ? size - 1 : 0, out_len = 0;
    char *text = malloc(len + 1), *out = NULL, *args[MOST_ARGS] = {NULL};
    char name[] = "smtpcodes", words[4][24];
    int n = 0, status, colour;

    NEED(text);
    if (len)
        memcpy(text, data + 1, len);
    text[len] = '\0';
    args[n++] = name;
    for (size_t i = 0; i < 4 && c->words[i]; i++)
        args[n++] = strcpy(words[i], c->words[i]);
    if (c->takes_words)
        n += split(text, args + n);
    colour = asks_for_colour(n, args);
    status = run_tool(n, args, text, c->takes_words ? 0 : len, &out, &out_len);
    NEED(status == KNOWN || status == UNKNOWN || status == USAGE);
    if (c->json && status != USAGE) {
        size_t objects = judge_objects(out, out_len);

        NEED(c->takes_words || objects == count_lines(text, len));
    } else if (!colour) {
        judge_text(out, out_len);
    }
    if (c->words[1] && strcmp(c->words[1], "--summary") == 0)
        judge_summary(out);
    free(out);
    free(text);
    return 0;
}
