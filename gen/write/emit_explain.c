/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "render/c_literal.h"
#include "model/match.h"
#include "write/tmpl.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

enum { A_ROW = 16 };

/* The advice a verdict gives: to whoever must act in a final failure, or
 * else the first there is. */
static const char *advice_of(const struct view *v, const struct prose *prose,
                             const char *reason)
{
    const char *text = view_advice(prose, view_reason(v, reason)->parties[5]);

    if (!text && prose->advice_count)
        text = prose->advices[0].text;
    return text ? text : "";
}

static void put_text(struct buf *to, const char *family, size_t number,
                     const char *id, const char *title, const char *meaning,
                     const char *advice)
{
    buf_printf(to, " \\\n    T(%s%zu, \"%s\"", family, number, id);
    c_literal_put(to, title);
    c_literal_put(to, meaning ? meaning : "");
    c_literal_put(to, advice);
    buf_putc(to, ')');
}

static void put_texts(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    size_t uses = 0;

    buf_puts(to, "#define SMTPC_REASON_TEXTS_(T)");
    for (size_t i = 0; i < v->reason_count; i++) {
        const struct reason *r = v->reasons[i].reason;

        put_text(to, "reason", (size_t)r->number, r->id, r->prose.title,
                 r->prose.meaning, advice_of(v, &r->prose, r->id));
    }
    buf_puts(to, "\n#define SMTPC_REASON_ROWS_(R)");
    for (size_t i = 0; i < v->number_count; i++)
        buf_printf(to, "%sR(reason%d)", i % 8 ? " " : " \\\n    ",
                   view_numbered(v, i)->reason->number);
    buf_puts(to, "\n#define SMTPC_MESSAGE_TEXTS_(T) \\\n"
                 "    T(message0, \"\", \"\", \"\", \"\")");
    for (size_t i = 0; i < m->message_count; i++) {
        const struct message *x = &m->messages[i];

        put_text(to, "message", i + 1, x->id, x->prose.title, x->prose.meaning,
                 advice_of(v, &x->prose, x->reason));
    }
    buf_puts(to, "\n#define SMTPC_USE_TEXTS_(T) \\\n"
                 "    T(use0, \"\", \"\", \"\", \"\")");
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        for (size_t j = 0; j < p->use_count; j++)
            put_text(to, "use", ++uses, p->uses[j].code, p->uses[j].prose.title,
                     p->uses[j].prose.meaning,
                     advice_of(v, &p->uses[j].prose, p->uses[j].reason));
    }
    buf_puts(to, "\n#define SMTPC_PROVIDER_TEXTS_(T) \\\n"
                 "    T(provider0, \"\", \"\", \"\", \"\")");
    for (size_t i = 0; i < m->provider_count; i++)
        put_text(to, "provider", i + 1, m->providers[i].id,
                 m->providers[i].prose.title, "", "");
    buf_putc(to, '\n');
}

static int reason_number(const struct view *v, const char *id)
{
    return view_reason(v, id)->reason->number;
}

/* A small catalogue may do without the reasons for what went well. */
static int reason_or_other(const struct view *v, const char *id)
{
    for (size_t i = 0; i < v->reason_count; i++)
        if (strcmp(v->reasons[i].reason->id, id) == 0)
            return v->reasons[i].reason->number;
    return reason_number(v, "other");
}

static void put_acts(struct buf *to, const struct view *v)
{
    buf_printf(to,
               "#define SMTPC_PROVIDERS_ %zuu\n"
               "#define SMTPC_REASON_OTHER_ %d\n"
               "#define SMTPC_REASON_ACCEPTED_ %d\n"
               "#define SMTPC_REASON_CONTINUE_ %d\n",
               v->model->provider_count, reason_number(v, "other"),
               reason_or_other(v, "accepted"), reason_or_other(v, "continue"));
    buf_printf(to,
               "#define SMTPC_ACTION_SUPPRESS_ %d\n"
               "#define SMTPC_ACTION_READ_TEXT_ %d\n"
               "#define SMTPC_ACTION_ASK_RECEIVER_ %d\n",
               (int)ACTION_SUPPRESS, (int)ACTION_READ_TEXT,
               (int)ACTION_ASK_RECEIVER);
    buf_puts(to, "static const struct smtpc_act_ smtpc_acts_[] = {\n");
    for (size_t i = 0; i < v->number_count; i++) {
        const struct view_reason *r = view_numbered(v, i);

        buf_printf(to, "    {{%d, %d, %d, %d}, {%d, %d, %d, %d}}, /* %s */\n",
                   (int)r->actions[2], (int)r->actions[3], (int)r->actions[4],
                   (int)r->actions[5], (int)r->parties[2], (int)r->parties[3],
                   (int)r->parties[4], (int)r->parties[5], r->reason->id);
    }
    buf_puts(to, "};\n");
}

/* Reasons that say why something failed: those with an act for failures,
 * "other" apart. */
static void put_causes(struct buf *to, const struct view *v)
{
    buf_puts(to, "static const unsigned char smtpc_reason_is_cause_[] = {");
    for (size_t i = 0; i < v->number_count; i++) {
        const struct reason *r = view_numbered(v, i)->reason;
        bool cause = false;

        for (size_t j = 0; j < r->act_count; j++)
            cause = cause || r->acts[j].class >= 4;
        buf_printf(to, "%s%d,", i % A_ROW ? " " : "\n    ",
                   cause && strcmp(r->id, "other") != 0);
    }
    buf_puts(to, "\n};\n");
}

static void put_use_row(struct buf *to, const struct view *v, const char *reply,
                        size_t provider, const struct use *u, size_t number)
{
    const char *code = u->code;
    bool is_reply = code[1] != '.';
    unsigned long subject = SMTPC_OF_REPLY_, from, last;
    char *end;

    if (is_reply) {
        from = last = strtoul(code, NULL, 10);
    } else {
        subject = strtoul(code + 2, &end, 10);
        from = last = strtoul(end + 1, &end, 10);
        if (*end == '-')
            last = strtoul(end + 1, NULL, 10);
    }
    buf_printf(to, "    {%zu, %lu, %lu, %s, %zu, %c, %lu, %d, %d},\n", number,
               from, last, reply, provider,
               is_reply || code[0] == 'X' ? '0' : code[0], subject,
               reason_number(v, u->reason),
               u->has_action ? (int)u->action : SMTPC_OWN_ACTION_);
}

static void put_uses(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    struct buf first = {0};
    size_t number = 0, rows = 0;

    buf_puts(to, "static const struct smtpc_use_ smtpc_uses_[] = {\n");
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        buf_printf(&first, "%s%zu,", i % A_ROW ? " " : "\n    ", rows);
        for (size_t j = 0; j < p->use_count; j++) {
            const struct use *u = &p->uses[j];

            number++;
            for (size_t k = 0; k < u->reply_count; k++, rows++)
                put_use_row(to, v, u->replies[k], i + 1, u, number);
            if (u->reply_count == 0) {
                put_use_row(to, v, "0", i + 1, u, number);
                rows++;
            }
        }
    }
    if (rows == 0)
        buf_puts(to, "    {0, 0, 0, 0, 0, 0, 0, 0, 0},\n");
    buf_puts(to, "};\nstatic const uint16_t smtpc_first_use_[] = {\n    0,");
    buf_puts(to, first.len ? first.text : "");
    buf_printf(to, " %zu,\n};\n", rows);
    buf_free(&first);
}

static void put_number(struct buf *to, size_t at, unsigned long n)
{
    buf_printf(to, "%s%lu,", at % A_ROW ? " " : "\n    ", n);
}

static void put_filter(struct buf *to, const struct match_tables *t)
{
    buf_printf(to, "static const unsigned char smtpc_filter_[%d] = {",
               MATCH_FILTER);
    for (size_t i = 0; i < MATCH_FILTER; i++)
        put_number(to, i, t->filter[i]);
    buf_printf(to, "\n};\nstatic const uint16_t smtpc_buckets_[%d] = {",
               MATCH_BUCKETS + 1);
    for (size_t i = 0; i <= MATCH_BUCKETS; i++)
        put_number(to, i, t->buckets[i]);
    buf_puts(to, "\n};\nstatic const struct smtpc_gram_ smtpc_grams_[] = {");
    for (size_t i = 0; i < t->phrase_count; i++)
        buf_printf(to, "%s{%u, %u, %u},", i % 4 ? " " : "\n    ",
                   t->grams[i].phrase, t->grams[i].offset, t->grams[i].check);
    buf_puts(to, t->phrase_count ? "\n};\n" : "{0, 0, 0}};\n");
}

/* A line a phrase: P(member, literal, target, anchor, its length, score,
 * kind); or, when another's literal has its own inside, Q(that member, where,
 * length, target, ...). */
static void put_phrases(struct buf *to, const struct match_tables *t)
{
    buf_puts(to, "#define SMTPC_PHRASES_(P, Q)");
    for (size_t i = 0; i < t->phrase_count; i++) {
        const struct smtpc_phrase_ *p = &t->phrases[i];
        const struct substring *host = &t->hosts[i];

        if (host->host == i) {
            buf_printf(to, " \\\n    P(p%zu, \"", i);
            esc_c_string(to, t->sources[i].folded);
            buf_putc(to, '"');
        } else {
            buf_printf(to, " \\\n    Q(p%zu, %zu, %u", host->host, host->at,
                       p->len);
        }
        buf_printf(to, ", %zu, %u, %u, %u, %u)", match_target(p), p->anchor,
                   p->anchor_len, p->score, (unsigned)match_kind(p));
    }
    if (t->phrase_count == 0)
        buf_puts(to, " P(p0, \"\", 0, 0, 0, 0, 0)");
    buf_putc(to, '\n');
}

static void put_messages(struct buf *to, const struct match_tables *t)
{
    buf_puts(to, "static const struct smtpc_message_ smtpc_messages_[] = {\n");
    for (size_t i = 0; i < t->message_count; i++) {
        const struct smtpc_message_ *m = &t->messages[i];

        buf_printf(to, "    {%u, %u, %u, %u, %u, %u},\n", m->scopes,
                   m->reply_scopes, m->status_scopes, m->reason, m->action,
                   m->provider);
    }
    buf_puts(to, t->message_count ? "};\n" : "    {0, 0, 0, 0, 0, 0}};\n");
    buf_puts(to, "static const uint32_t smtpc_scopes_[] = {");
    for (size_t i = 0; i < t->scope_count; i++)
        put_number(to, i, t->scopes[i]);
    buf_puts(to, t->scope_count ? "\n};\n" : "0};\n");
}

enum slot { SLOT_BANNER, SLOT_MATCHER, SLOT_TEXTS, SLOT_TABLES, SLOTS };

void emit_explain(const struct view *view, struct outset *set)
{
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_BANNER] = {"banner", {0}},
        [SLOT_MATCHER] = {"matcher", {0}},
        [SLOT_TEXTS] = {"texts", {0}},
        [SLOT_TABLES] = {"tables", {0}},
    };
    static const struct embedded *const parts[] = {&embedded_fold_h,
                                                   &embedded_match_h};
    struct match_tables tables = {0};
    struct diag diag = {0};
    struct buf *text = &slots[SLOT_TABLES].text;
    bool built;

    /* check_run has shown that every phrase compiles, and fits. */
    built = match_build(view->arena, &diag, view->model, &tables);
    assert(built && diag.count == 0);
    (void)built;
    emit_banner(&slots[SLOT_BANNER].text, view, set,
                "smtpcodes_explain.h - the cause and the action behind a real "
                "SMTP reply");
    emit_parts(&slots[SLOT_MATCHER].text, parts,
               sizeof parts / sizeof parts[0]);
    put_texts(&slots[SLOT_TEXTS].text, view);
    put_acts(text, view);
    put_causes(text, view);
    put_uses(text, view);
    put_filter(text, &tables);
    put_phrases(text, &tables);
    put_messages(text, &tables);
    tmpl_fill(outset_add(set, "smtpcodes_explain.h"),
              embedded_smtpcodes_explain_h.text,
              embedded_smtpcodes_explain_h.len, slots, SLOTS);
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slots[i].text);
}
