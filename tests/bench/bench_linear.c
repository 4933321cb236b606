/* SPDX-License-Identifier: 0BSD
 *
 * bench_linear - texts that a stranger chose to be slow: one unit over and
 * over, in two lengths. Who reads a byte again for each number, mark or name
 * takes longer a byte the longer a text is.
 */
#define SMTPC_STATIC
#include "smtpcodes_explain.h"

#include "bench.h"

enum { SHORT = 32 << 10, LONG = 256 << 10, AGAIN = 3 };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const char *const heads[] = {"", "550 ", "x ", "x 550 "};
static const char *const units[] = {
    "x5.1.1 ",  "5.1.1.",    "a@5.1.1 ",     " 550 5.1.1", "stat 5.1.1 ",
    "5.1.1 ",   "(5.1.1",    "(5.1.1) ",     ":5.1.1",     "\"5.1.1 ",
    ";5.1.1",   ",5.1.1",    "=:5.1.1",      "//5.1.1,",   "#5.1.1/",
    "(4.1.1 ",  "=\"5.1.1 ", "550-(5.1.1\n", " 5.1.1\n",   "550 x ",
    "(550 x) ", "'550 ",     ": 550 x",      "code 550 ",  "expected 250 ",
    " 250 ",    "|550 ",     "; from=<a ",   "(in reply ", "{\"a\":\"",
    "\"",       "\\",        "<a",           "<",          ":",
    "a.b",      "subject: ", "http://a ",    "(",          "\n"};

/* Nanoseconds that a byte of such a text takes. */
static double time_of(const char *head, const char *unit, size_t len)
{
    char *text = bench_alloc(len);
    size_t head_len = strlen(head), unit_len = strlen(unit);
    double rounds[AGAIN];

    memcpy(text, head, head_len);
    for (size_t i = head_len; i < len; i++)
        text[i] = unit[(i - head_len) % unit_len];
    for (int i = 0; i < AGAIN; i++) {
        double start = bench_now();
        struct smtpc_verdict v;

        smtpc_explain(text, len, NULL, &v);
        rounds[i] = (bench_now() - start) / (double)len;
    }
    free(text);
    return bench_median(rounds, AGAIN);
}

int main(void)
{
    double slowest = 0;
    int status = 0;

    for (size_t i = 0; i < COUNT(units); i++)
        for (size_t j = 0; j < COUNT(heads); j++) {
            double one = time_of(heads[j], units[i], SHORT);
            double other = time_of(heads[j], units[i], LONG);

            slowest = other > slowest ? other : slowest;
            /* Eight times the length: quadratic is eight times as slow. */
            if (other < 3 * one || other < 20)
                continue;
            printf("\"%s\" and many of \"%s\": %.1f ns a byte of %d KB, %.1f "
                   "of %d KB\n",
                   heads[j], units[i], one, SHORT >> 10, other, LONG >> 10);
            status = 1;
        }
    printf("The slowest of %zu chosen texts of %d KB takes %.0f ns a byte.\n",
           COUNT(units) * COUNT(heads), LONG >> 10, slowest);
    return status;
}
