/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

#include "render/esc.h"
#include "base/text.h"
#include "model/words.h"

#include <stdlib.h>
#include <string.h>

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

const char *man_entry_name(const struct view *view, const struct view_entry *e)
{
    return mem_printf(view->arena, "smtp-%s", e->entry->code);
}

const char *man_reason_name(const struct view *view, const char *id)
{
    return mem_printf(view->arena, "smtp-%s", id);
}

const char *man_provider_name(const struct view *view, const char *id)
{
    return mem_printf(view->arena, "smtp-provider-%s", id);
}

/* The registry's date: it moves when the facts do, not when a page is made. */
void man_date(const struct view *view, struct buf *to)
{
    char *rest;
    long year = strtol(view->model->registry, &rest, 10), month = 1, day = 1;

    if (*rest)
        month = strtol(rest + 1, &rest, 10);
    if (*rest)
        day = strtol(rest + 1, NULL, 10);
    if (month < 1 || month > 12)
        month = 1;
    buf_printf(to, ".Dd %s %ld, %ld\n", months[month - 1], day, year);
}

void man_head(const struct view *view, struct buf *to, const char *page,
              int section)
{
    buf_puts(to, ".\\\" SPDX-License-Identifier: 0BSD\n"
                 ".\\\" Generated from catalog/; edit there and run make gen."
                 "\n");
    man_date(view, to);
    buf_puts(to, ".Dt ");
    for (const char *s = page; *s; s++)
        buf_putc(to, *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s);
    buf_printf(to, " %d\n.Os smtpcodes\n", section);
}

void man_fill(struct man *m, struct buf *to, void (*put)(struct man *))
{
    m->to = to;
    put(m);
}

void man_begin(struct man *m, const char *name)
{
    m->to =
        outset_add(m->set, mem_printf(m->view->arena, "man/man7/%s.7", name));
    m->self = name;
    m->see_count = 0;
    man_head(m->view, m->to, name, 7);
    buf_puts(m->to, ".Sh NAME\n");
}

void man_link(struct man *m, int section, const char *name, const char *target)
{
    struct buf *to =
        outset_add(m->set, mem_printf(m->view->arena, "man/man%d/%s.%d",
                                      section, name, section));

    buf_printf(to,
               ".\\\" SPDX-License-Identifier: 0BSD\n"
               ".so man%d/%s.%d\n",
               section, target, section);
}

void man_section(struct man *m, const char *title)
{
    buf_printf(m->to, ".Sh %s\n", title);
}

void man_text(struct man *m, const char *text)
{
    esc_roff(m->to, text);
}

void man_xr(struct man *m, const char *page, const char *after)
{
    buf_printf(m->to, ".Xr %s 7%s%s\n", page, *after ? " " : "", after);
    man_see(m, page);
}

void man_see(struct man *m, const char *page)
{
    const char **at;

    if (strcmp(page, m->self) == 0)
        return;
    at = mem_push(m->view->arena, &m->see, &m->see_count, sizeof *at);
    *at = page;
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

/* mandoc wants them so: letters of either case alike. */
static int by_name(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;

    while (*x && lower(*x) == lower(*y)) {
        x++;
        y++;
    }
    return lower(*x) - lower(*y);
}

void man_see_also(struct man *m)
{
    man_section(m, "SEE ALSO");
    buf_puts(m->to, ".Xr smtpcodes 3 ,\n");
    if (m->see_count)
        qsort(m->see, m->see_count, sizeof *m->see, by_name);
    for (size_t i = 0; i < m->see_count; i++)
        if (i == 0 || strcmp(m->see[i - 1], m->see[i]) != 0)
            buf_printf(m->to, ".Xr %s 7 ,\n", m->see[i]);
    buf_puts(m->to, ".Xr smtpcodes 7\n");
}

/* Steps to take read best one below the other. */
static void put_sentences(struct man *m, const char *text)
{
    enum { FEW = 2 };
    size_t count = 0, len;

    for (const char *s = text; *s; s += len + strspn(s + len, " ")) {
        len = text_sentence(s);
        count++;
    }
    if (count <= FEW) {
        man_text(m, text);
        return;
    }
    buf_puts(m->to, ".Bl -bullet -compact\n");
    for (const char *s = text; *s; s += len + strspn(s + len, " ")) {
        len = text_sentence(s);
        buf_puts(m->to, ".It\n");
        man_text(m, mem_text(m->view->arena, s, len));
    }
    buf_puts(m->to, ".El\n");
}

static void put_advice(struct man *m, const struct advice *a)
{
    buf_printf(m->to, ".Ss %s\n", words_reader(a->reader));
    put_sentences(m, a->text);
}

void man_advices(struct man *m, const struct prose *prose, enum party first)
{
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader == first)
            put_advice(m, &prose->advices[i]);
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader != first)
            put_advice(m, &prose->advices[i]);
}

void man_advices_inline(struct man *m, const struct prose *prose)
{
    if (prose->advice_count == 0)
        return;
    buf_puts(m->to, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < prose->advice_count; i++) {
        buf_printf(m->to, ".It %s\n", words_reader(prose->advices[i].reader));
        man_text(m, prose->advices[i].text);
    }
    buf_puts(m->to, ".El\n");
}

void man_causes(struct man *m, const struct prose *prose)
{
    if (prose->cause_count == 0)
        return;
    buf_puts(m->to, ".Bl -bullet\n");
    for (size_t i = 0; i < prose->cause_count; i++) {
        buf_puts(m->to, ".It\n");
        man_text(m, prose->causes[i].text);
    }
    buf_puts(m->to, ".El\n");
}

static void put_ref(struct man *m, const struct ref *ref)
{
    const struct reference *r = view_reference(m->view, ref);

    buf_puts(m->to, ".It\n");
    if (r->rfc) {
        man_text(
            m, mem_printf(m->view->arena, "%s:", view_ref_text(m->view, ref)));
        buf_puts(m->to, ".Em \"");
        esc_roff_arg(m->to, r->title);
        buf_puts(m->to, "\"\n");
        return;
    }
    buf_puts(m->to, ".Em \"");
    esc_roff_arg(m->to, r->title);
    buf_puts(m->to, "\" ,\n");
    if (ref->section)
        man_text(m, mem_printf(m->view->arena, "%s,", ref->section));
    buf_puts(m->to, ".Lk \"");
    esc_roff_code(m->to, r->address);
    buf_puts(m->to, "\" ,\n");
    man_text(m, mem_printf(m->view->arena, "seen %s", r->date));
}

void man_refs(struct man *m, const struct prose *prose)
{
    if (prose->ref_count == 0)
        return;
    buf_puts(m->to, ".Bl -bullet -compact\n");
    for (size_t i = 0; i < prose->ref_count; i++)
        put_ref(m, &prose->refs[i]);
    buf_puts(m->to, ".El\n");
}

const char *man_capital(const struct man *m, const char *text)
{
    char *copy = mem_printf(m->view->arena, "%s", text);

    if (*copy >= 'a' && *copy <= 'z')
        *copy = (char)(*copy - 'a' + 'A');
    return copy;
}

/* Whether every class in the set asks the same, of the same party. */
static bool all_alike(unsigned classes, const enum action *actions,
                      const enum party *parties)
{
    int first = view_gravest(classes);

    for (int c = 2; c <= 5; c++)
        if (classes & 1u << c &&
            (actions[c] != actions[first] || parties[c] != parties[first]))
            return false;
    return true;
}

void man_begin_acts(struct man *m)
{
    buf_puts(m->to, ".Pp\n.Bl -tag -width \"Who must act\" -compact\n");
}

void man_acts(struct man *m, unsigned classes, const char *tail,
              const enum action *actions, const enum party *parties)
{
    struct arena *arena = m->view->arena;
    int first = view_gravest(classes);

    if (all_alike(classes, actions, parties)) {
        buf_puts(m->to, ".It Sy What to do\n");
        man_text(m, words_action_long(actions[first]));
        buf_puts(m->to, ".It Sy Who must act\n");
        man_text(m, mem_printf(arena, "%s.",
                               man_capital(m, words_party(parties[first]))));
        return;
    }
    for (int c = 5; c >= 2; c--) {
        if (!(classes & 1u << c))
            continue;
        buf_printf(m->to, ".It Sy With %d%s\n", c, tail);
        man_text(m, words_action_long(actions[c]));
        man_text(
            m, mem_printf(arena, "Who must act: %s.", words_party(parties[c])));
    }
}
