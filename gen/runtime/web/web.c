/* SPDX-License-Identifier: 0BSD
 *
 * The headers for web pages and JavaScript, as a WebAssembly: text in, JSON
 * out. It finds what the tool finds, by the tool's own parts, and only writes
 * it otherwise: a card for each answer. It imports nothing, so it can do
 * nothing but answer.
 *
 * The caller asks for room with web_take, puts UTF-8 there, calls one of the
 * others with its length, and reads as many bytes of JSON at web_printed as it
 * returned.
 */
#define SMTPC_STATIC
#include "smtpcodes_text.h"
#include "smtpcodes_bounce.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "../tool/tool_options.h"
#include "../tool/tool_print.h"
#include "../tool/tool_log.h"
#include "../tool/tool_json.h"
#include "../tool/tool_programs.h"
#include "../tool/tool_servers.h"
#include "../tool/tool_events.h"
#include "../tool/tool_tables.h"
#include "../tool/tool_cache.h"
#include "../tool/tool_results.h"
#include "../tool/tool_verdict.h"
#include "../tool/tool_find.h"
#include "../tool/tool_page.h"

#define EXPORT(name_) __attribute__((export_name(#name_)))

static struct options options;
static char *input; /* as long as the caller said, and a NUL */

enum { CARDS_MAX = 100 };

/* Of the answer that is being written. */
static struct {
    unsigned cards, left; /* written, and left out */
    const char *remark;   /* what a mail is that reports no failure */
} answered;

/* The tool's commands, which nobody can type here. */
static const char *command_name(size_t n)
{
    (void)n;
    return NULL;
}

/* --- members ------------------------------------------------------------- */

static void put_flag(const char *name, int is)
{
    printf(",\"%s\":%s", name, is ? "true" : "false");
}

static void put_known(const char *name, const char *text)
{
    if (text && *text)
        put_field(name, text);
}

/* Steps are one a line, a command behind a tab. */
static void put_steps_json(const char *steps)
{
    const char *comma = "";

    putchar('[');
    while (*steps) {
        size_t len = strcspn(steps, "\n"), said = strcspn(steps, "\n\t");

        printf("%s{\"text\":", comma);
        put_json(steps, said);
        if (said < len) {
            printf(",\"command\":");
            put_json(steps + said + 1, len - said - 1);
        }
        putchar('}');
        comma = ",";
        steps += len + (steps[len] == '\n');
    }
    putchar(']');
}

/* The steps of all readers: those of a page, or, filled in, of an answer. */
static void put_all_steps(const struct answer *a, const struct page *p)
{
    static char text[LINE_MAX_LEN];
    const char *comma = "";

    printf(",\"steps\":{");
    for (int party = 0; *smtpc_party_name(party); party++) {
        const char *steps = a ? text : steps_of(p, party);

        if (a)
            fill_in(a, smtpc_verdict_steps(a->v, party), text, sizeof text);
        if (!*steps)
            continue;
        printf("%s\"%s\":", comma, smtpc_party_name(party));
        put_steps_json(steps);
        comma = ",";
    }
    putchar('}');
}

/* --- where pages are ----------------------------------------------------- */

static void write_code_page(char *to, size_t size, unsigned id)
{
    struct smtpc_entry e;
    char held[24];

    smtpc_get(id, &e);
    write_held(held, sizeof held, &e, main_class(id, &e));
    snprintf(to, size, "%s/index.html", held);
}

/* The page of what decided: a message stands on that of its cause. */
static void put_pages(const struct smtpc_verdict *v)
{
    unsigned id = smtpc_status_id(v->status);
    char path[160];

    if (!id)
        id = smtpc_reply_id(v->code);
    if (id) {
        write_code_page(path, sizeof path, id);
        put_field("code_page", path);
    }
    if (v->reason != SMTPC_REASON_OTHER_ || !id) {
        snprintf(path, sizeof path, "cause/%s/index.html%s%s",
                 smtpc_reason_name(v->reason), *v->message ? "#message-" : "",
                 v->message);
        put_field("page", path);
    }
}

/* --- the words that decided ---------------------------------------------- */

/* Where the words of a reply begin and end, and how many they are. */
struct words {
    struct piece text;
    size_t from[256], to[256], count;
};

static void part_words(struct words *w, struct piece text)
{
    size_t at = 0;

    w->text = text;
    w->count = 0;
    while (at < text.len && w->count < sizeof w->from / sizeof w->from[0]) {
        while (at < text.len && (unsigned char)text.text[at] <= ' ')
            at++;
        w->from[w->count] = at;
        while (at < text.len && (unsigned char)text.text[at] > ' ')
            at++;
        if (at > w->from[w->count])
            w->to[w->count++] = at;
    }
}

/* Do these words alone, in a reply with the same codes, say the same? Where
 * several messages do, that is their cause. */
static int say_same(const struct words *w, size_t first, size_t end,
                    const struct smtpc_verdict *as)
{
    struct smtpc_context context = {as->provider_number, 0};
    struct smtpc_verdict v;

    smtpc_explain_parts(as->code, as->status, w->text.text + w->from[first],
                        w->to[end - 1] - w->from[first], &context, &v);
    return v.basis == as->basis && v.reason == as->reason &&
           (!*as->message || strcmp(v.message, as->message) == 0);
}

/* The fewest words that do: as far as needed, then from as late as possible. */
static struct piece deciding_words(struct piece said,
                                   const struct smtpc_verdict *v)
{
    static struct words w;
    size_t low = 0, high, first = 0;

    part_words(&w, said);
    high = w.count;
    if (high == 0 || !say_same(&w, 0, high, v))
        return piece_of(said.text, 0, 0);
    while (low + 1 < high) {
        size_t mid = low + (high - low) / 2;

        if (say_same(&w, 0, mid, v))
            high = mid;
        else
            low = mid;
    }
    low = high;
    while (first + 1 < low) {
        size_t mid = first + (low - first) / 2;

        if (say_same(&w, mid, high, v))
            first = mid;
        else
            low = mid;
    }
    return piece_of(said.text, w.from[first], w.to[high - 1]);
}

/* What decided: words, or the code that tells the most. */
static void put_decided(const struct answer *a)
{
    const struct smtpc_verdict *v = a->v;
    struct piece words = {"", 0};
    char code[12] = "";

    if (v->basis == SMTPC_BASIS_TEXT)
        words = deciding_words(a->said, v);
    if (words.len) {
        printf(",\"decided\":");
        put_json(words.text, words.len);
        return;
    }
    if (v->status && v->basis != SMTPC_BASIS_REPLY)
        smtpc_status_format(v->status, code);
    else if (v->code)
        snprintf(code, sizeof code, "%d", v->code);
    put_known("decided", code);
}

/* --- cards --------------------------------------------------------------- */

/* Is there room for one more? Then it has begun. */
static int begin_card(const char *kind)
{
    if (answered.cards == CARDS_MAX || stdout->len > PRINTED_MAX / 2) {
        answered.left++;
        return 0;
    }
    printf("%s{\"kind\":\"%s\"", answered.cards++ ? "," : "", kind);
    return 1;
}

static int begin_verdict(const char *kind, const struct options *o,
                         const struct smtpc_verdict *v)
{
    char codes[16];

    if (!begin_card(kind))
        return 0;
    write_codes(v, codes, sizeof codes);
    put_verdict_members(o, v);
    put_field("name", codes);
    return 1;
}

/* What has its place in the tool's answer, for a page. */
static void put_answer(const struct options *o, const struct answer *a)
{
    const struct smtpc_verdict *v = a->v;
    const char *who, *what = what_to_do(a, &who);

    if (!begin_verdict("reply", o, v))
        return;
    put_field("finality", finality(class_of_answer(a)));
    put_known("recipient", a->recipient);
    put_known("host", a->host);
    put_known("message", v->message);
    if (a->said.len) {
        const char *reply =
            a->reply ? at_code(a->reply, v->code) : a->said.text;

        printf(",\"reply\":");
        put_json(reply, a->reply ? strlen(reply) : a->said.len);
        put_decided(a);
    }
    put_field("who", who);
    put_field("do", what);
    for (unsigned n = 0; n < NOTES; n++)
        if (*note_on(v, n))
            put_field(n ? "doubt" : "note", note_on(v, n));
    put_flag("forward", is_to_forward(a));
    put_field("meaning", smtpc_verdict_meaning(v));
    put_field("reader", smtpc_party_name(shown_party(o, a)));
    put_all_steps(a, NULL);
    put_pages(v);
    putchar('}');
}

static void put_delivery(const struct options *o, const char *to,
                         const struct smtpc_verdict *v)
{
    if (!begin_verdict("delivery", o, v))
        return;
    put_known("recipient", to);
    putchar('}');
}

static void put_remark(const struct options *o, const char *phrase)
{
    (void)o;
    answered.remark = phrase;
}

#include "../tool/tool_mail.h"
#include "../tool/tool_lines.h"
#include "../tool/tool_search.h"

/* --- what the catalogue has ---------------------------------------------- */

static void put_uses_of_page(const struct page *p, const struct smtpc_entry *e)
{
    struct smtpc_provider_use use;
    const char *comma = "";

    printf(",\"uses\":[");
    for (unsigned n = 0; smtpc_use(p->id, n, &use); n++) {
        char name[128], code[24];

        if (!is_other_use(p, &use))
            continue;
        write_provider(name, sizeof name, use.provider);
        write_used_held(code, sizeof code, e, &use);
        printf("%s{\"code\":\"%s\"", comma, code);
        comma = ",";
        put_field("provider", name);
        put_field("title", use.title);
        put_field("do", smtpc_action_phrase(use.action));
        putchar('}');
    }
    putchar(']');
}

/* What the words behind a wide code say. */
static void put_words_of_page(const struct page *p)
{
    struct smtpc_wording w;
    struct smtpc_verdict v;
    const char *comma = "";

    printf(",\"words\":[");
    for (unsigned n = 0; !p->of && smtpc_words(p->id, n, &w); n++) {
        if (!smtpc_cause(w.reason, p->class_ ? p->class_ : 5, &v))
            continue;
        printf("%s{\"page\":\"cause/%s/index.html\"", comma,
               smtpc_reason_name(w.reason));
        comma = ",";
        put_field("say", w.say);
        put_field("whose", whose_in_short(v.party));
        put_field("do", smtpc_action_phrase(v.action));
        putchar('}');
    }
    putchar(']');
}

static void put_page_members(const struct page *p, const char *what)
{
    put_field("name", p->name);
    put_field("title", p->title);
    put_field("finality", finality(p->class_));
    put_field("who", whose(p->action, p->party));
    put_field("do", what);
    put_field("meaning", p->meaning);
    put_field("reader", smtpc_party_name(p->party == SMTPC_PARTY_SENDER_ADMIN
                                             ? SMTPC_PARTY_SENDER_ADMIN
                                             : SMTPC_PARTY_SENDER));
    put_all_steps(NULL, p);
}

static void put_code_card(const char *word, unsigned id)
{
    struct smtpc_verdict v;
    struct smtpc_entry e;
    struct page p;
    char text[256];

    smtpc_get(id, &e);
    p = page_of_code(&options, word, id, &e, &v);
    write_actions(text, sizeof text, &p, &e);
    put_page_members(&p, text);
    put_known("note", smtpc_retired(id));
    put_known("standing", standing_phrase(&e));
    if (p.of) {
        write_provider(text, sizeof text, p.of->provider);
        put_field("from", text);
        if (e.standing != SMTPC_STANDING_PROVIDER)
            put_field("others", e.title);
    }
    put_words_of_page(&p);
    put_uses_of_page(&p, &e);
    write_code_page(text, sizeof text, id);
    put_field("page", text);
    put_field("reference", reference_of(&p, &e));
}

static void put_verdict_card(const char *name, const struct smtpc_verdict *v)
{
    struct page p = page_of_verdict(name, v);
    char text[160];

    if (*v->message)
        snprintf(text, sizeof text, "%s", smtpc_action_phrase(v->action));
    else
        write_cause_actions(text, sizeof text, v);
    put_page_members(&p, text);
    if (*v->provider) {
        write_provider(text, sizeof text, v->provider);
        put_field("from", text);
    }
    put_pages(v);
}

static void put_provider_card(unsigned number)
{
    struct smtpc_provider p;
    char text[96];

    if (!smtpc_provider_get(number, &p))
        return;
    put_field("name", p.id);
    put_field("title", p.title);
    put_field("meaning", p.meaning);
    put_own_codes_json(p.id);
    put_field("reference", p.reference);
    put_known("address", p.address);
    snprintf(text, sizeof text, "provider/%s/index.html", p.id);
    put_field("page", text);
}

/* A code that nobody is known to use still has a class and a subject. */
static void put_unknown_card(const char *word)
{
    int class_ = token_class(word);
    uint32_t status = 0;

    smtpc_status_parse(word, strlen(word), &status);
    put_field("name", word);
    put_field("finality", finality(class_));
    put_field("class", status ? smtpc_status_class_title(class_)
                              : smtpc_class_title(class_));
    if (status)
        put_known("subject", smtpc_subject_title(smtpc_status_subject(status)));
}

static void put_thing_card(const char *word, struct thing t)
{
    static const char *const kinds[] = {"unknown", "code", "cause", "message",
                                        "provider"};
    struct smtpc_verdict v;

    if (!begin_card(kinds[t.kind]))
        return;
    if (t.kind == A_CODE)
        put_code_card(word, t.number);
    else if (t.kind == A_CAUSE && smtpc_cause((int)t.number, 5, &v))
        put_verdict_card(smtpc_reason_name(v.reason), &v);
    else if (t.kind == A_MESSAGE && smtpc_message(t.number, &v))
        put_verdict_card(word, &v);
    else if (t.kind == A_PROVIDER)
        put_provider_card(t.number);
    else
        put_unknown_card(word);
    putchar('}');
}

/* --- search -------------------------------------------------------------- */

static void put_hit_page(const struct hit *hit)
{
    struct smtpc_provider p;
    struct smtpc_verdict v;
    char path[64];

    if (hit->thing.kind == A_CODE) {
        write_code_page(path, sizeof path, hit->thing.number);
        put_field("page", path);
    } else if (hit->thing.kind == A_PROVIDER &&
               smtpc_provider_get(hit->thing.number, &p)) {
        snprintf(path, sizeof path, "provider/%s/index.html", p.id);
        put_field("page", path);
    } else if (hit->thing.kind == A_MESSAGE
                   ? smtpc_message(hit->thing.number, &v)
                   : smtpc_cause((int)hit->thing.number, 5, &v)) {
        put_pages(&v);
    }
}

/* Take a text apart at blanks, and search for all its words. */
static struct search *search_words(char *text)
{
    static struct search s;
    char *words[WORDS];
    int count = 0;

    while (count < WORDS && *(text += strspn(text, " \t\r\n"))) {
        words[count++] = text;
        text += strcspn(text, " \t\r\n");
        if (*text)
            *text++ = '\0';
    }
    take_words(&s, &options, count, words);
    if (s.word_count)
        find_hits(&s);
    return &s;
}

static void put_hits(const struct search *s)
{
    for (size_t i = 0; i < s->hit_count && i < SHOWN; i++) {
        struct item item;

        take_item(&item, s->hits[i].thing, s->hits[i].use);
        printf("%s{\"label\":", i ? "," : "");
        put_json(item.label, strlen(item.label));
        put_field("title", item.title);
        put_hit_page(&s->hits[i]);
        putchar('}');
    }
}

/* --- the box ------------------------------------------------------------- */

/* What is pasted, as the tool reads its standard input. */
static unsigned long answer_lines(const char *text, size_t len)
{
    static struct stream s;
    static struct input in;
    size_t at = 0;

    forget_lines();
    memset(&s, 0, sizeof s);
    memset(&in, 0, sizeof in);
    s.o = &options;
    while (at < len) {
        size_t end = smtpc_line_end_(text, at, len);

        take_input_line(&s, &in, text + at,
                        end - at < LINE_MAX_LEN ? end - at : LINE_MAX_LEN);
        at = end + 1;
    }
    end_input(&s, &in);
    return s.lines;
}

/* Words of a reply, which need no mark that they are one. */
static void answer_words(const char *text, size_t len)
{
    struct result r = find_result(text, len);
    struct smtpc_verdict v;

    explain_result(&options, r, &v);
    if (v.basis != SMTPC_BASIS_NONE)
        put_line_answer(&options, text, len, &r, &v);
}

/* One line: a thing of the catalogue, else a reply, else words to search for.
 * Return whether to search. */
static int answer_line(char *line)
{
    char *word = bare_word(line);
    struct thing t = look_up(&options, word);

    if (t.kind != NOTHING || is_code(word)) {
        put_thing_card(word, t);
        return t.kind != NOTHING;
    }
    answer_lines(line, strlen(line));
    if (!answered.cards && !answered.remark && strchr(line, ' '))
        answer_words(line, strlen(line));
    return !answered.cards && !answered.remark;
}

static size_t end_answer(void)
{
    return stdout->len < PRINTED_MAX ? stdout->len : 0;
}

static char *trim(char *text)
{
    size_t len = strlen(text);

    while (len && (unsigned char)text[len - 1] <= ' ')
        text[--len] = '\0';
    return text + strspn(text, " \t\r\n");
}

/* An answer to whatever is in the box: {"cards", "left", "hits", "more",
 * "remark", "lines", "meant"}. */
EXPORT(web_answer) size_t web_answer(size_t len)
{
    const struct search *s = NULL;
    unsigned long lines = 1;
    char *text = input;

    memset(&answered, 0, sizeof answered);
    printf("{\"cards\":[");
    if (memchr(input, '\n', strlen(trim(input)))) {
        lines = answer_lines(input, len);
    } else if (*(text = trim(input)) && answer_line(text)) {
        s = search_words(text);
    }
    printf("],\"hits\":[");
    if (s)
        put_hits(s);
    printf("],\"left\":%u,\"more\":%u,\"lines\":%u", answered.left,
           s && s->hit_count > SHOWN ? (unsigned)s->hit_count - SHOWN : 0,
           (unsigned)lines);
    put_known("remark", answered.remark);
    if (s && !answered.cards && !s->hit_count && s->word_count == 1)
        put_known("meant", meant(s->words[0].text));
    putchar('}');
    return end_answer();
}

/* --- for programs -------------------------------------------------------- */

/* The verdict on a reply or a line of a log, as the tool writes it with --json
 * --texts, and besides it what the page shows. */
EXPORT(web_explain) size_t web_explain(size_t len)
{
    struct result r = find_result(input, len);
    struct page p = {0};
    struct smtpc_verdict v;

    forget_lines();
    explain_result(&options, r, &v);
    printf("{\"said\":");
    put_line_json(&options, input, len, 0, &r, &v);
    put_known("message", v.message);
    p.of = &v;
    put_all_steps(NULL, &p);
    putchar('}');
    return end_answer();
}

/* What a mail reports: its kind and its recipients. */
EXPORT(web_bounce) size_t web_bounce(size_t len)
{
    size_t count = smtpc_bounce(input, len, &options.context, &bounce, bounced,
                                RECIPIENTS_MAX);

    printf("{\"kind\":\"%s\"", smtpc_mail_kind_name(bounce.kind));
    put_known("message_id", bounce.message_id);
    put_known("sender", bounce.sender);
    printf(",\"recipients\":[");
    for (size_t i = 0; i < count; i++) {
        if (i)
            putchar(',');
        put_recipient_json(&options, &bounce, &bounced[i]);
    }
    printf("]}");
    return end_answer();
}

/* A code, a cause, a message or a provider, as the tool writes it. */
EXPORT(web_lookup) size_t web_lookup(size_t len)
{
    const char *word = bare_word(trim(input));

    (void)len;
    put_thing_json(&options, word, look_up(&options, word));
    return end_answer();
}

EXPORT(web_search) size_t web_search(size_t len)
{
    (void)len;
    putchar('[');
    put_hits(search_words(input));
    putchar(']');
    return end_answer();
}

/* The version, as text. */
EXPORT(web_version) size_t web_version(size_t len)
{
    (void)len;
    put_json(smtpc_version(), strlen(smtpc_version()));
    return end_answer();
}

/* Who sent the replies that follow, by the name that stands in the room, or by
 * none; whether that is known. The command that they answered, and whether
 * verdicts have prose. */
EXPORT(web_provider) unsigned web_provider(size_t len)
{
    options.context.provider = smtpc_provider_of(input, len);
    return options.context.provider;
}

EXPORT(web_context) void web_context(int stage, int texts)
{
    options.context.stage = stage;
    options.texts = texts;
}

/* Room for so many bytes; what was there before goes. NULL: there is none. */
EXPORT(web_take) char *web_take(size_t len)
{
    heap_used = 0;
    stdout->len = 0;
    options.party = -1;
    options.width = 80;
    input = (char *)malloc(len + 1);
    if (input)
        input[len] = '\0';
    return input;
}

EXPORT(web_printed) const char *web_printed(void)
{
    return printed;
}
