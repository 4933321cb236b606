/* The reader of replies as they stand in sessions, bounces and logs. All of
 * it works on offsets into len bytes and reads none beyond.
 */

static inline int smtpc_is_digit_(char c)
{
    return c >= '0' && c <= '9';
}

static inline int smtpc_is_alnum_(char c)
{
    return smtpc_is_digit_(c) || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static inline size_t smtpc_skip_blanks_(const char *text, size_t at, size_t end)
{
    while (at < end && (text[at] == ' ' || text[at] == '\t'))
        at++;
    return at;
}

/* Three digits that can be a reply code and stand alone: their number. The
 * second digit is let through, since servers do send 571. */
SMTPC_SELDOM_ int smtpc_code_at_(const char *text, size_t at, size_t end)
{
    if (end - at < 3 || text[at] < '2' || text[at] > '5' ||
        !smtpc_is_digit_(text[at + 1]) || !smtpc_is_digit_(text[at + 2]))
        return 0;
    if (end - at > 3) {
        char after = text[at + 3];

        if (smtpc_is_alnum_(after) || after == '_' || after == '%' ||
            ((after == '.' || after == ',' || after == ':') && end - at > 4 &&
             smtpc_is_digit_(text[at + 4])))
            return 0;
    }
    return (text[at] - '0') * 100 + (text[at + 1] - '0') * 10 +
           (text[at + 2] - '0');
}

/* A status at this very place: its length. Inside a number, a name, an
 * address or a version it is none: 92.5.1.10, v5.1.1, 5.1.1-beta. */
SMTPC_SELDOM_ size_t smtpc_status_at_(const char *text, size_t at, size_t end,
                                      uint32_t *status)
{
    size_t used;

    if (at > 0 &&
        (smtpc_is_alnum_(text[at - 1]) || text[at - 1] == '.' ||
         text[at - 1] == '_' || text[at - 1] == '@' || text[at - 1] == '/'))
        return 0;
    if (at > 1 && text[at - 1] == '-' && smtpc_is_alnum_(text[at - 2]) &&
        !smtpc_is_digit_(text[at - 2]))
        return 0;
    used = smtpc_status_parse(text + at, end - at, status);
    if (used && at + used < end) {
        char after = text[at + used];

        if (smtpc_is_alnum_(after) || after == '_' || after == '/' ||
            after == '@' ||
            (after == '.' && at + used + 1 < end &&
             smtpc_is_alnum_(text[at + used + 1])) ||
            (after == '-' && at + used + 1 < end &&
             smtpc_is_alnum_(text[at + used + 1]) &&
             !smtpc_is_digit_(text[at + used + 1])))
            return 0;
    }
    return used;
}

/* A number that only looks like a status has no subject that exists. */
static inline int smtpc_is_plausible_(uint32_t status)
{
    return smtpc_status_subject(status) <= 7;
}

/* A capital letter as a small one. */
static inline char smtpc_small_letter_(char c)
{
    return c >= 'A' && c <= 'Z' ? SMTPC_CAST_(char, c + ('a' - 'A')) : c;
}

/* Does one of the words, each with its NUL behind it and an empty one at the
 * end, begin at s, or end there? There are so many bytes on that side. Case
 * does not count. */
SMTPC_SELDOM_ int smtpc_has_word_(const char *s, size_t bytes,
                                  const char *words, int ends)
{
    size_t len, i;

    for (; (len = strlen(words)) != 0; words += len + 1) {
        const char *from = s;

        if (bytes < len)
            continue;
        if (ends)
            from -= len;
        for (i = 0; smtpc_small_letter_(from[i]) == words[i];)
            if (++i == len)
                return 1;
    }
    return 0;
}

static inline int smtpc_is_at_(const char *text, size_t at, size_t end,
                               const char *words)
{
    return smtpc_has_word_(text + at, end - at, words, 0);
}

static inline int smtpc_is_before_(const char *text, size_t at,
                                   const char *words)
{
    return smtpc_has_word_(text + at, at, words, 1);
}

/* Does a word for a code end right before at, as in "stat=550", "code 550"? */
SMTPC_SELDOM_ int smtpc_names_code_(const char *text, size_t at)
{
    return smtpc_is_before_(
        text, at,
        "stat\0status\0dsn\0reject\0result\0reply\0response\0"
        "error\0code\0 said\0returned\0smtp\0answer\0"
        "led\0fail\0> client\0rsp\0ponded\0recv\0om server\0");
}

/* Does one stand before the marks in front of at, as in "code\": 550"? */
SMTPC_SELDOM_ int smtpc_is_named_(const char *text, size_t at)
{
    while (at > 0 && smtpc_is_among_(text[at - 1], " \t:=(['\""))
        at--;
    return smtpc_names_code_(text, at);
}

/* Is what begins at at the beginning of a word about a reply? */
static inline int smtpc_tells_(const char *text, size_t at, size_t end)
{
    return smtpc_is_at_(text, at, end,
                        "said\0error\0fail\0reject\0refus\0bounc\0defer\0repl\0"
                        "respo\0return\0smtp\0deliver\0undeliver\0status\0"
                        "diagn\0excep\0server\0dsn\0antwor\0"
                        "respue\0rispo\0fehler\0perman\0");
}

/* Where in a line words about a reply were looked for, and one was found. */
struct smtpc_told_ {
    size_t upto;
    int is_told;
};

/* Does a line tell before at that a reply comes? */
SMTPC_SELDOM_ int smtpc_is_told_(const char *text, size_t at,
                                 struct smtpc_told_ *told)
{
    for (; told->upto < at && !told->is_told; told->upto++)
        if (told->upto == 0 || !smtpc_is_alnum_(text[told->upto - 1]))
            told->is_told = smtpc_tells_(text, told->upto, at);
    return told->is_told;
}

/* Is the code at at one that somebody only wanted: "expected code 250 but got
 * 550", "instead of 250", "550 received, 250 expected"? Or one of success that
 * there is not: "died with status 255"? */
static inline int smtpc_is_wanted_(const char *text, size_t at, size_t end)
{
    size_t i = smtpc_skip_blanks_(text, at + 3, end);

    if (text[at] > '3')
        return 0;
    if (smtpc_is_at_(text, i, end, "expected\0was expected\0") ||
        !smtpc_reply_find_(smtpc_load3_(text + at)))
        return 1;
    for (i = at; i > 0 && at - i < 48; i--) {
        if (smtpc_is_before_(text, i, "got\0but\0receiv\0return\0"))
            return 0;
        if (smtpc_is_before_(text, i,
                             "expect\0want\0instead of\0rather than\0"))
            return 1;
    }
    return 0;
}

/* Does the quote right before at open something? It follows a blank, another
 * mark, or the b of bytes. */
static inline int smtpc_opens_quote_(const char *text, size_t at)
{
    char before = at > 1 ? text[at - 2] : ' ';

    if (before == 'b' && (at < 3 || !smtpc_is_alnum_(text[at - 3])))
        return 1;
    return !smtpc_is_alnum_(before) && before != '.' && before != '"' &&
           before != '\'';
}

/* Is the word that ends at at an address or a host's name? */
SMTPC_SELDOM_ int smtpc_is_whose_(const char *text, size_t at)
{
    size_t i;

    for (i = at; i > 0 && at - i < 64 && text[i - 1] != ' '; i--)
        if (text[i - 1] == '@' || text[i - 1] == '.' || text[i - 1] == '>' ||
            text[i - 1] == ']')
            return 1;
    return 0;
}

/* Does a sentence of Chinese or Japanese, or its colon, end at at? Its letters
 * have three bytes, which no words of a reply have. */
SMTPC_SELDOM_ int smtpc_is_wide_(const char *text, size_t at)
{
    at -= text[at - 1] == ':';
    return at > 2 && text[at - 1] & 0x80 &&
           SMTPC_CAST_(unsigned char, text[at - 3]) > 0xe2;
}

/* How surely a reply that begins at at is quoted by what stands before it. */
enum { SMTPC_NO_, SMTPC_WEAKLY_, SMTPC_SURELY_ };

/* How surely, behind the mark before at that may have blanks in front. */
SMTPC_SELDOM_ int smtpc_whose_(const char *text, size_t at)
{
    at--;
    while (at > 0 && text[at - 1] == ' ')
        at--;
    return smtpc_is_whose_(text, at) ? SMTPC_SURELY_ : SMTPC_WEAKLY_;
}

/* "said: 550", "smtp; 550", "(550", "-> 550", "response '550". A number after
 * another word is none: "port 587", "size=552", "smtpd[550]". */
SMTPC_SELDOM_ int smtpc_opens_reply_(const char *text, size_t at, size_t end)
{
    size_t before = at;
    char c;

    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t'))
        before--;
    /* Of what is no ASCII only quotes stand before a code, or a sentence of
     * Chinese or Japanese. */
    if (before == 0 || smtpc_is_named_(text, at) ||
        smtpc_is_wide_(text, before) || text[at - 1] & 0x80)
        return SMTPC_SURELY_;
    c = before > 1 ? text[before - 2] : ' ';
    switch (text[before - 1]) {
    case ';':
        return SMTPC_SURELY_;
    case '"':
    case '\'':
        return !smtpc_opens_quote_(text, before) ? SMTPC_NO_
               : c == '='                        ? SMTPC_WEAKLY_
                                                 : SMTPC_SURELY_;
    case '>':
    case '*':
        return c == '<' || c == '-' || c == '=' || c == '>' || c == '*'
                   ? SMTPC_SURELY_
               : before < at ? SMTPC_WEAKLY_
                             : SMTPC_NO_;
    case '-':
        return c == '-' || c == '<' ? SMTPC_SURELY_ : SMTPC_WEAKLY_;
    case '|': /* "mx.example.org | 550" */
        return smtpc_whose_(text, before);
    case '(': /* "(550, b'5.1.1 ...')" */
        return smtpc_is_at_(text, at + 3, end, ", '\0, b'\0, \"\0")
                   ? SMTPC_SURELY_
                   : SMTPC_WEAKLY_;
    case '<': /* what a client was told, "SMTP< 550" too */
        return before == 1 || c == '<' || smtpc_names_code_(text, before - 1)
                   ? SMTPC_SURELY_
                   : SMTPC_NO_;
    case ']': /* what a server said, "[S] 550", "[<-] 550" */
        return smtpc_is_before_(text, before, "[s]\0[<-]\0") ? SMTPC_SURELY_
                                                             : SMTPC_NO_;
    case ':':
        /* "mx.example.org:587", "[2001:db8::421]:587", "AES-SHA:256" */
        if (before == at && (smtpc_is_alnum_(c) || c == ']' || c == ':'))
            return SMTPC_NO_;
        return smtpc_whose_(text, before); /* "<kim@example.org> : 550" */
    case '[':
        return smtpc_is_alnum_(c) ? SMTPC_NO_ : SMTPC_WEAKLY_;
    default:
        return SMTPC_NO_;
    }
}

/* Does the quote at at open a key of JSON? */
static inline int smtpc_is_key_(const char *text, size_t at, size_t end)
{
    const char *quote =
        SMTPC_CAST_(const char *, memchr(text + at + 1, '"', end - at - 1));

    return quote && quote + 1 < text + end && quote[1] == ':';
}

/* Where the words of a reply begin whose code ends at at; end when it has
 * none: "550", with nothing behind it, is a label. */
SMTPC_SELDOM_ size_t smtpc_words_at_(const char *text, size_t at, size_t end)
{
    size_t next;

    if (at < end && text[at] == '-')
        return smtpc_skip_blanks_(text, at + 1, end);
    if (at < end && text[at] == ',') { /* (550, b'5.1.1 ...') */
        next = smtpc_skip_blanks_(text, at + 1, end);
        next += next < end && text[next] == 'b';
        return next < end &&
                       (text[next] == '\'' ||
                        (text[next] == '"' && !smtpc_is_key_(text, next, end)))
                   ? next + 1
                   : end;
    }
    if (end - at > 1 && (text[at] == ')' || text[at] == ']') &&
        text[at + 1] == ':') /* "SMTP Error (451): ..." */
        at++;
    at += at < end && text[at] == ':';
    next = smtpc_skip_blanks_(text, at, end);
    if (next == at || next == end ||
        (!smtpc_is_alnum_(text[next]) &&
         smtpc_is_among_(text[next], ",;:)]}|>=/")))
        return end;
    return next;
}

/* Does what stands before it open a status that is not behind a reply code?
 * "#5.1.1", "dsn=5.1.1", "Status: 5.1.1", the start of the text; a mark where
 * the line tells of a failure. */
static inline int smtpc_opens_status_(const char *text, size_t at, size_t end,
                                      struct smtpc_told_ *told)
{
    size_t before = at;

    while (before > 0 && text[before - 1] == ' ')
        before--;
    return before == 0 || text[at - 1] == '#' || smtpc_is_named_(text, at) ||
           smtpc_is_wide_(text, before) ||
           ((smtpc_is_among_(text[before - 1], "([<\"':;") ||
             text[at - 1] & 0x80) &&
            !(before > 1 && text[before - 2] == '=') &&
            smtpc_is_told_(text, end, told));
}

/* Where the reply of a line begins, with its code; end when it has none. The
 * first that has words counts, a bare code only where none has. */
static inline size_t smtpc_find_code_(const char *text, size_t at, size_t end,
                                      int *code)
{
    struct smtpc_told_ told = {0, 0};
    size_t start = smtpc_skip_blanks_(text, at, end), bare = end, i;

    *code = smtpc_code_at_(text, start, end);
    if (*code)
        return start;
    told.upto = start;
    for (i = start + 1; i < end; i++) {
        char before = text[i - 1];
        size_t words;
        uint32_t status;
        int opens;

        if (smtpc_is_alnum_(before) || before == '.' || before == '_' ||
            (before == '-' && i > 1 && smtpc_is_alnum_(text[i - 2])) ||
            !smtpc_code_at_(text, i, end) || smtpc_is_wanted_(text, i, end))
            continue;
        opens = smtpc_opens_reply_(text, i, end);
        words = smtpc_words_at_(text, i + 3, end);
        words += words < end && text[words] == '#';
        if (smtpc_status_at_(text, words, end, &status) &&
            status >> 20 == SMTPC_CAST_(uint32_t, text[i] - '0'))
            opens += (before == ' ' || before == '#') && text[i + 3] == ' '
                         ? SMTPC_SURELY_
                         : SMTPC_WEAKLY_;
        if (words < end &&
            (opens >= SMTPC_SURELY_ ||
             (opens && smtpc_is_told_(text, i, &told) &&
              (text[i] > '3' || smtpc_is_at_(text, words, end, "ok\0")))))
            break;
        if (bare == end && smtpc_is_named_(text, i) &&
            !(before == '"' && text[i - 2] == '=') &&
            smtpc_reply_find_(smtpc_load3_(text + i)))
            bare = i;
    }
    if (i >= end)
        i = bare;
    *code = smtpc_code_at_(text, i, end);
    return i;
}

/* A byte of ASCII, and neither a blank nor a control. */
static inline int smtpc_is_shown_(char c)
{
    return c > ' ' && !(c & 0x80);
}

/* What a search for a status has seen up to a place, so that it looks at no
 * byte again for each number that might be one. */
struct smtpc_seen_ {
    size_t upto;  /* for is_url */
    int is_url;   /* what stands before upto has two slashes in it */
    size_t stop;  /* what goes on before ends here: for is_local */
    int is_local; /* and an at sign ends it */
};

/* Is the place at inside a URL that begins behind from, or in front of the at
 * sign of an address? */
static inline int smtpc_is_in_name_(const char *text, size_t from, size_t at,
                                    size_t end, struct smtpc_seen_ *seen)
{
    for (; seen->upto < at; seen->upto++) {
        size_t i = seen->upto;

        if (!smtpc_is_shown_(text[i]))
            seen->is_url = 0;
        else if (i > from && text[i] == '/' && text[i - 1] == '/')
            seen->is_url = 1;
    }
    if (seen->stop <= at) {
        seen->stop = at;
        while (seen->stop < end && smtpc_is_shown_(text[seen->stop]) &&
               !smtpc_is_among_(text[seen->stop], "@),;>"))
            seen->stop++;
        seen->is_local = seen->stop < end && text[seen->stop] == '@';
    }
    return seen->is_url || seen->is_local;
}

/* The first status of a line from a place on, of the wanted class if there is
 * one (0: any); the length goes to *used. told is that of this text, up to end
 * or less. Dots are rare, so they lead. */
SMTPC_SELDOM_ size_t smtpc_find_status_(const char *text, size_t at, size_t end,
                                        int class_, struct smtpc_told_ *told,
                                        uint32_t *status, size_t *used)
{
    struct smtpc_seen_ seen = {0, 0, 0, 0};
    size_t from = at;

    seen.upto = from;
    while (at < end) {
        const char *dot =
            SMTPC_CAST_(const char *, memchr(text + at, '.', end - at));
        size_t i;
        uint32_t found;

        if (!dot)
            break;
        at = SMTPC_CAST_(size_t, dot - text) + 1;
        if (at < from + 2)
            continue;
        i = at - 2;
        *used = smtpc_status_at_(text, i, end, &found);
        if (*used && smtpc_is_plausible_(found) &&
            !smtpc_is_in_name_(text, from, i, end, &seen) &&
            (smtpc_opens_status_(text, i, end, told) ||
             (class_ && found >> 20 == SMTPC_CAST_(uint32_t, class_)))) {
            *status = found;
            return i;
        }
    }
    *used = 0;
    return end;
}

static inline size_t smtpc_line_end_(const char *text, size_t at, size_t len)
{
    const char *nl =
        len > at ? SMTPC_CAST_(const char *, memchr(text + at, '\n', len - at))
                 : SMTPC_NULL_;

    return nl ? SMTPC_CAST_(size_t, nl - text) : len;
}

/* Take a line's codes over: the first of each kind counts. */
static inline void smtpc_take_code_(const char *text, int code,
                                    struct smtpc_response *out)
{
    if (out->code == 0) {
        out->code = code;
        out->reply_id = smtpc_reply_find_(smtpc_load3_(text));
        if (out->reply_id == 0)
            out->flags |= SMTPC_FLAG_UNREGISTERED;
    } else if (out->code != code) {
        out->flags |= SMTPC_FLAG_CODES_DIFFER;
    }
}

static inline void smtpc_take_status_(uint32_t status,
                                      struct smtpc_response *out)
{
    if (out->status == 0) {
        out->status = status;
        out->status_id = smtpc_number_find_(status & 0xfffff);
        if (out->status_id == 0)
            out->flags |= SMTPC_FLAG_UNREGISTERED;
    } else if (out->status != status) {
        out->flags |= SMTPC_FLAG_CODES_DIFFER;
    }
}

/* The status of a line: *used is its length, 0 when it has none. */
static inline size_t smtpc_line_status_(const char *text, size_t at,
                                        size_t code, size_t words, size_t end,
                                        struct smtpc_told_ *told,
                                        uint32_t *status, size_t *used)
{
    struct smtpc_told_ before = {0, 0};
    int class_ = code < end ? text[code] - '0' : 0;
    size_t found = words;

    *used = class_ ? smtpc_status_at_(text, words, end, status) : 0;
    if (!*used)
        found =
            smtpc_find_status_(text, words, end, class_, told, status, used);
    /* A status in front of the code: "dsn=5.1.1 ... 550 No such user". */
    if (!*used && class_)
        found = smtpc_find_status_(text, at, code, 0, &before, status, used);
    return found;
}

/* Read one line; say whether the reply goes on in the next ("550-"). told is
 * that of the lines before. */
SMTPC_SELDOM_ int smtpc_read_line_(const char *text, size_t at, size_t end,
                                   struct smtpc_told_ *told,
                                   struct smtpc_response *out)
{
    int code;
    size_t where = smtpc_find_code_(text, at, end, &code);
    size_t words = smtpc_skip_blanks_(text, at, end), found, used;
    uint32_t status = 0;

    if (code) {
        words = smtpc_words_at_(text, where + 3, end);
        if (words == end)
            words = smtpc_skip_blanks_(text, where + 3, end);
        smtpc_take_code_(text + where, code, out);
    }
    found = smtpc_line_status_(text, at, code ? where : end, words, end, told,
                               &status, &used);
    if (used)
        smtpc_take_status_(status, out);
    if (used && found == words) /* the words begin behind the codes */
        words = smtpc_skip_blanks_(text, found + used, end);
    if (out->lines++ == 0) {
        out->text = text + words;
        out->text_len = end - words;
    }
    return code && where + 3 < end && text[where + 3] == '-';
}

/* Does a line go on with the same reply? Continuations begin with a code. */
static inline int smtpc_continues_(const char *text, size_t at, size_t end)
{
    at = smtpc_skip_blanks_(text, at, end);
    return smtpc_code_at_(text, at, end) != 0;
}

/* Flag codes of which one belies the other, or that no server may send. */
SMTPC_SELDOM_ void smtpc_doubt_codes_(struct smtpc_response *out)
{
    if (out->code && out->status &&
        smtpc_status_class(out->status) != out->code / 100)
        out->flags |= SMTPC_FLAG_CLASS_CONFLICT;
    if (out->code / 10 % 10 > 5)
        out->flags |= SMTPC_FLAG_MALFORMED;
}

SMTPC_API size_t smtpc_read(const char *text, size_t len,
                            struct smtpc_response *out)
{
    struct smtpc_told_ told = {0, 0};
    size_t at = 0, end;
    int goes_on = 1;

    out->code = 0;
    out->status = 0;
    out->flags = 0;
    out->lines = 0;
    out->text = text;
    out->text_len = 0;
    out->reply_id = out->status_id = 0;
    while (goes_on && at < len) {
        end = smtpc_line_end_(text, at, len);
        if (out->lines > 0 && !smtpc_continues_(text, at, end))
            break;
        goes_on = smtpc_read_line_(
            text, at, end > at && text[end - 1] == '\r' ? end - 1 : end, &told,
            out);
        at = end < len ? end + 1 : len;
    }
    if (goes_on && out->code)
        out->flags |= SMTPC_FLAG_TRUNCATED;
    smtpc_doubt_codes_(out);
    return at;
}
