/* SPDX-License-Identifier: 0BSD
 *
 * Every escaper: what a reader of the language makes of the result is the
 * text that went in. The input becomes such a text as the catalogue's reader
 * lets through: valid UTF-8 without controls, white space folded.
 */
#include "fuzz.h"

#include "render/esc.h"
#include "read_back.h"

/* Stand for bytes that are no UTF-8. */
static const char *const strangers[] = {
    "\303\266",         /* o with two dots */
    "\346\227\245",     /* sun, in Japanese */
    "\360\237\220\214", /* a snail */
    "\302\240",         /* a space that keeps its place */
    "\342\200\202",     /* half a wide space */
    "\357\274\217",     /* a wide slash */
    "\314\201",         /* an accent on what stands before */
    "\302\255",         /* a soft hyphen */
};

enum { STRANGERS = sizeof strangers / sizeof strangers[0] };

/* The length of a character that the catalogue may hold at s, or 0. */
static size_t visible(const uint8_t *s, size_t len)
{
    size_t n = s[0] < 0x80 ? 1 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : 4;
    uint32_t c = n == 1 ? s[0] : s[0] & (0x7fu >> n);

    if (s[0] >= 0x80 && s[0] < 0xc2)
        return 0;
    if (n > len || s[0] > 0xf4 || !is_utf8((const char *)s, n))
        return 0;
    for (size_t i = 1; i < n; i++)
        c = c << 6 | (s[i] & 0x3fu);
    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x200b && c <= 0x200f) ||
        (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
        c == 0xfeff || (c & 0xfffe) == 0xfffe || (c >= 0xe0000 && c <= 0xe0fff))
        return 0;
    return n;
}

/* Valid text with lines and tabs, as a sample of the guide may be. */
static void make_lines(struct buf *to, const uint8_t *data, size_t size)
{
    buf_puts(to, "");
    for (size_t i = 0; i < size;) {
        size_t n = data[i] ? visible(data + i, size - i) : 0;

        if (n)
            buf_add(to, (const char *)data + i, n);
        else if (data[i] == '\n' || data[i] == '\t')
            buf_putc(to, (char)data[i]);
        else if (data[i] < 0x80)
            buf_putc(to, ' ');
        else
            buf_puts(to, strangers[data[i] % STRANGERS]);
        i += n ? n : 1;
    }
}

/* The same with white space folded, as all other texts are. */
static void fold(struct buf *to, const char *lines)
{
    buf_puts(to, "");
    for (const char *s = lines; *s; s++) {
        if (!strchr(" \t\n", *s))
            buf_putc(to, *s);
        else if (to->len && to->text[to->len - 1] != ' ')
            buf_putc(to, ' ');
    }
    if (to->len && to->text[to->len - 1] == ' ')
        to->text[--to->len] = '\0';
}

static void drop_blanks(struct buf *to, const char *text)
{
    buf_puts(to, "");
    for (; *text; text++)
        if (*text != ' ')
            buf_putc(to, *text);
}

static void c_comment(struct buf *to, const char *text)
{
    struct buf lines = {0};

    esc_c_comment(&lines, "  ", text);
    for (const char *s = lines.text; *s; s++) {
        if (*text && (s == lines.text || s[-1] == '\n')) {
            NEED(strncmp(s, "   * ", 5) == 0);
            s += 5;
        }
        buf_putc(to, *s == '\n' ? ' ' : *s);
        NEED(*s != '\n' || s == lines.text || s[-1] != '\\');
    }
    buf_free(&lines);
}

typedef void escaper(struct buf *to, const char *text);
typedef bool reader(struct buf *to, const char *source);

/* An escaper, in what its result is put, and who reads that. */
struct round {
    const char *name;
    escaper *escape;
    const char *before, *after;
    reader *read;
    bool blanks_go;
};

static const struct round rounds[] = {
    {"C string", esc_c_string, "", "", read_c_string, false},
    {"C comment", c_comment, "", "", read_c_comment, true},
    {"C remark", esc_c_remark, "", "", read_c_comment, true},
    {"JSON", esc_json, "", "", read_json_string, false},
    {"CSV", esc_csv, "", "", read_csv, false},
    {"roff", esc_roff, "", "", read_roff, false},
    {"roff argument", esc_roff_arg, "", "", read_roff_arg, false},
    {"roff code", esc_roff_code, "", "", read_roff_arg, false},
    {"Markdown", esc_markdown, "", "", read_markdown, false},
    {"Markdown heading", esc_markdown, "# ", "\n", read_markdown, false},
    {"Markdown item", esc_markdown, "- ", "\n", read_markdown, false},
    {"Markdown link", esc_markdown, "[", "](x)", read_markdown, false},
    {"Markdown cell", esc_markdown, "", "", read_markdown_cell, false},
    {"Markdown code", esc_markdown_code, "", "", read_markdown, false},
    {"Markdown command", esc_markdown_command, "1. x\n\n", "",
     read_markdown_command, false},
    {"cell code", esc_markdown_cell_code, "", "", read_markdown_cell, false},
};

static void judge(const struct round *r, const char *text)
{
    struct buf source = {0}, wanted = {0}, got = {0};
    bool good;

    buf_puts(&source, r->before);
    r->escape(&source, text);
    buf_puts(&source, r->after);
    if (r->blanks_go)
        drop_blanks(&wanted, text);
    else
        buf_puts(&wanted, text);
    buf_puts(&got, "");
    good = r->read(&got, source.text) && strcmp(got.text, wanted.text) == 0;
    if (!good)
        fprintf(stderr, "%s\ntext:   %s\nsource: %s\nread:   %s\n", r->name,
                text, source.text, got.text);
    NEED(good);
    buf_free(&source);
    buf_free(&wanted);
    buf_free(&got);
}

static int hex(char c)
{
    const char *digits = "0123456789ABCDEF", *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

static void percent_decode(struct buf *to, const char *text)
{
    for (; *text; text++) {
        if (*text == '%' && hex(text[1]) >= 0 && hex(text[2]) >= 0) {
            buf_putc(to, (char)(hex(text[1]) * 16 + hex(text[2])));
            text += 2;
        } else {
            buf_putc(to, *text);
        }
    }
    buf_puts(to, "");
}

/* An address comes back with its escapes, and with more of them. */
static void judge_address(const char *text)
{
    struct buf source = {0}, url = {0}, wanted = {0}, got = {0};

    buf_puts(&source, "[x](");
    esc_markdown_address(&source, text);
    buf_putc(&source, ')');
    NEED(read_markdown_url(&url, source.text));
    buf_puts(&url, "");
    percent_decode(&got, url.text);
    percent_decode(&wanted, text);
    if (strcmp(got.text, wanted.text) != 0)
        fprintf(stderr, "address: %s\nread:    %s\n", text, url.text);
    NEED(strcmp(got.text, wanted.text) == 0);
    buf_free(&source);
    buf_free(&url);
    buf_free(&wanted);
    buf_free(&got);
}

/* A block keeps its lines; what may go is the indent that they share, and
 * blanks at their ends. */
static void judge_block(const char *lines)
{
    struct buf source = {0}, got = {0}, wanted = {0}, folded = {0};

    esc_markdown_block(&source, lines);
    NEED(read_markdown_block(&got, source.text));
    buf_puts(&got, "");
    fold(&wanted, lines);
    fold(&folded, got.text);
    NEED(strcmp(wanted.text, folded.text) == 0);
    NEED(!strstr(got.text, " \n") && !strstr(got.text, "\t\n"));
    NEED(got.text[0] != '\n');
    for (const char *s = lines, *t = got.text; *wanted.text && *t;) {
        size_t n = strcspn(s, "\n"), m = strcspn(t, "\n");

        if (t == got.text && s[strspn(s, " \t")] == '\n') {
            s += n + 1; /* empty lines in front go */
            continue;
        }
        while (n && strchr(" \t", s[n - 1]))
            n--;
        NEED(m <= n && memcmp(s + n - m, t, m) == 0);
        s += strcspn(s, "\n") + 1;
        t += m + 1;
    }
    buf_free(&source);
    buf_free(&got);
    buf_free(&wanted);
    buf_free(&folded);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf lines = {0}, text = {0};

    make_lines(&lines, data, size);
    fold(&text, lines.text);
    judge_block(lines.text);
    for (size_t i = 0; i < sizeof rounds / sizeof rounds[0]; i++)
        if (*text.text) /* none is empty in a catalogue */
            judge(&rounds[i], text.text);
    judge_address(text.text);
    buf_free(&lines);
    buf_free(&text);
    return 0;
}
