/* SPDX-License-Identifier: 0BSD
 *
 * The tool as a whole. The first byte chooses the command line; the others
 * are its standard input, or its last arguments, one a line.
 */
#include "fuzz.h"
#include "read_back.h"

#include <errno.h>
#include <fcntl.h>

/* No file of this machine is read, whatever the words name. */
#define open(path_, flags_) ((void)(path_), errno = ENOENT, -1)
#define main tool_main
#include "../../out/smtpcodes.c"
#undef main

enum { WORD_MAX = 8, MOST_ARGS = 16 };

static const struct call {
    const char *words[4];
    int takes_words, json;
} calls[] = {
    {{"explain", "--json", "--lines"}, 0, 1},
    {{"explain"}, 0, 0},
    {{"explain", "--mail"}, 0, 0},
    {{"explain", "--mail", "--json"}, 0, 0},
    {{"summary"}, 0, 0},
    {{"summary", "--json"}, 0, 0},
    {{"summary", "--prometheus"}, 0, 0},
    {{"summary", "--openmetrics"}, 0, 0},
    {{"explain", "--json", "--each-line", "--provider=google"}, 0, 1},
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

/* The object begins with the line it speaks of. */
static void judge_line(const char *object, const char *line, size_t len)
{
    static const char name[] = "{\"line\":\"";
    struct buf source = {0}, back = {0};
    size_t n = 0;

    if (!is_utf8(line, len))
        return; /* what is no character was replaced */
    NEED(strncmp(object, name, sizeof name - 1) == 0);
    object += sizeof name - 1;
    while (object[n] != '"')
        n += object[n] == '\\' ? 2 : 1;
    buf_add(&source, object, n);
    NEED(read_json_string(&back, source.text ? source.text : ""));
    NEED(back.len == len && (!len || memcmp(back.text, line, len) == 0));
    buf_free(&source);
    buf_free(&back);
}

/* Every line of the output is an object, of one line of the input when that
 * is given. */
static void judge_objects(const char *out, size_t len, const char *in,
                          size_t in_len)
{
    for (const char *end = out + len; out < end; out++) {
        const char *nl = memchr(out, '\n', (size_t)(end - out));
        const char *line = in;
        size_t n;

        NEED(nl && *out == '{' && is_json(out, (size_t)(nl - out)));
        if (in) {
            NEED(in_len > 0);
            in = memchr(line, '\n', in_len);
            n = in ? (size_t)(in - line) : in_len;
            in = line + n + (in != NULL);
            in_len -= (size_t)(in - line);
            judge_line(out, line, n - (n && line[n - 1] == '\r'));
        }
        out = nl;
    }
    NEED(in_len == 0);
}

/* Nothing that steers a terminal, or turns the way of writing. */
static void judge_text(const char *out, size_t len)
{
    static const char *const turns[] = {
        "\xd8\x9c",     "\xe2\x80\x8e", "\xe2\x80\x8f", "\xe2\x80\xa8",
        "\xe2\x80\xa9", "\xe2\x80\xae", "\xe2\x81\xa6", "\xe2\x81\xa9"};

    for (size_t i = 0; i < len; i++)
        NEED((unsigned char)out[i] >= 32 ? out[i] != 127 : out[i] == '\n');
    for (size_t i = 0; i < sizeof turns / sizeof turns[0]; i++)
        NEED(!memmem(out, len, turns[i], strlen(turns[i])));
}

/* The number behind the first "name": from text on. */
static unsigned long number_behind(const char *text, const char *name)
{
    char key[40];
    const char *at;

    snprintf(key, sizeof key, "\"%s\":", name);
    at = strstr(text, key);
    NEED(at);
    return strtoul(at + strlen(key), NULL, 10);
}

/* What its rows count is what there was: kinds make up all that was not sent,
 * receivers no more. No name of these stands in a string before them, since a
 * quote in one is escaped. */
static void judge_summary_json(const char *out, size_t len, size_t given)
{
    unsigned long deferred, failed, sum = 0, tried = 0;
    const char *kinds, *receivers, *at;

    NEED(len > 1 && out[len - 1] == '\n' && is_json(out, len - 1));
    NEED(!memchr(out, '\n', len - 1));
    NEED(number_behind(out, "lines") == given);
    deferred = number_behind(out, "deferred");
    failed = number_behind(out, "failed");
    NEED(number_behind(out, "attempts") ==
         number_behind(out, "sent") + deferred + failed);
    kinds = strstr(out, "\"kinds\":[");
    receivers = strstr(out, "\"receivers\":[");
    NEED(kinds && receivers && kinds < receivers);
    for (at = kinds; (at = strstr(at, "{\"count\":")) && at < receivers; at++) {
        unsigned long n = number_behind(at, "count");

        NEED(n > 0 &&
             n == number_behind(at, "deferred") + number_behind(at, "failed"));
        sum += n;
    }
    NEED(sum + number_behind(out, "other_kinds") == deferred + failed);
    for (at = receivers; (at = strstr(at, "{\"domain\":")); at++)
        tried += number_behind(at, "tried");
    NEED(tried <= number_behind(out, "attempts"));
}

/* The number behind the first line's begin, "\nname ". */
static unsigned long metric(const char *out, const char *begin)
{
    const char *at = strstr(out, begin);

    NEED(at);
    return strtoul(at + strlen(begin), NULL, 10);
}

/* Each line is a comment, or a name, labels of ids and a number; as many lines
 * were read as there are, and no more of them are of a log. */
static void judge_metrics(const char *out, size_t len, size_t given)
{
    static const char id[] = "abcdefghijklmnopqrstuvwxyz0123456789_-=\",";

    NEED(len > 0 && out[len - 1] == '\n');
    NEED(metric(out, "\nsmtpcodes_lines_total ") == given);
    NEED(metric(out, "\nsmtpcodes_log_lines_total ") <= given);
    for (; *out; out = strchr(out, '\n') + 1) {
        if (*out == '#')
            continue;
        NEED(strncmp(out, "smtpcodes_", 10) == 0);
        out += strspn(out, id);
        if (*out == '{') {
            out += 1 + strspn(out + 1, id);
            NEED(*out++ == '}');
        }
        NEED(*out++ == ' ');
        NEED(strspn(out, "0123456789") == strcspn(out, "\n"));
    }
}

/* A row of who must act: "you, the server      5  71 %". */
static unsigned long who_count(const char *row)
{
    static const char *const begins[] = {"you, ", "the ", "their server",
                                         "no one, ", "unclear, "};

    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (strncmp(row, begins[i], strlen(begins[i])) == 0)
            return strtoul(row + 16, NULL, 10);
    return 0;
}

/* No line is longer than the width, if it is not of one word; and who must act
 * makes up all that was not sent. */
static void judge_summary(const char *out)
{
    unsigned long sent, deferred, failed, all, sum = 0;
    const char *line = strchr(out, '\n'), *end;

    NEED(line);
    if (sscanf(line + 1, "%lu attempts: %lu sent, %lu deferred, %lu failed",
               &all, &sent, &deferred, &failed) != 4) {
        NEED(line[1] == 'N' && line[2] == 'o');
        return;
    }
    NEED(all > 0 && all == sent + deferred + failed);
    for (line = strstr(out, "WHO MUST ACT"); line; line = end + 1) {
        end = strchr(line, '\n');
        NEED(end && (end - line <= 80 || !memchr(line + 60, ' ', 20)));
        if (end == line)
            break;
        sum += who_count(line);
    }
    NEED(sum == deferred + failed);
}

/* By the option it was asked for with; NULL: none. */
static void judge_any_summary(const char *option, const char *out, size_t len,
                              size_t given)
{
    if (!option)
        judge_summary(out);
    else if (strcmp(option, "--json") == 0)
        judge_summary_json(out, len, given);
    else
        judge_metrics(out, len, given);
}

/* Cut text, which ends in NUL, at its line ends into arguments. */
static int split(char *text, char **args)
{
    int n = 0;

    while (n < WORD_MAX) {
        args[n++] = text;
        text = strchr(text, '\n');
        if (!text)
            break;
        *text++ = '\0';
    }
    return n;
}

static int asks_for(const char *option, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], option) == 0)
            return 1;
    return 0;
}

/* A file of no name, since the tool reads what a descriptor has. */
static FILE *file_of(const char *text, size_t len)
{
    FILE *file = tmpfile();

    NEED(file && pwrite(fileno(file), text, len, 0) == (ssize_t)len);
    return file;
}

/* Run with streams of our own; the output goes to *out, to be freed. */
static int run_tool(int argc, char **argv, const char *in, size_t in_len,
                    char **out, size_t *out_len)
{
    static FILE *nowhere;
    FILE *was_in = stdin, *was_out = stdout, *was_err = stderr;
    FILE *from = file_of(in, in_len);
    FILE *to = open_memstream(out, out_len);
    int status;

    if (!nowhere)
        nowhere = fopen("/dev/null", "w");
    NEED(to && nowhere);
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
    const struct call *c =
        &calls[(size ? data[0] : 0) % (sizeof calls / sizeof calls[0])];
    size_t len = size ? size - 1 : 0, out_len = 0;
    char *text = malloc(len + 1), *out = NULL, *args[MOST_ARGS] = {NULL};
    char name[] = "smtpcodes", words[4][24];
    int n = 0, status, colour, help;

    NEED(text);
    if (len)
        memcpy(text, data + 1, len);
    text[len] = '\0';
    args[n++] = name;
    for (size_t i = 0; i < 4 && c->words[i]; i++)
        args[n++] = strcpy(words[i], c->words[i]);
    if (c->takes_words)
        n += split(text, args + n);
    colour = asks_for("--color=always", n, args);
    help = asks_for("-h", n, args) || asks_for("--help", n, args) ||
           asks_for("--version", n, args);
    status = run_tool(n, args, text, c->takes_words ? 0 : len, &out, &out_len);
    NEED(status == KNOWN || status == UNKNOWN || status == USAGE);
    if (c->json && status != USAGE && !help)
        judge_objects(out, out_len, c->takes_words ? NULL : text,
                      c->takes_words ? 0 : len);
    else if (!colour)
        judge_text(out, out_len);
    if (c->words[0] && strcmp(c->words[0], "summary") == 0)
        judge_any_summary(c->words[1], out, out_len, count_lines(text, len));
    free(out);
    free(text);
    return 0;
}
