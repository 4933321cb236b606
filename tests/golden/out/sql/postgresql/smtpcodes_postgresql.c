/* SPDX-License-Identifier: 0BSD
 * SPDX-FileCopyrightText: the smtpcodes contributors
 *
 * smtpcodes for PostgreSQL: the functions of smtpcodes--VERSION.sql. Made by
 * smtpcodes-gen; edit gen/runtime/sql/ and run 'make gen'.
 *
 * Texts are converted from and to the encoding of the server. A character
 * without a counterpart becomes a question mark: one odd line must not end a
 * query over millions.
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "catalog/namespace.h"
#include "fmgr.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#endif

#define SMTPC_STATIC
#include "smtpcodes_bounce.h"
#include "smtpcodes_text.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(smtpcodes_explain);
PG_FUNCTION_INFO_V1(smtpcodes_reason);
PG_FUNCTION_INFO_V1(smtpcodes_action);
PG_FUNCTION_INFO_V1(smtpcodes_code);
PG_FUNCTION_INFO_V1(smtpcodes_codes);
PG_FUNCTION_INFO_V1(smtpcodes_bounce_text);
PG_FUNCTION_INFO_V1(smtpcodes_bounce_bytea);

/* --- encodings ----------------------------------------------------------- */

struct bytes {
    const char *text;
    size_t len;
};

static struct bytes bytes_of(const struct varlena *value)
{
    struct bytes b;

    b.text = VARDATA_ANY(value);
    b.len = VARSIZE_ANY_EXHDR(value);
    return b;
}

static bool is_ascii(struct bytes b)
{
    unsigned char bits = 0;

    for (size_t i = 0; i < b.len; i++)
        bits |= (unsigned char)b.text[i];
    return bits < 0x80;
}

/* The length of the character at the start of b, at most all of it. */
static size_t char_length(int encoding, struct bytes b)
{
    size_t n = (size_t)pg_encoding_mblen(encoding, b.text);

    return Min(n, b.len);
}

/* From one encoding to another. The result may be larger than a datum. */
static struct bytes converted(struct bytes b, int from, int to)
{
    Oid proc = FindDefaultConversionProc(from, to);
    char *copy = MemoryContextAllocHuge(CurrentMemoryContext,
                                        b.len * MAX_CONVERSION_GROWTH + 1);
    struct bytes result = {copy, 0};

    while (b.len > 0) {
        size_t piece = Min(b.len, 1024 * 1024), used = 0;

        CHECK_FOR_INTERRUPTS();
        if (OidIsValid(proc)) {
            used = (size_t)pg_do_encoding_conversion_buf(
                proc, from, to,
                unconstify(unsigned char *, (const unsigned char *)b.text),
                (int)piece, (unsigned char *)copy + result.len,
                (int)(piece * MAX_CONVERSION_GROWTH + 1), true);
            result.len += strlen(copy + result.len);
        } else {
            for (; used < piece && !IS_HIGHBIT_SET(b.text[used]); used++)
                copy[result.len++] = b.text[used];
        }
        if (used == 0) {
            used = char_length(from, b);
            copy[result.len++] = '?';
        }
        b.text += used;
        b.len -= used;
    }
    return result;
}

/* A text of the server as UTF-8. */
static struct bytes utf8_of(const text *value)
{
    struct bytes b = bytes_of(value);
    int encoding = GetDatabaseEncoding();

    if (encoding == PG_UTF8 || encoding == PG_SQL_ASCII || is_ascii(b))
        return b;
    return converted(b, encoding, PG_UTF8);
}

/* UTF-8 without what is none. */
static struct bytes cleaned(struct bytes b)
{
    char *copy = palloc(3 * b.len + 1);
    struct bytes result = {copy, 0};

    while (b.len > 0) {
        int n = pg_encoding_verifymbchar(PG_UTF8, b.text, (int)b.len);

        if (n > 0) {
            memcpy(copy + result.len, b.text, (size_t)n);
            result.len += (size_t)n;
        } else {
            memcpy(copy + result.len, "\xef\xbf\xbd", 3); /* U+FFFD */
            result.len += 3;
            n = 1;
        }
        b.text += n;
        b.len -= (size_t)n;
    }
    return result;
}

/* What the catalogue or a mail says, of which the latter may be no UTF-8, as a
 * text of the server. */
static text *text_of(const char *said)
{
    struct bytes b = {said, strlen(said)};
    int encoding = GetDatabaseEncoding();

    if (!is_ascii(b) && encoding != PG_SQL_ASCII)
        b = encoding == PG_UTF8 ? cleaned(b) : converted(b, PG_UTF8, encoding);
    return cstring_to_text_with_len(b.text, (int)b.len);
}

/* --- rows ---------------------------------------------------------------- */

/* The most columns that a function returns. */
enum { MOST_COLUMNS = 15 };

struct row {
    Datum values[MOST_COLUMNS];
    bool nulls[MOST_COLUMNS];
    int count;
};

static void put_null(struct row *to)
{
    to->values[to->count] = (Datum)0;
    to->nulls[to->count++] = true;
}

static void put_datum(struct row *to, Datum value)
{
    to->values[to->count] = value;
    to->nulls[to->count++] = false;
}

/* "" is NULL. */
static void put_text(struct row *to, const char *said)
{
    if (*said)
        put_datum(to, PointerGetDatum(text_of(said)));
    else
        put_null(to);
}

static void put_verdict(struct row *to, const struct smtpc_verdict *v)
{
    char status[12];

    if (v->code)
        put_datum(to, Int32GetDatum(v->code));
    else
        put_null(to);
    smtpc_status_format(v->status, status);
    put_text(to, status);
    put_text(to, smtpc_reason_name(v->reason));
    put_text(to, smtpc_action_name(v->action));
    put_text(to, smtpc_party_name(v->party));
    put_text(to, smtpc_confidence_name(v->confidence));
    put_text(to, v->provider);
    put_text(to, v->message);
    put_text(to, v->title);
}

/* The description of the rows that a function returns, in a context that lasts
 * as long as it is called. */
static TupleDesc describe_rows(FunctionCallInfo fcinfo, MemoryContext context)
{
    MemoryContext before = MemoryContextSwitchTo(context);
    TupleDesc rows;

    if (get_call_result_type(fcinfo, NULL, &rows) != TYPEFUNC_COMPOSITE)
        ereport(ERROR, (errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
                        errmsg("function returning record called in context "
                               "that cannot accept type record")));
    rows = BlessTupleDesc(CreateTupleDescCopy(rows));
    MemoryContextSwitchTo(before);
    return rows;
}

static Datum make_row(TupleDesc rows, struct row *row)
{
    if (rows->natts != row->count)
        ereport(ERROR,
                (errcode(ERRCODE_DATATYPE_MISMATCH),
                 errmsg("smtpcodes: the library has %d columns, its SQL %d",
                        row->count, rows->natts),
                 errhint("Drop the extension and create it again.")));
    return HeapTupleGetDatum(heap_form_tuple(rows, row->values, row->nulls));
}

/* --- verdicts ------------------------------------------------------------ */

/* An unknown host may be anybody's; an unknown name was mistyped. */
static unsigned find_provider(const text *name)
{
    struct bytes b = utf8_of(name);
    unsigned number = smtpc_provider_of(b.text, b.len);

    if (number == 0 && !memchr(b.text, '.', b.len))
        ereport(ERROR,
                (errcode(ERRCODE_INVALID_PARAMETER_VALUE),
                 errmsg("unknown provider: \"%.*s\"",
                        pg_mbcliplen(VARDATA_ANY(name),
                                     (int)VARSIZE_ANY_EXHDR(name), 80),
                        VARDATA_ANY(name)),
                 errhint("Give an id or a name, such as 'google', or the host "
                         "of a mail server.")));
    return number;
}

/* The verdict on a reply and its provider, if there is one. false: the reply
 * is NULL. */
static bool explain(FunctionCallInfo fcinfo, struct smtpc_verdict *v)
{
    struct smtpc_context context = {0, SMTPC_STAGE_UNKNOWN};
    struct bytes reply;

    if (PG_ARGISNULL(0))
        return false;
    if (PG_NARGS() > 1 && !PG_ARGISNULL(1))
        context.provider = find_provider(PG_GETARG_TEXT_PP(1));
    reply = utf8_of(PG_GETARG_TEXT_PP(0));
    smtpc_explain(reply.text, reply.len, &context, v);
    return true;
}

Datum smtpcodes_reason(PG_FUNCTION_ARGS)
{
    struct smtpc_verdict v;

    if (!explain(fcinfo, &v))
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(smtpc_reason_name(v.reason)));
}

Datum smtpcodes_action(PG_FUNCTION_ARGS)
{
    struct smtpc_verdict v;

    if (!explain(fcinfo, &v))
        PG_RETURN_NULL();
    PG_RETURN_TEXT_P(cstring_to_text(smtpc_action_name(v.action)));
}

/* The rows' description, asked for once a query. */
static TupleDesc rows_of(FunctionCallInfo fcinfo)
{
    FmgrInfo *function = fcinfo->flinfo;

    if (!function->fn_extra)
        function->fn_extra = describe_rows(fcinfo, function->fn_mcxt);
    return function->fn_extra;
}

Datum smtpcodes_explain(PG_FUNCTION_ARGS)
{
    struct smtpc_verdict v;
    struct row row = {0};

    if (!explain(fcinfo, &v))
        PG_RETURN_NULL();
    put_verdict(&row, &v);
    PG_RETURN_DATUM(make_row(rows_of(fcinfo), &row));
}

/* --- codes --------------------------------------------------------------- */

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
static void put_entry(struct row *to, unsigned id, char said)
{
    char class_ = said >= '2' && said <= '5' ? said : gravest_class[id];
    struct smtpc_entry e;

    smtpc_get(id, &e);
    put_text(to, e.code);
    put_text(to, e.symbol);
    put_text(to, e.title);
    put_text(to, smtpc_meaning(id));
    put_text(to, smtpc_action_name(e.actions[class_ - '0']));
    put_text(to, smtpc_reason_name(e.reason));
    put_text(to, smtpc_standing_name(e.standing));
}

Datum smtpcodes_code(PG_FUNCTION_ARGS)
{
    struct bytes code = bytes_of(PG_GETARG_TEXT_PP(0));
    unsigned id = smtpc_find_id(code.text, code.len);
    struct row row = {0};

    if (id == 0)
        PG_RETURN_NULL();
    put_entry(&row, id, code.text[0]);
    PG_RETURN_DATUM(make_row(rows_of(fcinfo), &row));
}

Datum smtpcodes_codes(PG_FUNCTION_ARGS)
{
    FuncCallContext *call;
    struct row row = {0};

    if (SRF_IS_FIRSTCALL()) {
        call = SRF_FIRSTCALL_INIT();
        call->tuple_desc = describe_rows(fcinfo, call->multi_call_memory_ctx);
        call->max_calls = SMTPC_ENTRIES;
    }
    call = SRF_PERCALL_SETUP();
    if (call->call_cntr >= call->max_calls)
        SRF_RETURN_DONE(call);
    put_entry(&row, (unsigned)call->call_cntr + 1, 0);
    SRF_RETURN_NEXT(call, make_row(call->tuple_desc, &row));
}

/* --- bounces ------------------------------------------------------------- */

enum {
    FIRST_ROOM = 64,
    MOST_RECIPIENTS = FIRST_ROOM << 12 /* half a gigabyte */
};

struct bounce {
    struct smtpc_mail mail;
    struct smtpc_bounce_recipient *recipients;
    size_t count;
};

/* All recipients of a mail, in the current context. */
static struct bounce *read_mail(struct bytes mail)
{
    struct bounce *b = palloc(sizeof *b);
    size_t room = FIRST_ROOM;

    for (;;) {
        b->recipients = palloc(room * sizeof *b->recipients);
        b->count = smtpc_bounce(mail.text, mail.len, NULL, &b->mail,
                                b->recipients, room);
        if (!b->mail.is_cut)
            return b;
        CHECK_FOR_INTERRUPTS();
        pfree(b->recipients);
        room *= 8;
        if (room > MOST_RECIPIENTS)
            ereport(ERROR, (errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
                            errmsg("a mail names more than %d recipients",
                                   MOST_RECIPIENTS)));
    }
}

static void put_recipient(struct row *to, const struct bounce *b, size_t n)
{
    const struct smtpc_bounce_recipient *r = &b->recipients[n];

    put_text(to, r->address);
    put_text(to, r->original);
    put_text(to, r->outcome == SMTPC_OUTCOME_DELAYED ? "delayed" : "failed");
    put_verdict(to, &r->verdict);
    put_text(to, r->host);
    put_text(to, r->words);
    put_text(to, b->mail.message_id);
}

/* The next row of the mail in the first argument. */
static Datum next_recipient(FunctionCallInfo fcinfo,
                            struct bytes (*mail_of)(const struct varlena *))
{
    FuncCallContext *call;
    struct row row = {0};

    if (SRF_IS_FIRSTCALL()) {
        struct bytes mail = mail_of(PG_GETARG_VARLENA_PP(0));
        struct bounce *b;
        MemoryContext before;

        call = SRF_FIRSTCALL_INIT();
        before = MemoryContextSwitchTo(call->multi_call_memory_ctx);
        b = read_mail(mail);
        MemoryContextSwitchTo(before);
        call->user_fctx = b;
        call->max_calls = b->count;
        call->tuple_desc = describe_rows(fcinfo, call->multi_call_memory_ctx);
    }
    call = SRF_PERCALL_SETUP();
    if (call->call_cntr >= call->max_calls)
        SRF_RETURN_DONE(call);
    put_recipient(&row, call->user_fctx, (size_t)call->call_cntr);
    SRF_RETURN_NEXT(call, make_row(call->tuple_desc, &row));
}

Datum smtpcodes_bounce_text(PG_FUNCTION_ARGS)
{
    return next_recipient(fcinfo, utf8_of);
}

Datum smtpcodes_bounce_bytea(PG_FUNCTION_ARGS)
{
    return next_recipient(fcinfo, bytes_of);
}
