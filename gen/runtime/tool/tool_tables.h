/* --- tables: CSV ---------------------------------------------------------- */

/* What a column can be for. */
enum role { KIND, RECIPIENT, REPLY, STATUS, TIME, ID, SENDER, RELAY, ROLES };

enum { COLUMNS = 64, NO_COLUMN = COLUMNS };

/* The tables there are: the names of their columns, small letters and digits
 * only, alternatives parted by '|', and what the kind of a row means. */
static const struct table {
    const char *shows; /* a column that only this one has */
    const char *columns[ROLES];
    const char *usual; /* the columns, where no line names them; or NULL */
    struct ending endings[8];
} tables[] = {
    {"dsndiag|dsnaction|bouncecat",
     {"type", "rcpt", "dsndiag", "dsnstatus", "timelogged", "jobid", "orig",
      "dsnmta"},
     "type,timelogged,timequeued,orig,rcpt,orcpt,dsnaction,dsnstatus,dsndiag,"
     "dsnmta,bouncecat,srctype,srcmta,dlvtype,dlvsourceip,dlvdestinationip,"
     "dlvesmtpavailable,dlvsize,vmta,jobid",
     {{"d", SENT, COUNTS},
      {"b", FAILED, COUNTS},
      {"t", DEFERRED, COUNTS},
      {"tq", DEFERRED, NO_ATTEMPT},
      {"rb", FAILED, COUNTS}}},
    {"eventid",
     {"eventid", "recipientaddress", "recipientstatus", NULL, "datetime",
      "internalmessageid", "senderaddress", "serverhostname"},
     NULL,
     {{"send", SENT, COUNTS},
      {"deliver", SENT, COUNTS},
      {"fail", FAILED, COUNTS},
      {"defer", DEFERRED, COUNTS},
      {"sendexternal", SENT, COUNTS}}},
    {"recipientaddress",
     {"status|deliverystatus", "recipientaddress",
      "detail|details|statusdetail", NULL,
      "received|date|datetimeutc|origintimestamputc", "messagetraceid",
      "senderaddress", NULL},
     NULL,
     {{"delivered", SENT, COUNTS},
      {"failed", FAILED, COUNTS},
      {"pending", DEFERRED, COUNTS},
      {"fail", FAILED, COUNTS},
      {"defer", DEFERRED, COUNTS},
      {"deliver", SENT, COUNTS}}},
};

/* The table that is being read, until another line names columns. */
static struct {
    const struct table *table;
    unsigned char column[ROLES];
} reading;

/* The next field at *at of a row; quotes around it are left out, quotes in it
 * stand twice. */
static int next_cell(const char *text, size_t *at, size_t len,
                     struct piece *cell)
{
    size_t from = *at, end;

    if (from > len)
        return 0;
    if (from < len && text[from] == '"') {
        for (end = ++from; end < len; end++) {
            if (text[end] == '"' && end + 1 < len && text[end + 1] == '"')
                end++;
            else if (text[end] == '"')
                break;
        }
        *cell = piece_of(text, from, end);
        while (end < len && text[end] != ',')
            end++;
    } else {
        for (end = from; end < len && text[end] != ','; end++)
            ;
        *cell = piece_of(text, from, end);
    }
    *at = end + 1;
    return 1;
}

/* Is it the name, whatever case and whatever signs stand between? */
static int is_column(struct piece cell, const char *names)
{
    while (names && *names) {
        size_t n = strcspn(names, "|"), at = 0, i;

        for (i = 0; i < cell.len; i++) {
            if (!smtpc_is_alnum_(cell.text[i]))
                continue;
            if (at == n || smtpc_small_letter_(cell.text[i]) != names[at])
                break;
            at++;
        }
        if (i == cell.len && at == n)
            return 1;
        names += n + (names[n] == '|');
    }
    return 0;
}

/* Does a line name the columns of a table? Then the rows below are read so. */
static int take_columns(const char *text, size_t at, size_t len,
                        const struct table *t)
{
    struct piece cell;
    unsigned char column[ROLES];
    int shows = 0;

    memset(column, NO_COLUMN, sizeof column);
    for (unsigned char i = 0; i < COLUMNS && next_cell(text, &at, len, &cell);
         i++) {
        shows |= is_column(cell, t->shows);
        for (int role = 0; role < ROLES; role++)
            if (column[role] == NO_COLUMN && is_column(cell, t->columns[role]))
                column[role] = i;
    }
    if (!shows || column[KIND] == NO_COLUMN || column[RECIPIENT] == NO_COLUMN)
        return 0;
    reading.table = t;
    memcpy(reading.column, column, sizeof column);
    return 1;
}

/* How the names of the columns of a table can begin. */
static int may_name_columns(const char *text, size_t len)
{
    char c = len ? text[0] : ' ';

    return (c >= 'a' && c <= 'z') || c == '#' || c == '"' || c == '\xef' ||
           (c == 'D' && begins(text, len, "Date")) ||
           (c == 'R' && begins(text, len, "Received"));
}

static int names_columns(const char *text, size_t len)
{
    size_t at = begins(text, len, "\xef\xbb\xbf") ? 3 : 0; /* UTF-8 */

    if (begins(text + at, len - at, "#Fields: "))
        at += strlen("#Fields: ");
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (take_columns(text, at, len, &tables[i]))
            return 1;
    return 0;
}

/* A row of PowerMTA that stands alone: "b,2026-...,". */
static int is_usual_row(const char *text, size_t len)
{
    return len > 12 && text[1] == ',' &&
           (text[0] == 'd' || text[0] == 'b' || text[0] == 't') &&
           (is_time(text + 2, len < 32 ? len - 2 : 30) ||
            (smtpc_is_digit_(text[2]) && smtpc_is_digit_(text[11])));
}

/* The cells of a row by what they are for; 0 when it names no recipient. */
static int read_row(const char *text, size_t len, struct piece *cells)
{
    struct piece cell;
    size_t at = 0;

    for (int role = 0; role < ROLES; role++)
        cells[role] = piece_of(text, 0, 0);
    for (size_t i = 0; i < COLUMNS && next_cell(text, &at, len, &cell); i++)
        for (int role = 0; role < ROLES; role++)
            if (reading.column[role] == i)
                cells[role] = cell;
    return cells[RECIPIENT].len > 0;
}

static const struct ending *row_ending(struct piece kind)
{
    const struct ending *e = reading.table->endings;

    for (; e->word; e++)
        if (is_column(kind, e->word))
            return e;
    return NULL;
}

/* A row of the table that is being read: 1 when it is one. */
static int read_table(const char *text, size_t len, struct result *r)
{
    struct piece cells[ROLES];
    const struct ending *e;

    if (!reading.table || !read_row(text, len, cells))
        return 0;
    e = row_ending(cells[KIND]);
    if (!e)
        return 0;
    memset(r, 0, sizeof *r);
    r->text = text;
    r->known = 1;
    r->outcome = e->outcome;
    r->aside = e->aside;
    r->form = CSV_FIELD;
    r->at = (size_t)(cells[REPLY].text - text);
    r->end = r->at + cells[REPLY].len;
    r->recipient = cells[RECIPIENT];
    r->status = cells[STATUS];
    r->time = cells[TIME];
    r->id = cells[ID];
    r->sender = cells[SENDER];
    r->relay = cells[RELAY];
    return 1;
}

/* Where semicolons part as many replies as recipients, each has its own. */
static size_t split_cells(struct result *out, size_t count)
{
    size_t at = out->at, end = out->end, n = 1;

    for (size_t i = at; i < end; i++)
        n += out->text[i] == ';';
    if (count < 2 || n != count)
        return count;
    for (n = 0; n < count; n++) {
        size_t stop = at;

        while (stop < end && out->text[stop] != ';')
            stop++;
        out[n].at = at;
        out[n].end = stop;
        at = stop + 1;
    }
    return count;
}
