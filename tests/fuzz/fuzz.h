/* SPDX-License-Identifier: 0BSD
 *
 * fuzz - what the harnesses share.
 *
 * A harness is one libFuzzer target. What must hold it states with NEED,
 * which ends the run and leaves the input behind.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define NEED(truth)                                                           \
    do {                                                                      \
        if (!(truth)) {                                                       \
            fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, \
                    #truth);                                                  \
            abort();                                                          \
        }                                                                     \
    } while (0)

/** A copy that ends where the bytes end, so that the sanitizers see a byte
 * too many; free it. */
static inline char *exact_copy(const void *bytes, size_t len)
{
    char *copy = malloc(len);

    NEED(copy || len == 0);
    if (len)
        memcpy(copy, bytes, len);
    return copy;
}

#endif
