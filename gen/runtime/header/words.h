/* Which words are the reply's: what logs, libraries and reports write around
 * it takes no part in any phrase. All of it works on offsets into len bytes
 * and reads none beyond. */

/* The reply that the one at at only reports, of Exchange: "451 4.4.0 Primary
 * target IP address responded with: "550 ...". at when it reports none. */
SMTPC_SELDOM_ size_t smtpc_reported_(const char *text, size_t at, size_t end)
{
    size_t i = at;

    for (;;) {
        const char *quote =
            SMTPC_CAST_(const char *, memchr(text + i, '"', end - i));

        if (!quote)
            return at;
        i = SMTPC_CAST_(size_t, quote - text) + 1;
        if (smtpc_code_at_(text, i, end) &&
            smtpc_is_before_(text, i, "responded with: \"\0"))
            return i;
    }
}

/* Where in a line one of the words begins that start with a letter; end when
 * none does. */
SMTPC_SELDOM_ size_t smtpc_tail_(const char *text, size_t at, size_t end,
                                 char letter, const char *words)
{
    while (at < end) {
        const char *found =
            SMTPC_CAST_(const char *, memchr(text + at, letter, end - at));

        if (!found)
            break;
        at = SMTPC_CAST_(size_t, found - text);
        if (smtpc_is_at_(text, at, end, words))
            return at;
        at++;
    }
    return end;
}

/* Does the quote at at open a value of JSON, or of key="value"? */
SMTPC_SELDOM_ int smtpc_opens_value_(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] == ' ')
        at--;
    if (at > 0 && text[at - 1] == '=')
        return 1;
    return at > 1 && (text[at - 1] == ':' || text[at - 1] == ',') &&
           text[at - 2] == '"';
}

/* The end of a value whose words begin at at: the first quote that no backslash
 * escapes, or behind one the first that it does. */
SMTPC_SELDOM_ size_t smtpc_value_end_(const char *text, size_t at, size_t end,
                                      int escaped)
{
    size_t i;

    for (i = at; i < end; i++) {
        if (text[i] == '\\' && !escaped)
            i++;
        else if (text[i] == '"' && (!escaped || text[i - 1] == '\\'))
            return i - SMTPC_CAST_(size_t, escaped);
    }
    return end;
}

/* The quote that closes the one right before at. What servers say has quotes in
 * it, too, so it is the last of the line, unless a log goes on in JSON or CSV
 * behind it. */
SMTPC_SELDOM_ size_t smtpc_closing_quote_(const char *text, size_t at,
                                          size_t end)
{
    char quote = text[at - 1];
    int escaped = at > 1 && text[at - 2] == '\\';
    size_t i;

    if (quote == '"' && (escaped || smtpc_opens_value_(text, at - 1)))
        return smtpc_value_end_(text, at, end, escaped);
    for (i = end; text[i - 1] != quote; i--)
        ;
    if (i > at)
        end = i - 1;
    return smtpc_tail_(text, at, end, quote, "\" {\0\",\"\0',\0");
}

/* The last mark of typographers in a line, where one opened it. */
SMTPC_SELDOM_ size_t smtpc_closing_curly_(const char *text, size_t at,
                                          size_t end)
{
    size_t i;

    for (i = end; i > at + 2; i--)
        if (memcmp(text + i - 3, "\xe2\x80", 2) == 0)
            return i - 3;
    return end;
}

/* The end of the value that a reply at at is part of: "smtp;550 ...". end when
 * it is part of none. */
SMTPC_ONCE_ size_t smtpc_value_around_(const char *text, size_t start,
                                       size_t at, size_t end)
{
    size_t i;

    for (i = at; i > start && text[i - 1] != '"'; i--)
        ;
    return i > start && smtpc_opens_value_(text, i - 1)
               ? smtpc_value_end_(text, at, end, 0)
               : end;
}

/* How many brackets are open before at. */
SMTPC_ONCE_ size_t smtpc_brackets_(const char *text, size_t at, size_t end)
{
    size_t open = 0;

    for (; at < end; at++) {
        if (text[at] == '(' || text[at] == '{')
            open++;
        else if ((text[at] == ')' || text[at] == '}') && open > 0)
            open--;
    }
    return open;
}

/* Where a reply begins whose words begin at words: back over its codes, to the
 * mark that opens it. */
static inline size_t smtpc_reply_start_(const char *text, size_t words)
{
    for (; words > 0; words--) {
        char c = text[words - 1];

        if (!smtpc_is_digit_(c) && c != ' ' && c != '.' && c != '-' &&
            c != '\t' && c != '#')
            break;
    }
    return words;
}

/* Does Postfix go on at at with the envelope, "; from=<a> to=<b> proto="? Where
 * an address in the reply looks like it, it does not. */
SMTPC_SELDOM_ int smtpc_is_envelope_(const char *text, size_t at, size_t end)
{
    size_t close = at;

    if (!smtpc_is_at_(text, at, end, "; from=<\0"))
        return 0;
    while (close < end && close - at < 400 && text[close] != '>')
        close++;
    return smtpc_is_at_(text, close, end, "> to=<\0>, to=<\0> proto=\0");
}

/* Do clients go on at at behind what a server said? */
SMTPC_ONCE_ int smtpc_is_added_(const char *text, size_t at, size_t end)
{
    switch (text[at]) {
    case '(':
        return smtpc_is_at_(text, at, end,
                            "(in reply to\0(delivery attempts\0");
    case ';':
        return smtpc_is_envelope_(text, at, end);
    case ',':
    case '[':
    case 'G':
    case 'I':
    case 'P':
        return smtpc_is_at_(text, at, end,
                            ", stat=\0[message-id\0giving up on\0"
                            "giving_up_on\0i'm not going to try again\0"
                            "please check the message\0"
                            "please verify that your email address is\0");
    default:
        return 0;
    }
}

/* Where eight bytes of ASCII are one letter and eight others another: the upper
 * bit of each such byte, and perhaps of those above. */
static inline uint64_t smtpc_pairs_(uint64_t some, char one, uint64_t others,
                                    char other)
{
    return ((some ^ SMTPC_ONES_ * SMTPC_CAST_(unsigned char, one)) |
            (others ^ SMTPC_ONES_ * SMTPC_CAST_(unsigned char, other))) -
           SMTPC_ONES_;
}

/* May that begin at one of eight places? Two letters of each tell, or the sign
 * of equality that is the seventh; what is behind the first may be capitals.
 * Fourteen bytes are read, of which the upper bit does not count. */
static inline int smtpc_may_be_added_(const char *s)
{
    uint64_t ascii = ~(SMTPC_ONES_ << 7);
    uint64_t first = smtpc_load8_(s) & ascii;
    uint64_t second = (smtpc_load8_(s + 1) & ascii) | SMTPC_ONES_ << 5;
    uint64_t i_or_d = second | SMTPC_ONES_ * ('i' ^ 'd'); /* or m */
    uint64_t seventh = smtpc_load8_(s + 6) & ascii;

    return ((smtpc_pairs_(seventh, '=', seventh, '=') |
             smtpc_pairs_(first, '(', i_or_d, 'm') |
             smtpc_pairs_(first, '[', i_or_d, 'm') |
             smtpc_pairs_(first, 'G', second, 'i') |
             smtpc_pairs_(first, 'I', second, '\'') |
             smtpc_pairs_(first, 'P', second, 'l')) &
            SMTPC_ONES_ << 7) != 0;
}

/* Where in a line from at to end they do; end when nowhere. What they add has
 * seven bytes at least. The last eight places overlap those before, so that
 * none is left over. */
static inline size_t smtpc_added_(const char *text, size_t at, size_t end)
{
    size_t stop = at + 6 < end ? end - 6 : at, i;
    size_t step = stop - at < 8 ? 1 : 8;

    for (; at < stop; at += step) {
        if (step == 8) {
            at = at < stop - 8 ? at : stop - 8;
            if (!smtpc_may_be_added_(text + at))
                continue;
        }
        for (i = at; i < at + step; i++)
            if (smtpc_is_added_(text, i, end))
                return i;
    }
    return end;
}

/* The end of what a server said, from its code at at on, in a line from start
 * to end: before the bracket or quote that closes one opened in front, and
 * before what clients add. */
SMTPC_ONCE_ size_t smtpc_reply_end_(const char *text, size_t start, size_t at,
                                    size_t end)
{
    size_t open, i;

    if (at > start && (text[at - 1] == '"' || text[at - 1] == '\''))
        return smtpc_closing_quote_(text, at, end);
    if (at > start && text[at - 1] & 0x80)
        end = smtpc_closing_curly_(text, at, end);
    end = smtpc_value_around_(text, start, at, end);
    end = smtpc_added_(text, at, end);
    open = smtpc_brackets_(text, start, at);
    for (i = at; i < end && open > 0; i++) {
        open += text[i] == '(' || text[i] == '{';
        open -= text[i] == ')' || text[i] == '}';
        if (open == 0)
            end = i;
    }
    while (end > at && (text[end - 1] == ' ' || text[end - 1] == '\t'))
        end--;
    return end;
}

/* Where in a line begins what a server said, as .NET writes it, even without a
 * code: "The server response was: User unknown". end when it tells none. */
SMTPC_SELDOM_ size_t smtpc_was_said_(const char *text, size_t at, size_t end)
{
    static const char was[] = "response was: \0";

    at = smtpc_tail_(text, at, end, was[0], was);
    return at < end ? at + strlen(was) : end;
}

/* Of a line from from to end whose status stands in "dsn=5.1.1,
 * status=bounced (...)", "dsn=5.1.1, stat=User unknown" or "The server response
 * was: 5.1.1 User unknown": where the words begin, or from. */
SMTPC_SELDOM_ size_t smtpc_result_words_(const char *text, size_t from,
                                         size_t end)
{
    size_t at = smtpc_was_said_(text, from, end);

    if (at < end)
        return at;
    at = from;
    while (at < end &&
           (text[at] != '=' || !smtpc_is_before_(text, at, " stat\0 status\0")))
        at++;
    if (at == end)
        return from;
    from = ++at;
    while (at < end && smtpc_is_alnum_(text[at]))
        at++;
    if (at < end && text[at] == ':')
        return smtpc_skip_blanks_(text, at + 1, end);
    return end - at > 1 && text[at] == ' ' && text[at + 1] == '(' ? at + 2
                                                                  : from;
}

/* Where the words of a reply begin that stand in a field of their own: code=550
 * message="User unknown", {"code": 550, "message": "..."}, "code: 550, message:
 * ...". words when they stand in none. */
SMTPC_ONCE_ size_t smtpc_field_words_(const char *text, size_t words,
                                      size_t end)
{
    size_t at = words;

    while (at < end && !smtpc_is_alnum_(text[at]) &&
           smtpc_is_among_(text[at], ",; \"'"))
        at++;
    while (at < end && smtpc_is_alnum_(text[at]))
        at++;
    if (at == end || text[at] == ' ' || /* nearly always */
        !smtpc_is_among_(text[at], "=:\"'") ||
        !smtpc_is_before_(
            text, at, "message\0msg\0reply\0response\0error\0reason\0text\0"))
        return words;
    at += text[at] == '"' || text[at] == '\'';
    if (!smtpc_is_at_(text, at, end, "=\0") &&
        (text[words] != ',' || !smtpc_is_at_(text, at, end, ":\0")))
        return words;
    at = smtpc_skip_blanks_(text, at + 1, end);
    return at + (at < end && (text[at] == '"' || text[at] == '\''));
}

/* Does what stands around a reply that begins at start and ends at stop say
 * that no recipient had been named: that it answers the connection, or MAIL
 * FROM? */
SMTPC_ONCE_ int smtpc_is_early_(const char *text, size_t start, size_t stop,
                                size_t len)
{
    if (start == 0 && stop == len)
        return 0;
    return smtpc_is_before_(text, start,
                            "refused to talk to me:\0initial connection:\0") ||
           smtpc_tail_(text, stop, len, '(', "(in reply to mail from\0") <
               len ||
           (smtpc_tail_(text, 0, start, 'M', "mail from:<\0") < start &&
            smtpc_tail_(text, 0, start, 'R', "rcpt to:\0") == start);
}

/* Where the words of a code begin that has none behind it, from at on: behind
 * a label, as PHPMailer writes it: "Detail: No such user SMTP code: 550". code
 * when there is no such label. */
SMTPC_SELDOM_ size_t smtpc_detail_(const char *text, size_t at, size_t code)
{
    for (; at < code; at++)
        if (text[at] == ':' && smtpc_is_before_(text, at, " detail\0"))
            return smtpc_skip_blanks_(text, at + 1, code);
    return code;
}

/* Narrow the words of a reply, which was read in the line from at to end or
 * goes on to there, to what a server said. */
static inline void smtpc_take_words_(struct smtpc_response *r, const char *text,
                                     size_t at, size_t end)
{
    size_t words = SMTPC_CAST_(size_t, r->text - text), start, stop;

    words = r->code ? smtpc_field_words_(text, words, end)
                    : smtpc_result_words_(text, words, end);
    start = smtpc_reply_start_(text, words);
    stop = smtpc_reply_end_(text, at, start, end);
    if (r->code &&
        (words >= stop ||
         (smtpc_small_letter_(text[words]) == 'a' && /* seldom */
          smtpc_is_at_(text, words, end, "additional smtp info\0")))) {
        size_t detail = smtpc_detail_(text, at, start);

        if (detail < start) {
            words = detail;
            stop = start;
        }
    }
    r->text = text + words;
    r->text_len = stop > words ? stop - words : 0;
}
