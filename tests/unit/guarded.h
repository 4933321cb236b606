/* SPDX-License-Identifier: 0BSD
 *
 * guarded - bytes that begin or end where memory does: who reads one too many
 * dies, without a sanitizer, too. Include it behind <cmocka.h>.
 */
#ifndef GUARDED_H
#define GUARDED_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined __SANITIZE_ADDRESS__
/* It sees one too few as well. */
static inline char *guarded_room(size_t len)
{
    static char *room;

    free(room);
    room = malloc(len ? len : 1);
    assert_non_null(room);
    return room;
}
#else
enum { GUARDED_MOST = 1 << 20, GUARDED_PAGE = 1 << 16 /* no page is larger */ };

/* Between two pages that nobody may touch. */
static inline char *guarded_begin(void)
{
    static char *begin;

    if (!begin) {
        int zero = open("/dev/zero", O_RDWR);
        char *room = mmap(NULL, GUARDED_MOST + 2 * GUARDED_PAGE,
                          PROT_READ | PROT_WRITE, MAP_PRIVATE, zero, 0);

        assert_true(zero >= 0 && room != MAP_FAILED);
        close(zero);
        begin = room + GUARDED_PAGE;
        assert_int_equal(mprotect(room, GUARDED_PAGE, PROT_NONE), 0);
        assert_int_equal(
            mprotect(begin + GUARDED_MOST, GUARDED_PAGE, PROT_NONE), 0);
    }
    return begin;
}

static inline char *guarded_room(size_t len)
{
    assert_true(len <= GUARDED_MOST);
    return guarded_begin() + GUARDED_MOST - len;
}
#endif

/** A copy of the bytes that begins where memory does; it holds until the next
 * call. */
static inline const char *guarded_front(const char *bytes, size_t len)
{
#if defined __SANITIZE_ADDRESS__
    char *copy = guarded_room(len);
#else
    char *copy = guarded_begin();
#endif

    if (len)
        memcpy(copy, bytes, len);
    return copy;
}

/** One that ends where memory does; it holds until the next call. */
static inline const char *guarded(const char *bytes, size_t len)
{
    char *copy = guarded_room(len);

    if (len)
        memcpy(copy, bytes, len);
    return copy;
}

#endif
