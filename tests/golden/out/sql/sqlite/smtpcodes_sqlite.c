/* SPDX-License-Identifier: 0BSD
 * SPDX-FileCopyrightText: the smtpcodes contributors
 *
 * smtpcodes for SQLite 3.26 and later, a loadable extension. Made by
 * smtpcodes-gen; edit gen/runtime/sql/ and run 'make gen'.
 *
 * To compile it in this folder, for Linux and the BSDs, macOS and Windows:
 *
 *     cc -O2 -fPIC -shared -I../.. smtpcodes_sqlite.c -o smtpcodes.so
 *     cc -O2 -dynamiclib -undefined dynamic_lookup -I../.. \
 *         smtpcodes_sqlite.c -o smtpcodes.dylib
 *     gcc -O2 -shared -I../.. smtpcodes_sqlite.c -o smtpcodes.dll
 *
 * Where the headers of smtpcodes are installed, -I../.. is not needed. In the
 * shell of SQLite, ".load ./smtpcodes" loads it. Then there are:
 *
 *     smtp_reason(reply [, provider])    the cause: 'user-unknown'
 *     smtp_action(reply [, provider])    what to do: 'suppress'
 *     smtp_explain(reply [, provider])   the whole verdict, as JSON
 *     smtp_code(code)                    '5.7.26', '550' or a symbol, as JSON
 *     smtp_codes                         a table of all codes
 *     smtp_bounce(mail)                  a table: a row a failed recipient
 *
 * A reply is a text or a blob of any bytes, and so is a mail. NULL gives NULL.
 * A provider is an id, a name or the host of a mail server ('google', 'Gmail',
 * an MX record). An unknown host counts as no provider, and an unknown name is
 * an error. Results are the same as long as the version is, so indexes on these
 * functions work: run REINDEX when you have compiled another version.
 */
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#define SMTPC_STATIC
#include "smtpcodes_bounce.h"
#include "smtpcodes_text.h"

#include <string.h>

/* Safe in views and triggers, of those who know the flag. */
#ifndef SQLITE_INNOCUOUS
#define SQLITE_INNOCUOUS 0
#endif

/* --- values -------------------------------------------------------------- */

struct bytes {
    const char *text;
    size_t len;
};

/* A text as UTF-8, whatever the database has; a blob as it is. text is NULL if
 * there is no memory. */
static struct bytes bytes_of(sqlite3_value *value)
{
    int is_blob = sqlite3_value_type(value) == SQLITE_BLOB;
    const void *text =
        is_blob ? sqlite3_value_blob(value) : sqlite3_value_text(value);
    struct bytes b = {text, (size_t)sqlite3_value_bytes(value)};

    if (!text && is_blob && b.len == 0)
        b.text = ""; /* an empty blob has no address */
    return b;
}

/* The length of the UTF-8 character at s, or 0 if there is none
 * (RFC 3629, section 4). */
static size_t utf8_length(const unsigned char *s, size_t len)
{
    unsigned low = 0x80, high = 0xbf;
    size_t n = *s < 0x80   ? 1
               : *s < 0xc2 ? 0
               : *s < 0xe0 ? 2
               : *s < 0xf0 ? 3
                           : 4;

    if (*s > 0xf4 || n > len)
        return 0;
    low = *s == 0xe0 ? 0xa0 : *s == 0xf0 ? 0x90 : low;
    high = *s == 0xed ? 0x9f : *s == 0xf4 ? 0x8f : high;
    for (size_t i = 1; i < n; i++, low = 0x80, high = 0xbf)
        if (s[i] < low || s[i] > high)
            return 0;
    return n;
}

/* What others say may be no UTF-8: each such byte becomes U+FFFD. */
static void put_clean(sqlite3_str *to, const char *text, size_t len)
{
    size_t at = 0;

    while (at < len) {
        size_t n = utf8_length((const unsigned char *)text + at, len - at);

        if (n)
            sqlite3_str_append(to, text + at, (int)n);
        else
            sqlite3_str_appendall(to, "\xef\xbf\xbd");
        at += n ? n : 1;
    }
}

/* The text of a sqlite3_str as the result; it is freed. */
static void result_str(sqlite3_context *c, sqlite3_str *text)
{
    int failed = sqlite3_str_errcode(text);
    int len = sqlite3_str_length(text);
    char *s = sqlite3_str_finish(text);

    if (failed)
        sqlite3_result_error_code(c, failed);
    else
        sqlite3_result_text(c, s ? s : "", len, s ? sqlite3_free : NULL);
}

/* A text that lasts as long as the program; NULL and "" are NULL. */
static void result_word(sqlite3_context *c, const char *word)
{
    if (word && *word)
        sqlite3_result_text(c, word, -1, SQLITE_STATIC);
    else
        sqlite3_result_null(c);
}

static void result_mail_text(sqlite3_context *c, const char *text)
{
    sqlite3_str *to;

    if (!*text) {
        sqlite3_result_null(c);
        return;
    }
    to = sqlite3_str_new(NULL);
    put_clean(to, text, strlen(text));
    result_str(c, to);
}

/* --- JSON ---------------------------------------------------------------- */

/* Texts of the catalogue are UTF-8, as JSON is. */
static void put_string(sqlite3_str *to, const char *s)
{
    sqlite3_str_appendchar(to, 1, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            sqlite3_str_appendchar(to, 1, '\\');
        if ((unsigned char)*s < ' ')
            sqlite3_str_appendf(to, "\\u%04x", *s);
        else
            sqlite3_str_appendchar(to, 1, *s);
    }
    sqlite3_str_appendchar(to, 1, '"');
}

/* The next member of an object; "" is null. */
static void put_member(sqlite3_str *to, const char *name, const char *value)
{
    sqlite3_str_appendf(to, "%c\"%s\":", sqlite3_str_length(to) ? ',' : '{',
                        name);
    if (*value)
        put_string(to, value);
    else
        sqlite3_str_appendall(to, "null");
}

/* --- verdicts ------------------------------------------------------------ */

static void refuse_provider(sqlite3_context *c, struct bytes name)
{
    sqlite3_str *to = sqlite3_str_new(NULL);
    size_t shown = 0;
    char *message;

    while (shown < 80 && shown < name.len && name.text[shown])
        shown++;
    sqlite3_str_appendall(to, "unknown provider: \"");
    put_clean(to, name.text, shown);
    sqlite3_str_appendall(to, "\" (an id such as 'google', or the host of a "
                              "mail server)");
    message = sqlite3_str_finish(to);
    if (message)
        sqlite3_result_error(c, message, -1);
    else
        sqlite3_result_error_nomem(c);
    sqlite3_free(message);
}

/* An unknown host may be anybody's; an unknown name was mistyped. */
static int find_provider(sqlite3_context *c, sqlite3_value *value,
                         unsigned *number)
{
    struct bytes b;

    if (sqlite3_value_type(value) == SQLITE_NULL)
        return 1;
    b = bytes_of(value);
    if (!b.text) {
        sqlite3_result_error_nomem(c);
        return 0;
    }
    *number = smtpc_provider_of(b.text, b.len);
    if (*number || memchr(b.text, '.', b.len))
        return 1;
    refuse_provider(c, b);
    return 0;
}

/* The verdict on the arguments of a function; 0: there is a result already. */
static int explain(sqlite3_context *c, int count, sqlite3_value **values,
                   struct smtpc_verdict *v)
{
    struct smtpc_context context = {0, SMTPC_STAGE_UNKNOWN};
    struct bytes reply;

    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return 0;
    if (count > 1 && !find_provider(c, values[1], &context.provider))
        return 0;
    reply = bytes_of(values[0]);
    if (!reply.text) {
        sqlite3_result_error_nomem(c);
        return 0;
    }
    smtpc_explain(reply.text, reply.len, &context, v);
    return 1;
}

static void smtp_reason(sqlite3_context *c, int count, sqlite3_value **values)
{
    struct smtpc_verdict v;

    if (explain(c, count, values, &v))
        result_word(c, smtpc_reason_name(v.reason));
}

static void smtp_action(sqlite3_context *c, int count, sqlite3_value **values)
{
    struct smtpc_verdict v;

    if (explain(c, count, values, &v))
        result_word(c, smtpc_action_name(v.action));
}

static void smtp_explain(sqlite3_context *c, int count, sqlite3_value **values)
{
    struct smtpc_verdict v;
    char status[12];
    sqlite3_str *to;

    if (!explain(c, count, values, &v))
        return;
    to = sqlite3_str_new(NULL);
    smtpc_status_format(v.status, status);
    if (v.code)
        sqlite3_str_appendf(to, "{\"code\":%d", v.code);
    else
        sqlite3_str_appendall(to, "{\"code\":null");
    put_member(to, "status", status);
    put_member(to, "reason", smtpc_reason_name(v.reason));
    put_member(to, "action", smtpc_action_name(v.action));
    put_member(to, "party", smtpc_party_name(v.party));
    put_member(to, "confidence", smtpc_confidence_name(v.confidence));
    put_member(to, "provider", v.provider);
    put_member(to, "message", v.message);
    put_member(to, "title", v.title);
    sqlite3_str_appendchar(to, 1, '}');
    result_str(c, to);
}

/* --- codes --------------------------------------------------------------- */

enum {
    CODE_CODE,
    CODE_SYMBOL,
    CODE_TITLE,
    CODE_MEANING,
    CODE_ACTION,
    CODE_REASON,
    CODE_STANDING,
    CODE_COLUMNS
};

/* The gravest class that each code makes sense in, by its id. */
static const char gravest_class[] =
    "5"
    "4"
    "2"
    "3"
    "44"
    "5"
    "5"
    "5555555"
    "5"
    "5"
    ;

/* The columns of a code. The action is that of the class which a name such as
 * "4.7.26" says, or that of the gravest class. */
static void describe(unsigned id, char said, const char *columns[CODE_COLUMNS])
{
    char class_ = said >= '2' && said <= '5' ? said : gravest_class[id];
    struct smtpc_entry e;

    smtpc_get(id, &e);
    columns[CODE_CODE] = e.code;
    columns[CODE_SYMBOL] = e.symbol;
    columns[CODE_TITLE] = e.title;
    columns[CODE_MEANING] = smtpc_meaning(id);
    columns[CODE_ACTION] = smtpc_action_name(e.actions[class_ - '0']);
    columns[CODE_REASON] = smtpc_reason_name(e.reason);
    columns[CODE_STANDING] = smtpc_standing_name(e.standing);
}

static void smtp_code(sqlite3_context *c, int count, sqlite3_value **values)
{
    static const char *const names[CODE_COLUMNS] = {
        "code", "symbol", "title", "meaning", "action", "reason", "standing"};
    const char *columns[CODE_COLUMNS];
    struct bytes code;
    sqlite3_str *to;
    unsigned id;

    (void)count;
    if (sqlite3_value_type(values[0]) == SQLITE_NULL)
        return;
    code = bytes_of(values[0]);
    if (!code.text) {
        sqlite3_result_error_nomem(c);
        return;
    }
    id = smtpc_find_id(code.text, code.len);
    if (id == 0)
        return;
    describe(id, code.text[0], columns);
    to = sqlite3_str_new(NULL);
    for (int i = 0; i < CODE_COLUMNS; i++)
        put_member(to, names[i], columns[i]);
    sqlite3_str_appendchar(to, 1, '}');
    result_str(c, to);
}

/* --- the table of codes -------------------------------------------------- */

static int connect_to(sqlite3 *db, const char *columns, sqlite3_vtab **table)
{
    int failed = sqlite3_declare_vtab(db, columns);

    if (failed)
        return failed;
#ifdef SQLITE_VTAB_INNOCUOUS
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
#endif
    *table = sqlite3_malloc(sizeof **table);
    if (!*table)
        return SQLITE_NOMEM;
    memset(*table, 0, sizeof **table);
    return SQLITE_OK;
}

static int disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* One of that size, all zeros, that begins with what SQLite knows of it. */
static int open_cursor(size_t size, sqlite3_vtab_cursor **cursor)
{
    *cursor = sqlite3_malloc64(size);
    if (!*cursor)
        return SQLITE_NOMEM;
    memset(*cursor, 0, size);
    return SQLITE_OK;
}

struct codes_cursor {
    sqlite3_vtab_cursor base;
    unsigned id;
};

static int codes_connect(sqlite3 *db, void *aux, int argc,
                         const char *const *argv, sqlite3_vtab **table,
                         char **error)
{
    (void)aux, (void)argc, (void)argv, (void)error;
    return connect_to(db,
                      "CREATE TABLE smtp_codes(code TEXT, symbol TEXT, "
                      "title TEXT, meaning TEXT, action TEXT, reason TEXT, "
                      "standing TEXT)",
                      table);
}

static int codes_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = SMTPC_ENTRIES;
    info->estimatedRows = SMTPC_ENTRIES;
    return SQLITE_OK;
}

static int codes_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    (void)table;
    return open_cursor(sizeof(struct codes_cursor), cursor);
}

static int codes_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int codes_filter(sqlite3_vtab_cursor *cursor, int number,
                        const char *name, int argc, sqlite3_value **argv)
{
    (void)number, (void)name, (void)argc, (void)argv;
    ((struct codes_cursor *)cursor)->id = 1;
    return SQLITE_OK;
}

static int codes_next(sqlite3_vtab_cursor *cursor)
{
    ((struct codes_cursor *)cursor)->id++;
    return SQLITE_OK;
}

static int codes_eof(sqlite3_vtab_cursor *cursor)
{
    return ((struct codes_cursor *)cursor)->id > SMTPC_ENTRIES;
}

static int codes_column(sqlite3_vtab_cursor *cursor, sqlite3_context *c,
                        int column)
{
    const char *columns[CODE_COLUMNS];

    describe(((struct codes_cursor *)cursor)->id, 0, columns);
    result_word(c, columns[column]);
    return SQLITE_OK;
}

static int codes_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
    *id = ((struct codes_cursor *)cursor)->id;
    return SQLITE_OK;
}

static const sqlite3_module codes_module = {.xConnect = codes_connect,
                                            .xBestIndex = codes_best_index,
                                            .xDisconnect = disconnect,
                                            .xOpen = codes_open,
                                            .xClose = codes_close,
                                            .xFilter = codes_filter,
                                            .xNext = codes_next,
                                            .xEof = codes_eof,
                                            .xColumn = codes_column,
                                            .xRowid = codes_rowid};

/* --- the table of a bounce ----------------------------------------------- */

enum {
    BOUNCE_RECIPIENT,
    BOUNCE_ORIGINAL,
    BOUNCE_OUTCOME,
    BOUNCE_CODE,
    BOUNCE_STATUS,
    BOUNCE_REASON,
    BOUNCE_ACTION,
    BOUNCE_PARTY,
    BOUNCE_CONFIDENCE,
    BOUNCE_PROVIDER,
    BOUNCE_MESSAGE,
    BOUNCE_TITLE,
    BOUNCE_HOST,
    BOUNCE_WORDS,
    BOUNCE_MESSAGE_ID,
    BOUNCE_MAIL /* the argument */
};

enum {
    FIRST_ROOM = 64,
    MOST_RECIPIENTS = FIRST_ROOM << 12 /* half a gigabyte */
};

struct bounce_cursor {
    sqlite3_vtab_cursor base;
    struct smtpc_mail mail;
    struct smtpc_bounce_recipient *recipients;
    size_t room, count, at;
};

static int bounce_connect(sqlite3 *db, void *aux, int argc,
                          const char *const *argv, sqlite3_vtab **table,
                          char **error)
{
    (void)aux, (void)argc, (void)argv, (void)error;
    return connect_to(db,
                      "CREATE TABLE smtp_bounce(recipient TEXT, original TEXT, "
                      "outcome TEXT, code INTEGER, status TEXT, reason TEXT, "
                      "action TEXT, party TEXT, confidence TEXT, "
                      "provider TEXT, message TEXT, title TEXT, host TEXT, "
                      "words TEXT, message_id TEXT, mail HIDDEN)",
                      table);
}

static int bounce_best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    for (int i = 0; i < info->nConstraint; i++) {
        if (info->aConstraint[i].iColumn != BOUNCE_MAIL ||
            info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1000;
        info->estimatedRows = 1;
        return SQLITE_OK;
    }
    table->zErrMsg = sqlite3_mprintf("smtp_bounce needs a mail: "
                                     "SELECT * FROM smtp_bounce(mail)");
    return SQLITE_ERROR;
}

static int bounce_open(sqlite3_vtab *table, sqlite3_vtab_cursor **cursor)
{
    (void)table;
    return open_cursor(sizeof(struct bounce_cursor), cursor);
}

static int bounce_close(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(((struct bounce_cursor *)cursor)->recipients);
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int grow(struct bounce_cursor *c)
{
    size_t room = c->room ? c->room * 8 : FIRST_ROOM;
    struct smtpc_bounce_recipient *grown;

    if (room > MOST_RECIPIENTS)
        return SQLITE_TOOBIG;
    grown = sqlite3_realloc64(c->recipients, room * sizeof *grown);
    if (!grown)
        return SQLITE_NOMEM;
    c->recipients = grown;
    c->room = room;
    return SQLITE_OK;
}

/* Read a mail into the cursor, which grows until all recipients have room. */
static int read_mail(struct bounce_cursor *c, struct bytes mail)
{
    int failed = c->room ? SQLITE_OK : grow(c);

    while (!failed) {
        c->count = smtpc_bounce(mail.text, mail.len, NULL, &c->mail,
                                c->recipients, c->room);
        if (!c->mail.is_cut)
            break;
        failed = grow(c);
    }
    return failed;
}

static int bounce_filter(sqlite3_vtab_cursor *cursor, int number,
                         const char *name, int argc, sqlite3_value **argv)
{
    struct bounce_cursor *c = (struct bounce_cursor *)cursor;
    struct bytes mail;

    (void)number, (void)name, (void)argc;
    c->at = c->count = 0;
    if (sqlite3_value_type(argv[0]) == SQLITE_NULL)
        return SQLITE_OK;
    mail = bytes_of(argv[0]);
    return mail.text ? read_mail(c, mail) : SQLITE_NOMEM;
}

static int bounce_next(sqlite3_vtab_cursor *cursor)
{
    ((struct bounce_cursor *)cursor)->at++;
    return SQLITE_OK;
}

static int bounce_eof(sqlite3_vtab_cursor *cursor)
{
    struct bounce_cursor *c = (struct bounce_cursor *)cursor;

    return c->at >= c->count;
}

static void result_status(sqlite3_context *c, uint32_t status)
{
    char text[12];

    if (smtpc_status_format(status, text))
        sqlite3_result_text(c, text, -1, SQLITE_TRANSIENT);
}

static const char *outcome_name(int outcome)
{
    return outcome == SMTPC_OUTCOME_DELAYED ? "delayed" : "failed";
}

static int bounce_column(sqlite3_vtab_cursor *cursor, sqlite3_context *c,
                         int column)
{
    const struct bounce_cursor *at = (struct bounce_cursor *)cursor;
    const struct smtpc_bounce_recipient *r = &at->recipients[at->at];
    const struct smtpc_verdict *v = &r->verdict;

    switch (column) {
    case BOUNCE_RECIPIENT:
        result_mail_text(c, r->address);
        break;
    case BOUNCE_ORIGINAL:
        result_mail_text(c, r->original);
        break;
    case BOUNCE_OUTCOME:
        result_word(c, outcome_name(r->outcome));
        break;
    case BOUNCE_CODE:
        if (v->code)
            sqlite3_result_int(c, v->code);
        break;
    case BOUNCE_STATUS:
        result_status(c, v->status);
        break;
    case BOUNCE_REASON:
        result_word(c, smtpc_reason_name(v->reason));
        break;
    case BOUNCE_ACTION:
        result_word(c, smtpc_action_name(v->action));
        break;
    case BOUNCE_PARTY:
        result_word(c, smtpc_party_name(v->party));
        break;
    case BOUNCE_CONFIDENCE:
        result_word(c, smtpc_confidence_name(v->confidence));
        break;
    case BOUNCE_PROVIDER:
        result_word(c, v->provider);
        break;
    case BOUNCE_MESSAGE:
        result_word(c, v->message);
        break;
    case BOUNCE_TITLE:
        result_word(c, v->title);
        break;
    case BOUNCE_HOST:
        result_mail_text(c, r->host);
        break;
    case BOUNCE_WORDS:
        result_mail_text(c, r->words);
        break;
    case BOUNCE_MESSAGE_ID:
        result_mail_text(c, at->mail.message_id);
        break;
    default:
        break;
    }
    return SQLITE_OK;
}

static int bounce_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *id)
{
    *id = (sqlite3_int64)((struct bounce_cursor *)cursor)->at + 1;
    return SQLITE_OK;
}

static const sqlite3_module bounce_module = {.xConnect = bounce_connect,
                                             .xBestIndex = bounce_best_index,
                                             .xDisconnect = disconnect,
                                             .xOpen = bounce_open,
                                             .xClose = bounce_close,
                                             .xFilter = bounce_filter,
                                             .xNext = bounce_next,
                                             .xEof = bounce_eof,
                                             .xColumn = bounce_column,
                                             .xRowid = bounce_rowid};

/* --- all of them --------------------------------------------------------- */

#ifdef _WIN32
__declspec(dllexport)
#endif
    int sqlite3_smtpcodes_init(sqlite3 *db, char **error,
                               const sqlite3_api_routines *api);

int sqlite3_smtpcodes_init(sqlite3 *db, char **error,
                           const sqlite3_api_routines *api)
{
    static const struct {
        const char *name;
        int arguments;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"smtp_reason", 1, smtp_reason},   {"smtp_reason", 2, smtp_reason},
        {"smtp_action", 1, smtp_action},   {"smtp_action", 2, smtp_action},
        {"smtp_explain", 1, smtp_explain}, {"smtp_explain", 2, smtp_explain},
        {"smtp_code", 1, smtp_code},
    };
    int failed = SQLITE_OK;

    (void)error;
    SQLITE_EXTENSION_INIT2(api);
    for (size_t i = 0; !failed && i < sizeof functions / sizeof functions[0];
         i++)
        failed = sqlite3_create_function(
            db, functions[i].name, functions[i].arguments,
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
            functions[i].call, NULL, NULL);
    if (!failed)
        failed = sqlite3_create_module(db, "smtp_codes", &codes_module, NULL);
    if (!failed)
        failed = sqlite3_create_module(db, "smtp_bounce", &bounce_module, NULL);
    return failed;
}
