/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "render/c_pool.h"
#include "model/match.h"
#include "write/header.h"
#include "write/members.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

enum { A_ROW = 16, A_FILTER_ROW = 6 };

static void begin_offsets(struct buf *to, const char *family)
{
    buf_printf(to, "static const smtpc_offset_ smtpc_%s_at_[] = {\n", family);
}

static void put_reason_titles(struct buf *to, const struct view *v)
{
    struct c_pool pool = {.name = "reason_titles"};
    struct buf at = {0};

    for (size_t i = 0; i < v->reason_count; i++) {
        const struct reason *r = v->reasons[i].reason;
        const char *member = member_of_id(v->arena, "c", r->id);

        c_pool_add(&pool, member, r->prose.title);
    }
    for (size_t i = 0; i < v->number_count; i++)
        buf_printf(
            &at, "    SMTPC_AT_(reason_titles, %s),\n",
            member_of_id(v->arena, "c", view_numbered(v, i)->reason->id));
    c_pool_put(&pool, to);
    begin_offsets(to, "reason_titles");
    buf_printf(to, "%s};\n", at.text);
    buf_free(&at);
}

static void put_message_texts(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    struct c_pool pool = {.name = "message_texts"};
    struct buf at = {0};

    c_pool_add(&pool, "none", "");
    for (size_t i = 0; i < m->message_count; i++) {
        const struct message *x = &m->messages[i];
        const char *id = member_of_id(v->arena, "m", x->id);
        const char *title = member_of_id(v->arena, "t", x->id);

        c_pool_add(&pool, id, x->id);
        c_pool_add(&pool, title, x->prose.title);
        buf_printf(&at,
                   "    {SMTPC_AT_(message_texts, %s),\n"
                   "     SMTPC_AT_(message_texts, %s)},\n",
                   id, title);
    }
    c_pool_put(&pool, to);
    buf_printf(to,
               "static const struct smtpc_message_text_ {\n"
               "    smtpc_offset_ id, title;\n"
               "} smtpc_message_texts_at_[] = {\n    {0, 0},\n%s};\n",
               at.text ? at.text : "");
    buf_free(&at);
}

/* Where the texts of smtpcodes.h have the title of a use: a code of one
 * provider's own is called as its use is. NULL: nowhere. */
static const char *among_texts(const struct view *v, const struct use *use)
{
    const struct view_entry *e = view_used(v, use->code);
    const struct entry *entry = e ? e->entry : NULL;

    if (!entry || strcmp(entry->prose.title, use->prose.title) != 0)
        return NULL;
    return mem_printf(v->arena, "SMTPC_AMONG_TEXTS_(%s, %zu)",
                      member_of_code(v->arena, entry->code),
                      strlen(e->symbol) + strlen(entry->code) + 2);
}

static void put_use_titles(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    struct c_pool pool = {.name = "use_titles"};
    struct buf at = {0};

    c_pool_add(&pool, "none", "");
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            const char *member = member_of_use(v->arena, p, &p->uses[j]);
            const char *other = among_texts(v, &p->uses[j]);

            if (other) {
                buf_printf(&at, "    %s,\n", other);
                continue;
            }
            c_pool_add(&pool, member, p->uses[j].prose.title);
            buf_printf(&at, "    SMTPC_AT_(use_titles, %s),\n", member);
        }
    }
    c_pool_put(&pool, to);
    begin_offsets(to, "use_titles");
    buf_printf(to, "    0,\n%s};\n", at.text ? at.text : "");
    buf_free(&at);
}

static void put_texts(struct buf *to, const struct view *v)
{
    put_reason_titles(to, v);
    put_message_texts(to, v);
    put_use_titles(to, v);
}

/* What a mail program's exit status says, as in sysexits.h. */
static void put_exits(struct buf *to)
{
    enum { OK = 0, DATAERR = 65, NOUSER = 67, UNAVAILABLE = 69 };
    enum { TEMPFAIL = 75, NOPERM = 77 };
    static const struct {
        enum action action;
        int status;
    } exits[ACTIONS] = {
        {ACTION_NONE, OK},
        {ACTION_CONTINUE, OK},
        {ACTION_RETRY, TEMPFAIL},
        {ACTION_SLOW_DOWN, TEMPFAIL},
        {ACTION_FIX_MESSAGE, DATAERR},
        {ACTION_FIX_SENDER, NOPERM},
        {ACTION_FIX_CLIENT, NOPERM},
        {ACTION_SUPPRESS, NOUSER},
        {ACTION_ASK_RECEIVER, UNAVAILABLE},
        {ACTION_READ_TEXT, UNAVAILABLE},
    };

    for (int i = 0; i < ACTIONS; i++) {
        assert((int)exits[i].action == i);
        buf_printf(to, "        %d, /* %s */\n", exits[i].status,
                   model_actions[i]);
    }
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
    static const struct {
        const char *name;
        enum action action;
    } actions[] = {{"SUPPRESS", ACTION_SUPPRESS},
                   {"READ_TEXT", ACTION_READ_TEXT},
                   {"ASK_RECEIVER", ACTION_ASK_RECEIVER},
                   {"SLOW_DOWN", ACTION_SLOW_DOWN},
                   {"FIX_MESSAGE", ACTION_FIX_MESSAGE},
                   {"FIX_SENDER", ACTION_FIX_SENDER},
                   {"FIX_CLIENT", ACTION_FIX_CLIENT}};

    buf_printf(to,
               "#define SMTPC_STANDING_OF_PROVIDER_ %d\n"
               "#define SMTPC_REASON_OTHER_ %d\n"
               "#define SMTPC_REASON_ACCEPTED_ %d\n"
               "#define SMTPC_REASON_CONTINUE_ %d\n"
               "#define SMTPC_REASON_EXPIRED_ %d\n",
               (int)STANDING_PROVIDER, reason_number(v, "other"),
               reason_or_other(v, "accepted"), reason_or_other(v, "continue"),
               reason_or_other(v, "expired"));
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        buf_printf(to, "#define SMTPC_ACTION_%s_ %d\n", actions[i].name,
                   (int)actions[i].action);
    buf_puts(to, "static const struct smtpc_act_ smtpc_acts_[] = {\n");
    for (size_t i = 0; i < v->number_count; i++) {
        const struct view_reason *r = view_numbered(v, i);

        buf_printf(to,
                   "    {{%d, %d, %d, %d}, {%d, %d, %d, %d}, %d}, /* %s */\n",
                   (int)r->actions[2], (int)r->actions[3], (int)r->actions[4],
                   (int)r->actions[5], (int)r->parties[2], (int)r->parties[3],
                   (int)r->parties[4], (int)r->parties[5],
                   (int)r->reason->about, r->reason->id);
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
    struct view_span span = view_span(u->code);

    buf_printf(to, "    {%zu, %d, %d, %s, %zu, %c, %d, %d, %d},\n", number,
               span.first, span.last, reply, provider,
               span.is_reply || u->code[0] == 'X' ? '0' : u->code[0],
               span.is_reply ? SMTPC_OF_REPLY_ : span.subject,
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

/* Where the rows of each use begin, the uses in the order of the model. */
static size_t *first_rows(const struct view *v)
{
    const struct model *m = v->model;
    size_t *rows = NULL, count = 0, sum = 0;

    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++) {
            const struct use *u = &m->providers[i].uses[j];
            size_t *at = mem_push(v->arena, &rows, &count, sizeof *at);

            *at = sum;
            sum += u->reply_count ? u->reply_count : 1;
        }
    return rows;
}

/* The number of a provider's first use in the order of the model. */
static size_t first_of(const struct model *m, const struct provider *p)
{
    size_t sum = 0;

    for (const struct provider *q = m->providers; q < p; q++)
        sum += q->use_count;
    return sum;
}

static void put_meanings(struct buf *to, const struct view *v)
{
    const size_t *rows = first_rows(v);
    size_t count = 0;

    buf_puts(to, "static const struct smtpc_meaning_ smtpc_meanings_[] = {\n");
    for (size_t i = 0; i < v->entry_count; i++)
        for (size_t j = 0; j < v->entries[i].use_count; j++, count++) {
            const struct view_use *u = &v->entries[i].uses[j];
            size_t use = (size_t)(u->use - u->provider->uses);

            buf_printf(to, "    {%s, %zu},\n",
                       header_number(v, v->entries[i].id),
                       rows[first_of(v->model, u->provider) + use]);
        }
    buf_puts(to, count ? "};\n" : "    {0, 0}};\n");
    buf_printf(to, "#define SMTPC_MEANINGS_ %zuu\n", count);
}

/* A message's name among the header's own. */
static const char *name_of(const struct view *v, const char *prefix,
                           const struct message *m)
{
    return mem_printf(v->arena, "smtpc_%s_",
                      member_of_id(v->arena, prefix, m->id));
}

/* Names that the compiler numbers: each is the one before it and so many. A
 * new one changes its own line and the next. */
struct chain {
    struct buf text;
    const char *last;
    size_t step;
};

static void chain_add(struct chain *chain, const char *name, size_t step)
{
    if (chain->last)
        buf_printf(&chain->text, ",\n    %s = %s + %zu", name, chain->last,
                   chain->step);
    else
        buf_printf(&chain->text, "    %s = 0", name);
    chain->last = name;
    chain->step = step;
}

static void chain_put(struct chain *chain, struct buf *to)
{
    if (chain->last)
        buf_printf(to, "enum {\n%s\n};\n", chain->text.text);
    buf_free(&chain->text);
}

static void put_filter(struct buf *to, const struct match_tables *t)
{
    buf_printf(to, "static const uint32_t smtpc_filter_[%d] = {", MATCH_FILTER);
    for (size_t i = 0; i < MATCH_FILTER; i++)
        buf_printf(to, "%s0x%08" PRIx32 ",", i % A_FILTER_ROW ? " " : "\n    ",
                   t->filter[i]);
    buf_puts(to, "\n};\n");
}

static void put_groups(struct buf *to, const struct view *v,
                       const struct match_tables *t)
{
    struct chain firsts = {0};
    struct buf rows = {0};

    for (size_t i = 0; i < MATCH_GROUPS; i++) {
        const struct smtpc_group_ *g = &t->groups[i];
        const char *name = mem_printf(v->arena, "smtpc_group_%zu_", i);

        chain_add(&firsts, name, g->at[SMTPC_GROUP_]);
        buf_printf(&rows, "    {%s, {0", name);
        for (size_t j = 1; j <= SMTPC_GROUP_; j++)
            buf_printf(&rows, ", %u", g->at[j]);
        buf_puts(&rows, "}},\n");
    }
    chain_put(&firsts, to);
    buf_printf(to,
               "static const struct smtpc_group_ smtpc_groups_[%d] = {\n"
               "%s};\n",
               MATCH_GROUPS, rows.text);
    buf_free(&rows);
}

/* What a phrase speaks for: a message by its name, a provider by number. */
static const char *target_of(const struct view *v,
                             const struct smtpc_phrase_ *phrase)
{
    size_t target = match_target(phrase);

    return match_kind(phrase) == SMTPC_SHOWN_
               ? mem_printf(v->arena, "%zu", target)
               : name_of(v, "m", &v->model->messages[target]);
}

static void put_print(struct buf *to, const struct smtpc_phrase_ *p)
{
    for (size_t i = 0; i < SMTPC_PRINT_; i += 2)
        buf_printf(to, "0x%04x, ",
                   p->print[i] | (unsigned)p->print[i + 1] << 8);
}

/* A line for each row, so that a new phrase changes its own alone. */
static void put_phrases(struct buf *to, const struct view *v,
                        const struct match_tables *t)
{
    buf_puts(to, "static const struct smtpc_phrase_ smtpc_phrases_[] = {\n");
    for (size_t i = 0; i < t->row_count + SMTPC_ROWS_; i++) {
        const struct smtpc_phrase_ *p = &t->rows[i];

        if (!p->score) {
            buf_puts(to, "    SMTPC_PIECE_(");
            put_print(to, p);
            buf_printf(to, "%u, %u, %u, %u, %u),\n", p->target[0], p->target[1],
                       p->len, p->gram, p->check);
            continue;
        }
        buf_puts(to, "    SMTPC_PHRASE_(\"");
        esc_c_string(to, t->sources[t->owners[i]].text);
        buf_puts(to, "\", ");
        put_print(to, p);
        buf_printf(to, "%u, %s, %u, %u, %u, %u, %u),\n",
                   (unsigned)match_kind(p), target_of(v, p), match_flags(p),
                   p->len, p->gram, p->score, p->check);
    }
    buf_puts(to, "};\n");
}

/* The messages' names, which the compiler numbers, and their rows. */
static void put_messages(struct buf *to, const struct view *v,
                         const struct match_tables *t)
{
    struct chain names = {0}, scopes = {0};
    struct buf rows = {0};

    for (size_t i = 0; i < t->message_count; i++) {
        const struct smtpc_message_ *m = &t->messages[i];
        const struct message *x = &v->model->messages[i];
        const char *scope = "0";
        size_t count = (size_t)m->reply_scopes + m->status_scopes;

        if (count) {
            scope = name_of(v, "s", x);
            chain_add(&scopes, scope, count);
        }
        chain_add(&names, name_of(v, "m", x), 1);
        buf_printf(&rows, "    {%s, %u, %u, %u, %u, %u, %u},\n", scope,
                   m->reply_scopes, m->status_scopes, m->reason, m->action,
                   m->provider, m->about);
    }
    chain_put(&names, to);
    chain_put(&scopes, to);
    buf_printf(to,
               "static const struct smtpc_message_ smtpc_messages_[] = {\n"
               "%s};\n",
               t->message_count ? rows.text : "    {0, 0, 0, 0, 0, 0, 0}\n");
    buf_free(&rows);
}

/* A line for those of a message. */
static void put_scopes(struct buf *to, const struct match_tables *t)
{
    buf_puts(to, "static const uint32_t smtpc_scopes_[] = {");
    for (size_t i = 0; i < t->message_count; i++) {
        const struct smtpc_message_ *m = &t->messages[i];
        size_t count = (size_t)m->reply_scopes + m->status_scopes;

        for (size_t j = 0; j < count; j++)
            buf_printf(to, "%s%" PRIu32 ",", j ? " " : "\n    ",
                       t->scopes[m->scopes + j]);
    }
    buf_puts(to, t->scope_count ? "\n};\n" : "0};\n");
}

enum slot {
    SLOT_BANNER,
    SLOT_MATCHER,
    SLOT_TEXTS,
    SLOT_TABLES,
    SLOT_EXITS,
    SLOTS
};

void emit_explain(const struct view *view, struct outset *set)
{
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_BANNER] = {"banner", {0}}, [SLOT_MATCHER] = {"matcher", {0}},
        [SLOT_TEXTS] = {"texts", {0}},   [SLOT_TABLES] = {"tables", {0}},
        [SLOT_EXITS] = {"exits", {0}},
    };
    static const struct embedded *const parts[] = {
        &embedded_words_h, &embedded_fold_h, &embedded_match_h};
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
    put_exits(&slots[SLOT_EXITS].text);
    put_acts(text, view);
    put_causes(text, view);
    put_uses(text, view);
    put_meanings(text, view);
    put_filter(text, &tables);
    put_groups(text, view, &tables);
    put_messages(text, view, &tables);
    put_scopes(text, &tables);
    put_phrases(text, view, &tables);
    emit_filled(set, "smtpcodes_explain.h", &embedded_smtpcodes_explain_h,
                slots, SLOTS);
}
