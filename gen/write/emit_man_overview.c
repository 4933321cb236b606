/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

#include "runtime/embedded.h"
#include "render/esc.h"
#include "write/tmpl.h"
#include "model/words.h"

#include <string.h>

enum overview_slot {
    OVERVIEW_HEAD,
    OVERVIEW_CLASSES,
    OVERVIEW_SUBJECTS,
    OVERVIEW_REASONS,
    OVERVIEW_REPLIES,
    OVERVIEW_STATUSES,
    OVERVIEW_FOLKLORE,
    OVERVIEW_PROVIDERS,
    OVERVIEW_RFCS,
    OVERVIEW_SLOTS
};

/* What to do, by class when the classes differ: "4.2.2: try again later". */
static const char *actions_of(const struct man *m, unsigned classes,
                              const char *tail, const enum action *actions)
{
    struct arena *arena = m->view->arena;
    int first = view_gravest(classes);
    const char *list = words_action(actions[first]);
    bool alike = true;

    for (int c = 2; c <= 5; c++)
        alike &= !(classes & 1u << c) || actions[c] == actions[first];
    if (alike)
        return list;
    list = NULL;
    for (int c = 5; c >= 2; c--)
        if (classes & 1u << c)
            list =
                mem_printf(arena, "%s%s%d%s: %s", list ? list : "",
                           list ? "; " : "", c, tail, words_action(actions[c]));
    return list;
}

static void put_row(struct man *m, const char *page, const char *title,
                    const char *todo)
{
    buf_printf(m->to, ".It Xr %s 7\n", page);
    man_text(m, mem_printf(m->view->arena, "%s.", title));
    buf_puts(m->to, ".Em \"");
    esc_roff_arg(m->to, man_capital(m, todo));
    buf_puts(m->to, "\"\n");
}

static void put_entry(struct man *m, const struct view_entry *e)
{
    bool reply = e->entry->kind == ENTRY_REPLY;

    put_row(m, man_entry_name(m->view, e), e->entry->prose.title,
            actions_of(m, e->entry->classes, reply ? "yz" : e->entry->code + 1,
                       e->actions));
}

static void begin_table(struct man *m, const char *widest)
{
    buf_printf(m->to, ".Bl -tag -width \"smtp-%s(7)\" -compact\n", widest);
}

static void end_table(struct man *m)
{
    buf_puts(m->to, ".El\n");
}

static void put_classes(struct man *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->class_count; i++) {
        const struct kind *k = &model->classes[i];

        buf_printf(m->to, ".It Sy %dyz\n", k->number);
        man_text(m, k->enhanced
                        ? mem_printf(m->view->arena, "%s; %d.y.z is %s.",
                                     k->prose.title, k->number, k->enhanced)
                        : mem_printf(m->view->arena, "%s.", k->prose.title));
        man_text(m, k->prose.meaning);
        buf_puts(m->to, ".Pp\n.Em What a client does :\n");
        man_text(m, k->client);
    }
}

static void put_subjects(struct man *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->subject_count; i++) {
        const struct kind *k = &model->subjects[i];

        buf_printf(m->to, ".It Sy X.%d\n", k->number);
        man_text(m, mem_printf(m->view->arena, "%s.", k->prose.title));
        man_text(m, k->prose.meaning);
    }
}

static void put_reasons(struct man *m)
{
    for (size_t i = 0; i < m->view->reason_count; i++) {
        const struct view_reason *r = &m->view->reasons[i];
        unsigned classes = 0;

        for (size_t j = 0; j < r->reason->act_count; j++)
            classes |= 1u << r->reason->acts[j].class;
        put_row(m, man_reason_name(m->view, r->reason->id),
                r->reason->prose.title,
                actions_of(m, classes, "yz", r->actions));
    }
}

static bool is_listed(const struct view_entry *e, bool folklore)
{
    return folklore == (e->entry->standing == STANDING_FOLKLORE);
}

/* Replies under a heading for each class. */
static void put_replies(struct man *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->class_count; i++) {
        const struct kind *k = &model->classes[i];
        bool any = false;

        for (size_t j = 0; j < m->view->reply_count; j++) {
            const struct view_entry *e = &m->view->entries[j];

            if (!is_listed(e, false) || e->main_class != k->number)
                continue;
            if (!any) {
                buf_puts(m->to, ".Ss \"");
                esc_roff_arg(m->to, mem_printf(m->view->arena, "%dyz: %s",
                                               k->number, k->prose.title));
                buf_puts(m->to, "\"\n");
                begin_table(m, "550");
            }
            any = true;
            put_entry(m, e);
        }
        if (any)
            end_table(m);
    }
}

/* Statuses under a heading for each subject. */
static void put_statuses(struct man *m)
{
    const struct view *v = m->view;
    int subject = -1;

    for (size_t i = v->reply_count; i < v->entry_count; i++) {
        const struct view_entry *e = &v->entries[i];

        if (!is_listed(e, false))
            continue;
        if (e->entry->subject != subject) {
            if (subject >= 0)
                end_table(m);
            subject = e->entry->subject;
            buf_printf(m->to, ".Ss \"X.%d: ", subject);
            for (size_t j = 0; j < v->model->subject_count; j++)
                if (v->model->subjects[j].number == subject)
                    esc_roff_arg(m->to, v->model->subjects[j].prose.title);
            buf_puts(m->to, "\"\n");
            begin_table(m, "X.1.10");
        }
        put_entry(m, e);
    }
    if (subject >= 0)
        end_table(m);
}

/* mandoc wants no list without an item, and a test's catalogue may have
 * none. */
static void put_folklore(struct man *m)
{
    bool any = false;

    for (size_t i = 0; i < m->view->entry_count; i++) {
        if (!is_listed(&m->view->entries[i], true))
            continue;
        if (!any)
            begin_table(m, "550");
        any = true;
        put_entry(m, &m->view->entries[i]);
    }
    if (any)
        end_table(m);
    else
        man_text(m, "None.");
}

static void put_providers(struct man *m)
{
    if (m->view->model->provider_count == 0) {
        man_text(m, "None.");
        return;
    }
    buf_puts(m->to, ".Bl -tag -width \"smtp-provider-amazon-ses(7)\" "
                    "-compact\n");
    for (size_t i = 0; i < m->view->model->provider_count; i++) {
        const struct provider *p = m->view->providers[i];

        buf_printf(m->to, ".It Xr %s 7\n", man_provider_name(m->view, p->id));
        man_text(m, p->prose.title);
    }
    end_table(m);
}

static void put_rfcs(struct man *m)
{
    for (size_t i = 0; i < m->view->model->reference_count; i++) {
        const struct reference *r = m->view->references[i];

        if (!r->rfc)
            continue;
        buf_printf(m->to, ".It RFC %d\n", r->rfc);
        man_text(m, r->title);
    }
}

void man_page_overview(struct man *m)
{
    struct tmpl_slot slots[OVERVIEW_SLOTS] = {
        [OVERVIEW_HEAD] = {"head", {0}},
        [OVERVIEW_CLASSES] = {"classes", {0}},
        [OVERVIEW_SUBJECTS] = {"subjects", {0}},
        [OVERVIEW_REASONS] = {"reasons", {0}},
        [OVERVIEW_REPLIES] = {"replies", {0}},
        [OVERVIEW_STATUSES] = {"statuses", {0}},
        [OVERVIEW_FOLKLORE] = {"folklore", {0}},
        [OVERVIEW_PROVIDERS] = {"providers", {0}},
        [OVERVIEW_RFCS] = {"rfcs", {0}},
    };

    m->self = "smtpcodes";
    man_head(m->view, &slots[OVERVIEW_HEAD].text, m->self, 7);
    man_fill(m, &slots[OVERVIEW_CLASSES].text, put_classes);
    man_fill(m, &slots[OVERVIEW_SUBJECTS].text, put_subjects);
    man_fill(m, &slots[OVERVIEW_REASONS].text, put_reasons);
    man_fill(m, &slots[OVERVIEW_REPLIES].text, put_replies);
    man_fill(m, &slots[OVERVIEW_STATUSES].text, put_statuses);
    man_fill(m, &slots[OVERVIEW_FOLKLORE].text, put_folklore);
    man_fill(m, &slots[OVERVIEW_PROVIDERS].text, put_providers);
    man_fill(m, &slots[OVERVIEW_RFCS].text, put_rfcs);
    tmpl_fill(outset_add(m->set, "man/man7/smtpcodes.7"),
              embedded_smtpcodes_7.text, embedded_smtpcodes_7.len, slots,
              OVERVIEW_SLOTS);
    for (size_t i = 0; i < OVERVIEW_SLOTS; i++)
        buf_free(&slots[i].text);
}
