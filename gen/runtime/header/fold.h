/* Folding a text into words that phrases can be looked for in. Letters become
 * small, umlauts are spelt out (ue, ss), apostrophes vanish (user's, users),
 * but doesn't is does not; words of digits and dots only (codes, IP addresses,
 * numbers) and mail addresses are dropped; everything else that is no letter,
 * digit or inner dot parts words. The result starts and ends with a blank and
 * has single blanks between words.
 *
 * What a stranger chose - a host's name, a URL, a name in angle brackets, a
 * quoted subject or file name - comes out in capitals: no phrase of plain
 * words fits it, and one that names a host or a URL itself, folded the same
 * way, fits nothing else. */

enum {
    SMTPC_FOLDED_MAX_ = 2048,  /* bytes looked at after folding */
    SMTPC_BEHIND_FOLDED_ = 16, /* NULs, so that many bytes are read at once */
    SMTPC_FOLD_ROOM_ = SMTPC_FOLDED_MAX_ + SMTPC_BEHIND_FOLDED_,
    SMTPC_NAME_MAX_ = 256 /* bytes of a quoted name */
};

/* What a byte is folded to: its small letter or itself, or one of these. */
enum {
    SMTPC_PARTS_ = 1, /* parts words, names and addresses */
    SMTPC_INSIDE_,    /* parts words, but may be inside the other two */
    SMTPC_DOT_,       /* belongs to a word when one goes on behind it */
    SMTPC_NOTHING_,   /* vanishes */
    SMTPC_AT_,        /* makes what stands around it an address */
    SMTPC_OPENS_,     /* may begin what a stranger chose: smtpc_fold_open_ */
    SMTPC_ESCAPES_    /* a backslash */
};

enum { SMTPC_LETTER_ = 64 }; /* a bit of small letters, and no digit has it */

static inline unsigned char smtpc_folded_(char byte)
{
    static const unsigned char folded[128] = {
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   1,   1,   1,   1,   1,   1,   1,   /* controls */
        1,   2,   6,   2,   2,   2,   2,   4,   /*  !"#$%&' */
        1,   1,   2,   2,   1,   2,   3,   6,   /* ()*+,-./ */
        '0', '1', '2', '3', '4', '5', '6', '7', /* 0-7 */
        '8', '9', 6,   1,   6,   2,   1,   2,   /* 89:;<=>? */
        5,   'a', 'b', 'c', 'd', 'e', 'f', 'g', /* @A-G */
        'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', /* H-O */
        'p', 'q', 'r', 's', 't', 'u', 'v', 'w', /* P-W */
        'x', 'y', 'z', 1,   7,   1,   2,   2,   /* XYZ[\]^_ */
        1,   'a', 'b', 'c', 'd', 'e', 'f', 'g', /* `a-g */
        'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', /* h-o */
        'p', 'q', 'r', 's', 't', 'u', 'v', 'w', /* p-w */
        'x', 'y', 'z', 2,   2,   2,   2,   1,   /* xyz{|}~ */
    };
    unsigned char c = SMTPC_CAST_(unsigned char, byte);

    return c < 128 ? folded[c] : c;
}

/* The writing side of folding. */
struct smtpc_fold_ {
    char *to;
    size_t len;
    size_t word; /* where the word begins that is being written */
    size_t run;  /* where the possible name or address begins */
    size_t dot;  /* behind its last inner dot, in the text; 0: it has none */
    unsigned letter; /* SMTPC_LETTER_ is set: the word has one */
    int names_only;  /* words are dropped: this stands around a reply */
    int client;      /* the next name is that of who connected */
};

/* A character from U+0080 on, made small; umlauts excepted. */
static inline unsigned smtpc_small_(unsigned c)
{
    static const struct {
        uint16_t last;
        int16_t add;
        unsigned char of; /* 0: all, 1: the odd ones, 2: the even ones */
    } rows[] = {
        {0xbf, 0, 0},   {0xd6, 32, 0},
        {0xd7, 0, 0}, /* the sign of multiplication */
        {0xde, 32, 0},  {0xff, 0, 0},
        {0x137, 1, 2},  {0x138, 0, 0}, /* kra, which has no capital */
        {0x148, 1, 1},  {0x149, 0, 0}, /* nor has this n */
        {0x177, 1, 2},  {0x178, 0xff - 0x178, 0}, /* Y with diaeresis */
        {0x17e, 1, 1},  {0x385, 0, 0},
        {0x386, 38, 0}, /* Greek vowels with an accent */
        {0x387, 0, 0},  {0x38a, 37, 0},
        {0x38b, 0, 0},  {0x38c, 64, 0},
        {0x38d, 0, 0},  {0x38f, 63, 0},
        {0x390, 0, 0},  {0x3ab, 32, 0},
        {0x3c1, 0, 0},  {0x3c2, 1, 0}, /* the sigma at a word's end */
        {0x3ff, 0, 0},  {0x40f, 80, 0},
        {0x42f, 32, 0}, {0xffff, 0, 0},
    };
    size_t i = c > 0x385 ? 13 : 0; /* Greek and Cyrillic */

    while (c > rows[i].last)
        i++;
    return rows[i].of == 0 || (c & 1) == (rows[i].of & 1u)
               ? SMTPC_CAST_(unsigned, SMTPC_CAST_(int, c) + rows[i].add)
               : c;
}

/* Write a character from U+0080 on. */
SMTPC_SELDOM_ void smtpc_put_wide_(struct smtpc_fold_ *f, unsigned c)
{
    char *to = f->to + f->len;

    if (f->len + 3 > SMTPC_FOLDED_MAX_ - 2)
        return;
    f->letter = SMTPC_LETTER_;
    c = smtpc_small_(c);
    if (c == 0xe4 || c == 0xf6 || c == 0xfc || c == 0xdf) {
        to[0] = c == 0xe4 ? 'a' : c == 0xf6 ? 'o' : c == 0xfc ? 'u' : 's';
        to[1] = c == 0xdf ? 's' : 'e';
        f->len += 2;
    } else if (c < 0x800) {
        to[0] = SMTPC_CAST_(char, 0xc0 | c >> 6);
        to[1] = SMTPC_CAST_(char, 0x80 | (c & 63));
        f->len += 2;
    } else {
        to[0] = SMTPC_CAST_(char, 0xe0 | c >> 12);
        to[1] = SMTPC_CAST_(char, 0x80 | (c >> 6 & 63));
        to[2] = SMTPC_CAST_(char, 0x80 | (c & 63));
        f->len += 3;
    }
}

/* End the word: one of digits and dots only was none. */
static inline void smtpc_end_word_(struct smtpc_fold_ *f)
{
    if (f->letter & SMTPC_LETTER_)
        f->to[f->len++] = ' ';
    else
        f->len = f->word;
    f->word = f->len;
    f->letter = 0;
}

/* A byte above 127 at at: of two that make a character its small one, of
 * typographers' marks a blank or nothing, else itself. Return where it ends. */
SMTPC_SELDOM_ size_t smtpc_fold_wide_(struct smtpc_fold_ *f, const char *text,
                                      size_t at, size_t len)
{
    unsigned c = SMTPC_CAST_(unsigned char, text[at]);
    unsigned next = at + 1 < len ? SMTPC_CAST_(unsigned char, text[at + 1]) : 0;

    if (c >= 0xc3 && c <= 0xdf && next >> 6 == 2) {
        smtpc_put_wide_(f, (c & 31) << 6 | (next & 63));
        return at + 2;
    }
    if (c == 0xe2 && next == 0x80 && at + 2 < len) { /* U+2000 to U+203F */
        if (text[at + 2] != '\x99')                  /* an apostrophe */
            smtpc_end_word_(f);
        return at + 3;
    }
    if (c == 0xc2 && (next == 0xa0 || next == 0xab || next == 0xbb)) {
        smtpc_end_word_(f); /* a blank that keeps a line together, << and >> */
        return at + 2;
    }
    f->to[f->len++] = text[at];
    f->letter = SMTPC_LETTER_;
    return at + 1;
}

/* Words and the blanks between them, from at on, which is most of any text:
 * what else there is ends it, and so does the end of a name. Return where. */
static inline size_t smtpc_fold_words_(struct smtpc_fold_ *f, const char *text,
                                       size_t at, size_t len)
{
    size_t left = len - at, room = SMTPC_FOLDED_MAX_ - 2 - f->len;
    size_t most = left < room ? left : room;
    size_t end = at + most;
    char *to = f->to + f->len, *word = f->to + f->word;
    int plain = !f->dot && !f->names_only;
    unsigned letter = f->letter;

    for (; at < end; at++) {
        unsigned char c = smtpc_folded_(text[at]);

        if (c >= '0' && c <= 'z') {
            *to++ = SMTPC_CAST_(char, c);
            letter |= c;
        } else if (c == SMTPC_PARTS_ && plain) {
            *to = ' '; /* as smtpc_end_word_ does */
            to = letter & SMTPC_LETTER_ ? to + 1 : word;
            word = to;
            f->run = SMTPC_CAST_(size_t, to - f->to);
            letter = 0;
        } else {
            break;
        }
    }
    f->len = SMTPC_CAST_(size_t, to - f->to);
    f->word = SMTPC_CAST_(size_t, word - f->to);
    f->letter = letter;
    return at < end && text[at] & 0x80 ? smtpc_fold_wide_(f, text, at, end)
                                       : at;
}

/* At an apostrophe, with text behind it: don't becomes do not, as others write
 * it, and can't cannot. The t is left to come next. */
SMTPC_SELDOM_ void smtpc_spell_not_(struct smtpc_fold_ *f, const char *text,
                                    size_t len)
{
    size_t n = f->len - f->word;

    if (n < 3 || f->to[f->len - 1] != 'n' || len == 0 ||
        smtpc_folded_(text[0]) != 't' || f->len + 5 > SMTPC_FOLDED_MAX_)
        return;
    if (n != 3 || memcmp(f->to + f->word, "can", 3) != 0) {
        f->to[f->len - 1] = ' ';
        f->word = f->len;
    }
    f->to[f->len++] = 'n';
    f->to[f->len++] = 'o';
}

/* Dots and apostrophes from at on, then what is behind them: dots go on with a
 * word only if it goes on itself. Return where that is. */
static inline size_t smtpc_fold_dots_(struct smtpc_fold_ *f, const char *text,
                                      size_t at, size_t len)
{
    size_t dots = 0;
    unsigned char c = SMTPC_PARTS_;

    if (text[at] == '\'')
        smtpc_spell_not_(f, text + at + 1, len - at - 1);
    for (; at < len; at++) {
        c = smtpc_folded_(text[at]);
        if (c != SMTPC_DOT_ && c != SMTPC_NOTHING_)
            break;
        dots += c == SMTPC_DOT_;
    }
    if (at == len || c < '0' || f->len == f->word)
        return at;
    if (dots)
        f->dot = at;
    for (; dots > 0 && f->len < SMTPC_FOLDED_MAX_ - 2; dots--)
        f->to[f->len++] = '.';
    return at;
}

/* Does a name of a host or file end before end, or a path begin there? It has
 * a dot, and what is behind the last one is "com", "COM" or "mp3", not
 * "RecipNotFound" as in what Exchange writes. */
static inline int smtpc_ends_name_(const struct smtpc_fold_ *f,
                                   const char *text, size_t end)
{
    size_t at = f->dot;
    unsigned small = 0, capital = 0;

    if (at == 0)
        return 0;
    for (; at < end && smtpc_folded_(text[at]) >= '0'; at++) {
        unsigned char c = SMTPC_CAST_(unsigned char, text[at]);

        small += c >= 'a' && c <= 'z';
        capital += c >= 'A' && c <= 'Z';
    }
    if (at < end && (text[at] == '-' || text[at] == '_'))
        return 0;
    return at - f->dot > 1 && (small == 0) != (capital == 0);
}

/* What was written from a place on was a name: into capitals, and what has
 * none out of reach of any phrase. */
static inline void smtpc_capitalize_(struct smtpc_fold_ *f, size_t from)
{
    for (; from < f->len; from++) {
        char c = f->to[from];

        if (c & 0x80)
            f->to[from] = 'X';
        else if (c >= 'a')
            f->to[from] = SMTPC_CAST_(char, c - ('a' - 'A'));
    }
}

/* Is what was written from a place on these words? */
static inline int smtpc_wrote_(const struct smtpc_fold_ *f, size_t from,
                               const char *words)
{
    size_t n = strlen(words);

    return f->len - from >= n && memcmp(f->to + from, words, n) == 0;
}

/* Around a reply only names count, and not those of who connected to whom
 * ("from x[192.0.2.1]", "client=x", "helo=<x>"). */
static inline void smtpc_drop_run_(struct smtpc_fold_ *f, int is_name)
{
    int client;

    if (f->len == f->run)
        return;
    client = smtpc_wrote_(f, f->run, "from ") ||
             smtpc_wrote_(f, f->run, "client ") ||
             smtpc_wrote_(f, f->run, "helo ");
    if (!is_name || f->client || client)
        f->len = f->word = f->run;
    f->client = client && !is_name; /* "client=x" has the name in it */
}

/* End a run of words that may be a name. */
SMTPC_ONCE_ void smtpc_end_run_(struct smtpc_fold_ *f, const char *text,
                                size_t end)
{
    int is_name;

    smtpc_end_word_(f);
    is_name = smtpc_ends_name_(f, text, end);
    if (f->names_only)
        smtpc_drop_run_(f, is_name);
    if (is_name)
        smtpc_capitalize_(f, f->run);
    f->run = f->len;
    f->dot = 0;
}

/* An address, whose at sign is at at: take back what stands before it. Return
 * where it ends. */
SMTPC_SELDOM_ size_t smtpc_fold_address_(struct smtpc_fold_ *f,
                                         const char *text, size_t at,
                                         size_t len)
{
    f->len = f->word = f->run;
    f->letter = 0;
    f->dot = 0;
    while (++at < len) {
        unsigned char c = smtpc_folded_(text[at]);

        if (c < '0' && c != SMTPC_DOT_ && text[at] != '-' && text[at] != '_')
            break;
    }
    return at;
}

/* A name from at to end, whatever is in it. Return its end. */
SMTPC_SELDOM_ size_t smtpc_fold_name_(struct smtpc_fold_ *f, const char *text,
                                      size_t at, size_t end)
{
    size_t from = f->run;

    for (; at < end && f->len < SMTPC_FOLDED_MAX_ - 2; at++) {
        unsigned char c = smtpc_folded_(text[at]);

        if (c == SMTPC_DOT_ && f->len > f->word && at + 1 < end &&
            smtpc_folded_(text[at + 1]) >= '0')
            f->to[f->len++] = '.';
        else if (c < '0')
            smtpc_end_word_(f);
        else
            f->to[f->len++] = SMTPC_CAST_(char, c);
        if (c >= 'a')
            f->letter = SMTPC_LETTER_;
    }
    smtpc_end_word_(f);
    smtpc_capitalize_(f, from);
    if (f->names_only)
        smtpc_drop_run_(f, 1);
    f->run = f->len;
    f->dot = 0;
    return end;
}

/* Where a URL ends that goes on at at. */
static inline size_t smtpc_url_end_(const char *text, size_t at, size_t len)
{
    while (at < len && SMTPC_CAST_(unsigned char, text[at]) > ' ' &&
           !smtpc_is_among_(text[at], "<>\"'()[]{}|\\^`"))
        at++;
    return at;
}

/* The quote that closes the one at at, behind a backslash if that is; len when
 * none does soon. */
static inline size_t smtpc_quote_end_(const char *text, size_t at, size_t len)
{
    size_t i;
    int escaped = at > 0 && text[at - 1] == '\\';

    for (i = at + 1; i < len && i - at < SMTPC_NAME_MAX_; i++)
        if (text[i] == '"' && (text[i - 1] == '\\') == escaped)
            return i;
    return len;
}

/* The end of a subject that begins at at: a bracket or the line's end. A quote
 * ends none, for it may be the subject's own. */
static inline size_t smtpc_subject_end_(const char *text, size_t at, size_t len)
{
    while (at < len && text[at] != '\n' && text[at] != '\r' &&
           !smtpc_is_among_(text[at], ")]>;"))
        at++;
    return at;
}

/* Is what is quoted from at to end a header: "X-Spam: yes"? */
static inline int smtpc_is_header_(const char *text, size_t at, size_t end)
{
    int dash = 0;

    for (at++; at < end; at++) {
        unsigned char c = smtpc_folded_(text[at]);

        if (text[at] == ':')
            return dash;
        if (c < 'a' && text[at] != '-')
            break;
        dash |= text[at] == '-';
    }
    return 0;
}

/* At a quote: a quoted local part vanishes with its address; the name in front
 * of one, a header and what a sign of equality gives (file="x") are names; else
 * it stands for itself. Return where to go on. */
static inline size_t smtpc_fold_quoted_(struct smtpc_fold_ *f, const char *text,
                                        size_t at, size_t len)
{
    size_t end = smtpc_quote_end_(text, at, len);

    smtpc_end_word_(f);
    if (end == len)
        return at + 1;
    if (end + 1 < len && text[end + 1] == '@')
        return smtpc_fold_address_(f, text, end + 1, len);
    return (at > 0 && text[at - 1] == '=') ||
                   (end + 2 < len && text[end + 1] == ' ' &&
                    text[end + 2] == '<') ||
                   smtpc_is_header_(text, at, end)
               ? smtpc_fold_name_(f, text, at, end)
               : at + 1;
}

/* The end of a name in the angle brackets that open at at; behind the bracket
 * when it is none. What is in capitals is a command or a character: <DATA>,
 * <LF>. */
static inline size_t smtpc_angle_end_(const char *text, size_t at, size_t len)
{
    size_t end = at + 1;
    int small = 0;

    while (end < len && end - at < SMTPC_NAME_MAX_ &&
           SMTPC_CAST_(unsigned char, text[end]) > ' ' &&
           !smtpc_is_among_(text[end], "<>@\"")) {
        small |= text[end] >= 'a' && text[end] <= '~';
        end++;
    }
    return small && end < len && text[end] == '>' ? end : at + 1;
}

static inline int smtpc_is_hex_(char c)
{
    unsigned char f = smtpc_folded_(c);

    return (f >= '0' && f <= '9') || (f >= 'a' && f <= 'f');
}

/* The end of an IPv6 address that goes on at the colon at at, behind a group
 * or none; at when there is no such address: it has two colons at least, and
 * nothing but groups. */
SMTPC_SELDOM_ size_t smtpc_groups_end_(const char *text, size_t at, size_t len)
{
    size_t colons = 0, end, i;

    for (i = at; i > 0 && at - i < 5 && smtpc_is_hex_(text[i - 1]); i--)
        ;
    if (at - i > 4 || (i > 0 && smtpc_folded_(text[i - 1]) >= '0'))
        return at;
    for (end = at; end < len && end - at < 40; end++) {
        if (text[end] != ':' && !smtpc_is_hex_(text[end]))
            break;
        colons += text[end] == ':';
    }
    return colons > 1 && (end == len || smtpc_folded_(text[end]) < '0') ? end
                                                                        : at;
}

/* At a colon: that of a URL, of an IPv6 address, or of a subject. */
static inline size_t smtpc_fold_colon_(struct smtpc_fold_ *f, const char *text,
                                       size_t at, size_t len)
{
    size_t end;

    if (len - at > 2 && text[at + 1] == '/' && text[at + 2] == '/')
        return smtpc_fold_name_(f, text, at, smtpc_url_end_(text, at, len));
    end = smtpc_groups_end_(text, at, len);
    if (end > at) {
        f->len = f->word; /* the group in front goes, too */
        f->letter = 0;
        return end;
    }
    smtpc_end_run_(f, text, at);
    return f->len > 8 && smtpc_wrote_(f, f->len - 8, "subject ")
               ? smtpc_fold_name_(f, text, at,
                                  smtpc_subject_end_(text, at, len))
               : at + 1;
}

/* What may begin something that a stranger chose. Return where to go on. */
SMTPC_ONCE_ size_t smtpc_fold_open_(struct smtpc_fold_ *f, const char *text,
                                    size_t at, size_t len)
{
    switch (text[at]) {
    case '/': /* the path behind a host */
        if (smtpc_ends_name_(f, text, at))
            return smtpc_fold_name_(f, text, at, smtpc_url_end_(text, at, len));
        smtpc_end_word_(f);
        return at + 1;
    case '"':
        return smtpc_fold_quoted_(f, text, at, len);
    case ':':
        return smtpc_fold_colon_(f, text, at, len);
    default: /* an angle bracket */
        smtpc_end_run_(f, text, at);
        return smtpc_fold_name_(f, text, at, smtpc_angle_end_(text, at, len));
    }
}

/* The character of "u00fc" behind a backslash, from U+0080 on; 0: none. */
static inline unsigned smtpc_escaped_(const char *text, size_t len)
{
    unsigned c = 0, i;

    if (len < 5 || text[0] != 'u')
        return 0;
    for (i = 1; i < 5; i++) {
        unsigned char d = smtpc_folded_(text[i]);

        if (!smtpc_is_hex_(text[i]))
            return 0;
        c = c << 4 | ((d & 15u) + (d >= 'a' ? 9u : 0u));
    }
    return c < 0x80 || (c >= 0xd800 && c < 0xe000) ? 0 : c;
}

/* A backslash, as JSON and programming languages write what is no ASCII or
 * ends a line. Return where to go on. */
SMTPC_SELDOM_ size_t smtpc_fold_escape_(struct smtpc_fold_ *f, const char *text,
                                        size_t at, size_t len)
{
    unsigned c = smtpc_escaped_(text + at + 1, len - at - 1);

    if (c) {
        smtpc_put_wide_(f, c);
        return at + 6;
    }
    smtpc_end_word_(f);
    if (at + 1 < len && (text[at + 1] == 'n' || text[at + 1] == 'r')) {
        smtpc_end_run_(f, text, at);
        return at + 2;
    }
    return at + 1;
}

/* Fold what is from at to end, on from what was folded before. */
static inline void smtpc_fold_on_(struct smtpc_fold_ *f, const char *text,
                                  size_t at, size_t end, int names_only)
{
    f->names_only = names_only;
    while (at < end && f->len < SMTPC_FOLDED_MAX_ - 2) {
        unsigned char c = smtpc_folded_(text[at]);

        switch (c) {
        case SMTPC_PARTS_:
            smtpc_end_run_(f, text, at++);
            break;
        case SMTPC_INSIDE_:
            smtpc_end_word_(f);
            at++;
            break;
        case SMTPC_DOT_:
        case SMTPC_NOTHING_:
            at = smtpc_fold_dots_(f, text, at, end);
            break;
        case SMTPC_AT_:
            at = smtpc_fold_address_(f, text, at, end);
            break;
        case SMTPC_OPENS_:
            at = smtpc_fold_open_(f, text, at, end);
            break;
        case SMTPC_ESCAPES_:
            at = smtpc_fold_escape_(f, text, at, end);
            break;
        default:
            at = smtpc_fold_words_(f, text, at, end);
            break;
        }
    }
    if (f->len > f->run)
        smtpc_end_run_(f, text, at);
}

static inline void smtpc_start_fold_(struct smtpc_fold_ *f, char *to)
{
    to[0] = ' ';
    f->to = to;
    f->len = f->word = f->run = 1;
    f->dot = 0;
    f->letter = 0;
    f->client = 0;
}

static inline size_t smtpc_end_fold_(const struct smtpc_fold_ *f)
{
    memset(f->to + f->len, 0, SMTPC_BEHIND_FOLDED_);
    return f->len;
}

/* Fold len bytes into to, which has SMTPC_FOLD_ROOM_. Return the length. */
static inline size_t smtpc_fold_text_(const char *text, size_t len, char *to)
{
    struct smtpc_fold_ f;

    smtpc_start_fold_(&f, to);
    smtpc_fold_on_(&f, text, 0, len, 0);
    return smtpc_end_fold_(&f);
}
