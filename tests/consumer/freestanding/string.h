/* SPDX-License-Identifier: 0BSD
 *
 * All of <string.h> that the headers use, for a machine without a C library:
 * five functions, which string.c makes. */
#ifndef FREESTANDING_STRING_H
#define FREESTANDING_STRING_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

void *memcpy(void *to, const void *from, size_t len);
#ifdef __cplusplus
const void *memchr(const void *bytes, int c, size_t len);
#else
void *memchr(const void *bytes, int c, size_t len);
#endif
int memcmp(const void *a, const void *b, size_t len);
int strcmp(const char *a, const char *b);
size_t strlen(const char *s);

#ifdef __cplusplus
}
#endif

#endif
