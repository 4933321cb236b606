/* What a mail encodes, as UTF-8 text: quoted-printable and base64 (RFC 2045),
 * encoded words (RFC 2047), charsets of one byte, HTML. Of charsets that need
 * tables of thousands only the ASCII is kept; codes are that.
 */

enum smtpc_charset_ {
    SMTPC_UTF8_, /* and what is ASCII */
    SMTPC_LATIN2_,
    SMTPC_LATIN9_,
    SMTPC_CP1250_,
    SMTPC_CP1251_,
    SMTPC_CP1252_,
    SMTPC_KOI8R_,
    SMTPC_ASCII_ONLY_
};

/* The upper halves: from 0x80 on the Windows ones, from 0xa0 on Latin-2. */
static inline unsigned smtpc_char_of_(int charset, unsigned char c)
{
    static const uint16_t cp1250[128] = {
        0x20ac, 0xfffd, 0x201a, 0xfffd, 0x201e, 0x2026, 0x2020, 0x2021, 0xfffd,
        0x2030, 0x0160, 0x2039, 0x015a, 0x0164, 0x017d, 0x0179, 0xfffd, 0x2018,
        0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0xfffd, 0x2122, 0x0161,
        0x203a, 0x015b, 0x0165, 0x017e, 0x017a, 0x00a0, 0x02c7, 0x02d8, 0x0141,
        0x00a4, 0x0104, 0x00a6, 0x00a7, 0x00a8, 0x00a9, 0x015e, 0x00ab, 0x00ac,
        0x00ad, 0x00ae, 0x017b, 0x00b0, 0x00b1, 0x02db, 0x0142, 0x00b4, 0x00b5,
        0x00b6, 0x00b7, 0x00b8, 0x0105, 0x015f, 0x00bb, 0x013d, 0x02dd, 0x013e,
        0x017c, 0x0154, 0x00c1, 0x00c2, 0x0102, 0x00c4, 0x0139, 0x0106, 0x00c7,
        0x010c, 0x00c9, 0x0118, 0x00cb, 0x011a, 0x00cd, 0x00ce, 0x010e, 0x0110,
        0x0143, 0x0147, 0x00d3, 0x00d4, 0x0150, 0x00d6, 0x00d7, 0x0158, 0x016e,
        0x00da, 0x0170, 0x00dc, 0x00dd, 0x0162, 0x00df, 0x0155, 0x00e1, 0x00e2,
        0x0103, 0x00e4, 0x013a, 0x0107, 0x00e7, 0x010d, 0x00e9, 0x0119, 0x00eb,
        0x011b, 0x00ed, 0x00ee, 0x010f, 0x0111, 0x0144, 0x0148, 0x00f3, 0x00f4,
        0x0151, 0x00f6, 0x00f7, 0x0159, 0x016f, 0x00fa, 0x0171, 0x00fc, 0x00fd,
        0x0163, 0x02d9,
    };
    static const uint16_t latin2[96] = {
        0x00a0, 0x0104, 0x02d8, 0x0141, 0x00a4, 0x013d, 0x015a, 0x00a7, 0x00a8,
        0x0160, 0x015e, 0x0164, 0x0179, 0x00ad, 0x017d, 0x017b, 0x00b0, 0x0105,
        0x02db, 0x0142, 0x00b4, 0x013e, 0x015b, 0x02c7, 0x00b8, 0x0161, 0x015f,
        0x0165, 0x017a, 0x02dd, 0x017e, 0x017c, 0x0154, 0x00c1, 0x00c2, 0x0102,
        0x00c4, 0x0139, 0x0106, 0x00c7, 0x010c, 0x00c9, 0x0118, 0x00cb, 0x011a,
        0x00cd, 0x00ce, 0x010e, 0x0110, 0x0143, 0x0147, 0x00d3, 0x00d4, 0x0150,
        0x00d6, 0x00d7, 0x0158, 0x016e, 0x00da, 0x0170, 0x00dc, 0x00dd, 0x0162,
        0x00df, 0x0155, 0x00e1, 0x00e2, 0x0103, 0x00e4, 0x013a, 0x0107, 0x00e7,
        0x010d, 0x00e9, 0x0119, 0x00eb, 0x011b, 0x00ed, 0x00ee, 0x010f, 0x0111,
        0x0144, 0x0148, 0x00f3, 0x00f4, 0x0151, 0x00f6, 0x00f7, 0x0159, 0x016f,
        0x00fa, 0x0171, 0x00fc, 0x00fd, 0x0163, 0x02d9,
    };
    static const uint16_t cp1251[128] = {
        0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021, 0x20ac,
        0x2030, 0x0409, 0x2039, 0x040a, 0x040c, 0x040b, 0x040f, 0x0452, 0x2018,
        0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0xfffd, 0x2122, 0x0459,
        0x203a, 0x045a, 0x045c, 0x045b, 0x045f, 0x00a0, 0x040e, 0x045e, 0x0408,
        0x00a4, 0x0490, 0x00a6, 0x00a7, 0x0401, 0x00a9, 0x0404, 0x00ab, 0x00ac,
        0x00ad, 0x00ae, 0x0407, 0x00b0, 0x00b1, 0x0406, 0x0456, 0x0491, 0x00b5,
        0x00b6, 0x00b7, 0x0451, 0x2116, 0x0454, 0x00bb, 0x0458, 0x0405, 0x0455,
        0x0457, 0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417,
        0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x0420,
        0x0421, 0x0422, 0x0423, 0x0424, 0x0425, 0x0426, 0x0427, 0x0428, 0x0429,
        0x042a, 0x042b, 0x042c, 0x042d, 0x042e, 0x042f, 0x0430, 0x0431, 0x0432,
        0x0433, 0x0434, 0x0435, 0x0436, 0x0437, 0x0438, 0x0439, 0x043a, 0x043b,
        0x043c, 0x043d, 0x043e, 0x043f, 0x0440, 0x0441, 0x0442, 0x0443, 0x0444,
        0x0445, 0x0446, 0x0447, 0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d,
        0x044e, 0x044f,
    };
    static const uint16_t koi8r[128] = {
        0x2500, 0x2502, 0x250c, 0x2510, 0x2514, 0x2518, 0x251c, 0x2524, 0x252c,
        0x2534, 0x253c, 0x2580, 0x2584, 0x2588, 0x258c, 0x2590, 0x2591, 0x2592,
        0x2593, 0x2320, 0x25a0, 0x2219, 0x221a, 0x2248, 0x2264, 0x2265, 0x00a0,
        0x2321, 0x00b0, 0x00b2, 0x00b7, 0x00f7, 0x2550, 0x2551, 0x2552, 0x0451,
        0x2553, 0x2554, 0x2555, 0x2556, 0x2557, 0x2558, 0x2559, 0x255a, 0x255b,
        0x255c, 0x255d, 0x255e, 0x255f, 0x2560, 0x2561, 0x0401, 0x2562, 0x2563,
        0x2564, 0x2565, 0x2566, 0x2567, 0x2568, 0x2569, 0x256a, 0x256b, 0x256c,
        0x00a9, 0x044e, 0x0430, 0x0431, 0x0446, 0x0434, 0x0435, 0x0444, 0x0433,
        0x0445, 0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e, 0x043f,
        0x044f, 0x0440, 0x0441, 0x0442, 0x0443, 0x0436, 0x0432, 0x044c, 0x044b,
        0x0437, 0x0448, 0x044d, 0x0449, 0x0447, 0x044a, 0x042e, 0x0410, 0x0411,
        0x0426, 0x0414, 0x0415, 0x0424, 0x0413, 0x0425, 0x0418, 0x0419, 0x041a,
        0x041b, 0x041c, 0x041d, 0x041e, 0x041f, 0x042f, 0x0420, 0x0421, 0x0422,
        0x0423, 0x0416, 0x0412, 0x042c, 0x042b, 0x0417, 0x0428, 0x042d, 0x0429,
        0x0427, 0x042a,
    };
    static const uint16_t cp1252[32] = {
        0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd,
        0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178,
    };

    if (c < 0x80)
        return c;
    switch (charset) {
    case SMTPC_LATIN2_:
        return c < 0xa0 ? 0xfffd : latin2[c - 0xa0];
    case SMTPC_CP1250_:
        return cp1250[c - 0x80];
    case SMTPC_CP1251_:
        return cp1251[c - 0x80];
    case SMTPC_KOI8R_:
        return koi8r[c - 0x80];
    case SMTPC_LATIN9_:
        if (c == 0xa4)
            return 0x20ac;
        return c < 0xa0 ? cp1252[c - 0x80] : c;
    default: /* Latin-1 is mislabelled so often that Windows' own is read */
        return c < 0xa0 ? cp1252[c - 0x80] : c;
    }
}

/* Where a charset's letters are of one byte, but its table is not here, they
 * come out as others; none is lost. */
static inline int smtpc_charset_of_(struct smtpc_piece_ name)
{
    static const struct {
        char begin[13];
        int charset;
    } charsets[] = {
        {"utf-8", SMTPC_UTF8_},           {"utf8", SMTPC_UTF8_},
        {"us-ascii", SMTPC_UTF8_},        {"unknown", SMTPC_UTF8_},
        {"iso-8859-15", SMTPC_LATIN9_},   {"iso-8859-2", SMTPC_LATIN2_},
        {"windows-1250", SMTPC_CP1250_},  {"windows-1251", SMTPC_CP1251_},
        {"koi8", SMTPC_KOI8R_},           {"iso-2022", SMTPC_ASCII_ONLY_},
        {"shift", SMTPC_ASCII_ONLY_},     {"sjis", SMTPC_ASCII_ONLY_},
        {"x-sjis", SMTPC_ASCII_ONLY_},    {"windows-31", SMTPC_ASCII_ONLY_},
        {"windows-9", SMTPC_ASCII_ONLY_}, {"cp9", SMTPC_ASCII_ONLY_},
        {"gb", SMTPC_ASCII_ONLY_},        {"x-gb", SMTPC_ASCII_ONLY_},
        {"hz", SMTPC_ASCII_ONLY_},        {"big5", SMTPC_ASCII_ONLY_},
        {"euc", SMTPC_ASCII_ONLY_},       {"x-euc", SMTPC_ASCII_ONLY_},
        {"ks_c", SMTPC_ASCII_ONLY_},      {"", SMTPC_CP1252_}};
    size_t i = 0;

    if (name.len && *name.text == '\'')
        name = smtpc_cut_(name.text, 1, name.len);
    if (name.len == 0)
        return SMTPC_UTF8_;
    while (!smtpc_begins_(name, charsets[i].begin))
        i++;
    return charsets[i].charset;
}

/* Where text goes, and how what comes in is to be understood. */
struct smtpc_decoder_ {
    char *to;
    size_t len, room;
    int charset;
    /* ISO 2022: in an escape sequence, and whether two bytes are a letter; of
     * other such charsets, whether the next byte belongs to one. */
    int escape, wide;
    /* HTML: in a tag, a comment or an entity, whose name is held; in what is
     * not shown; in <pre>. */
    int is_html, inside, is_named, hidden, keeps_lines;
    size_t held_len;
    char held[12];
};

static inline void smtpc_start_decoder_(struct smtpc_decoder_ *d, char *to,
                                        size_t room)
{
    memset(d, 0, sizeof *d);
    d->to = to;
    d->room = room;
}

static inline void smtpc_put_byte_(struct smtpc_decoder_ *d, char c)
{
    if (d->len < d->room)
        d->to[d->len++] = c;
}

/* A character as UTF-8, whole or not at all. */
static inline void smtpc_put_char_(struct smtpc_decoder_ *d, uint32_t c)
{
    unsigned extra = c < 0x80 ? 0 : c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;

    if (d->room - d->len <= extra)
        return;
    smtpc_put_byte_(d, SMTPC_CAST_(char, extra == 0   ? c
                                         : extra == 1 ? 0xc0 | c >> 6
                                         : extra == 2 ? 0xe0 | c >> 12
                                                      : 0xf0 | c >> 18));
    while (extra-- > 0)
        smtpc_put_byte_(d, SMTPC_CAST_(char, 0x80 | (c >> 6 * extra & 63)));
}

/* --- HTML ---------------------------------------------------------------- */

/* A tag's name stands in held: what it means for the text. */
static inline void smtpc_end_tag_(struct smtpc_decoder_ *d)
{
    struct smtpc_piece_ tag = smtpc_cut_(d->held, 0, d->held_len);
    int closes = tag.len && tag.text[0] == '/';

    if (closes)
        tag = smtpc_cut_(tag.text, 1, tag.len);
    if (smtpc_begins_(tag, "style") || smtpc_begins_(tag, "script") ||
        (smtpc_begins_(tag, "head") && tag.len == 4)) {
        d->hidden = !closes;
    } else if (smtpc_begins_(tag, "body")) {
        d->hidden = 0; /* the end of the head may be left out */
    } else if (smtpc_begins_(tag, "td") || smtpc_begins_(tag, "th")) {
        smtpc_put_byte_(d, ' ');
    } else if (smtpc_begins_(tag, "br") || smtpc_begins_(tag, "tr") ||
               smtpc_begins_(tag, "li") || smtpc_begins_(tag, "pre")) {
        if (smtpc_begins_(tag, "pre"))
            d->keeps_lines = !closes;
        if (!closes || !smtpc_begins_(tag, "li"))
            smtpc_put_byte_(d, '\n');
    } else if (smtpc_begins_(tag, "p") || smtpc_begins_(tag, "div") ||
               smtpc_begins_(tag, "table") || smtpc_begins_(tag, "ul") ||
               smtpc_begins_(tag, "h1") || smtpc_begins_(tag, "h2") ||
               smtpc_begins_(tag, "h3") || smtpc_begins_(tag, "blockquote")) {
        smtpc_put_byte_(d, '\n');
        if (!smtpc_begins_(tag, "div"))
            smtpc_put_byte_(d, '\n');
    }
}

/* An entity's name or number stands in held; 0: it is none known here. Of the
 * digits that fit there the number has no more than 64 bits. */
static inline uint32_t smtpc_entity_(const char *name, size_t len)
{
    static const char names[] = "lt\0gt\0amp\0quot\0apos\0nbsp\0auml\0ouml\0"
                                "uuml\0Auml\0Ouml\0Uuml\0szlig\0eacute\0"
                                "egrave\0agrave\0ecirc\0ccedil\0aacute\0"
                                "iacute\0oacute\0uacute\0atilde\0otilde\0"
                                "ntilde\0rsquo\0lsquo\0ldquo\0rdquo\0";
    static const uint16_t chars[] = {
        '<',  '>',  '&',  '"',  '\'', ' ',  0xe4, 0xf6,   0xfc,  0xc4,
        0xd6, 0xdc, 0xdf, 0xe9, 0xe8, 0xe0, 0xea, 0xe7,   0xe1,  0xed,
        0xf3, 0xfa, 0xe3, 0xf5, 0xf1, '\'', '\'', 0x201c, 0x201d};
    const char *entity = names;
    uint64_t c = 0;
    size_t i;
    int base = 10;

    if (name[0] == '#') {
        i = 1;
        if (name[1] == 'x' || name[1] == 'X') {
            base = 16;
            i = 2;
        }
        for (; i < len; i++) {
            char digit = smtpc_small_letter_(name[i]);

            c = c * SMTPC_CAST_(uint64_t, base) +
                SMTPC_CAST_(uint64_t, smtpc_is_digit_(digit)
                                          ? digit - '0'
                                          : (digit - 'a' + 10) & 15);
        }
        return c < 0x110000 && (c < 0xd800 || c > 0xdfff)
                   ? SMTPC_CAST_(uint32_t, c)
                   : 0;
    }
    for (i = 0; *entity; i++, entity += strlen(entity) + 1)
        if (strlen(entity) == len && memcmp(entity, name, len) == 0)
            return chars[i];
    return 0;
}

/* Are these "lt" or "gt", which mark addresses and may be grown together with
 * them? */
static inline int smtpc_is_mark_(const char *name, size_t len)
{
    return len == 2 && name[1] == 't' && (name[0] == 'l' || name[0] == 'g');
}

static inline int smtpc_hold_(struct smtpc_decoder_ *d, char c)
{
    if (d->held_len == sizeof d->held)
        return 0;
    d->held[d->held_len++] = c;
    return 1;
}

/* What looked like an entity and is none comes out as it is. As in browsers,
 * the semicolon may be missing. */
static inline void smtpc_end_entity_(struct smtpc_decoder_ *d, int is_whole)
{
    uint32_t c = smtpc_entity_(d->held, d->held_len);
    size_t i;

    d->inside = 0;
    if (c) {
        smtpc_put_char_(d, c);
        return;
    }
    smtpc_put_byte_(d, '&');
    for (i = 0; i < d->held_len; i++)
        smtpc_put_byte_(d, d->held[i]);
    if (is_whole)
        smtpc_put_byte_(d, ';');
}

/* In a tag: its name is held, up to a blank or its end. Comments end with two
 * hyphens only, which are counted as if they were held. */
static inline void smtpc_take_tag_(struct smtpc_decoder_ *d, char c)
{
    int is_comment = d->held_len >= 3 && memcmp(d->held, "!--", 3) == 0;

    if (is_comment) {
        if (c == '>' && d->held_len >= 5)
            d->inside = 0;
        d->held_len = c == '-' ? d->held_len + 1 : 3;
    } else if (c == '>') {
        smtpc_end_tag_(d);
        d->inside = 0;
    } else if (!d->is_named) {
        d->is_named = c == ' ' || c == '\n' || !smtpc_hold_(d, c);
    }
}

/* A character, or with is_raw a byte of one. */
static inline void smtpc_put_any_(struct smtpc_decoder_ *d, uint32_t c,
                                  int is_raw)
{
    if (is_raw)
        smtpc_put_byte_(d, SMTPC_CAST_(char, c));
    else
        smtpc_put_char_(d, c);
}

/* Of controls only the line's end comes here; nothing above 'z' is markup. */
static inline void smtpc_take_html_(struct smtpc_decoder_ *d, uint32_t c,
                                    int is_raw)
{
    char byte = SMTPC_CAST_(char, c <= 'z' ? c : '?');

    if (d->inside == '&') {
        int is_whole = byte == ';';

        if ((smtpc_is_alnum_(byte) || byte == '#') &&
            !smtpc_is_mark_(d->held, d->held_len) && smtpc_hold_(d, byte))
            return;
        smtpc_end_entity_(d, is_whole);
        if (is_whole)
            return;
    }
    if (d->inside) {
        smtpc_take_tag_(d, byte);
    } else if (byte == '<' || (byte == '&' && !d->hidden)) {
        d->inside = byte;
        d->held_len = 0;
        d->is_named = 0;
    } else if (d->hidden) {
        return;
    } else if (byte == '\n' && d->keeps_lines) {
        smtpc_put_byte_(d, '\n');
    } else if (byte == '\n' || byte == ' ') {
        if (d->len && d->to[d->len - 1] != ' ' && d->to[d->len - 1] != '\n')
            smtpc_put_byte_(d, ' ');
    } else {
        smtpc_put_any_(d, c, is_raw);
    }
}

/* --- bytes -----------------------------------------------------------------
 */

/* Of a charset with letters of several bytes: 1 when this one is dropped. */
static inline int smtpc_drops_(struct smtpc_decoder_ *d, unsigned char c)
{
    int begins = c == 0x1b;

    if (begins || d->escape) { /* "$B", "(J"; what is behind "$" is wide */
        d->wide = !begins && (d->wide || c == '$');
        d->escape = begins || c == '(';
        return 1;
    }
    if (c == '\n')
        d->wide = 0;
    if (d->wide == 2) { /* behind the first byte of a letter */
        d->wide = 0;
        return c >= 0x40;
    }
    if (c >= 0x80)
        d->wide = 2;
    return d->wide;
}

static inline void smtpc_take_byte_(struct smtpc_decoder_ *d, unsigned char c)
{
    int is_raw = d->charset == SMTPC_UTF8_;
    unsigned code;

    if (c == '\r' || (d->charset == SMTPC_ASCII_ONLY_ && smtpc_drops_(d, c)))
        return;
    if (c != '\n')
        c = c < ' ' ? ' ' : c;
    code = is_raw ? c : smtpc_char_of_(d->charset, c);
    if (d->is_html)
        smtpc_take_html_(d, code, is_raw);
    else
        smtpc_put_any_(d, code, is_raw);
}

static inline int smtpc_hex_digit_(char c)
{
    c = smtpc_small_letter_(c);
    return smtpc_is_digit_(c)     ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

/* "=C3=A4", and what stands for a blank, which is "_" in fields; "=" at a
 * line's end joins two. A lone "=" stands for itself. */
static inline void smtpc_take_quoted_(struct smtpc_decoder_ *d,
                                      struct smtpc_piece_ p, char blank)
{
    size_t at = 0, end;

    while (at < p.len) {
        char c = p.text[at++];

        if (c == '=' && p.len - at >= 2 && smtpc_hex_digit_(p.text[at]) >= 0 &&
            smtpc_hex_digit_(p.text[at + 1]) >= 0) {
            smtpc_take_byte_(d,
                             SMTPC_CAST_(unsigned char,
                                         smtpc_hex_digit_(p.text[at]) * 16 +
                                             smtpc_hex_digit_(p.text[at + 1])));
            at += 2;
            continue;
        }
        for (end = at; c == '=' && end < p.len && p.text[end] != '\n' &&
                       SMTPC_CAST_(unsigned char, p.text[end]) <= ' ';
             end++)
            ;
        if (c == '=' && end < p.len && p.text[end] == '\n')
            at = end + 1;
        else
            smtpc_take_byte_(d,
                             SMTPC_CAST_(unsigned char, c == blank ? ' ' : c));
    }
}

static inline int smtpc_base64_digit_(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : smtpc_is_digit_(c)   ? c - '0' + 52
           : c == '+'             ? 62
           : c == '/'             ? 63
                                  : -1;
}

/* What is no digit is passed over (RFC 2045, section 6.8). */
static inline void smtpc_take_base64_(struct smtpc_decoder_ *d,
                                      struct smtpc_piece_ p)
{
    uint32_t bits = 0;
    int left = 0; /* of the digits before, bits that were not taken */
    size_t at;

    for (at = 0; at < p.len; at++) {
        int digit = smtpc_base64_digit_(p.text[at]);

        if (digit < 0)
            continue;
        bits = bits << 6 | SMTPC_CAST_(uint32_t, digit);
        if (left == 0) {
            left = 6;
            continue;
        }
        left -= 2;
        smtpc_take_byte_(d, SMTPC_CAST_(unsigned char, bits >> left & 255));
    }
}

static inline void smtpc_take_plain_(struct smtpc_decoder_ *d,
                                     struct smtpc_piece_ p)
{
    size_t at;

    for (at = 0; at < p.len; at++)
        smtpc_take_byte_(d, SMTPC_CAST_(unsigned char, p.text[at]));
}

/* The text of a part, behind what d has. */
static inline void smtpc_decode_part_(struct smtpc_decoder_ *d,
                                      const struct smtpc_part_ *part)
{
    struct smtpc_piece_ type = smtpc_field_(part->header, "content-type:");
    struct smtpc_piece_ encoding =
        smtpc_field_(part->header, "content-transfer-encoding:");

    d->charset = smtpc_charset_of_(smtpc_parameter_(type, "charset"));
    d->is_html = part->type == SMTPC_PART_HTML_;
    d->inside = d->hidden = d->keeps_lines = d->escape = d->wide = 0;
    if (smtpc_begins_(encoding, "quoted-printable"))
        smtpc_take_quoted_(d, part->body, ' ');
    else if (smtpc_begins_(encoding, "base64"))
        smtpc_take_base64_(d, part->body);
    else
        smtpc_take_plain_(d, part->body);
    if (d->inside == '&')
        smtpc_end_entity_(d, 0);
}

/* An encoded word at p.text[at], "=?utf-8?Q?...?=" (RFC 2047, section 2):
 * where it ends; at when there is none. */
static inline size_t smtpc_take_word_(struct smtpc_decoder_ *d,
                                      struct smtpc_piece_ p, size_t at)
{
    size_t charset = at + 2, how, text, end;

    if (!smtpc_begins_(smtpc_cut_(p.text, at, p.len), "=?"))
        return at;
    for (how = charset; how < p.len && p.text[how] != '?' &&
                        SMTPC_CAST_(unsigned char, p.text[how]) > ' ';
         how++)
        ;
    text = how + 3;
    if (text >= p.len || p.text[how] != '?' || p.text[how + 2] != '?')
        return at;
    for (end = text; end < p.len && p.text[end] != '?' && p.text[end] != '\n';
         end++)
        ;
    if (end + 1 >= p.len || p.text[end] != '?' || p.text[end + 1] != '=')
        return at;
    d->charset = smtpc_charset_of_(smtpc_cut_(p.text, charset, how));
    if (smtpc_small_letter_(p.text[how + 1]) == 'b')
        smtpc_take_base64_(d, smtpc_cut_(p.text, text, end));
    else
        smtpc_take_quoted_(d, smtpc_cut_(p.text, text, end), '_');
    d->charset = SMTPC_UTF8_;
    d->wide = d->escape = 0;
    return end + 2;
}

/* A field's value on one line, its encoded words decoded; between two of them
 * blanks do not count. Return its length in to, which gets a NUL. */
SMTPC_SELDOM_ size_t smtpc_unfold_(struct smtpc_piece_ value, char *to,
                                   size_t size)
{
    struct smtpc_decoder_ d;
    size_t at = 0, behind = 0;

    smtpc_start_decoder_(&d, to, size - 1);
    value = smtpc_trimmed_(value);
    while (at < value.len) {
        size_t end = at, word;
        int is_behind_word = at == behind;

        while (SMTPC_CAST_(unsigned char, value.text[end]) <= ' ')
            end++;
        if (end > at && !is_behind_word)
            smtpc_put_byte_(&d, ' ');
        word = smtpc_take_word_(&d, value, end);
        if (word > end) {
            at = behind = word;
            continue;
        }
        if (end > at && is_behind_word)
            smtpc_put_byte_(&d, ' ');
        smtpc_put_byte_(&d, value.text[end]);
        at = end + 1;
    }
    to[d.len] = '\0';
    return d.len;
}
