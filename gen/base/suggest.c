/* SPDX-License-Identifier: 0BSD */
#include "base/suggest.h"

#include <string.h>

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters to change, add, drop or swap to get from a to b; at most 63. */
static size_t distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), row[3][64] = {{0}};

    if (n > 62 || m > 62)
        return 63;
    for (size_t i = 0; i <= n; i++) {
        size_t *now = row[i % 3];
        const size_t *before = row[(i + 2) % 3], *twice = row[(i + 1) % 3];

        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                now[j] = i + j;
                continue;
            }
            now[j] = smaller(before[j] + 1, now[j - 1] + 1);
            now[j] = smaller(now[j], before[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = smaller(now[j], twice[j - 2] + 1);
        }
    }
    return row[n % 3][m];
}

void suggest_offer(struct suggestion *suggestion, const char *typed,
                   const char *word)
{
    size_t d = distance(typed, word);

    buf_putc(&suggestion->words, ' ');
    buf_puts(&suggestion->words, word);
    if (d <= 2 && d < strlen(word) &&
        (!suggestion->meant || d < suggestion->distance)) {
        suggestion->meant = word;
        suggestion->distance = d;
    }
}

void suggest_free(struct suggestion *suggestion)
{
    buf_free(&suggestion->words);
}
