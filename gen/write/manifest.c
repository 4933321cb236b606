/* SPDX-License-Identifier: 0BSD */
#include "write/manifest.h"

#include "base/digest.h"
#include "base/read_file.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

/* A manifest is known by this line. */
static const char head[] =
    "# smtpcodes-gen made these files and removes no others.\n";

enum { DIGITS = 16, PATH_AT = DIGITS + 2 };

/* A digest, two blanks and a path. */
static bool is_row(const char *line, size_t len)
{
    return len > PATH_AT && strspn(line, "0123456789abcdef") == DIGITS &&
           line[DIGITS] == ' ' && line[DIGITS + 1] == ' ';
}

bool manifest_read(struct arena *arena, const char *dir, struct manifest *m)
{
    struct buf text = {0};
    bool good = read_bytes(mem_printf(arena, "%s/" MANIFEST_NAME, dir), &text);

    *m = (struct manifest){0};
    if (good && strstr(text.text, head)) {
        const char *s = mem_text(arena, text.text, text.len);

        m->there = true;
        for (size_t n; *s; s += n + (s[n] == '\n')) {
            n = strcspn(s, "\n");
            if (!is_row(s, n))
                continue;
            /* By its path, and as a whole. */
            index_add(&m->rows, mem_text(arena, s + PATH_AT, n - PATH_AT), s);
            index_add(&m->rows, mem_text(arena, s, n), s);
        }
    }
    index_seal(&m->rows);
    buf_free(&text);
    return good || errno == ENOENT || errno == ELOOP || errno == EINVAL;
}

bool manifest_lists(const struct manifest *m, const char *path)
{
    return (m->there && strcmp(path, MANIFEST_NAME) == 0) ||
           index_find(&m->rows, path) != NULL;
}

static void put_row(struct buf *to, const char *path, uint64_t number)
{
    buf_printf(to, "%016" PRIx64 "  %s", number, path);
}

bool manifest_has(const struct manifest *m, const char *path,
                  const struct buf *content)
{
    struct buf row = {0};
    bool has;

    put_row(&row, path, digest(content->text, content->len));
    has = index_find(&m->rows, row.text) != NULL;
    buf_free(&row);
    return has;
}

void manifest_free(struct manifest *m)
{
    index_free(&m->rows);
    *m = (struct manifest){0};
}

void manifest_begin(struct buf *to)
{
    buf_puts(to, head);
}

void manifest_add(struct buf *to, const char *path, uint64_t number)
{
    put_row(to, path, number);
    buf_putc(to, '\n');
}
