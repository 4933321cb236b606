/* SPDX-License-Identifier: 0BSD
 *
 * Prints what the headers answer: the ids of every code and symbol, checksums
 * over more lookups than one wants to read, and whole verdicts. Two machines
 * whose outputs are the same bytes give the same answers. Needs no C library:
 * print.c, which does, calls it. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"

#include <string.h>

typedef void put_bytes(const char *text, size_t len);

void dump(put_bytes *put);

static void put_text(put_bytes *put, const char *text)
{
    put(text, strlen(text));
}

static void put_number(put_bytes *put, uint32_t n)
{
    char digits[10];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n != 0);
    put(" ", 1);
    put(digits + at, sizeof digits - at);
}

/* FNV-1a, of 32 bits. */
static uint32_t add_byte(uint32_t sum, unsigned byte)
{
    return (sum ^ (byte & 255)) * 16777619u;
}

static uint32_t add_number(uint32_t sum, uint32_t n)
{
    for (int shift = 0; shift < 32; shift += 8)
        sum = add_byte(sum, n >> shift & 255);
    return sum;
}

/* With the NUL, so that texts do not run into each other. */
static uint32_t add_text(uint32_t sum, const char *text)
{
    for (; *text; text++)
        sum = add_byte(sum, (unsigned char)*text);
    return add_byte(sum, 0);
}

static size_t put_digits(char *to, unsigned n)
{
    size_t len = 0;

    if (n >= 10)
        to[len++] = (char)('0' + n / 10);
    to[len++] = (char)('0' + n % 10);
    return len;
}

static const uint32_t nothing = 2166136261u;

/* Each entry, and the ids that its code, its number and its symbol lead to:
 * all of them the first. */
static void dump_entries(put_bytes *put)
{
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        uint32_t texts = nothing;

        smtpc_get(id, &e);
        put_text(put, e.symbol);
        put(" ", 1);
        put_text(put, e.code);
        put_number(put, id);
        put_number(put, smtpc_find_id(e.code, strlen(e.code)));
        put_number(put, smtpc_find_id(e.symbol, strlen(e.symbol)));
        if (e.code[0] == 'X')
            put_number(put, smtpc_status_id(SMTPC_WITH_CLASS(5, e.number)));
        else
            put_number(put, smtpc_reply_id((int)e.number));
        put_number(put, e.standing);
        put_number(put, e.reason);
        put_number(put, e.party);
        for (int class_ = 0; class_ < 6; class_++)
            put_number(put, e.actions[class_]);
        texts = add_text(texts, e.title);
        texts = add_text(texts, smtpc_meaning(id));
        for (int party = -1; party < 7; party++)
            texts = add_text(texts, smtpc_steps(id, party));
        put_number(put, add_text(texts, e.reference));
        put("\n", 1);
    }
}

static uint32_t sum_replies(void)
{
    uint32_t sum = nothing;

    for (int code = -1; code <= 1000; code++)
        sum = add_number(sum, smtpc_reply_id(code));
    for (unsigned code = 0; code < 1000; code++) {
        char text[3];

        text[0] = (char)('0' + code / 100);
        text[1] = (char)('0' + code / 10 % 10);
        text[2] = (char)('0' + code % 10);
        sum = add_number(sum, smtpc_find_id(text, sizeof text));
    }
    return sum;
}

/* 0.0.0 to 9.99.99, by text, by number, and as they are read. */
static uint32_t sum_statuses(unsigned class_)
{
    uint32_t sum = nothing;

    for (unsigned subject = 0; subject < 100; subject++) {
        for (unsigned detail = 0; detail < 100; detail++) {
            char text[8], formatted[12];
            size_t len = 2;
            uint32_t status = 0;

            text[0] = (char)('0' + class_);
            text[1] = '.';
            len += put_digits(text + len, subject);
            text[len++] = '.';
            len += put_digits(text + len, detail);
            sum = add_number(sum, smtpc_find_id(text, len));
            sum = add_number(
                sum, smtpc_status_id(SMTPC_STATUS(class_, subject, detail)));
            sum = add_number(sum,
                             (uint32_t)smtpc_status_parse(text, len, &status));
            sum = add_number(sum, status);
            sum = add_number(sum, (uint32_t)smtpc_reply_for(status));
            sum = add_number(sum,
                             (uint32_t)smtpc_status_format(status, formatted));
            sum = add_text(sum, formatted);
            text[0] = 'X';
            sum = add_number(sum, smtpc_find_id(text, len));
        }
    }
    return sum;
}

/* Every symbol, then with each of its bytes changed in two ways: one is a
 * letter's case, the other sets the bit that makes char negative. */
static uint32_t sum_symbols(void)
{
    uint32_t sum = nothing;

    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        char text[256];
        size_t len;

        smtpc_get(id, &e);
        len = strlen(e.symbol);
        memcpy(text, e.symbol, len);
        sum = add_number(sum, smtpc_find_id(text, len));
        for (size_t i = 0; i < len; i++) {
            sum = add_number(sum, smtpc_find_id(text, i));
            text[i] = (char)((unsigned char)e.symbol[i] ^ 0x20);
            sum = add_number(sum, smtpc_find_id(text, len));
            text[i] = (char)((unsigned char)e.symbol[i] ^ 0x80);
            sum = add_number(sum, smtpc_find_id(text, len));
            text[i] = e.symbol[i];
        }
    }
    return sum;
}

static uint32_t sum_words(void)
{
    uint32_t sum = nothing;

    for (int n = -1; n < 256; n++) {
        sum = add_text(sum, smtpc_class_title(n));
        sum = add_text(sum, smtpc_status_class_title(n));
        sum = add_text(sum, smtpc_subject_title(n));
        sum = add_text(sum, smtpc_reason_name(n));
        sum = add_text(sum, smtpc_action_name(n));
        sum = add_text(sum, smtpc_party_name(n));
        sum = add_text(sum, smtpc_action_phrase(n));
        sum = add_text(sum, smtpc_party_phrase(n));
        sum = add_text(sum, smtpc_standing_name(n));
        sum = add_text(sum, smtpc_basis_name(n));
        sum = add_text(sum, smtpc_confidence_name(n));
    }
    return sum;
}

/* Of every kind: lines and bounces, phrases of one piece and of several,
 * providers shown and named, codes that contradict each other, other
 * languages, bytes that are no text. */
static const struct {
    const char *text, *provider;
} replies[] = {
    {"", ""},
    {"250 2.0.0 OK", ""},
    {"354 Go ahead", ""},
    {"550 5.1.1 <ann@example.org>: User unknown", ""},
    {"550-5.1.1 The email account that you tried to reach does not exist.\r\n"
     "550 5.1.1 https://support.google.com/mail/?p=NoSuchUser x - gsmtp\r\n",
     ""},
    {"smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", ""},
    {"host mx.example.net said: 452 4.2.2 Mailbox full (in reply to RCPT TO)",
     ""},
    {"552 5.2.2 The email account that you tried to reach is over quota", ""},
    {"421 4.7.0 Try again later", "google"},
    {"421 4.7.0 Try again later", "microsoft"},
    {"450 4.7.1 Greylisted, please try again in 300 seconds", ""},
    {"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using "
     "zen.spamhaus.org",
     ""},
    {"550 5.7.26 This mail is unauthenticated", "google"},
    {"550 5.7.1 Message rejected due to DMARC policy", ""},
    {"451 4.3.0 Temporary lookup failure", ""},
    {"550 4.2.2 mailbox full", ""},
    {"550-5.7.1 one\n550-5.2.2 other\n", ""},
    {"571 Delivery not authorized, message refused", ""},
    {"599 5.999.999 no such thing", ""},
    {"Connection timed out", ""},
    {"550 5.1.1 Utilisateur inconnu : bo\303\256te inexistante", ""},
    {"550 5.1.1 \320\275\320\265\321\202 \320\277\320\276\320\273\321\214", ""},
    {"550 5.1.1 \200\377\376 user\240unknown \377\377\377\377", ""},
    {"\377\377\377\377\200\200\200", ""},
    {"550 x //y (#5.1.1), status=5.1.1@z", ""},
    {"550 <A-MAILBOX-FULL>", ""},
    {"550 A-MAILBOX-FULL-X.AB", ""},
    {"550 It doesn't exist: user doesn\342\200\231t exist", ""},
};

/* The provider by each of its names that a caller may have. */
static uint32_t sum_providers(void)
{
    static const char *const names[] = {"Google", "Mx.Google.Com.",
                                        "notgoogle.com", "gmail"};
    uint32_t sum = nothing;

    for (unsigned n = 1; smtpc_provider_id(n); n++) {
        const char *id = smtpc_provider_id(n);

        sum = add_text(sum, id);
        sum = add_number(sum, smtpc_provider_of(id, strlen(id)));
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        sum = add_number(sum, smtpc_provider_of(names[i], strlen(names[i])));
    return sum;
}

static uint32_t add_verdict(uint32_t sum, const char *text, size_t len,
                            const struct smtpc_context *context)
{
    struct smtpc_verdict v;

    sum = add_number(sum, (uint32_t)smtpc_explain(text, len, context, &v));
    sum = add_number(sum, (uint32_t)v.reason);
    sum = add_number(sum, (uint32_t)v.action);
    sum = add_number(sum, v.status);
    sum = add_number(sum, v.flags);
    sum = add_text(sum, v.message);
    sum = add_text(sum, smtpc_verdict_meaning(&v));
    return add_number(sum, (uint32_t)smtpc_sysexit(&v));
}

/* The beginnings of a text, then the text with a bit set in each of its bytes,
 * which makes char negative where it can be. */
static uint32_t sum_variants(const char *text,
                             const struct smtpc_context *context)
{
    uint32_t sum = nothing;
    size_t whole = strlen(text);
    char changed[256];

    for (size_t len = 0; len <= whole; len++)
        sum = add_verdict(sum, text, len, context);
    memcpy(changed, text, whole);
    for (size_t i = 0; i < whole; i++) {
        changed[i] = (char)((unsigned char)text[i] | 0x80);
        sum = add_verdict(sum, changed, whole, context);
        changed[i] = text[i];
    }
    return sum;
}

static void dump_verdict(put_bytes *put, const char *text, const char *provider)
{
    struct smtpc_context known = {0, SMTPC_STAGE_RCPT}, *context = &known;
    struct smtpc_response r;
    struct smtpc_verdict v;
    size_t len = strlen(text);

    known.provider = smtpc_provider_of(provider, strlen(provider));
    put_text(put, text);
    put("\n ", 2);
    put_number(put, (uint32_t)smtpc_read(text, len, &r));
    put_number(put, r.lines);
    put_number(put, (uint32_t)r.text_len);
    put_number(put, (uint32_t)smtpc_explain(text, len, context, &v));
    put_number(put, (uint32_t)v.code);
    put_number(put, v.status);
    put_number(put, v.flags);
    put_number(put, sum_variants(text, context));
    put("\n  ", 3);
    put_text(put, smtpc_reason_name(v.reason));
    put(" ", 1);
    put_text(put, smtpc_action_name(v.action));
    put(" ", 1);
    put_text(put, smtpc_party_name(v.party));
    put(" ", 1);
    put_text(put, smtpc_basis_name(v.basis));
    put(" ", 1);
    put_text(put, smtpc_confidence_name(v.confidence));
    put(" <", 2);
    put_text(put, v.provider);
    put("> <", 3);
    put_text(put, v.message);
    put(">\n  ", 4);
    put_text(put, v.title);
    put("\n  ", 3);
    put_text(put, smtpc_verdict_meaning(&v));
    for (int party = 0; party < 6; party++) {
        put("\n  ", 3);
        put_text(put, smtpc_verdict_steps(&v, party));
    }
    put("\n", 1);
}

void dump(put_bytes *put)
{
    dump_entries(put);
    put_text(put, "replies");
    put_number(put, sum_replies());
    put_text(put, "\nsymbols");
    put_number(put, sum_symbols());
    put_text(put, "\nwords");
    put_number(put, sum_words());
    put_text(put, "\nproviders");
    put_number(put, sum_providers());
    put_text(put, "\nstatuses");
    for (unsigned class_ = 0; class_ <= 9; class_++)
        put_number(put, sum_statuses(class_));
    put("\n", 1);
    for (size_t i = 0; i < sizeof replies / sizeof replies[0]; i++)
        dump_verdict(put, replies[i].text, replies[i].provider);
}
