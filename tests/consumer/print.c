/* SPDX-License-Identifier: 0BSD
 *
 * The side of hash.c that needs a C library: puts the dump on stdout. */
#include <stddef.h>
#include <stdio.h>
#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

typedef void put_bytes(const char *text, size_t len);

void dump(put_bytes *put);
int second_file(void);

static void put_out(const char *text, size_t len)
{
    fwrite(text, 1, len, stdout);
}

int main(void)
{
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY); /* no CR before LF */
#endif
    dump(put_out);
    return ferror(stdout) || fflush(stdout) != 0 ? 1 : second_file();
}
