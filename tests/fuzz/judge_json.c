/* SPDX-License-Identifier: 0BSD */
#include "judge_json.h"

#include "fuzz.h"
#include "read_back.h"

/* How what is read here begins: in no text, where quotes are escaped. */
static const char step_start[] = "{\"text\": ", cite_start[] = "{\"id\": ";

/* Where each kind was read to. */
struct cursor {
    const struct view *view;
    const char *steps, *cites;
};

/* Read the string that begins at s and return what follows. */
static const char *judge_string(const char *s, const char *want)
{
    struct buf raw = {0}, got = {0};

    NEED(*s == '"');
    for (s++; *s && *s != '"'; s++) {
        if (*s == '\\')
            buf_putc(&raw, *s++);
        buf_putc(&raw, *s);
    }
    NEED(*s == '"');
    buf_puts(&raw, "");
    NEED(read_json_string(&got, raw.text));
    buf_puts(&got, "");
    NEED(strcmp(got.text, want) == 0);
    buf_free(&raw);
    buf_free(&got);
    return s + 1;
}

static const char *judge_mark(const char *s, const char *mark)
{
    NEED(strncmp(s, mark, strlen(mark)) == 0);
    return s + strlen(mark);
}

static const char *judge_start(const char *s, const char *start)
{
    s = strstr(s, start);
    NEED(s);
    return s + strlen(start);
}

static void judge_steps(struct cursor *at, const struct prose *p)
{
    for (size_t i = 0; i < p->advice_count; i++) {
        for (size_t k = 0; k < p->advices[i].step_count; k++) {
            const struct step *step = &p->advices[i].steps[k];
            const char *s = judge_start(at->steps, step_start);

            s = judge_string(s, step->text);
            if (step->command) {
                s = judge_mark(s, ", \"command\": ");
                s = judge_string(s, step->command);
            }
            at->steps = judge_mark(s, "}");
        }
    }
}

/* An address leads to what references lists under that id. */
static void judge_citations(struct cursor *at, const struct prose *p)
{
    for (size_t i = 0; i < p->ref_count; i++) {
        const struct ref *ref = &p->refs[i];
        const struct reference *r = view_reference(at->view, ref);
        const char *s = judge_start(at->cites, cite_start);

        s = judge_string(s, view_reference_id(at->view->arena, r));
        if (ref->section) {
            s = judge_mark(s, ", \"section\": ");
            s = judge_string(s, ref->section);
        }
        s = judge_mark(s, ", \"text\": ");
        s = judge_string(s, view_ref_text(at->view, ref));
        s = judge_mark(s, ", \"url\": ");
        s = judge_string(s, view_ref_address(at->view, ref));
        at->cites = judge_mark(s, "}");
    }
}

void judge_json(const struct view *view, const struct buf *json)
{
    struct cursor at = {view, json->text, json->text};
    const struct model *m = view->model;

    for (size_t i = 0; i < view->entry_count; i++) {
        judge_steps(&at, &view->entries[i].entry->prose);
        judge_citations(&at, &view->entries[i].entry->prose);
    }
    for (size_t i = 0; i < view->reason_count; i++)
        judge_steps(&at, &view->reasons[i].reason->prose);
    for (size_t i = 0; i < m->message_count; i++)
        judge_steps(&at, &view->messages[i]->prose);
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = view->providers[i];

        for (size_t k = 0; k < p->use_count; k++) {
            judge_steps(&at, &p->uses[k].prose);
            judge_citations(&at, &p->uses[k].prose);
        }
        judge_citations(&at, &p->prose);
    }
    NEED(!strstr(at.steps, step_start));
    NEED(!strstr(at.cites, cite_start));
}
