/* SPDX-License-Identifier: 0BSD
 *
 * tmpl_fill against a second implementation: it must fill every text that is
 * right and refuse every other. The first byte says which slots are filled.
 * Texts are ASCII, as all of ours are.
 */
#include "fuzz.h"

#include "mem_exact.h"
#include "write/tmpl.h"

#include <setjmp.h>
#include <stdbool.h>

enum { SLOTS = 4, NAME = 32 };

static const char *const names[SLOTS] = {"one", "two", "on", "one-two"};
static const char *const fillings[SLOTS] = {"first\n", "@begin one\n", "",
                                            "no end of line"};

static jmp_buf died;

static void on_death(const char *what, const char *why)
{
    NEED(strncmp(what, "template: ", 10) == 0);
    NEED(why[0] != '\0');
    longjmp(died, 1);
}

/* The name behind the first mark of a line, or as much of it as is longer than
 * any slot's; "" when there is none. */
static void name_behind(const char *line, size_t len, const char *mark,
                        char name[NAME])
{
    const char *at = memmem(line, len, mark, strlen(mark));
    size_t n = 0;

    if (at)
        for (at += strlen(mark); at < line + len && n < NAME - 1 && *at > ' ';
             at++)
            name[n++] = *at;
    name[n] = '\0';
}

static int slot_of(const char *name, unsigned filled)
{
    for (int i = 0; i < SLOTS; i++)
        if (filled & 1u << i && strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* Fill the slots the slow way; say whether the text is right. */
static bool fill(struct buf *to, const char *text, size_t len, unsigned filled)
{
    unsigned seen = 0;
    int open = -1;

    for (const char *line = text, *end = text + len; line < end;) {
        const char *nl = memchr(line, '\n', (size_t)(end - line));
        size_t n = nl ? (size_t)(nl - line) + 1 : (size_t)(end - line);
        char begins[NAME], ends[NAME];

        name_behind(line, n, "@begin ", begins);
        name_behind(line, n, "@end ", ends);
        if (*begins) {
            int slot = slot_of(begins, filled);

            if (slot < 0 || open >= 0 || seen & 1u << slot)
                return false;
            buf_puts(to, fillings[slot]);
            seen |= 1u << slot;
            open = slot;
        } else if (*ends) {
            if (open < 0 || strcmp(ends, names[open]) != 0)
                return false;
            open = -1;
        } else if (open < 0) {
            buf_add(to, line, n);
        }
        line += n;
    }
    return open < 0 && seen == filled;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned filled = size ? data[0] % (1u << SLOTS) : 0;
    size_t len = size ? size - 1 : 0, count = 0;
    char *text = exact_copy(size ? data + 1 : data, len);
    struct tmpl_slot slots[SLOTS] = {{0}};
    struct buf wanted = {0};
    static struct buf got; /* outlives the jump */
    bool right;

    for (size_t i = 0; i < len; i++)
        text[i] = (char)(text[i] & 0x7f);
    for (int i = 0; i < SLOTS; i++) {
        if (!(filled & 1u << i))
            continue;
        slots[count].name = names[i];
        buf_puts(&slots[count++].text, fillings[i]);
    }
    got = (struct buf){0};
    right = fill(&wanted, text, len, filled);
    mem_exact_died = on_death;
    if (setjmp(died) == 0) {
        tmpl_fill(&got, text, len, slots, count);
        NEED(right);
        NEED(got.len == wanted.len);
        NEED(got.len == 0 || memcmp(got.text, wanted.text, got.len) == 0);
    } else {
        NEED(!right);
        mem_exact_free_latest();
    }
    mem_exact_died = NULL;
    for (int i = 0; i < SLOTS; i++)
        buf_free(&slots[i].text);
    buf_free(&wanted);
    buf_free(&got);
    free(text);
    return 0;
}
