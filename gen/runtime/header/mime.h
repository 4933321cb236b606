/* The parts of a mail (RFC 5322, 2045, 2046), in one pass and in place. What
 * is malformed is taken as far as it goes; no input costs more than a look at
 * each line for each of the few multiparts that may stand in each other.
 */

/* len bytes of a mail. */
struct smtpc_piece_ {
    const char *text;
    size_t len;
};

static inline struct smtpc_piece_ smtpc_cut_(const char *text, size_t from,
                                             size_t to)
{
    struct smtpc_piece_ p;

    p.text = text + from;
    p.len = to - from;
    return p;
}

/* Without blanks and line ends at either end. */
static inline struct smtpc_piece_ smtpc_trimmed_(struct smtpc_piece_ p)
{
    while (p.len && SMTPC_CAST_(unsigned char, *p.text) <= ' ') {
        p.text++;
        p.len--;
    }
    while (p.len && SMTPC_CAST_(unsigned char, p.text[p.len - 1]) <= ' ')
        p.len--;
    return p;
}

/* Does p begin with a word in small letters, in any case? */
static inline int smtpc_begins_(struct smtpc_piece_ p, const char *word)
{
    size_t i;

    for (i = 0; word[i]; i++)
        if (i == p.len || smtpc_small_letter_(p.text[i]) != word[i])
            return 0;
    return 1;
}

/* Where one of the words, each with its NUL behind it and an empty one at the
 * end, begins in p, in any case; p.len: nowhere. */
SMTPC_SELDOM_ size_t smtpc_find_word_(struct smtpc_piece_ p, const char *words)
{
    size_t at;

    for (at = 0; at < p.len; at++)
        if (smtpc_is_at_(p.text, at, p.len, words))
            break;
    return at;
}

static inline int smtpc_has_(struct smtpc_piece_ p, const char *words)
{
    return smtpc_find_word_(p, words) < p.len;
}

/* Behind the end of the line that begins at at. */
static inline size_t smtpc_next_line_(struct smtpc_piece_ p, size_t at)
{
    at = smtpc_line_end_(p.text, at, p.len);
    return at < p.len ? at + 1 : p.len;
}

/* A line without its end. */
static inline struct smtpc_piece_ smtpc_line_(struct smtpc_piece_ p, size_t at)
{
    size_t end = smtpc_line_end_(p.text, at, p.len);

    if (end > at && p.text[end - 1] == '\r')
        end--;
    return smtpc_cut_(p.text, at, end);
}

/* Is a line none but blanks? */
static inline int smtpc_is_blank_(struct smtpc_piece_ line)
{
    return smtpc_trimmed_(line).len == 0;
}

/* The length of a field's name at the beginning of a line, without its colon
 * (RFC 5322, section 2.2); 0: it begins none. */
static inline size_t smtpc_field_name_(struct smtpc_piece_ line)
{
    size_t n = 0;

    while (n < line.len && (smtpc_is_alnum_(line.text[n]) ||
                            line.text[n] == '-' || line.text[n] == '_'))
        n++;
    return n && n < line.len && line.text[n] == ':' ? n : 0;
}

/* What stands behind the blanks and the colon, when a field's name, in small
 * letters with its colon, stands in front of them; else NULL. Some servers
 * indent fields, or put blanks before the colon. */
SMTPC_SELDOM_ const char *smtpc_behind_name_(struct smtpc_piece_ p,
                                             const char *name)
{
    size_t at = smtpc_skip_blanks_(p.text, 0, p.len), n = strlen(name) - 1, i;

    for (i = 0; i < n; i++)
        if (at + i >= p.len || smtpc_small_letter_(p.text[at + i]) != name[i])
            return SMTPC_NULL_;
    at = smtpc_skip_blanks_(p.text, at + n, p.len);
    return at < p.len && p.text[at] == ':' ? p.text + at + 1 : SMTPC_NULL_;
}

/* Is the line a field that delivery reports have for each recipient? */
static inline int smtpc_is_report_field_(struct smtpc_piece_ line)
{
    const char *name =
        "final-recipient:\0original-recipient:\0action:\0status:\0"
        "diagnostic-code:\0remote-mta:\0last-attempt-date:\0"
        "final-log-id:\0will-retry-until:\0";

    for (; *name; name += strlen(name) + 1)
        if (smtpc_behind_name_(line, name))
            return 1;
    return 0;
}

/* Where the field that begins at at ends, with the lines it is folded over. */
static inline size_t smtpc_field_end_(struct smtpc_piece_ p, size_t at)
{
    do
        at = smtpc_next_line_(p, at);
    while (at < p.len && (p.text[at] == ' ' || p.text[at] == '\t') &&
           !smtpc_is_blank_(smtpc_line_(p, at)) &&
           !smtpc_is_report_field_(smtpc_line_(p, at)));
    return at;
}

/* The value of the first field of that name, in small letters with its colon;
 * an empty one: there is none. */
SMTPC_SELDOM_ struct smtpc_piece_ smtpc_field_(struct smtpc_piece_ header,
                                               const char *name)
{
    size_t at = 0, end;

    while (at < header.len) {
        struct smtpc_piece_ field;
        const char *value;

        end = smtpc_field_end_(header, at);
        field = smtpc_cut_(header.text, at, end);
        value = smtpc_behind_name_(field, name);
        if (value)
            return smtpc_trimmed_(smtpc_cut_(
                value, 0, SMTPC_CAST_(size_t, field.text + field.len - value)));
        at = end;
    }
    return smtpc_cut_(header.text, header.len, header.len);
}

/* A parameter of a field, by its name in small letters. Some put blanks around
 * the equals sign. */
SMTPC_SELDOM_ struct smtpc_piece_ smtpc_parameter_(struct smtpc_piece_ value,
                                                   const char *name)
{
    size_t at, end;
    int is_quoted = 0;

    for (at = 0; at < value.len; at++) {
        is_quoted ^= value.text[at] == '"';
        if (value.text[at] != ';' || is_quoted)
            continue;
        while (at + 1 < value.len &&
               SMTPC_CAST_(unsigned char, value.text[at + 1]) <= ' ')
            at++;
        if (!smtpc_begins_(smtpc_cut_(value.text, at + 1, value.len), name))
            continue;
        at = smtpc_skip_blanks_(value.text, at + 1 + strlen(name), value.len);
        if (at == value.len || value.text[at] != '=')
            continue;
        at = smtpc_skip_blanks_(value.text, at + 1, value.len);
        if (at < value.len && value.text[at] == '"') {
            at++;
            for (end = at; end < value.len && value.text[end] != '"'; end++)
                ;
        } else {
            for (end = at; end < value.len && value.text[end] != ';' &&
                           SMTPC_CAST_(unsigned char, value.text[end]) > ' ';
                 end++)
                ;
        }
        return smtpc_cut_(value.text, at, end);
    }
    return smtpc_cut_(value.text, value.len, value.len);
}

enum smtpc_part_type_ {
    SMTPC_PART_PLAIN_,
    SMTPC_PART_HTML_,
    SMTPC_PART_REPORT_,   /* message/delivery-status (RFC 3464, 6533) */
    SMTPC_PART_FEEDBACK_, /* message/feedback-report (RFC 5965) */
    SMTPC_PART_RECEIPT_,  /* message/disposition-notification (RFC 8098) */
    SMTPC_PART_ORIGINAL_, /* the message that was not delivered, or its header
                           */
    SMTPC_PART_OTHER_
};

/* Which one a Content-Type says; without one it is plain text. */
static inline int smtpc_part_type_(struct smtpc_piece_ type)
{
    if (type.len == 0 || !memchr(type.text, '/', type.len))
        return SMTPC_PART_PLAIN_;
    if (smtpc_begins_(type, "text/html"))
        return SMTPC_PART_HTML_;
    if (smtpc_begins_(type, "text/rfc822-headers"))
        return SMTPC_PART_ORIGINAL_;
    if (smtpc_begins_(type, "text/"))
        return SMTPC_PART_PLAIN_;
    if (smtpc_begins_(type, "message/delivery-status") ||
        smtpc_begins_(type, "message/global-delivery-status"))
        return SMTPC_PART_REPORT_;
    if (smtpc_begins_(type, "message/feedback-report"))
        return SMTPC_PART_FEEDBACK_;
    if (smtpc_begins_(type, "message/disposition-notification") ||
        smtpc_begins_(type, "message/global-disposition"))
        return SMTPC_PART_RECEIPT_;
    return smtpc_begins_(type, "message/") ? SMTPC_PART_ORIGINAL_
                                           : SMTPC_PART_OTHER_;
}

struct smtpc_part_ {
    int type; /* enum smtpc_part_type_ */
    struct smtpc_piece_ header, body;
};

enum { SMTPC_DEPTH_ = 8 /* multiparts in each other; RFCs set no limit */ };

struct smtpc_mime_ {
    struct smtpc_piece_ mail;
    size_t at;
    unsigned depth;
    struct smtpc_piece_ boundaries[SMTPC_DEPTH_];
};

/* The header that begins at at, up to the empty line; *at moves behind it.
 * Where that line is missing, the body begins at a boundary, or behind the last
 * field. */
static inline struct smtpc_piece_ smtpc_take_header_(struct smtpc_piece_ p,
                                                     size_t *at)
{
    size_t from = *at, end = from, fields_end = from;

    for (;;) {
        struct smtpc_piece_ line = smtpc_line_(p, end);
        int is_folded = end == fields_end;

        if (smtpc_is_blank_(line) || smtpc_begins_(line, "--"))
            break;
        end = smtpc_next_line_(p, end);
        if (smtpc_field_name_(line) ||
            (is_folded && SMTPC_CAST_(unsigned char, line.text[0]) <= ' '))
            fields_end = end;
    }
    *at = fields_end;
    if (fields_end == end && smtpc_is_blank_(smtpc_line_(p, end)))
        *at = smtpc_next_line_(p, end);
    return smtpc_cut_(p.text, from, fields_end);
}

/* How many multiparts stay open behind a line: all, when it is no boundary of
 * any; *closes when it ends the last of them. */
static inline unsigned smtpc_open_behind_(const struct smtpc_mime_ *m,
                                          struct smtpc_piece_ line, int *closes)
{
    unsigned i;

    *closes = 0;
    if (!smtpc_begins_(line, "--"))
        return m->depth + 1;
    for (i = m->depth; i > 0; i--) {
        struct smtpc_piece_ b = m->boundaries[i - 1], rest;

        if (line.len < 2 + b.len || memcmp(line.text + 2, b.text, b.len) != 0)
            continue;
        rest = smtpc_cut_(line.text, 2 + b.len, line.len);
        *closes = smtpc_begins_(rest, "--");
        if (*closes || smtpc_is_blank_(rest))
            return i;
    }
    return m->depth + 1;
}

/* Move to the line behind the next boundary that begins a part, and return
 * where what stood before it ends. */
static inline size_t smtpc_to_boundary_(struct smtpc_mime_ *m)
{
    size_t end = m->mail.len;
    int closes;

    while (m->at < m->mail.len) {
        size_t line = m->at;
        unsigned open =
            smtpc_open_behind_(m, smtpc_line_(m->mail, line), &closes);

        m->at = smtpc_next_line_(m->mail, line);
        if (open > m->depth)
            continue;
        if (end == m->mail.len)
            end = line;
        m->depth = closes ? open - 1 : open;
        if (!closes)
            break;
    }
    return end;
}

/* Read the header at m->at. Is it a multipart's, it is opened, and what
 * stands before its first boundary is passed over; else take the part. A
 * multipart whose boundary never comes is plain text. */
static inline int smtpc_take_part_(struct smtpc_mime_ *m,
                                   struct smtpc_part_ *part)
{
    struct smtpc_piece_ type, boundary;
    unsigned depth = m->depth;
    size_t body, end;

    part->header = smtpc_take_header_(m->mail, &m->at);
    type = smtpc_field_(part->header, "content-type:");
    part->type = smtpc_part_type_(type);
    body = m->at;
    if (smtpc_begins_(type, "multipart/")) {
        boundary = smtpc_parameter_(type, "boundary");
        if (boundary.len && depth < SMTPC_DEPTH_)
            m->boundaries[m->depth++] = boundary;
        part->type = SMTPC_PART_PLAIN_;
    }
    end = smtpc_to_boundary_(m);
    if (m->depth > depth && m->at < m->mail.len)
        return 0;
    part->body = smtpc_cut_(m->mail.text, body, end);
    return 1;
}

static inline void smtpc_start_mime_(struct smtpc_mime_ *m,
                                     struct smtpc_piece_ mail)
{
    m->mail = mail;
    m->at = 0;
    m->depth = 0;
}

/* The next part that is no multipart; 0: there is none. */
static inline int smtpc_next_part_(struct smtpc_mime_ *m,
                                   struct smtpc_part_ *part)
{
    while (m->at < m->mail.len)
        if (smtpc_take_part_(m, part))
            return 1;
    return 0;
}
