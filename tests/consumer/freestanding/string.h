/* SPDX-License-Identifier: 0BSD
 *
 * All of <string.h> that the headers use, for a machine without a C library:
 * its owner links in six functions. */
#ifndef FREESTANDING_STRING_H
#define FREESTANDING_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t len);
void *memset(void *to, int c, size_t len);
void *memchr(const void *bytes, int c, size_t len);
int memcmp(const void *a, const void *b, size_t len);
int strcmp(const char *a, const char *b);
size_t strlen(const char *s);

#endif
