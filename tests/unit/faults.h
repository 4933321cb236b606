/* SPDX-License-Identifier: 0BSD
 *
 * faults - single faults of a catalogue, made by a walk with a fixed seed.
 *
 * A fault is one or two stretches of one file with what takes their place.
 * Everything that a contributor may do to an attribute is done to one place
 * of every element-and-attribute pair, everything that may be done to an
 * element to one place of every parent-and-element pair; faults of whole
 * files follow.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include "markup.h"

enum fault_kind {
    ATTR_DROPPED,
    ATTR_EMPTIED,
    ATTR_DOUBLED,
    ATTR_RENAMED,
    VALUE_MISSPELT,
    VALUE_OF_ANOTHER,
    WORD_DOUBLED,
    CODE_CHANGED,
    REFERENCE_BROKEN,
    ELEMENT_DROPPED,
    ELEMENT_DOUBLED,
    ELEMENT_MISSPELT,
    ELEMENT_RENAMED,
    ELEMENT_FIRST,
    ELEMENT_OUT,
    ELEMENT_EMPTIED,
    TEXT_ADDED,
    END_DROPPED,
    MARK_DROPPED,
    TRUNCATED,
    BAD_UTF8,
    BAD_DECLARATION,
    NUL_BYTE,
    DOCTYPE,
    NESTED,
    HUGE_TEXT,
    FILE_GONE,
    FAULT_KINDS
};

static const char *const fault_kinds[] = {
    "attribute dropped",
    "attribute emptied",
    "attribute doubled",
    "attribute misspelt",
    "value misspelt",
    "value of another element",
    "word of a list doubled",
    "code or id changed",
    "reference broken",
    "element dropped",
    "element doubled",
    "element misspelt",
    "element renamed to another",
    "element moved to the front",
    "element moved out of its parent",
    "element emptied",
    "stray text",
    "end tag dropped",
    "quote or bracket dropped",
    "file truncated",
    "invalid UTF-8",
    "wrong declaration",
    "NUL byte",
    "DOCTYPE, entity bomb",
    "deep nesting",
    "100 MB of text",
    "file gone",
};

struct change {
    struct span from;
    const char *text;
    size_t len;
};

struct fault {
    enum fault_kind kind;
    const char *what; /* "parent/element" or "element@attribute" */
    size_t file;
    struct change changes[2]; /* in the order of the text */
    size_t change_count;
    const struct markup_element *near; /* NULL: a fault of the file */
};

struct faults {
    struct markup *markup;
    struct arena arena;
    uint64_t seed;
    struct fault *list;
    size_t count;
};

/* xorshift64: the same walk on every machine. */
static inline size_t faults_random(struct faults *f, size_t below)
{
    f->seed ^= f->seed << 13;
    f->seed ^= f->seed >> 7;
    f->seed ^= f->seed << 17;
    return (size_t)(f->seed >> 20) % below;
}

static inline struct fault *faults_add(struct faults *f, enum fault_kind kind,
                                       const char *what, size_t file)
{
    struct fault *fault =
        mem_push(&f->arena, &f->list, &f->count, sizeof *fault);

    *fault = (struct fault){.kind = kind, .what = what, .file = file};
    return fault;
}

static inline void faults_change(struct fault *fault, size_t from, size_t to,
                                 const char *text)
{
    struct change c = {{from, to}, text, strlen(text)};

    assert_true(fault->change_count < 2);
    fault->changes[fault->change_count++] = c;
    if (fault->change_count == 2 && from < fault->changes[0].from.from) {
        fault->changes[1] = fault->changes[0];
        fault->changes[0] = c;
    }
}

/* --- attributes ----------------------------------------------------------- */

struct attr_at {
    const struct markup_element *e;
    const struct markup_attr *a;
};

static inline const char *attr_name(struct faults *f, struct attr_at at)
{
    return mem_printf(&f->arena, "%s@%s", at.e->name,
                      markup_text(f->markup, at.e->file, at.a->name));
}

static inline struct fault *attr_fault(struct faults *f, enum fault_kind kind,
                                       struct attr_at at, struct span from,
                                       const char *text)
{
    struct fault *fault = faults_add(f, kind, attr_name(f, at), at.e->file);

    fault->near = at.e;
    faults_change(fault, from.from, from.to, text);
    return fault;
}

/* One letter or digit becomes the next one. */
static inline const char *misspelt(struct faults *f, const char *text)
{
    size_t len = strlen(text), at = faults_random(f, len);
    char *changed = mem_text(&f->arena, text, len);

    for (size_t i = 0; i < len; i++, at = (at + 1) % len) {
        char c = text[at];
        bool last = c == 'z' || c == 'Z' || c == '9';

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
            (c >= '0' && c <= '9')) {
            changed[at] = (char)(last ? c - 1 : c + 1);
            break;
        }
    }
    return changed;
}

/* Well-formed values that lead nowhere, or that nothing has yet. */
static const char *const nowhere[][2] = {
    {"reason", "no-such-reason"},
    {"rfc", "99998"},
    {"source", "no-such-source"},
    {"with", "X.998.998"},
    {"instead", "998"},
    {"provider", "no-such-provider"},
    {"reply", "539"},
    {"replies", "539"},
    {"statuses", "X.998.998"},
    {"table", "no-such-table"},
    {"href", "no-such-file.xml"},
};
static const char *const unused[][3] = {
    {"reply", "code", "539"},       {"status", "code", "X.998.998"},
    {"use", "code", "5.998.998"},   {"reason", "id", "no-such-reason"},
    {"source", "id", "no-such-id"}, {"message", "id", "no-such-id"},
    {"provider", "id", "no-such"},  {"section", "id", "no-such-id"},
    {"rfc", "number", "99998"},     {"subject", "number", "998"},
    {"class", "digit", "3"},        {"group", "digit", "0"},
    {"catalog", "format", "2"},     {"reason", "number", "254"},
};

static inline void attr_values(struct faults *f, struct attr_at at)
{
    const char *name = markup_text(f->markup, at.e->file, at.a->name);

    for (size_t i = 0; i < sizeof nowhere / sizeof nowhere[0]; i++)
        if (strcmp(nowhere[i][0], name) == 0)
            attr_fault(f, REFERENCE_BROKEN, at, at.a->value, nowhere[i][1]);
    for (size_t i = 0; i < sizeof unused / sizeof unused[0]; i++)
        if (strcmp(unused[i][0], at.e->name) == 0 &&
            strcmp(unused[i][1], name) == 0)
            attr_fault(f, CODE_CHANGED, at, at.a->value, unused[i][2]);
}

static inline bool is_list(const char *name)
{
    return strcmp(name, "commands") == 0 || strcmp(name, "classes") == 0 ||
           strcmp(name, "by") == 0 || strcmp(name, "replies") == 0 ||
           strcmp(name, "statuses") == 0 || strcmp(name, "instead") == 0;
}

/* Everything that happens to attributes, each time in another place of the
 * count places at all. */
static inline void attr_faults(struct faults *f, const struct attr_at *all,
                               size_t count)
{
    struct markup *m = f->markup;
    const char *name = markup_text(m, all->e->file, all->a->name);
    struct attr_at at;

#define ANY (at = all[faults_random(f, count)])
#define TEXT_OF(s) markup_text(m, at.e->file, at.a->s)
    ANY;
    attr_fault(f, ATTR_DROPPED, at, at.a->all, "");
    ANY;
    attr_fault(f, ATTR_EMPTIED, at, at.a->value, "");
    ANY;
    attr_fault(f, ATTR_DOUBLED, at, (struct span){at.a->all.to, at.a->all.to},
               TEXT_OF(all));
    ANY;
    attr_fault(f, ATTR_RENAMED, at, at.a->name, misspelt(f, name));
    for (int i = 0; i < 2; i++) {
        ANY;
        attr_fault(f, VALUE_MISSPELT, at, at.a->value,
                   misspelt(f, TEXT_OF(value)));
    }
    for (int i = 0; i < 8; i++) {
        struct attr_at other = all[faults_random(f, count)];
        const char *value = markup_text(m, other.e->file, other.a->value);

        ANY;
        if (strcmp(value, TEXT_OF(value)) == 0)
            continue;
        attr_fault(f, VALUE_OF_ANOTHER, at, at.a->value, value);
        break;
    }
    if (is_list(name)) {
        ANY;
        attr_fault(
            f, WORD_DOUBLED, at, at.a->value,
            mem_printf(&f->arena, "%s %s", TEXT_OF(value), TEXT_OF(value)));
    }
    for (int i = 0; i < 2; i++)
        attr_values(f, ANY);
#undef ANY
#undef TEXT_OF
}

/* Names in the order in which they were met first. */
struct names {
    const char **list;
    size_t count;
};

enum { MOST_NAMES = 128 };

/* The number of a name, the next one for a new name. */
static inline size_t name_number(struct faults *f, struct names *names,
                                 const char *name)
{
    size_t n = 0;
    const char **new;

    while (n < names->count && strcmp(names->list[n], name) != 0)
        n++;
    if (n == names->count) {
        new = mem_push(&f->arena, &names->list, &names->count, sizeof *new);
        *new = name;
    }
    assert_true(n < MOST_NAMES);
    return n;
}

/* Group all attributes by element and name. */
static inline void faults_of_attrs(struct faults *f)
{
    struct markup *m = f->markup;
    struct attr_at *groups[MOST_NAMES] = {NULL};
    size_t sizes[MOST_NAMES] = {0};
    struct names names = {0};

    for (size_t i = 0; i < m->element_count; i++) {
        const struct markup_element *e = m->elements[i];

        for (size_t j = 0; j < e->attr_count; j++) {
            struct attr_at at = {e, &e->attrs[j]}, *to;
            size_t n = name_number(f, &names, attr_name(f, at));

            to = mem_push(&f->arena, &groups[n], &sizes[n], sizeof *to);
            *to = at;
        }
    }
    for (size_t n = 0; n < names.count; n++)
        attr_faults(f, groups[n], sizes[n]);
}

/* --- the file that comes of it -------------------------------------------- */

/** The whole file with the fault in it. */
static inline void fault_apply(const struct fault *fault, const struct buf *old,
                               struct buf *to)
{
    size_t at = 0;

    for (size_t i = 0; i < fault->change_count; i++) {
        const struct change *c = &fault->changes[i];

        buf_add(to, old->text + at, c->from.from - at);
        buf_add(to, c->text, c->len);
        at = c->from.to;
    }
    buf_add(to, old->text + at, old->len - at);
}

/** Where a byte of the old file is in the new one. */
static inline size_t fault_moved(const struct fault *fault, size_t at)
{
    size_t moved = at;

    for (size_t i = 0; i < fault->change_count; i++) {
        const struct change *c = &fault->changes[i];

        if (c->from.to <= at)
            moved += c->len - (c->from.to - c->from.from);
        else if (c->from.from <= at)
            moved -= at - c->from.from;
    }
    return moved;
}

#endif
