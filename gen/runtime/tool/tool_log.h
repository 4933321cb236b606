/* --- mail logs ----------------------------------------------------------- */

/* What a line of a mail log says of a delivery. */
enum outcome { NO_RESULT, BY_REPLY, SENT, DEFERRED, FAILED };

struct result {
    enum outcome outcome;
    size_t at; /* where the reply or the reason begins */
    int qmail; /* blanks are '_' and line ends '/' there */
};

static int begins(const char *text, size_t len, const char *what)
{
    size_t n = strlen(what);

    return len >= n && memcmp(text, what, n) == 0;
}

/* Where what stands first, or NULL. */
static const char *find_text(const char *text, size_t len, const char *what)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == *what && begins(text + i, len - i, what))
            return text + i;
    return NULL;
}

/* Exim's marks stand behind its message id: 1rAbCd-000123-Ef. */
static int ends_with_exim_id(const char *line, size_t at)
{
    int dashes = 0;

    while (at > 0 && (smtpc_is_alnum_(line[at - 1]) || line[at - 1] == '-'))
        dashes += line[--at] == '-';
    return dashes == 2;
}

/* Behind the next ": ", or at when there is none. */
static size_t behind_colon(const char *line, size_t at, size_t len)
{
    for (size_t i = at; i + 1 < len; i++)
        if (line[i] == ':' && line[i + 1] == ' ')
            return i + 2;
    return at;
}

/* Sendmail and OpenSMTPD: stat=... says in words what became of it. */
static enum outcome stat_outcome(const char *line, size_t at, size_t len)
{
    const char *stat = line + at;

    len -= at;
    if (begins(stat, len, "queued"))
        return NO_RESULT;
    if (begins(stat, len, "Sent") || begins(stat, len, "Delivered"))
        return SENT;
    if (begins(stat, len, "Deferred") ||
        find_text(line, at, "result=\"TempFail") ||
        find_text(line, at, "result=TempFail"))
        return DEFERRED;
    return FAILED;
}

/* What tells in a log line how a delivery ended. */
struct mark {
    const char *text;
    enum outcome outcome;
    enum { PLAIN, QMAIL, STAT, EXIM, EXPIRED } kind;
};

/* What follows a mark that stands at at, or NO_RESULT. */
static struct result read_mark(const struct mark *m, const char *line,
                               size_t at, size_t len)
{
    struct result r = {m->outcome, at + strlen(m->text), m->kind == QMAIL};

    if (m->kind == STAT)
        r.outcome = stat_outcome(line, r.at, len);
    else if (m->kind == EXPIRED) /* the word is the reason */
        r.at -= strlen("expired");
    else if (m->kind == EXIM && !ends_with_exim_id(line, at))
        r.outcome = NO_RESULT;
    else if (m->kind == EXIM && r.outcome != SENT)
        r.at = behind_colon(line, r.at, len);
    return r;
}

/* Find what in a line of Postfix, Exim, Sendmail, OpenSMTPD or qmail tells how
 * a delivery ended. What a server refused to others is no delivery. A line
 * that starts with a reply code, or quotes a reply, counts as that reply. */
static struct result find_result(const char *line, size_t len)
{
    static const struct mark marks[] = {
        {": success: ", SENT, QMAIL},
        {": deferral: ", DEFERRED, QMAIL},
        {": failure: ", FAILED, QMAIL},
        {" status=sent (", SENT, PLAIN},
        {" status=deferred (", DEFERRED, PLAIN},
        {" status=bounced (", FAILED, PLAIN},
        {" status=expired", FAILED, EXPIRED},
        {" stat=", NO_RESULT, STAT},
        {" => ", SENT, EXIM},
        {" -> ", SENT, EXIM},
        {" == ", DEFERRED, EXIM},
        {" ** ", FAILED, EXIM},
        {" said: ", BY_REPLY, PLAIN},
        {" smtp;", BY_REPLY, PLAIN},
    };
    struct result r = {NO_RESULT, 0, 0};

    if (begins(line, len, "smtp;") ||
        (len >= 3 && smtpc_reply_id(smtpc_code_at_(line, 0, len))))
        r.outcome = BY_REPLY;
    for (size_t i = 0; i < len && r.outcome == NO_RESULT; i++) {
        if (line[i] != ' ' && line[i] != ':')
            continue;
        for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
            if (begins(line + i, len - i, marks[m].text))
                r = read_mark(&marks[m], line, i, len);
    }
    if (r.outcome == NO_RESULT)
        r.at = 0;
    return r;
}

/* Point *dsn at the value of "dsn=5.1.1," before at and return its length; 0
 * when there is none, *dsn as it was. */
static size_t find_dsn(const char *line, size_t at, const char **dsn)
{
    const char *found = find_text(line, at, "dsn=");
    uint32_t status;
    size_t n;

    if (!found)
        return 0;
    found += strlen("dsn=");
    n = smtpc_status_parse(found, (size_t)(line + at - found), &status);
    if (n)
        *dsn = found;
    return n;
}
