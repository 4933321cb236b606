/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "model/symbol.h"
#include "model/words.h"
#include "render/esc.h"
#include "render/render.h"
#include "write/tmpl.h"

enum slot {
    SLOT_HEAD,
    SLOT_REASONS,
    SLOT_ACTIONS,
    SLOT_PARTIES,
    SLOT_STANDINGS,
    SLOTS
};

/* Pages under which a function's own name leads to the API. */
static const char *const functions[] = {
    "smtpc_reply_id",       "smtpc_status_id",
    "smtpc_find_id",        "smtpc_get",
    "smtpc_status_parse",   "smtpc_status_class",
    "smtpc_status_subject", "smtpc_status_detail",
    "smtpc_read",           "smtpc_class_title",
    "smtpc_subject_title",  "smtpc_reason_name",
    "smtpc_action_name",    "smtpc_party_name",
    "smtpc_standing_name"};

static const char *const explain_functions[] = {
    "smtpc_explain", "smtpc_use", "smtpc_basis_name", "smtpc_confidence_name"};

static const char *action(size_t i)
{
    return words_action((enum action)i);
}

static const char *party(size_t i)
{
    return words_party((enum party)i);
}

static const char *standing(size_t i)
{
    return words_standing((enum standing)i);
}

static void put_value(struct buf *to, const char *symbol, const char *word,
                      const char *said)
{
    buf_printf(to, ".It Dv %s\n.Dq \"", symbol);
    esc_roff_code(to, word);
    buf_puts(to, "\" :\n");
    esc_roff(to, said);
}

static void put_words(const struct view *view, struct buf *to,
                      const char *family, const char *const *words,
                      const char *(*said)(size_t index))
{
    for (size_t i = 0; words[i]; i++)
        put_value(to, symbol_of(view->arena, family, words[i]), words[i],
                  said(i));
}

static void put_reasons(const struct view *view, struct buf *to)
{
    for (size_t i = 0; i < view->reason_count; i++) {
        const struct view_reason *r = &view->reasons[i];

        put_value(to, r->symbol, r->reason->id, r->reason->prose.title);
    }
}

/* A page that is another one by a second name. */
static void put_link(const struct view *view, struct outset *set,
                     const char *name, const char *target)
{
    buf_printf(outset_add(set, mem_printf(view->arena, "man/man3/%s.3", name)),
               ".\\\" SPDX-License-Identifier: 0BSD\n"
               ".so man3/%s.3\n",
               target);
}

static void page_explain(const struct view *view, struct outset *set)
{
    struct tmpl_slot slot = {"head", {0}};
    size_t count = sizeof explain_functions / sizeof explain_functions[0];

    mdoc_head(view->model->registry, "smtpcodes_explain", 3, &slot.text);
    tmpl_fill(outset_add(set, "man/man3/smtpcodes_explain.3"),
              embedded_smtpcodes_explain_3.text,
              embedded_smtpcodes_explain_3.len, &slot, 1);
    buf_free(&slot.text);
    for (size_t i = 0; i < count; i++)
        put_link(view, set, explain_functions[i], "smtpcodes_explain");
}

static void page_lookup(const struct view *view, struct outset *set)
{
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_HEAD] = {"head", {0}},
        [SLOT_REASONS] = {"reasons", {0}},
        [SLOT_ACTIONS] = {"actions", {0}},
        [SLOT_PARTIES] = {"parties", {0}},
        [SLOT_STANDINGS] = {"standings", {0}},
    };

    mdoc_head(view->model->registry, "smtpcodes", 3, &slots[SLOT_HEAD].text);
    put_reasons(view, &slots[SLOT_REASONS].text);
    put_words(view, &slots[SLOT_ACTIONS].text, "ACTION", model_actions, action);
    put_words(view, &slots[SLOT_PARTIES].text, "PARTY", model_parties, party);
    put_words(view, &slots[SLOT_STANDINGS].text, "STANDING", model_standings,
              standing);
    tmpl_fill(outset_add(set, "man/man3/smtpcodes.3"),
              embedded_smtpcodes_3.text, embedded_smtpcodes_3.len, slots,
              SLOTS);
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slots[i].text);
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        put_link(view, set, functions[i], "smtpcodes");
}

static void page_tool(const struct view *view, struct outset *set)
{
    struct tmpl_slot slot = {"head", {0}};

    mdoc_date(view->model->registry, &slot.text);
    tmpl_fill(outset_add(set, "man/man1/smtpcodes.1"),
              embedded_smtpcodes_1.text, embedded_smtpcodes_1.len, &slot, 1);
    buf_free(&slot.text);
}

void emit_manual(const struct view *view, struct outset *set)
{
    page_lookup(view, set);
    page_explain(view, set);
    page_tool(view, set);
}
