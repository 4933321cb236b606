/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "model/symbol.h"
#include "write/tmpl.h"
#include "model/words.h"

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
    "smtpc_explain", "smtpc_basis_name", "smtpc_confidence_name"};

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

static void put_value(struct man *m, const char *symbol, const char *word,
                      const char *said)
{
    buf_printf(m->to, ".It Dv %s\n.Dq \"", symbol);
    esc_roff_code(m->to, word);
    buf_puts(m->to, "\" :\n");
    man_text(m, said);
}

static void put_words(struct man *m, const char *family,
                      const char *const *words,
                      const char *(*said)(size_t index))
{
    for (size_t i = 0; words[i]; i++)
        put_value(m, symbol_of(m->view->arena, family, words[i]), words[i],
                  said(i));
}

static void put_actions(struct man *m)
{
    put_words(m, "ACTION", model_actions, action);
}

static void put_parties(struct man *m)
{
    put_words(m, "PARTY", model_parties, party);
}

static void put_standings(struct man *m)
{
    put_words(m, "STANDING", model_standings, standing);
}

static void put_reasons(struct man *m)
{
    for (size_t i = 0; i < m->view->reason_count; i++) {
        const struct view_reason *r = &m->view->reasons[i];

        put_value(m, r->symbol, r->reason->id, r->reason->prose.title);
    }
}

static void page_explain(struct man *m)
{
    struct tmpl_slot slot = {"head", {0}};
    size_t count = sizeof explain_functions / sizeof explain_functions[0];

    man_head(m->view, &slot.text, "smtpcodes_explain", 3);
    tmpl_fill(outset_add(m->set, "man/man3/smtpcodes_explain.3"),
              embedded_smtpcodes_explain_3.text,
              embedded_smtpcodes_explain_3.len, &slot, 1);
    buf_free(&slot.text);
    for (size_t i = 0; i < count; i++)
        man_link(m, 3, explain_functions[i], "smtpcodes_explain");
}

void man_page_api(struct man *m)
{
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_HEAD] = {"head", {0}},
        [SLOT_REASONS] = {"reasons", {0}},
        [SLOT_ACTIONS] = {"actions", {0}},
        [SLOT_PARTIES] = {"parties", {0}},
        [SLOT_STANDINGS] = {"standings", {0}},
    };

    man_head(m->view, &slots[SLOT_HEAD].text, "smtpcodes", 3);
    man_fill(m, &slots[SLOT_REASONS].text, put_reasons);
    man_fill(m, &slots[SLOT_ACTIONS].text, put_actions);
    man_fill(m, &slots[SLOT_PARTIES].text, put_parties);
    man_fill(m, &slots[SLOT_STANDINGS].text, put_standings);
    tmpl_fill(outset_add(m->set, "man/man3/smtpcodes.3"),
              embedded_smtpcodes_3.text, embedded_smtpcodes_3.len, slots,
              SLOTS);
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slots[i].text);
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        man_link(m, 3, functions[i], "smtpcodes");
    page_explain(m);
}

void man_page_tool(struct man *m)
{
    struct tmpl_slot slot = {"head", {0}};

    man_date(m->view, &slot.text);
    tmpl_fill(outset_add(m->set, "man/man1/smtpcodes.1"),
              embedded_smtpcodes_1.text, embedded_smtpcodes_1.len, &slot, 1);
    buf_free(&slot.text);
}
