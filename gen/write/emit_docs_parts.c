/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "base/text.h"
#include "model/words.h"

#include <string.h>

static const char *copied(struct docs *d, const char *text, size_t len)
{
    return mem_text(d->view->arena, text, len);
}

void docs_sentences(struct docs *d, const char *text)
{
    enum { FEW = 2 };
    size_t count = 0, len;

    for (const char *s = text; *s; s += len + strspn(s + len, " ")) {
        len = text_sentence(s);
        count++;
    }
    if (count <= FEW) {
        docs_text(d, text);
        buf_puts(d->to, "\n\n");
        return;
    }
    for (const char *s = text; *s; s += len + strspn(s + len, " ")) {
        len = text_sentence(s);
        buf_puts(d->to, "- ");
        docs_text(d, copied(d, s, len));
        buf_putc(d->to, '\n');
    }
    buf_putc(d->to, '\n');
}

static void put_advice(struct docs *d, const struct advice *a, int level)
{
    const char *anchor =
        mem_printf(d->view->arena, "for-%s", model_parties[a->reader]);

    docs_title(d, level, anchor, words_reader(a->reader));
    docs_sentences(d, a->text);
}

void docs_advices(struct docs *d, const struct prose *prose, enum party first,
                  int level)
{
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader == first)
            put_advice(d, &prose->advices[i], level);
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader != first)
            put_advice(d, &prose->advices[i], level);
}

void docs_advices_inline(struct docs *d, const struct prose *prose)
{
    for (size_t i = 0; i < prose->advice_count; i++) {
        buf_printf(d->to, "**%s:** ", words_reader(prose->advices[i].reader));
        docs_text(d, prose->advices[i].text);
        buf_puts(d->to, "\n\n");
    }
}

void docs_causes(struct docs *d, const struct prose *prose)
{
    for (size_t i = 0; i < prose->cause_count; i++) {
        buf_puts(d->to, "- ");
        docs_text(d, prose->causes[i].text);
        buf_putc(d->to, '\n');
    }
    if (prose->cause_count)
        buf_putc(d->to, '\n');
}

static void rfc_link(struct docs *d, const struct ref *ref)
{
    buf_putc(d->to, '[');
    esc_markdown(d->to, view_ref_text(d->view, ref));
    buf_puts(d->to, "](");
    esc_markdown_address(d->to,
                         mem_printf(d->view->arena,
                                    "https://www.rfc-editor.org/rfc/rfc%d%s%s",
                                    ref->rfc, ref->section ? "#section-" : "",
                                    ref->section ? ref->section : ""));
    buf_puts(d->to, "), ");
}

void docs_ref(struct docs *d, const struct ref *ref)
{
    const struct reference *r = view_reference(d->view, ref);

    if (r->rfc) {
        rfc_link(d, ref);
        esc_markdown(d->to, r->title);
        return;
    }
    buf_putc(d->to, '[');
    esc_markdown(d->to, r->title);
    buf_puts(d->to, "](");
    esc_markdown_address(d->to, r->address);
    buf_putc(d->to, ')');
    if (ref->section) {
        buf_puts(d->to, ", ");
        esc_markdown(d->to, ref->section);
    }
    buf_puts(d->to, " (seen ");
    esc_markdown(d->to, r->date);
    buf_putc(d->to, ')');
}

void docs_refs(struct docs *d, const struct prose *prose)
{
    for (size_t i = 0; i < prose->ref_count; i++) {
        buf_puts(d->to, "- ");
        docs_ref(d, &prose->refs[i]);
        buf_putc(d->to, '\n');
    }
    buf_putc(d->to, '\n');
}

/* Whether every class in the set asks the same, of the same party. */
static bool all_alike(unsigned classes, const enum action *actions,
                      const enum party *parties)
{
    int first = view_gravest(classes);

    for (int c = 2; c <= 5; c++)
        if (classes & 1u << c && (actions[c] != actions[first] ||
                                  (parties && parties[c] != parties[first])))
            return false;
    return true;
}

void docs_title_acts(struct docs *d, unsigned classes, const char *tail,
                     const enum action *actions)
{
    const char *comma = "";

    buf_puts(d->to, " &mdash; ");
    if (all_alike(classes, actions, NULL)) {
        buf_puts(d->to, words_action(actions[view_gravest(classes)]));
        return;
    }
    for (int c = 2; c <= 5; c++) {
        if (!(classes & 1u << c))
            continue;
        buf_printf(d->to, "%s%s (%d%s)", comma, words_action(actions[c]), c,
                   tail);
        comma = ", ";
    }
}

void docs_short_acts(struct docs *d, unsigned classes, const char *tail,
                     const enum action *actions, const enum party *parties)
{
    int main_class = view_gravest(classes);

    if (all_alike(classes, actions, parties)) {
        buf_printf(d->to, "- **What to do:** %s\n",
                   words_action_long(actions[main_class]));
        buf_printf(d->to, "- **Who must act:** %s.\n",
                   words_party(parties[main_class]));
        return;
    }
    for (int c = 2; c <= 5; c++)
        if (classes & 1u << c)
            buf_printf(d->to, "- **With %d%s:** %s **Who must act:** %s.\n", c,
                       tail, words_action_long(actions[c]),
                       words_party(parties[c]));
}

void docs_end(struct docs *d, const char *anchor, const char *what)
{
    buf_printf(d->to,
               "---\n\n[The guide](%sREADME.md) | [%s](%sREADME.md#%s)"
               "\n",
               d->up, what, d->up, anchor);
}
