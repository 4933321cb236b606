/* What a mail system tells people about mail that failed: the text of a mail
 * up to the original message, a paragraph at a time.
 */

/* Does a line announce the original message, as "--- Below this line is a copy
 * of the message." does? */
static inline int smtpc_announces_(struct smtpc_piece_ line)
{
    line = smtpc_trimmed_(line);
    if (line.len == 0 || line.len > 100)
        return 0;
    if (!smtpc_is_among_(line.text[0], "-=*_|") &&
        line.text[line.len - 1] != ':' && line.text[line.len - 1] != '-')
        return 0;
    return smtpc_has_(line, "original message\0copy of the message\0"
                            "copy of your message\0message follows\0"
                            "returned message\0unsent message\0"
                            "original headers\0message header\0"
                            "header of the\0headers of the\0original mail\0"
                            "undelivered message\0message text follows\0"
                            "original-nachricht\0originalnachricht\0"
                            "urspr\303\274ngliche nachricht\0"
                            "message original\0mensaje original\0"
                            "mensagem original\0messaggio originale\0"
                            "returned mail\0") ||
           (memchr(line.text, '@', line.len) &&
            smtpc_has_(line, " wrote:\0 schrieb:\0 escribi\303\263:\0"
                             " a \303\251crit\0 ha scritto:\0"));
}

/* Is a line quoted from a message, as "> Hello" is? Transcripts have more than
 * one such mark. */
static inline int smtpc_is_quote_(struct smtpc_piece_ line)
{
    return line.len > 1 && line.text[0] == '>' && line.text[1] == ' ';
}

/* Does a line begin a signature? */
static inline int smtpc_signs_(struct smtpc_piece_ line)
{
    line = smtpc_trimmed_(line);
    return line.len == 2 && memcmp(line.text, "--", 2) == 0;
}

/* Is a field one of those that only real messages carry? */
static inline int smtpc_is_trace_(struct smtpc_piece_ line)
{
    return smtpc_begins_(line, "received:") ||
           smtpc_begins_(line, "return-path:") ||
           smtpc_begins_(line, "message-id:") ||
           smtpc_begins_(line, "mime-version:") ||
           smtpc_begins_(line, "dkim-signature:");
}

/* Does a message's header begin at at: four fields at least, one of them a
 * trace, or who wrote what to whom? */
static inline int smtpc_is_header_at_(struct smtpc_piece_ p, size_t at)
{
    int fields = 0, traces = 0, letters = 0;

    while (at < p.len && fields < 12) {
        struct smtpc_piece_ line = smtpc_line_(p, at);

        if (!smtpc_field_name_(line))
            break;
        fields++;
        traces += smtpc_is_trace_(line);
        letters += smtpc_begins_(line, "from:") || smtpc_begins_(line, "to:") ||
                   smtpc_begins_(line, "subject:");
        at = smtpc_field_end_(p, at);
    }
    return (fields >= 4 && traces > 0) || letters >= 3;
}

/* Where in a text the original message begins; *header, where its header does.
 * A field of a recipient's is none of a message. A quote or a signature ends
 * what is told when a reply came before it; else somebody may send a bounce on.
 */
static inline size_t smtpc_original_at_(struct smtpc_piece_ p, size_t *header)
{
    struct smtpc_response reply;
    size_t at = 0, cut = p.len;
    int was_field = 0, has_reply = 0;

    *header = p.len;
    while (at < p.len && *header == p.len) {
        struct smtpc_piece_ line = smtpc_line_(p, at);

        smtpc_read(line.text, line.len, &reply);
        if (cut == p.len &&
            (smtpc_announces_(line) ||
             (has_reply && (smtpc_is_quote_(line) || smtpc_signs_(line)))))
            cut = at;
        has_reply |= reply.code > 0 && !smtpc_is_quote_(line);
        if (!was_field && smtpc_field_name_(line) && smtpc_is_header_at_(p, at))
            *header = at;
        was_field = smtpc_field_name_(line) ||
                    (was_field && line.len &&
                     SMTPC_CAST_(unsigned char, line.text[0]) <= ' ');
        at = smtpc_next_line_(p, at);
    }
    return cut < *header ? cut : *header;
}

/* --- recipients ---------------------------------------------------------- */

/* Is an address one that a header names as a recipient? */
static inline int smtpc_is_meant_(const struct smtpc_reading_ *r,
                                  struct smtpc_piece_ address)
{
    return smtpc_names_address_(r->header, "x-failed-recipients:\0", address) ||
           smtpc_names_address_(r->original, "to:\0cc:\0", address);
}

/* Can an address in the text be a recipient's? Those of the mail itself and of
 * mail systems are none, nor is who sent the original. */
static inline int smtpc_may_be_recipient_(const struct smtpc_reading_ *r,
                                          struct smtpc_piece_ address)
{
    if (smtpc_begins_(address, "mailer-daemon@") ||
        smtpc_begins_(address, "postmaster@") ||
        smtpc_begins_(address, "mail-daemon@") ||
        smtpc_begins_(address, "abuse@"))
        return 0;
    if (smtpc_is_meant_(r, address))
        return 1;
    return !smtpc_names_address_(r->header,
                                 "from:\0to:\0sender:\0reply-to:\0"
                                 "return-path:\0delivered-to:\0message-id:\0"
                                 "in-reply-to:\0references:\0",
                                 address) &&
           !smtpc_names_address_(r->original,
                                 "from:\0sender:\0reply-to:\0return-path:\0"
                                 "message-id:\0",
                                 address);
}

static inline struct smtpc_bounce_recipient *
smtpc_find_recipient_(const struct smtpc_reading_ *r,
                      struct smtpc_piece_ address)
{
    size_t i;

    for (i = 0; i < r->count; i++)
        if (smtpc_same_text_(
                smtpc_cut_(r->to[i].address, 0, strlen(r->to[i].address)),
                address))
            return &r->to[i];
    return SMTPC_NULL_;
}

static inline void smtpc_add_address_(struct smtpc_reading_ *r,
                                      struct smtpc_piece_ address)
{
    struct smtpc_bounce_recipient *to;

    if (address.len >= sizeof to->address || smtpc_find_recipient_(r, address))
        return;
    to = smtpc_add_recipient_(r);
    if (to)
        smtpc_copy_(address, to->address, sizeof to->address);
}

/* Does one of the words stand in front of an address? */
static inline int smtpc_is_labelled_(struct smtpc_piece_ p, size_t from,
                                     const char *words)
{
    size_t least = from > 32 ? from - 32 : 0;

    while (from > least && smtpc_is_among_(p.text[from - 1], "< \"['"))
        from--;
    return smtpc_is_before_(p.text + least, from - least, words);
}

/* Does a text say that mail to the address at from came in? */
static inline int smtpc_was_delivered_(struct smtpc_piece_ p, size_t from)
{
    return smtpc_is_labelled_(p, from,
                              "\ndelivered to\0\ndelivered to:\0"
                              "successfully delivered to\0"
                              "successfully delivered to:\0");
}

/* What says that an address is the sender's, or none. */
#define SMTPC_SENDER_LABELS_                                        \
    "from:\0from\0sender:\0sender\0sender "                         \
    "address:\0message-id:\0reply-to:\0mail from:\0"                \
    "from=\0mailto:\0return-path:\0in-reply-to:\0references:\0by\0" \
    "contact\0envelope-from\0see\0write to\0"

/* Does an address stand in a field of a header that a notice repeats, or behind
 * a name, as in "envelope-from=kim@example.org"? */
static inline int smtpc_is_echo_(struct smtpc_piece_ text, size_t from)
{
    size_t end = from, line = from;

    while (end < text.len && text.text[end] != '@')
        end++;
    if (memchr(text.text + from, '=', end - from))
        return 1;
    while (line > 0 && from - line < 200 && text.text[line - 1] != '\n')
        line--;
    return smtpc_is_trace_(smtpc_trimmed_(smtpc_cut_(text.text, line, from)));
}

enum smtpc_pass_ { SMTPC_MEANT_, SMTPC_ANY_, SMTPC_QUOTED_ };
enum { SMTPC_CANDIDATES_ = 256 /* addresses looked at in a text */ };

/* The addresses of a text that can be recipients'. Those that a header names
 * as such are meant; what stands behind "To:" is only quoted from the original,
 * and may be an alias of whom it went to. Return whether there was one. */
static inline int smtpc_take_addresses_(struct smtpc_reading_ *r,
                                        struct smtpc_piece_ text, int pass)
{
    struct smtpc_piece_ address;
    size_t at = 0, before = r->count, left = SMTPC_CANDIDATES_;

    while (left-- > 0 && (address = smtpc_next_address_(text, &at)).len) {
        size_t from = SMTPC_CAST_(size_t, address.text - text.text);
        int is_quoted = smtpc_is_labelled_(text, from, "to:\0cc:\0");

        if (is_quoted != (pass == SMTPC_QUOTED_) ||
            !memchr(address.text, '.', address.len) ||
            (pass != SMTPC_MEANT_ && smtpc_is_echo_(text, from)))
            continue;
        if (smtpc_was_delivered_(text, from))
            continue;
        if (pass == SMTPC_MEANT_
                ? smtpc_is_meant_(r, address)
                : !smtpc_is_labelled_(text, from, SMTPC_SENDER_LABELS_) &&
                      smtpc_may_be_recipient_(r, address))
            smtpc_add_address_(r, address);
    }
    return r->count > before;
}

/* All of a field's addresses. */
static inline void smtpc_take_named_(struct smtpc_reading_ *r,
                                     struct smtpc_piece_ value)
{
    struct smtpc_piece_ address;
    size_t at = 0;

    while ((address = smtpc_next_address_(value, &at)).len)
        smtpc_add_address_(r, address);
}

/* --- paragraphs ---------------------------------------------------------- */

enum { SMTPC_PARAGRAPH_ = 2048 /* bytes; what is longer is cut */ };

struct smtpc_paragraph_ {
    size_t len;
    int is_said; /* by a server, in a transcript that goes on */
    char text[SMTPC_PARAGRAPH_];
};

/* Put a line behind those a paragraph has: a reply's lines stay lines, others
 * were only filled. */
static inline void smtpc_add_line_(struct smtpc_paragraph_ *to,
                                   struct smtpc_piece_ line)
{
    size_t i;

    if (to->len && to->len < sizeof to->text)
        to->text[to->len++] =
            smtpc_code_at_(line.text, 0, line.len) ? '\n' : ' ';
    for (i = 0; i < line.len && to->len < sizeof to->text; i++)
        to->text[to->len++] = line.text[i];
}

/* Does a line begin with an address, alone or in brackets? */
static inline int smtpc_leads_(struct smtpc_piece_ line)
{
    size_t at = 0;
    struct smtpc_piece_ address;

    line = smtpc_trimmed_(line);
    address = smtpc_next_address_(line, &at);
    return address.len &&
           (address.text == line.text ||
            (address.text == line.text + 1 && line.text[0] == '<'));
}

/* Is a line one that a transcript marks as a server's? */
static inline int smtpc_is_server_s_(struct smtpc_piece_ line)
{
    line = smtpc_trimmed_(line);
    return line.len > 2 && memcmp(line.text, "<<<", 3) == 0;
}

/* A line without blanks and the marks of a transcript: what the server said
 * is behind "<<<"; commands, behind ">>>", say nothing. */
static inline struct smtpc_piece_ smtpc_said_(struct smtpc_piece_ line)
{
    line = smtpc_trimmed_(line);
    while (smtpc_is_server_s_(line))
        line = smtpc_trimmed_(smtpc_cut_(line.text, 3, line.len));
    if (line.len > 2 && memcmp(line.text, ">>>", 3) == 0)
        line.len = 0;
    return line;
}

/* Does a line begin an item of a list, as "* Check the address" does? */
static inline int smtpc_is_item_(struct smtpc_piece_ line)
{
    line = smtpc_trimmed_(line);
    return line.len > 2 && (line.text[0] == '*' || line.text[0] == '-') &&
           line.text[1] == ' ';
}

/* Does a paragraph only say what follows, as "The reason is:" does? */
static inline int smtpc_is_heading_(struct smtpc_piece_ p)
{
    size_t at;

    for (at = 0; at + 1 < p.len; at++)
        if (p.text[at] == '.' && p.text[at + 1] == ' ')
            return 0;
    return p.text[p.len - 1] == ':';
}

/* A host's name behind "host " and the like: who said it. */
static inline struct smtpc_piece_ smtpc_who_said_(struct smtpc_piece_ p)
{
    size_t at = 0, end;

    for (;;) {
        at += smtpc_find_word_(smtpc_cut_(p.text, at, p.len),
                               "host \0talking to \0remote server \0"
                               "connected to \0the server \0mail server \0");
        if (at == p.len)
            return smtpc_cut_(p.text, at, at);
        while (at < p.len && p.text[at] != ' ')
            at++;
        at = smtpc_skip_blanks_(p.text, at, p.len);
        for (end = at; end < p.len && smtpc_is_domain_(p.text[end]); end++)
            ;
        if (end > at + 1 && memchr(p.text + at, '.', end - at - 1))
            return smtpc_cut_(p.text, at, end);
    }
}

/* A paragraph that tells more of a recipient than what is known takes its
 * place. */
SMTPC_SELDOM_ void smtpc_offer_(struct smtpc_bounce_recipient *to,
                                const struct smtpc_verdict *verdict,
                                struct smtpc_piece_ words)
{
    struct smtpc_piece_ host;

    if (smtpc_worth_(verdict) <= smtpc_worth_(&to->verdict))
        return;
    host = smtpc_who_said_(words);
    to->verdict = *verdict;
    smtpc_copy_(words, to->words, sizeof to->words);
    if (host.len)
        smtpc_copy_(host, to->host, sizeof to->host);
}

/* Does a paragraph speak of what codes mean, or of why mail may fail, and not
 * of why this one did? A reply or a recipient in front is about this one. */
static inline int smtpc_is_general_(struct smtpc_piece_ words)
{
    return !smtpc_code_at_(words.text, 0, words.len) && !smtpc_leads_(words) &&
           smtpc_has_(words, "possible reason\0possible cause\0common code\0"
                             "common cause\0common reason\0usual cause\0"
                             "usual reason\0for example\0such as\0"
                             "means that\0m\303\266gliche ursache\0"
                             "m\303\266gliche gr\303\274nde\0");
}

/* Whom the paragraphs speak of: recipients named one after the other, from
 * first up to behind last, are a list, and what follows is about all. */
struct smtpc_subject_ {
    size_t first, last;
    int is_told;     /* what follows the list has come */
    int is_answered; /* what the server said to them stood before the list */
};

/* Find the recipients that a paragraph names; whether there are any. */
static inline int smtpc_turn_to_(const struct smtpc_reading_ *r,
                                 struct smtpc_piece_ words,
                                 struct smtpc_subject_ *subject)
{
    struct smtpc_piece_ address;
    size_t at = 0;
    int names = 0;

    while ((address = smtpc_next_address_(words, &at)).len) {
        const struct smtpc_bounce_recipient *to =
            smtpc_find_recipient_(r, address);
        size_t i;

        if (!to)
            continue;
        i = SMTPC_CAST_(size_t, to - r->to);
        if (subject->is_told || i != subject->last)
            subject->first = i;
        subject->last = i + 1;
        subject->is_told = 0;
        names = 1;
    }
    return names;
}

/* Does a text name a recipient? */
static inline int smtpc_names_any_(const struct smtpc_reading_ *r,
                                   struct smtpc_piece_ text)
{
    struct smtpc_subject_ subject = {0, 0, 0, 0};

    return smtpc_turn_to_(r, text, &subject);
}

/* Is a paragraph the header of the original, as some notices repeat it? */
static inline int smtpc_is_summary_(struct smtpc_piece_ p)
{
    return smtpc_has_(p, "subject:\0") + smtpc_has_(p, "message-id:\0") +
               smtpc_has_(p, "date:\0sent:\0") >=
           2;
}

/* Does a line name another recipient than the paragraph before it? */
static inline int smtpc_is_of_another_(const struct smtpc_reading_ *r,
                                       const struct smtpc_paragraph_ *paragraph,
                                       struct smtpc_piece_ line)
{
    struct smtpc_subject_ here = {0, 0, 0, 0}, before = {0, 0, 0, 0};

    smtpc_turn_to_(r, line, &here);
    if (!here.last)
        return 0;
    smtpc_turn_to_(r, smtpc_cut_(paragraph->text, 0, paragraph->len), &before);
    return before.last && here.last != before.last;
}

/* The next paragraph at or behind *at, which moves behind it; 0: there is
 * none. It ends at an empty line, before one that begins with an address or an
 * item, between two replies, and where behind a reply the next recipient is
 * named. */
static inline int smtpc_next_paragraph_(const struct smtpc_reading_ *r,
                                        struct smtpc_piece_ text, size_t *at,
                                        struct smtpc_paragraph_ *to)
{
    struct smtpc_response reply;
    int has_reply = 0;
    int was_reply = 0; /* of which the last line has come */
    int is_server_s = 0;

    to->len = 0;
    to->is_said = 0;
    while (*at < text.len) {
        struct smtpc_piece_ line = smtpc_line_(text, *at);
        struct smtpc_piece_ said = smtpc_said_(line);
        int code = smtpc_code_at_(said.text, 0, said.len);

        if (to->len &&
            (smtpc_is_blank_(line) || smtpc_leads_(line) ||
             smtpc_is_item_(line) || (code && was_reply) ||
             (has_reply && !code && smtpc_is_of_another_(r, to, said)))) {
            to->is_said = is_server_s && !smtpc_is_blank_(line);
            return 1;
        }
        if (said.len)
            smtpc_add_line_(to, said);
        is_server_s = smtpc_is_server_s_(line);
        smtpc_read(said.text, said.len, &reply);
        has_reply |= reply.code > 0;
        if (code)
            was_reply = said.len == 3 || said.text[3] != '-';
        *at = smtpc_next_line_(text, *at);
    }
    return to->len > 0;
}

/* Let what may be another's end no address. */
static inline void smtpc_doubt_(struct smtpc_verdict *v)
{
    if (v->action == SMTPC_ACTION_SUPPRESS_)
        v->action = SMTPC_ACTION_READ_TEXT_;
}

/* A report may have only the first line of a reply. Take all of it from a
 * paragraph that goes on where that line ends. */
static inline void smtpc_complete_(struct smtpc_bounce_recipient *to,
                                   const struct smtpc_verdict *verdict,
                                   struct smtpc_piece_ words)
{
    size_t len = strlen(to->words), at;

    if (!(to->verdict.flags & SMTPC_FLAG_TRUNCATED))
        return;
    for (at = 0; at + len < words.len; at++)
        if ((at == 0 || words.text[at - 1] == '\n') &&
            memcmp(words.text + at, to->words, len) == 0) {
            to->verdict = *verdict;
            smtpc_copy_(smtpc_cut_(words.text, at, words.len), to->words,
                        sizeof to->words);
            return;
        }
}

/* Explain each paragraph, for those recipients that it or the nearest before it
 * names. What stands before all of them is for those of whom nothing else is
 * told; sentences there are polite, and count only where nothing else does.
 * What a server said right before a line that names recipients is theirs.
 * Where replies stand before the first recipient and behind each but the last,
 * they may belong to the next: then none ends an address. */
static inline void smtpc_take_paragraphs_(struct smtpc_reading_ *r,
                                          struct smtpc_piece_ text, int outcome,
                                          struct smtpc_bounce_recipient *rest,
                                          struct smtpc_bounce_recipient *polite)
{
    struct smtpc_paragraph_ paragraph;
    struct smtpc_subject_ subject = {0, 0, 1, 0};
    struct smtpc_bounce_recipient said;
    int is_named = smtpc_names_any_(r, text);
    int is_told_first = 0, is_told_apart = 0;
    size_t at = 0, i;

    smtpc_clear_(&said);
    while (smtpc_next_paragraph_(r, text, &at, &paragraph)) {
        struct smtpc_piece_ words =
            smtpc_cut_(paragraph.text, 0, paragraph.len);
        struct smtpc_verdict v;
        int worth, names;

        smtpc_explain_words_(r, words, 0, outcome, &v);
        worth = smtpc_worth_(&v);
        names = smtpc_turn_to_(r, words, &subject);
        if ((v.code == 0 &&
             (smtpc_is_heading_(words) || smtpc_is_summary_(words))) ||
            smtpc_is_general_(words))
            continue;
        if (names)
            subject.is_answered = said.words[0] != '\0';
        for (i = subject.first; i < subject.last; i++) {
            if (names)
                smtpc_offer_(&r->to[i], &said.verdict,
                             smtpc_cut_(said.words, 0, strlen(said.words)));
            if (names || !subject.is_answered)
                smtpc_offer_(&r->to[i], &v, words);
        }
        for (i = 0; i < r->count; i++)
            smtpc_complete_(&r->to[i], &v, words);
        if (said.words[0])
            smtpc_clear_(&said);
        if (paragraph.is_said && worth > 3)
            smtpc_offer_(&said, &v, words);
        if (worth > 3 && !names) {
            is_told_first |= !subject.last;
            is_told_apart |= subject.last > 0;
        }
        if (worth > 0 && subject.last)
            subject.is_told = 1;
        if (!subject.last ? worth > 3 || v.code || !is_named : r->count == 1)
            smtpc_offer_(rest, &v, words);
        else if (!subject.last)
            smtpc_offer_(polite, &v, words);
    }
    if (is_told_first && is_told_apart && !subject.is_told) {
        for (i = 0; i < r->count; i++)
            smtpc_doubt_(&r->to[i].verdict);
        smtpc_doubt_(&rest->verdict);
    }
}
