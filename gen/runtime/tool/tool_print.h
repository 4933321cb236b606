/* --- output -------------------------------------------------------------- */

static void paint(const struct options *o, const char *sequence)
{
    if (o->color)
        printf("\033[%sm", sequence);
}

/* The length of the UTF-8 character at s, 0 when it is none. */
static size_t utf8_len(const unsigned char *s, size_t len)
{
    size_t n = s[0] < 0x80   ? 1
               : s[0] < 0xc2 ? 0
               : s[0] < 0xe0 ? 2
               : s[0] < 0xf0 ? 3
               : s[0] < 0xf5 ? 4
                             : 0;

    if (n == 0 || n > len)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return n;
}

/* Control characters, which could steer a terminal, come out as '?', and so
 * do bytes that are no UTF-8. */
static void put_text(FILE *to, const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;

    while (len) {
        size_t n = utf8_len(s, len);

        if (n == 0 || *s < 32 || *s == 127 || (*s == 0xc2 && s[1] < 0xa0)) {
            putc('?', to);
            n = n ? n : 1;
        } else {
            fwrite(s, 1, n, to);
        }
        s += n;
        len -= n;
    }
}

/* A text filled to the width behind an indent. */
static void fill(const char *indent, const char *text)
{
    size_t column = 0, left = strlen(indent);

    while (*text) {
        size_t n = strcspn(text, " ");

        if (column && column + 1 + n > WIDTH) {
            putchar('\n');
            column = 0;
        }
        if (column == 0) {
            fputs(indent, stdout);
            column = left;
        } else {
            putchar(' ');
            column++;
        }
        put_text(stdout, text, n);
        column += n;
        text += n + strspn(text + n, " ");
    }
    if (column)
        putchar('\n');
}

/* A JSON string. Bytes that are no UTF-8 become U+FFFD; what some readers
 * take for the end of a line is escaped. */
static void put_json(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;

    putchar('"');
    while (len) {
        size_t n = utf8_len(s, len);

        if (n == 0) {
            fputs("\\ufffd", stdout);
            n = 1;
        } else if (*s == '"' || *s == '\\') {
            printf("\\%c", *s);
        } else if (*s < 32 || *s == 127) {
            printf("\\u%04x", *s);
        } else if (n == 2 && s[0] == 0xc2 && s[1] < 0xa0) {
            printf("\\u%04x", s[1]);
        } else if (n == 3 && s[0] == 0xe2 && s[1] == 0x80 && s[2] >= 0xa8 &&
                   s[2] <= 0xa9) {
            printf("\\u20%02x", s[2] - 0x80);
        } else {
            fwrite(s, 1, n, stdout);
        }
        s += n;
        len -= n;
    }
    putchar('"');
}

static void put_field(const char *name, const char *text)
{
    printf(",\"%s\":", name);
    put_json(text, strlen(text));
}
