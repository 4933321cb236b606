/* SPDX-License-Identifier: 0BSD
 *
 * file_faults - faults of whole files and attacks, and the whole walk.
 */
#ifndef FILE_FAULTS_H
#define FILE_FAULTS_H

#include "element_faults.h"

/* --- files ---------------------------------------------------------------- */

static inline size_t any_file(struct faults *f)
{
    return faults_random(f, f->markup->file_count);
}

static inline void file_fault(struct faults *f, enum fault_kind kind,
                              size_t file, size_t from, size_t to,
                              const char *text)
{
    struct fault *fault =
        faults_add(f, kind, f->markup->files[file].path, file);

    faults_change(fault, from, to, text);
}

/* How far the next attribute's quote is. */
static inline size_t next_value(const char *text)
{
    const char *quote = strstr(text, "=\"");

    return quote ? (size_t)(quote + 1 - text) : strlen(text);
}

/* Nothing that is lost here may be lost in silence. */
static inline void drop_marks(struct faults *f)
{
    for (int i = 0; i < 24; i++) {
        size_t file = any_file(f);
        const struct buf *text = &f->markup->files[file].text;
        size_t at = f->markup->elements[0]->all.from;

        /* Behind the comment at the top, where any mark counts. */
        for (size_t j = f->markup->element_count; j-- > 0;)
            if (f->markup->elements[j]->file == file)
                at = f->markup->elements[j]->all.from;
        at += faults_random(f, text->len - at);
        if (i % 3 == 0) /* words have quotes as well */
            at += next_value(text->text + at);
        else
            at += strcspn(text->text + at, "<>");
        if (at < text->len)
            file_fault(f, MARK_DROPPED, file, at, at + 1, "");
        for (size_t j = 0; at < text->len && j < f->markup->element_count;
             j++) {
            element e = f->markup->elements[j];

            if (e->file == file && e->all.from <= at && at < e->all.to)
                f->list[f->count - 1].near = e;
        }
    }
}

static inline void drop_ends(struct faults *f)
{
    for (int i = 0; i < 30; i++) {
        size_t file = any_file(f), len = f->markup->files[file].text.len;

        /* The white space behind the root may go. */
        file_fault(f, TRUNCATED, file, faults_random(f, len - 1), len, "");
    }
    file_fault(f, TRUNCATED, any_file(f), 0, 0, "");
    f->list[f->count - 1].changes[0].from.to =
        f->markup->files[f->list[f->count - 1].file].text.len;
}

static inline void spoil_bytes(struct faults *f)
{
    static const char *const wrong[] = {"\xe9",         "\xc0\xaf",
                                        "\xed\xa0\x80", "\xf5\x80\x80\x80",
                                        "\xe2\x82",     "\x80"};
    static const char *const names[] = {"ISO-8859-1", "UTF-16", "latin1",
                                        "utf8"};

    for (size_t i = 0; i < 2 * sizeof wrong / sizeof wrong[0]; i++) {
        size_t file = any_file(f);
        size_t at = faults_random(f, f->markup->files[file].text.len);

        file_fault(f, BAD_UTF8, file, at, at + 1, wrong[i / 2]);
        if (i % 2)
            continue;
        file = any_file(f);
        at = faults_random(f, f->markup->files[file].text.len);
        file_fault(f, NUL_BYTE, file, at, at, "");
        f->list[f->count - 1].changes[0].len = 1;
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t file = any_file(f);
        const char *text = f->markup->files[file].text.text;
        const char *at = strstr(text, "UTF-8");

        assert_non_null(at);
        file_fault(f, BAD_DECLARATION, file, (size_t)(at - text),
                   (size_t)(at - text) + 5, names[i]);
    }
}

static inline const char *repeated(struct faults *f, const char *text,
                                   size_t times)
{
    size_t len = strlen(text);
    char *all = mem_alloc(&f->arena, len * times + 1);

    for (size_t i = 0; i < times; i++)
        memcpy(all + i * len, text, len);
    return all;
}

/* Ten levels of ten: a billion letters, if anyone were to expand them. */
static inline const char *entity_bomb(struct faults *f)
{
    const char *bomb = "<!DOCTYPE a [<!ENTITY e0 \"0123456789\">";

    for (int i = 1; i < 10; i++) {
        const char *inner = mem_printf(&f->arena, "&e%d;", i - 1);

        bomb = mem_printf(&f->arena, "%s<!ENTITY e%d \"%s\">", bomb, i,
                          repeated(f, inner, 10));
    }
    return mem_printf(&f->arena, "%s]>", bomb);
}

static inline element any_of(struct faults *f, const char *name)
{
    element e;

    do
        e = f->markup->elements[faults_random(f, f->markup->element_count)];
    while (strcmp(e->name, name) != 0);
    return e;
}

static inline element root_of(struct faults *f, size_t file)
{
    for (size_t i = 0;; i++)
        if (f->markup->elements[i]->file == file)
            return f->markup->elements[i];
}

static inline void attack(struct faults *f)
{
    static const size_t depths[] = {20, 300, 100000};
    const char *doctypes[] = {
        "<!DOCTYPE catalog>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\">",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"/etc/passwd\">]>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM \"file:///dev/zero\"> %x;]>",
        entity_bomb(f),
    };
    const char *mb = repeated(f, "all work and no play makes a bore ", 2950000);
    const char *names[] = {"meaning", "match", "example"};
    element e;

    for (size_t i = 0; i < sizeof doctypes / sizeof doctypes[0]; i++) {
        e = root_of(f, any_file(f));
        element_fault(f, DOCTYPE, e, (struct span){e->all.from, e->all.from},
                      doctypes[i]);
        if (i < 4)
            continue;
        e = any_of(f, "meaning");
        element_fault(f, DOCTYPE, e, e->body, "&e9;");
        faults_change(&f->list[f->count - 1], root_of(f, e->file)->all.from,
                      root_of(f, e->file)->all.from, doctypes[i]);
    }
    for (size_t i = 0; i < sizeof depths / sizeof depths[0]; i++) {
        e = any_of(f, "title");
        element_fault(f, NESTED, e, e->body,
                      mem_printf(&f->arena, "%s%s",
                                 repeated(f, "<title>", depths[i]),
                                 repeated(f, "</title>", depths[i])));
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        e = any_of(f, names[i]);
        element_fault(f, HUGE_TEXT, e, (struct span){e->body.to, e->body.to},
                      mb);
    }
    do
        e = f->markup->elements[faults_random(f, f->markup->element_count)];
    while (e->attr_count == 0);
    element_fault(f, HUGE_TEXT, e, e->attrs[0].value, mb);
    e = root_of(f, any_file(f));
    element_fault(f, HUGE_TEXT, e, (struct span){e->body.from, e->body.from},
                  mb);
}

/** Make them all. */
static inline void faults_make(struct faults *f, struct markup *markup,
                               uint64_t seed)
{
    f->markup = markup;
    f->seed = seed;
    faults_of_attrs(f);
    faults_of_elements(f);
    drop_marks(f);
    drop_ends(f);
    spoil_bytes(f);
    attack(f);
    for (int i = 0; i < 3; i++) {
        size_t file = any_file(f);

        faults_add(f, FILE_GONE, markup->files[file].path, file);
    }
}

#endif
