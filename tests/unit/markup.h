/* SPDX-License-Identifier: 0BSD
 *
 * markup - the catalogue's files as text, with the place of every element and
 * attribute, so that a test can change one of them and leave every other byte
 * and line as it is.
 *
 * It reads what the generator has taken already: well-formed files without
 * CDATA sections.
 */
#ifndef MARKUP_H
#define MARKUP_H

#include "run.h"

enum { MARKUP_ATTRS = 8, MARKUP_DEPTH = 16 };

/** A stretch of a file's text. */
struct span {
    size_t from, to;
};

struct markup_attr {
    struct span all;         /* from the blank before it */
    struct span name, value; /* value: without its quotes */
};

struct markup_element {
    const char *name;
    size_t file;
    const struct markup_element *parent; /* NULL: a root */
    struct span all;                     /* with both tags */
    struct span body;                    /* between them; empty in <a/> */
    struct markup_attr attrs[MARKUP_ATTRS];
    size_t attr_count;
};

struct markup_file {
    const char *path; /* within the catalogue's folder */
    struct buf text;
};

struct markup {
    struct arena arena;
    struct markup_file *files;
    struct markup_element **elements; /* in the order of their start tags */
    size_t file_count, element_count;
};

static inline const char *markup_text(struct markup *m, size_t file,
                                      struct span s)
{
    return mem_text(&m->arena, m->files[file].text.text + s.from,
                    s.to - s.from);
}

static inline bool markup_says(const struct markup_file *file, size_t at,
                               const char *what)
{
    size_t len = strlen(what);

    return at + len <= file->text.len &&
           memcmp(file->text.text + at, what, len) == 0;
}

static inline size_t markup_past(const struct markup_file *file, size_t at,
                                 const char *mark)
{
    const char *found = strstr(file->text.text + at, mark);

    assert_non_null(found);
    return (size_t)(found - file->text.text) + strlen(mark);
}

/* Read a start tag's attributes; return where its '>' or "/>" stands. */
static inline size_t markup_attrs(const char *text, size_t at,
                                  struct markup_element *e)
{
    for (;;) {
        size_t blank = at;
        struct markup_attr *a = &e->attrs[e->attr_count];

        at += strspn(text + at, " \t\r\n");
        if (text[at] == '>' || text[at] == '/')
            return at;
        assert_true(e->attr_count < MARKUP_ATTRS);
        e->attr_count++;
        a->name = (struct span){at, at + strcspn(text + at, "= \t\r\n")};
        at = a->name.to;
        at += strcspn(text + at, "\"'");
        a->value.from = at + 1;
        a->value.to =
            at + 1 + strcspn(text + at + 1, text[at] == '"' ? "\"" : "'");
        at = a->value.to + 1;
        a->all = (struct span){blank, at};
    }
}

/* Add the element that begins at; return where its start tag ends, and
 * whether it is open then. */
static inline size_t markup_open(struct markup *m, size_t file, size_t at,
                                 const struct markup_element *parent,
                                 bool *open)
{
    const char *text = m->files[file].text.text;
    struct markup_element *e = mem_alloc(&m->arena, sizeof *e), **place;
    struct span name = {at + 1, at + 1 + strcspn(text + at + 1, " \t\r\n/>")};

    place = mem_push(&m->arena, &m->elements, &m->element_count, sizeof *place);
    *place = e;
    e->name = markup_text(m, file, name);
    e->file = file;
    e->parent = parent;
    e->all.from = at;
    at = markup_attrs(text, name.to, e);
    *open = text[at] == '>';
    at += *open ? 1 : 2;
    e->body = (struct span){at, at};
    e->all.to = at;
    return at;
}

static inline void markup_scan(struct markup *m, size_t file)
{
    const struct markup_file *f = &m->files[file];
    struct markup_element *open[MARKUP_DEPTH] = {NULL};
    size_t depth = 0, at = 0;
    bool opened;

    for (;;) {
        const char *lt = strchr(f->text.text + at, '<');

        if (!lt)
            break;
        at = (size_t)(lt - f->text.text);
        if (markup_says(f, at, "<!--")) {
            at = markup_past(f, at, "-->");
        } else if (markup_says(f, at, "<?")) {
            at = markup_past(f, at, "?>");
        } else if (markup_says(f, at, "</")) {
            assert_true(depth > 0);
            open[--depth]->body.to = at;
            at = markup_past(f, at, ">");
            open[depth]->all.to = at;
        } else {
            at = markup_open(m, file, at, depth ? open[depth - 1] : NULL,
                             &opened);
            assert_true(depth < MARKUP_DEPTH);
            if (opened)
                open[depth++] = m->elements[m->element_count - 1];
        }
    }
    assert_int_equal(depth, 0);
}

/** Read every XML file below a folder. */
static inline void markup_read(struct markup *m, const char *dir)
{
    const char **names;
    size_t count;

    assert_true(dir_files(&m->arena, dir, &names, &count));
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(names[i]);
        struct markup_file *file;

        if (len < 4 || strcmp(names[i] + len - 4, ".xml") != 0)
            continue;
        file = mem_push(&m->arena, &m->files, &m->file_count, sizeof *file);
        *file = (struct markup_file){.path = names[i]};
        assert_true(run_read_file(mem_printf(&m->arena, "%s/%s", dir, names[i]),
                                  &file->text));
        buf_putc(&file->text, '\0');
        file->text.len--;
        markup_scan(m, m->file_count - 1);
    }
}

static inline void markup_free(struct markup *m)
{
    for (size_t i = 0; i < m->file_count; i++)
        buf_free(&m->files[i].text);
    mem_free(&m->arena);
}

#endif
