/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"
#include "model/symbol.h"
#include "model/words.h"
#include "render/esc.h"
#include "render/render.h"

#include <string.h>

/* Of smtpcodes(3). */
enum slot {
    SLOT_HEAD,
    SLOT_ENTRY,
    SLOT_RESPONSE,
    SLOT_CLASSES,
    SLOT_SUBJECTS,
    SLOT_REASONS,
    SLOT_ACTIONS,
    SLOT_PARTIES,
    SLOT_STANDINGS,
    SLOTS
};

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

static void put_kinds(const struct view *view, struct buf *to,
                      const char *family, const struct kind *kinds,
                      size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_printf(to, ".It Dv %s\n",
                   symbol_of(view->arena, family, kinds[i].name));
        esc_roff(to, mem_printf(view->arena, "%d: %s", kinds[i].number,
                                kinds[i].prose.title));
    }
}

/* A struct as a header declares it. */
static void put_struct(const struct view *view, struct buf *to,
                       const struct embedded *header, const char *name)
{
    const char *text = mem_text(view->arena, header->text, header->len);
    const char *at =
        strstr(text, mem_printf(view->arena, "\nstruct %s {\n", name));
    const char *end = at ? strstr(at, "\n};\n") : NULL;

    if (end)
        end += strlen("\n};");
    else
        mem_die("manual: no such struct", name);
    while (at < end) {
        size_t len = strcspn(++at, "\n");

        buf_puts(to, "\\&"); /* or blanks would count as roff's own */
        esc_roff_code(to, mem_text(view->arena, at, len));
        buf_putc(to, '\n');
        at += len;
    }
}

/* A page, and one that leads to it for each function that its NAME lists. */
static void put_page(const struct view *view, struct outset *set,
                     const char *name, const struct embedded *page,
                     struct tmpl_slot *slots, size_t count)
{
    static const char mark[] = "\n.Nm smtpc_";
    const char *text = mem_text(view->arena, page->text, page->len);

    emit_filled(set, mem_printf(view->arena, "man/man3/%s.3", name), page,
                slots, count);
    while ((text = strstr(text, mark)) != NULL) {
        const char *function = text + strlen("\n.Nm ");
        size_t len = strcspn(function, " \n");

        buf_printf(outset_add(set, mem_printf(view->arena, "man/man3/%.*s.3",
                                              (int)len, function)),
                   ".\\\" SPDX-License-Identifier: 0BSD\n"
                   ".so man3/%s.3\n",
                   name);
        text = function;
    }
}

static void page_explain(const struct view *view, struct outset *set)
{
    struct tmpl_slot slots[] = {{"head", {0}},
                                {"smtpc_context", {0}},
                                {"smtpc_verdict", {0}},
                                {"smtpc_provider_use", {0}}};
    enum { COUNT = sizeof slots / sizeof slots[0] };

    mdoc_head(model_date(view->model), "smtpcodes_explain", 3, &slots[0].text);
    for (size_t i = 1; i < COUNT; i++)
        put_struct(view, &slots[i].text, &embedded_smtpcodes_explain_h,
                   slots[i].name);
    put_page(view, set, "smtpcodes_explain", &embedded_smtpcodes_explain_3,
             slots, COUNT);
}

static void page_bounce(const struct view *view, struct outset *set)
{
    struct tmpl_slot slots[] = {
        {"head", {0}}, {"smtpc_bounce_recipient", {0}}, {"smtpc_mail", {0}}};
    enum { COUNT = sizeof slots / sizeof slots[0] };

    mdoc_head(model_date(view->model), "smtpcodes_bounce", 3, &slots[0].text);
    for (size_t i = 1; i < COUNT; i++)
        put_struct(view, &slots[i].text, &embedded_smtpcodes_bounce_h,
                   slots[i].name);
    put_page(view, set, "smtpcodes_bounce", &embedded_smtpcodes_bounce_3, slots,
             COUNT);
}

static void page_prose(const struct view *view, struct outset *set)
{
    struct tmpl_slot slot = {"head", {0}};

    mdoc_head(model_date(view->model), "smtpcodes_text", 3, &slot.text);
    put_page(view, set, "smtpcodes_text", &embedded_smtpcodes_text_3, &slot, 1);
}

static void page_lookup(const struct view *view, struct outset *set)
{
    const struct model *m = view->model;
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_HEAD] = {"head", {0}},
        [SLOT_ENTRY] = {"smtpc_entry", {0}},
        [SLOT_RESPONSE] = {"smtpc_response", {0}},
        [SLOT_CLASSES] = {"classes", {0}},
        [SLOT_SUBJECTS] = {"subjects", {0}},
        [SLOT_REASONS] = {"reasons", {0}},
        [SLOT_ACTIONS] = {"actions", {0}},
        [SLOT_PARTIES] = {"parties", {0}},
        [SLOT_STANDINGS] = {"standings", {0}},
    };

    mdoc_head(model_date(m), "smtpcodes", 3, &slots[SLOT_HEAD].text);
    for (size_t i = SLOT_ENTRY; i <= SLOT_RESPONSE; i++)
        put_struct(view, &slots[i].text, &embedded_smtpcodes_h, slots[i].name);
    put_kinds(view, &slots[SLOT_CLASSES].text, "CLASS", m->classes,
              m->class_count);
    put_kinds(view, &slots[SLOT_SUBJECTS].text, "SUBJECT", m->subjects,
              m->subject_count);
    put_reasons(view, &slots[SLOT_REASONS].text);
    put_words(view, &slots[SLOT_ACTIONS].text, "ACTION", model_actions, action);
    put_words(view, &slots[SLOT_PARTIES].text, "PARTY", model_parties, party);
    put_words(view, &slots[SLOT_STANDINGS].text, "STANDING", model_standings,
              standing);
    put_page(view, set, "smtpcodes", &embedded_smtpcodes_3, slots, SLOTS);
}

static void page_tool(const struct view *view, struct outset *set)
{
    struct tmpl_slot slot = {"head", {0}};

    mdoc_date(model_date(view->model), &slot.text);
    emit_filled(set, "man/man1/smtpcodes.1", &embedded_smtpcodes_1, &slot, 1);
}

void emit_manual(const struct view *view, struct outset *set)
{
    page_lookup(view, set);
    page_explain(view, set);
    page_bounce(view, set);
    page_prose(view, set);
    page_tool(view, set);
}
