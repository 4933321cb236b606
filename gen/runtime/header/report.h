/* The fields of delivery reports (RFC 3464), as a part of a mail or in its
 * text, and what a mail system's own words say of a recipient.
 */

/* What is read of a mail, and where it goes. */
struct smtpc_reading_ {
    struct smtpc_mail *out;
    struct smtpc_bounce_recipient *to;
    size_t count, room;
    struct smtpc_piece_ header;   /* of the mail */
    struct smtpc_piece_ original; /* header of the message it is about */
    struct smtpc_piece_ embedded; /* that message, where a part has it */
    const struct smtpc_context *context;
    int successes, delays;
};

/* Copy what fits and end it with a NUL. */
SMTPC_SELDOM_ void smtpc_copy_(struct smtpc_piece_ from, char *to, size_t size)
{
    size_t n = from.len < size ? from.len : size - 1;

    if (n)
        memcpy(to, from.text, n);
    to[n] = '\0';
}

/* --- addresses ----------------------------------------------------------- */

/* May a character stand in a local part, or in a domain's name? Bytes of
 * UTF-8 may (RFC 6531, section 3.3). */
static inline int smtpc_is_local_(char c)
{
    return smtpc_is_alnum_(c) || SMTPC_CAST_(unsigned char, c) > 127 ||
           smtpc_is_among_(c, ".!#$%&*+/=?^_{|}~-");
}

static inline int smtpc_is_domain_(char c)
{
    return smtpc_is_alnum_(c) || c == '-' || c == '.' || c == '_' ||
           SMTPC_CAST_(unsigned char, c) > 127;
}

/* Where the local part begins whose at sign is at end, not before least:
 * quoted, or up to what cannot stand in one. An apostrophe can between letters
 * only, else it quotes. */
static inline size_t smtpc_local_at_(struct smtpc_piece_ p, size_t least,
                                     size_t end)
{
    size_t at = end;

    if (at > least && p.text[at - 1] == '"') {
        for (at--; at > least && end - at < 66 && p.text[at - 1] != '\n'; at--)
            if (p.text[at - 1] == '"' &&
                (at - 1 == least || p.text[at - 2] != '\\'))
                return at - 1;
        return end;
    }
    while (at > least &&
           (smtpc_is_local_(p.text[at - 1]) ||
            (p.text[at - 1] == '\'' && at - 1 > least &&
             smtpc_is_alnum_(p.text[at - 2]) && smtpc_is_alnum_(p.text[at]))))
        at--;
    return at;
}

/* The next address at or behind *at, which moves behind it; its length is 0
 * when there is none. */
SMTPC_SELDOM_ struct smtpc_piece_ smtpc_next_address_(struct smtpc_piece_ p,
                                                      size_t *at)
{
    while (*at < p.len) {
        const char *sign =
            SMTPC_CAST_(const char *, memchr(p.text + *at, '@', p.len - *at));
        size_t from, to, least = *at;

        if (!sign)
            break;
        from = SMTPC_CAST_(size_t, sign - p.text);
        for (to = from + 1; to < p.len && smtpc_is_domain_(p.text[to]); to++)
            ;
        *at = to;
        while (to > from + 1 && !smtpc_is_alnum_(p.text[to - 1]) &&
               !(p.text[to - 1] & 0x80))
            to--;
        from = smtpc_local_at_(p, least, from);
        while (p.text[from] == '/')
            from++;
        if (smtpc_begins_(smtpc_cut_(p.text, from, to), "smtp="))
            from += 5; /* "dda:SMTP=kim@example.org" of X.400 */
        if (to > SMTPC_CAST_(size_t, sign - p.text) + 2 && p.text + from < sign)
            return smtpc_cut_(p.text, from, to);
    }
    *at = p.len;
    return smtpc_cut_(p.text, p.len, p.len);
}

/* Are two texts the same but for case? */
static inline int smtpc_same_text_(struct smtpc_piece_ a, struct smtpc_piece_ b)
{
    size_t i;

    if (a.len != b.len)
        return 0;
    for (i = 0; i < a.len; i++)
        if (smtpc_small_letter_(a.text[i]) != smtpc_small_letter_(b.text[i]))
            return 0;
    return 1;
}

enum { SMTPC_HEADER_MAX_ = 65536 /* bytes in which names are looked for */ };

/* Does a field of one of the names, in small letters with their colons, hold
 * the address? */
SMTPC_SELDOM_ int smtpc_names_address_(struct smtpc_piece_ header,
                                       const char *names,
                                       struct smtpc_piece_ address)
{
    if (header.len > SMTPC_HEADER_MAX_)
        header.len = SMTPC_HEADER_MAX_;
    for (; *names; names += strlen(names) + 1) {
        struct smtpc_piece_ value = smtpc_field_(header, names), found;
        size_t at = 0;

        while ((found = smtpc_next_address_(value, &at)).len)
            if (smtpc_same_text_(found, address))
                return 1;
    }
    return 0;
}

/* A character written "+2B", of which the length is returned; 0: it is none. */
static inline size_t smtpc_plus_encoded_(struct smtpc_piece_ p, int is_quoted,
                                         uint32_t *c)
{
    int high, low;

    if (p.len < 3 || *p.text != '+')
        return 0;
    high = smtpc_hex_digit_(p.text[1]);
    low = smtpc_hex_digit_(p.text[2]);
    if (low < 0)
        return 0;
    *c = SMTPC_CAST_(uint32_t, high * 16 + low); /* huge, if high is negative */
    return *c == '+' || *c == '=' || (is_quoted && *c >= ' ' && *c < 127) ? 3
                                                                          : 0;
}

/* A character written "\x{2B}", in the same way. */
static inline size_t smtpc_braced_(struct smtpc_piece_ p, uint32_t *c)
{
    size_t end;

    if (p.len < 6 || memcmp(p.text, "\\x{", 3) != 0)
        return 0;
    for (*c = 0, end = 3;
         end < p.len && end < 9 && smtpc_hex_digit_(p.text[end]) >= 0; end++)
        *c = *c * 16 + SMTPC_CAST_(uint32_t, smtpc_hex_digit_(p.text[end]));
    return end < p.len && p.text[end] == '}' && *c >= ' ' && *c < 0x110000 &&
                   (*c < 0xd800 || *c > 0xdfff)
               ? end + 1
               : 0;
}

/* "+2B" and "\x{2B}" in an address of a report stand for characters (RFC
 * 3461, section 4; RFC 6533, section 3). Many servers write addresses with a
 * plus sign as they are, so only what must be encoded is decoded: the plus and
 * the equals sign, and in quoted local parts whatever is. */
SMTPC_SELDOM_ void smtpc_copy_xtext_(struct smtpc_piece_ p, int is_utf8,
                                     char *to, size_t size)
{
    struct smtpc_decoder_ d;
    int is_quoted = p.len && *p.text == '"';
    size_t at = 0, used;

    smtpc_start_decoder_(&d, to, size - 1);
    while (at < p.len) {
        struct smtpc_piece_ rest = smtpc_cut_(p.text, at, p.len);
        uint32_t c;

        used = is_utf8 ? smtpc_braced_(rest, &c)
                       : smtpc_plus_encoded_(rest, is_quoted, &c);
        if (used)
            smtpc_put_char_(&d, c);
        else
            smtpc_put_byte_(&d, *rest.text);
        at += used ? used : 1;
    }
    to[d.len] = '\0';
}

/* --- recipients ---------------------------------------------------------- */

static inline void smtpc_clear_(struct smtpc_bounce_recipient *to)
{
    to->address[0] = to->original[0] = to->host[0] = to->words[0] = '\0';
    to->outcome = SMTPC_OUTCOME_FAILED;
    smtpc_explain("", 0, SMTPC_NULL_, &to->verdict);
}

/* A new recipient, all empty; NULL: there is no room. */
SMTPC_SELDOM_ struct smtpc_bounce_recipient *
smtpc_add_recipient_(struct smtpc_reading_ *r)
{
    struct smtpc_bounce_recipient *to;

    if (r->count == r->room) {
        r->out->is_cut = 1;
        return SMTPC_NULL_;
    }
    to = &r->to[r->count++];
    smtpc_clear_(to);
    return to;
}

static inline void smtpc_drop_all_(struct smtpc_reading_ *r)
{
    r->count = 0;
    r->out->is_cut = 0;
}

/* How much a verdict tells: 0, nothing; 1, a guess from a sentence; 2, that
 * there was a reply, or that a server gave up; 3, a sentence's cause; more, a
 * reply's cause. */
static inline int smtpc_worth_(const struct smtpc_verdict *v)
{
    int is_reply = v->code || v->status;

    if (v->basis == SMTPC_BASIS_NONE)
        return 0;
    if (v->reason == SMTPC_REASON_OTHER_)
        return v->code ? 2 : 0;
    if (!is_reply)
        return v->confidence == SMTPC_CONFIDENCE_LOW ? 1 : 3;
    return v->basis <= SMTPC_BASIS_REPLY || v->reason == SMTPC_REASON_EXPIRED_
               ? 2
               : (v->code ? 4 : 3) + v->confidence;
}

/* Explain other words in the place of a verdict, which keeps its codes. */
SMTPC_SELDOM_ void smtpc_explain_instead_(const char *words,
                                          const struct smtpc_context *context,
                                          struct smtpc_verdict *out)
{
    int code = out->code;
    uint32_t status = out->status;

    smtpc_explain(words, strlen(words), context, out);
    out->code = code;
    out->status = status;
}

/* Find the first reply in words that have one; return where its text begins. */
SMTPC_SELDOM_ size_t smtpc_first_reply_(struct smtpc_piece_ words,
                                        struct smtpc_response *reply)
{
    size_t at = 0;

    do
        at += smtpc_read(words.text + at, words.len - at, reply);
    while (at < words.len && !reply->code);
    return SMTPC_CAST_(size_t, reply->text - words.text);
}

/* Explain words of a report or a notice; status, which may be 0, is what is
 * known besides. Where the words hold no code, that mail failed is, and what is
 * made up for that is taken out again. */
SMTPC_SELDOM_ void smtpc_explain_words_(const struct smtpc_reading_ *r,
                                        struct smtpc_piece_ words,
                                        uint32_t status, int outcome,
                                        struct smtpc_verdict *out)
{
    uint32_t made_up =
        SMTPC_STATUS(outcome == SMTPC_OUTCOME_DELAYED ? 4 : 5, 0, 0);

    smtpc_explain(words.text, words.len, r->context, out);
    if (!out->code && !out->status) {
        smtpc_explain_parts(0, status ? status : made_up, words.text, words.len,
                            r->context, out);
        if (!status)
            out->status = 0;
    } else if (!out->status && smtpc_status_class(status) == out->code / 100) {
        struct smtpc_response in;
        size_t at = smtpc_first_reply_(words, &in);

        smtpc_explain_parts(in.code, status, in.text, words.len - at,
                            r->context, out);
    }
    /* In what tells of a failure no number is a success. */
    if (out->reason == SMTPC_REASON_ACCEPTED_ ||
        out->reason == SMTPC_REASON_CONTINUE_)
        smtpc_explain("", 0, SMTPC_NULL_, out);
    /* Who still tries has not given up, though the words speak of time that is
     * over: the same cause, as warnings have it. */
    if (out->reason == SMTPC_REASON_EXPIRED_ &&
        outcome == SMTPC_OUTCOME_DELAYED)
        smtpc_explain_instead_("450 4.4.7 Delivery delayed", SMTPC_NULL_, out);
}

/* --- reports ---------------------------------------------------------------
 */

/* What stands behind the type of a field's value: "rfc822; kim@...". A type
 * is one word, and no reply's code: "552 Mailbox full; try later" has none. */
static inline struct smtpc_piece_ smtpc_untyped_(struct smtpc_piece_ value)
{
    size_t at = 0;

    while (at < value.len &&
           (smtpc_is_alnum_(value.text[at]) || value.text[at] == '-'))
        at++;
    at = smtpc_skip_blanks_(value.text, at, value.len);
    return at < value.len && value.text[at] == ';'
               ? smtpc_trimmed_(smtpc_cut_(value.text, at + 1, value.len))
               : value;
}

/* The address of Final-Recipient or Original-Recipient; a name alone, where
 * nothing else is told. */
SMTPC_SELDOM_ void smtpc_take_address_(struct smtpc_piece_ value, int is_xtext,
                                       char *to, size_t size)
{
    struct smtpc_piece_ address = smtpc_untyped_(value), found;
    const char *comment;
    int is_utf8 = smtpc_begins_(value, "utf-8");
    size_t at = 0;

    if (address.len && *address.text == '(') { /* RFC 5322, section 3.2.2 */
        comment =
            SMTPC_CAST_(const char *, memchr(address.text, ')', address.len));
        if (comment)
            address = smtpc_trimmed_(smtpc_cut_(
                address.text, SMTPC_CAST_(size_t, comment - address.text) + 1,
                address.len));
    }
    if (is_utf8 || is_xtext)
        smtpc_copy_xtext_(address, is_utf8, to, size);
    else
        smtpc_copy_(address, to, size);
    address = smtpc_cut_(to, 0, strlen(to));
    found = smtpc_next_address_(address, &at);
    if (found.len)
        address = found;
    else if (address.len > 2 && *to == '<' && to[address.len - 1] == '>')
        address = smtpc_cut_(to, 1, address.len - 1);
    memmove(to, address.text, address.len);
    to[address.len] = '\0';
}

/* Does an address have a domain with a dot? */
static inline int smtpc_is_full_(const char *address)
{
    const char *sign = strrchr(address, '@');

    return sign && strchr(sign, '.');
}

/* How it ended, by Action and else by the class of Status; others than the
 * standard's five words are failures (RFC 3464, section 2.3.3). */
static inline int smtpc_outcome_(struct smtpc_piece_ action, uint32_t status)
{
    if (smtpc_begins_(action, "delayed"))
        return SMTPC_OUTCOME_DELAYED;
    if (smtpc_begins_(action, "deliver") || smtpc_begins_(action, "relayed") ||
        smtpc_begins_(action, "expanded"))
        return SMTPC_OUTCOME_DELIVERED;
    if (action.len)
        return SMTPC_OUTCOME_FAILED;
    switch (smtpc_status_class(status)) {
    case 2:
        return SMTPC_OUTCOME_DELIVERED;
    case 4:
        return SMTPC_OUTCOME_DELAYED;
    default:
        return SMTPC_OUTCOME_FAILED;
    }
}

/* Take one recipient's fields. */
SMTPC_SELDOM_ void smtpc_take_fields_(struct smtpc_reading_ *r,
                                      struct smtpc_piece_ fields)
{
    struct smtpc_piece_ status = smtpc_field_(fields, "status:");
    struct smtpc_piece_ last = smtpc_field_(fields, "final-recipient:");
    struct smtpc_piece_ original = smtpc_field_(fields, "original-recipient:");
    struct smtpc_piece_ diagnostic = smtpc_field_(fields, "diagnostic-code:");
    struct smtpc_piece_ host = smtpc_field_(fields, "remote-mta:");
    struct smtpc_bounce_recipient *to;
    uint32_t number = 0;
    size_t used;
    int outcome;

    used = smtpc_status_parse(status.text, status.len, &number);
    outcome = smtpc_outcome_(smtpc_field_(fields, "action:"), number);
    if (outcome == SMTPC_OUTCOME_DELIVERED) {
        r->successes++;
        return;
    }
    to = smtpc_add_recipient_(r);
    if (!to)
        return;
    to->outcome = outcome;
    r->delays += outcome == SMTPC_OUTCOME_DELAYED;
    smtpc_take_address_(original, 1, to->original, sizeof to->original);
    smtpc_take_address_(last, 0, to->address, sizeof to->address);
    if (!smtpc_is_full_(to->address) && smtpc_is_full_(to->original))
        memcpy(to->address, to->original, sizeof to->address);
    smtpc_unfold_(smtpc_untyped_(host), to->host, sizeof to->host);
    to->host[strcspn(to->host, " (")] = '\0'; /* "mx.example.org (TCP|...)" */
    if (!diagnostic.len) /* "4.4.1 (no answer from host)" */
        diagnostic = smtpc_cut_(status.text, used, status.len);
    smtpc_unfold_(smtpc_untyped_(diagnostic), to->words, sizeof to->words);
    smtpc_explain_words_(r, smtpc_cut_(to->words, 0, strlen(to->words)), number,
                         outcome, &to->verdict);
}

/* Is the line a field that names a recipient? */
static inline int smtpc_names_recipient_(struct smtpc_piece_ line)
{
    return smtpc_behind_name_(line, "final-recipient:") ||
           smtpc_behind_name_(line, "original-recipient:");
}

/* Does the line say how it ended for a recipient? */
static inline int smtpc_tells_end_(struct smtpc_piece_ line)
{
    return smtpc_behind_name_(line, "action:") ||
           smtpc_behind_name_(line, "status:");
}

/* Take every group of fields in p that names a recipient. Groups end where a
 * field comes a second time, or at an empty line, but for one between a
 * recipient and how it ended. */
static inline void smtpc_take_report_(struct smtpc_reading_ *r,
                                      struct smtpc_piece_ p)
{
    size_t at = 0, from = 0;
    int finals = 0, names = 0, ends = 0;

    while (at <= p.len) {
        struct smtpc_piece_ line = smtpc_line_(p, at);
        int is_final =
            smtpc_behind_name_(line, "final-recipient:") != SMTPC_NULL_;

        if (at == p.len || (smtpc_is_blank_(line) && (ends || !names)) ||
            (is_final && finals)) {
            if (names)
                smtpc_take_fields_(r, smtpc_cut_(p.text, from, at));
            finals = names = ends = 0;
            from = at;
        }
        if (at == p.len)
            break;
        finals += is_final;
        names += smtpc_names_recipient_(line);
        ends += smtpc_tells_end_(line);
        at = smtpc_next_line_(p, at);
    }
}
