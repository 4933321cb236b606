/* --- output -------------------------------------------------------------- */

static void paint(const struct options *o, const char *sequence)
{
    if (o->color)
        printf("\033[%sm", sequence);
}

/* How much room is left where so much is taken. */
static size_t rest_of(size_t room, size_t taken)
{
    return room > taken ? room - taken : 0;
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

/* The number of the character at s, which has n bytes. */
static unsigned utf8_code(const unsigned char *s, size_t n)
{
    unsigned code = n == 1 ? s[0] : s[0] & (0x7fu >> n);

    for (size_t i = 1; i < n; i++)
        code = code << 6 | (s[i] & 63u);
    return code;
}

/* Can a character steer what shows it? Control characters do, what some
 * readers take for the end of a line, and what turns the way of writing. */
static int steers(unsigned c)
{
    return c < 32 || (c >= 127 && c < 160) || c == 0x61c || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* How much from s on is harmless, and in JSON needs no escape: most texts are
 * of one piece and so written at once. */
static size_t plain_len(const unsigned char *s, size_t len)
{
    size_t at = 0;

    while (at < len) {
        size_t n = 1;

        if (s[at] == '"' || s[at] == '\\')
            break;
        if (s[at] < 32 || s[at] > 126) {
            n = utf8_len(s + at, len - at);
            if (n == 0 || steers(utf8_code(s + at, n)))
                break;
        }
        at += n;
    }
    return at;
}

/* What could steer a terminal comes out as '?', and so do bytes that are no
 * UTF-8. */
static void put_text(FILE *to, const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;

    while (len) {
        size_t n = plain_len(s, len);

        if (n) {
            fwrite(s, 1, n, to);
        } else {
            putc(*s == '"' || *s == '\\' ? *s : '?', to);
            n = utf8_len(s, len);
            n = n ? n : 1;
        }
        s += n;
        len -= n;
    }
}

/* A text filled to the width behind an indent, its first line behind
 * another. */
static void fill(const struct options *o, const char *first, const char *indent,
                 const char *text, size_t len)
{
    const char *end = text + len;
    size_t column = 0;

    while (text < end) {
        size_t n = 0;

        while (text + n < end && text[n] != ' ')
            n++;
        if (column && column + 1 + n > o->width) {
            putchar('\n');
            column = 0;
        }
        if (column == 0) {
            fputs(first, stdout);
            column = strlen(first);
            first = indent;
        } else {
            putchar(' ');
            column++;
        }
        put_text(stdout, text, n);
        column += n;
        for (text += n; text < end && *text == ' '; text++)
            ;
    }
    if (column)
        putchar('\n');
}

/* Steps are one a line, a command behind a tab. */
/* Return how many steps are left out beyond most. */
static unsigned put_some_steps(const struct options *o, const char *steps,
                               unsigned most)
{
    unsigned number = 0, left = 0;

    while (*steps) {
        size_t len = strcspn(steps, "\n"), said = strcspn(steps, "\n\t");
        char first[16];

        if (number == most) {
            left++;
        } else {
            snprintf(first, sizeof first, "  %2u. ", ++number);
            fill(o, first, "      ", steps, said);
        }
        if (said < len && !left) {
            fputs("          ", stdout);
            put_text(stdout, steps + said + 1, len - said - 1);
            putchar('\n');
        }
        steps += len + (steps[len] == '\n');
    }
    return left;
}

static void put_steps(const struct options *o, const char *steps)
{
    put_some_steps(o, steps, UINT_MAX);
}

/* A JSON string. Bytes that are no UTF-8 become U+FFFD. */
static void put_json(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;

    putchar('"');
    while (len) {
        size_t n = plain_len(s, len);

        if (n) {
            fwrite(s, 1, n, stdout);
        } else if (*s == '"' || *s == '\\') {
            printf("\\%c", *s);
            n = 1;
        } else {
            n = utf8_len(s, len);
            printf("\\u%04x", n ? utf8_code(s, n) : 0xfffd);
            n = n ? n : 1;
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

/* Whose steps to show: those asked for; else of who must act, or of the sender
 * where nobody must or nobody reads this. */
static int reader_of(const struct options *o, int party)
{
    if (o->party >= 0)
        return o->party;
    return party == SMTPC_PARTY_NOBODY || party == SMTPC_PARTY_NETWORK
               ? SMTPC_PARTY_SENDER
               : party;
}

/* "  Who     the sender": a label, and a text filled behind it; without a text
 * nothing. */
static void put_row(const struct options *o, const char *label,
                    const char *text)
{
    char first[24];

    snprintf(first, sizeof first, "  %-6.6s  ", label);
    fill(o, first, "          ", text, strlen(text));
}

static void put_reader_heading(const struct options *o, int party)
{
    const char *text = "";

    if (party == SMTPC_PARTY_SENDER)
        text = "If you sent it";
    else if (party == SMTPC_PARTY_SENDER_ADMIN)
        text = "If you run the sending server";
    else if (party == SMTPC_PARTY_RECIPIENT)
        text = "If the message was for you";
    else if (party == SMTPC_PARTY_RECIPIENT_ADMIN)
        text = "If you run the receiving server";
    paint(o, "1");
    fill(o, "", "", text, strlen(text));
    paint(o, "0");
}

static const char *finality(int class_)
{
    switch (class_) {
    case 2:
        return "success";
    case 3:
        return "continue";
    case 4:
        return "temporary";
    case 5:
        return "permanent";
    default:
        return "";
    }
}

/* "5.7.26  Title   permanent", or what does not fit on a line of
 * its own. */
static void put_head_line(const struct options *o, const char *name,
                          const char *title, int class_)
{
    const char *end = finality(class_);
    size_t before = strlen(name) + (*name ? 2 : 0);
    size_t used = before + strlen(title), wanted = used + 3 + strlen(end);
    char first[64], indent[64];

    snprintf(first, sizeof first, "%.60s%s", name, *name ? "  " : "");
    snprintf(indent, sizeof indent, "%*s", (int)(before > 12 ? 2 : before), "");
    paint(o, "1");
    if (*end && wanted <= o->width) {
        fputs(first, stdout);
        put_text(stdout, title, strlen(title));
        paint(o, "0");
        printf("%*s\n", (int)(o->width - used), end);
        return;
    }
    fill(o, first, indent, title, strlen(title));
    paint(o, "0");
    fill(o, "  ", "  ", end, strlen(end));
}

/* Who must act, in few words. */
static const char *whose(int action, int party)
{
    if (action == SMTPC_ACTION_READ_TEXT)
        return "the words after the code say whose problem it is";
    switch (party) {
    case SMTPC_PARTY_NOBODY:
        return "no one must act";
    case SMTPC_PARTY_SENDER_ADMIN:
        return "the sending administrator";
    case SMTPC_PARTY_RECIPIENT_ADMIN:
        return "the receiving administrator";
    default:
        return smtpc_party_phrase(party);
    }
}
