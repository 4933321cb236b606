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
static inline int smtpc_code_at_(const char *text, size_t at, size_t end)
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
static inline size_t smtpc_status_at_(const char *text, size_t at, size_t end,
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
    return (status >> 10 & 1023) <= 7;
}

/* Does word, in small letters, end right before at? Case does not count. */
static inline int smtpc_ends_with_(const char *text, size_t at,
                                   const char *word)
{
    size_t len = strlen(word), i;

    if (at < len)
        return 0;
    for (i = 0; i < len; i++) {
        char c = text[at - len + i];

        if (c >= 'A' && c <= 'Z')
            c = SMTPC_CAST_(char, c + ('a' - 'A'));
        if (c != word[i])
            return 0;
    }
    return 1;
}

/* Does a word for a code end right before at, as in "stat=550", "code 550"? */
static inline int smtpc_names_code_(const char *text, size_t at)
{
    return smtpc_ends_with_(text, at, "stat") ||
           smtpc_ends_with_(text, at, "status") ||
           smtpc_ends_with_(text, at, "dsn") ||
           smtpc_ends_with_(text, at, "reject") ||
           smtpc_ends_with_(text, at, "result") ||
           smtpc_ends_with_(text, at, "reply") ||
           smtpc_ends_with_(text, at, "response") ||
           smtpc_ends_with_(text, at, "error") ||
           smtpc_ends_with_(text, at, "code") ||
           smtpc_ends_with_(text, at, " said");
}

/* What stands before a reply that somebody quotes: "said: 550", "smtp; 550",
 * "(550", "-> 550", "response '550". A number after another word is none:
 * "port 587", "size=552", "smtpd[550]", "SHA384:256". */
static inline int smtpc_opens_reply_(const char *text, size_t at)
{
    size_t before = at;

    while (before > 0 && (text[before - 1] == ' ' || text[before - 1] == '\t'))
        before--;
    if (before == 0)
        return 1;
    switch (text[before - 1]) {
    case ';':
    case '>':
    case '(':
    case '"':
    case '\'':
    case '|':
        return 1;
    case ':':
        return before < at || before < 2 ||
               !(smtpc_is_digit_(text[before - 2]) || text[before - 2] == ']');
    case '[':
        return before < 2 || !smtpc_is_alnum_(text[before - 2]);
    case '=':
        return smtpc_names_code_(text, before - 1);
    default:
        return before < at && smtpc_names_code_(text, before);
    }
}

/* What stands before a status that is not behind a reply code: "(#5.1.1",
 * "dsn=5.1.1", "Status: 5.1.1", the start of the text. */
static inline int smtpc_opens_status_(const char *text, size_t at)
{
    char before = at > 0 ? text[at - 1] : ' ';

    return at == 0 || before == '#' || before == '(' || before == '[' ||
           before == '<' || before == '"' || before == '\'' ||
           (before == '=' && smtpc_names_code_(text, at - 1)) ||
           smtpc_ends_with_(text, at, ": ") || smtpc_ends_with_(text, at, "; ");
}

/* Where the first code of a line stands; end when it has none. */
static inline size_t smtpc_find_code_(const char *text, size_t at, size_t end,
                                      int *code)
{
    size_t start = smtpc_skip_blanks_(text, at, end), i;

    *code = smtpc_code_at_(text, start, end);
    if (*code)
        return start;
    for (i = start + 1; i < end; i++) {
        char before = text[i - 1];
        uint32_t status;
        size_t behind;

        if (smtpc_is_alnum_(before) || before == '.' || before == '-')
            continue;
        *code = smtpc_code_at_(text, i, end);
        if (!*code)
            continue;
        behind = smtpc_skip_blanks_(
            text, i + 3 + (i + 3 < end && text[i + 3] == '-'), end);
        if (smtpc_opens_reply_(text, i) ||
            (smtpc_status_at_(text, behind, end, &status) &&
             status >> 20 == SMTPC_CAST_(uint32_t, *code / 100)))
            return i;
    }
    *code = 0;
    return end;
}

/* The first status of a line from a place on, of the wanted class if there is
 * one (0: any); the length goes to *used. Dots are rare, so they lead. */
static inline size_t smtpc_find_status_(const char *text, size_t at, size_t end,
                                        int class_, uint32_t *status,
                                        size_t *used)
{
    size_t from = at;

    while (at < end) {
        const char *dot =
            SMTPC_CAST_(const char *, memchr(text + at, '.', end - at));
        size_t i;
        uint32_t found;

        if (!dot)
            break;
        at = SMTPC_CAST_(size_t, dot - text) + 1;
        if (at < from + 2 || text[at - 2] < '2' || text[at - 2] > '5')
            continue;
        i = at - 2;
        *used = smtpc_status_at_(text, i, end, &found);
        if (*used && smtpc_is_plausible_(found) &&
            (smtpc_opens_status_(text, i) ||
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

/* Read one line; say whether the reply goes on in the next ("550-"). */
static inline int smtpc_read_line_(const char *text, size_t at, size_t end,
                                   struct smtpc_response *out)
{
    int code, goes_on = 0;
    size_t where, words, found, used = 0;
    uint32_t status = 0;

    where = smtpc_find_code_(text, at, end, &code);
    words = found = at;
    if (code) {
        goes_on = where + 3 < end && text[where + 3] == '-';
        words = found = smtpc_skip_blanks_(
            text, where + 3 + SMTPC_CAST_(size_t, goes_on), end);
        smtpc_take_code_(text + where, code, out);
        used = smtpc_status_at_(text, found, end, &status);
    }
    if (!used)
        found =
            smtpc_find_status_(text, found, end, code / 100, &status, &used);
    /* A status in front of the code: "dsn=5.1.1 ... 550 No such user". */
    if (!used && code)
        found = smtpc_find_status_(text, at, where, 0, &status, &used);
    if (used)
        smtpc_take_status_(status, out);
    if (out->lines++ == 0) {
        /* The words begin behind the codes when these stand in front. */
        words = smtpc_skip_blanks_(text, words, end);
        if (used && found == words)
            words = smtpc_skip_blanks_(text, found + used, end);
        out->text = text + words;
        out->text_len = end - words;
    }
    return goes_on;
}

/* Does a line go on with the same reply? Continuations begin with a code. */
static inline int smtpc_continues_(const char *text, size_t at, size_t end)
{
    at = smtpc_skip_blanks_(text, at, end);
    return smtpc_code_at_(text, at, end) != 0;
}

/* Flag codes of which one belies the other, or that no server may send. */
static inline void smtpc_doubt_codes_(struct smtpc_response *out)
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
            text, at, end > at && text[end - 1] == '\r' ? end - 1 : end, out);
        at = end < len ? end + 1 : len;
    }
    if (goes_on && out->code)
        out->flags |= SMTPC_FLAG_TRUNCATED;
    smtpc_doubt_codes_(out);
    return at;
}
