/* SPDX-License-Identifier: 0BSD
 *
 * smtpcodes_text.h: the prose of entries, causes, messages and uses.
 */
#include "render/c_pool.h"
#include "write/emit.h"
#include "write/header.h"
#include "write/members.h"

#include <string.h>

enum { READERS = 4 };

static const enum party readers[READERS] = {
    PARTY_SENDER, PARTY_SENDER_ADMIN, PARTY_RECIPIENT, PARTY_RECIPIENT_ADMIN};

struct texts {
    const struct view *view;
    struct c_pool pool;
};

/* Steps one a line, a command behind a tab. */
static const char *steps_of(struct arena *arena, const struct advice *a)
{
    const char *text = "";

    for (size_t i = 0; i < a->step_count; i++)
        text = mem_printf(arena, "%s%s%s%s%s", text, i ? "\n" : "",
                          a->steps[i].text, a->steps[i].command ? "\t" : "",
                          a->steps[i].command ? a->steps[i].command : "");
    return text;
}

static void put_offset(struct texts *t, struct buf *rows, const char *member,
                       const char *text)
{
    if (!text) {
        buf_puts(rows, "0");
        return;
    }
    c_pool_add(&t->pool, member, text);
    buf_printf(rows, "SMTPC_PROSE_AT_(%s)", member);
}

/* One row, and its texts into the pool. */
static void put_row(struct texts *t, struct buf *rows, const char *member,
                    const struct prose *prose)
{
    static const char *const suffixes[READERS] = {
        "sender", "sender_admin", "recipient", "recipient_admin"};
    struct arena *arena = t->view->arena;

    buf_puts(rows, "    {");
    put_offset(t, rows, mem_printf(arena, "%s_meaning", member),
               prose->meaning);
    buf_puts(rows, ", {");
    for (int r = 0; r < READERS; r++) {
        const char *steps = NULL;

        for (size_t i = 0; i < prose->advice_count; i++)
            if (prose->advices[i].reader == readers[r])
                steps = steps_of(arena, &prose->advices[i]);
        buf_puts(rows, r ? ", " : "");
        put_offset(t, rows, mem_printf(arena, "%s_%s", member, suffixes[r]),
                   steps);
    }
    buf_puts(rows, "}},\n");
}

static void begin_rows(struct buf *rows, const char *family)
{
    buf_printf(rows, "static const struct smtpc_prose_ smtpc_%s_prose_[] = {\n",
               family);
}

static void put_entries(struct texts *t, struct buf *rows)
{
    static const struct prose unknown = {
        .meaning =
            "This catalogue does not contain the code. Its first digit "
            "still says whether the rejection is temporary or permanent."};

    begin_rows(rows, "entry");
    put_row(t, rows, "unknown", &unknown);
    for (size_t i = 0; i < t->view->entry_count; i++) {
        const struct entry *e = t->view->entries[i].entry;

        put_row(t, rows, member_of_code(t->view->arena, e->code), &e->prose);
    }
    buf_puts(rows, "};\n");
}

static const char *retirement(struct arena *arena, const struct retired *r)
{
    const char *text = mem_printf(arena, "Retired since %s:%s", r->since,
                                  r->insteads ? " use" : " do not use it");

    for (size_t i = 0; i < r->insteads; i++)
        text = mem_printf(arena, "%s%s %s", text, i ? "," : "", r->instead[i]);
    return mem_printf(arena, "%s.", text);
}

static void put_retirements(struct texts *t, struct buf *rows)
{
    const struct view *v = t->view;

    buf_puts(rows, "static const struct smtpc_retirement_ "
                   "smtpc_retirements_[] = {\n    {0, 0},\n");
    for (size_t i = 0; i < v->entry_count; i++) {
        const struct entry *e = v->entries[i].entry;
        const char *member = member_of_code(v->arena, e->code);

        if (!e->retired)
            continue;
        buf_printf(rows, "    {%s, ", header_number(v, v->entries[i].id));
        put_offset(t, rows, mem_printf(v->arena, "%s_retired", member),
                   retirement(v->arena, e->retired));
        buf_puts(rows, "},\n");
    }
    buf_puts(rows, "};\n");
}

static void put_others(struct texts *t, struct buf *rows)
{
    const struct model *m = t->view->model;
    struct arena *arena = t->view->arena;

    begin_rows(rows, "reason");
    for (size_t i = 0; i < t->view->number_count; i++) {
        const struct view_reason *r = t->view->numbered[i];

        if (r)
            put_row(t, rows, member_of_id(arena, "c", r->reason->id),
                    &r->reason->prose);
        else
            buf_puts(rows, "    {0, {0, 0, 0, 0}},\n");
    }
    buf_puts(rows, "};\n");
    begin_rows(rows, "message");
    buf_puts(rows, "    {0, {0, 0, 0, 0}},\n");
    for (size_t i = 0; i < m->message_count; i++)
        put_row(t, rows, member_of_id(arena, "m", m->messages[i].id),
                &m->messages[i].prose);
    buf_puts(rows, "};\n");
    begin_rows(rows, "use");
    buf_puts(rows, "    {0, {0, 0, 0, 0}},\n");
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            put_row(t, rows,
                    member_of_use(arena, &m->providers[i],
                                  &m->providers[i].uses[j]),
                    &m->providers[i].uses[j].prose);
    buf_puts(rows, "};\n");
}

/* What the words behind codes say, the rows of a code together. */
static void put_wordings(struct texts *t, struct buf *rows)
{
    const struct view *v = t->view;

    buf_puts(rows, "static const struct smtpc_wording_ smtpc_wordings_[] = {\n"
                   "    {0, 0, 0},\n");
    for (size_t i = 0; i < v->entry_count; i++) {
        const struct entry *e = v->entries[i].entry;
        const char *member = member_of_code(v->arena, e->code);

        for (size_t j = 0; j < e->words_count; j++) {
            const struct reason *r = view_reason(v, e->words[j].reason)->reason;

            buf_printf(rows, "    {%s, ", header_number(v, v->entries[i].id));
            put_offset(t, rows,
                       mem_printf(v->arena, "%s_%s", member,
                                  member_of_id(v->arena, "words", r->id)),
                       e->words[j].say);
            buf_printf(rows, ", %d},\n", r->number);
        }
    }
    buf_puts(rows, "};\n");
}

static void put_providers(struct texts *t, struct buf *rows)
{
    const struct view *v = t->view;

    buf_puts(rows, "static const struct smtpc_provider_prose_ "
                   "smtpc_provider_prose_[] = {\n    {0, 0, 0, 0},\n");
    for (size_t i = 0; i < v->model->provider_count; i++) {
        const struct prose *prose = &v->model->providers[i].prose;
        const struct ref *ref = prose->ref_count ? &prose->refs[0] : NULL;
        const char *member =
            member_of_id(v->arena, "p", v->model->providers[i].id);

        buf_puts(rows, "    {");
        put_offset(t, rows, mem_printf(v->arena, "%s_title", member),
                   prose->title);
        buf_puts(rows, ", ");
        put_offset(t, rows, mem_printf(v->arena, "%s_meaning", member),
                   prose->meaning);
        buf_puts(rows, ", ");
        put_offset(t, rows, mem_printf(v->arena, "%s_reference", member),
                   ref ? view_ref_text(v, ref) : NULL);
        buf_puts(rows, ", ");
        put_offset(t, rows, mem_printf(v->arena, "%s_address", member),
                   ref ? view_ref_address(v, ref) : NULL);
        buf_puts(rows, "},\n");
    }
    buf_puts(rows, "};\n");
}

void emit_text(const struct view *view, struct outset *set)
{
    enum { BANNER, PROSE, SLOTS };
    struct tmpl_slot slots[SLOTS] = {
        [BANNER] = {"banner", {0}}, [PROSE] = {"prose", {0}}};
    struct texts t = {view, {.name = "prose_texts"}};
    struct buf rows = {0};

    emit_banner(&slots[BANNER].text, view, set,
                "smtpcodes_text.h - what SMTP codes and replies mean, and the "
                "steps to take");
    c_pool_add(&t.pool, "none", "");
    put_entries(&t, &rows);
    put_retirements(&t, &rows);
    put_others(&t, &rows);
    put_wordings(&t, &rows);
    put_providers(&t, &rows);
    c_pool_put(&t.pool, &slots[PROSE].text);
    buf_add(&slots[PROSE].text, rows.text, rows.len);
    emit_filled(set, "smtpcodes_text.h", &embedded_smtpcodes_text_h, slots,
                SLOTS);
    buf_free(&rows);
}
