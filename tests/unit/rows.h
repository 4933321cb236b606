/* SPDX-License-Identifier: 0BSD
 *
 * rows - the tables of tests/explain/: rows of fields between tabs; what is
 * empty or begins with # is left out. Include it behind <cmocka.h>.
 */
#ifndef ROWS_H
#define ROWS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 4000, ROWS_FIELDS = 4 };

/* Fields point into the file as it was read, their tabs made into NULs. */
struct rows {
    const char *path;
    char *file;
    size_t count;
    struct rows_row {
        unsigned line;
        const char *field[ROWS_FIELDS];
    } row[ROWS_MAX];
};

static inline char *rows_read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text;
    long size;

    if (!f)
        fail_msg("cannot open %s: run from the repository root", path);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size = ftell(f);
    assert_true(size > 0);
    rewind(f);
    text = malloc((size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, f), (size_t)size);
    fclose(f);
    text[size] = '\0';
    return text;
}

/* Cut at the next separator and return what stands before it; *at moves
 * behind, to NULL when that was the last. */
static inline char *rows_cut(char **at, char separator)
{
    char *start = *at, *end = start ? strchr(start, separator) : NULL;

    if (end)
        *end = '\0';
    *at = end ? end + 1 : NULL;
    return start;
}

static inline void rows_add(struct rows *rows, char *line, unsigned number,
                            size_t fields)
{
    struct rows_row *row = &rows->row[rows->count];

    assert_true(rows->count < ROWS_MAX);
    row->line = number;
    for (size_t i = 0; i < fields; i++)
        row->field[i] = rows_cut(&line, '\t');
    if (!row->field[fields - 1] || line)
        fail_msg("%s:%u: not %lu fields", rows->path, number,
                 (unsigned long)fields);
    rows->count++;
}

/** Read a table of so many fields a row, which begins with a header if one is
 * given. Fails the test when it does not look like that. */
static inline void rows_read(struct rows *rows, const char *path,
                             const char *header, size_t fields)
{
    char *at = rows->file = rows_read_file(path);

    rows->path = path;
    rows->count = 0;
    for (unsigned number = 1; at; number++) {
        char *line = rows_cut(&at, '\n');

        if (*line == '\0' || *line == '#')
            continue;
        if (!header)
            rows_add(rows, line, number, fields);
        else if (strcmp(line, header) != 0)
            fail_msg("%s:%u: the header is missing", path, number);
        header = NULL;
    }
}

static inline void rows_free(struct rows *rows)
{
    free(rows->file);
    rows->file = NULL;
}

/** Is the word among the comma-separated ones of a list? */
static inline int rows_list_has(const char *list, const char *word)
{
    size_t len = strlen(word);

    while (strcspn(list, ",") != len || memcmp(list, word, len) != 0) {
        list = strchr(list, ',');
        if (!list)
            return 0;
        list++;
    }
    return 1;
}

#endif
