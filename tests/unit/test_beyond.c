/* SPDX-License-Identifier: 0BSD
 *
 * Nobody reads or writes beyond what was taken, nor what was given back: here
 * every block ends where memory does, an array has room for its items and no
 * more, and before a block stands nothing that could be taken for something.
 * Whole runs of the program end as they do elsewhere, over catalogues with
 * faults of every kind, too.
 */
#include "run.h"

#if defined __SANITIZE_ADDRESS__ || !defined __GLIBC__
#define OWN_ALLOCATOR 0 /* the sanitizer sees to it */
#else
#define OWN_ALLOCATOR 1
#endif

#if OWN_ALLOCATOR
#include <libxml/xmlmemory.h>
#include <sys/mman.h>

/* Texts are many and end in a NUL, so that few read on: they alone stay in
 * an arena as it is elsewhere. */
#define mem_alloc text_alloc
#define mem_push text_push
#define mem_free text_free
#define mem_realloc text_realloc
void *text_alloc(struct arena *arena, size_t size);
void *text_push(struct arena *arena, void *items, size_t *count, size_t size);
void text_free(struct arena *arena);
void *text_realloc(void *old, size_t size);
#include "../../gen/base/mem.c"
#undef mem_alloc
#undef mem_push
#undef mem_free
#undef mem_realloc
#define main gen_main
#include "../../gen/main.c"
#undef main

void __libc_free(void *p);

enum { PAGE = 1 << 16 /* none is larger */, MOST_TAKEN = 1 << 20 };

/* Of address space, which costs nothing. */
static const size_t ROOM = (size_t)1 << 30;

static struct taken {
    char *begin, *start; /* the first page, and the first byte */
    size_t size;
    const void *owner;  /* an arena; NULL: none, or given back */
    struct taken *next; /* of those that share a list */
} taken[MOST_TAKEN];

/* The blocks of arenas, each in one of these lists. */
static struct taken *lists[256];

static struct taken **of(const void *arena)
{
    return &lists[(uintptr_t)arena / 16 % 256];
}

static struct {
    char *begin, *end, *next;
    size_t count, page;
} room;

static void open_room(void)
{
    int zero = open("/dev/zero", O_RDWR);
    void *begin = mmap(NULL, ROOM, PROT_NONE, MAP_PRIVATE, zero, 0);

    if (zero < 0 || begin == MAP_FAILED)
        _exit(100);
    close(zero);
    room.begin = room.next = begin;
    room.end = room.begin + ROOM;
    room.page = (size_t)sysconf(_SC_PAGESIZE);
    assert_true(room.page <= PAGE);
}

static bool is_inside(const void *p)
{
    return (const char *)p >= room.begin && (const char *)p < room.end;
}

/* Blocks stand in the order of their addresses. */
static struct taken *find_taken(const void *start)
{
    size_t low = 0, high = room.count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (taken[mid].start < (const char *)start)
            low = mid + 1;
        else
            high = mid;
    }
    return low < room.count && taken[low].start == start ? &taken[low] : NULL;
}

/* A block that ends with its last page, and a page behind it that is closed. */
static void *take(const void *owner, size_t size)
{
    struct taken *b;
    size_t len;

    if (!room.begin)
        open_room();
    len = (size + room.page - 1) / room.page * room.page;
    if (room.count == MOST_TAKEN ||
        (size_t)(room.end - room.next) < len + room.page)
        _exit(101);
    b = &taken[room.count++];
    *b = (struct taken){room.next, room.next + len - size, size, owner, NULL};
    if (owner) {
        b->next = *of(owner);
        *of(owner) = b;
    }
    room.next += len + room.page;
    if (len && mprotect(b->begin, len, PROT_READ | PROT_WRITE) != 0)
        _exit(102);
    memset(b->begin, MEM_NOTHING, len - size);
    return b->start;
}

static void give_back(struct taken *b)
{
    size_t len = (size_t)(b->start - b->begin) + b->size;

    b->owner = NULL;
    if (len && mprotect(b->begin, len, PROT_NONE) != 0)
        _exit(103);
}

void *mem_alloc(struct arena *arena, size_t size)
{
    return take(arena, size); /* of zeroes, as the pages are */
}

void *mem_push(struct arena *arena, void *items, size_t *count, size_t size)
{
    char *old, *grown = take(arena, (*count + 1) * size);

    memcpy(&old, items, sizeof old);
    if (*count) {
        memcpy(grown, old, *count * size);
        if (is_inside(old))
            give_back(find_taken(old));
    }
    memcpy(items, &grown, sizeof grown);
    return grown + size * (*count)++;
}

void mem_free(struct arena *arena)
{
    text_free(arena);
    for (struct taken **at = of(arena); *at;) {
        struct taken *b = *at;

        if (b->owner == arena)
            give_back(b);
        if (b->owner)
            at = &b->next;
        else
            *at = b->next;
    }
}

void *mem_realloc(void *old, size_t size)
{
    char *p = take(NULL, size);
    struct taken *b = old ? find_taken(old) : NULL;

    if (b) {
        memcpy(p, old, b->size < size ? b->size : size);
        give_back(b);
    }
    return p;
}

void free(void *p)
{
    if (!is_inside(p))
        __libc_free(p);
    else
        give_back(find_taken(p));
}

/* libxml2 keeps to its own. */
int xmlMemSetup(xmlFreeFunc f, xmlMallocFunc m, xmlReallocFunc r,
                xmlStrdupFunc s)
{
    (void)f;
    (void)m;
    (void)r;
    (void)s;
    return 0;
}

/* How a run ends of which each access is watched. */
static int watched(int argc, char **argv)
{
    int status = 0;
    pid_t child;

    fflush(NULL);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        run_without_handlers();
        if (!freopen("/dev/null", "w", stdout) ||
            !freopen("/dev/null", "w", stderr))
            _exit(104);
        status = gen_main(argc, argv);
        fflush(stdout);
        _exit(status);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void ends_with(int want, const char *a, const char *b, const char *c)
{
    struct arena arena = {0};
    const char *const args[] = {"smtpcodes-gen", a, b, c};
    char *argv[5] = {NULL};
    int argc = 0, got;

    for (; argc < 4 && args[argc]; argc++)
        argv[argc] = mem_text(&arena, args[argc], strlen(args[argc]));
    got = watched(argc, argv);
    if (got != want)
        fail_msg("%s %s %s: %d", a, b ? b : "", c ? c : "", got);
    mem_free(&arena);
}

static void whole_runs_keep_to_their_memory(void **state)
{
    static const char golden[] = "tests/golden/catalog";
    struct arena arena = {0};
    const char *dir = run_folder(&arena, "test_beyond");
    const char *out = mem_printf(&arena, "%s/out", dir);
    const char *site = mem_printf(&arena, "%s/site", dir);
    struct buf want = {0}, got = {0};

    (void)state;
    ends_with(0, golden, out, NULL);
    run_snapshot("tests/golden/out", &want);
    run_snapshot(out, &got);
    assert_true(run_same(&want, &got));
    ends_with(0, "--check", golden, out);
    run_write(mem_printf(&arena, "%s/smtpcodes.csv", out), "other\n");
    ends_with(1, "--check", golden, out);
    ends_with(0, "--lint", golden, NULL);
    ends_with(1, "--style", golden, NULL);
    ends_with(0, "--promise", golden, NULL);
    ends_with(0, "--sources", "2030-01", golden);
    ends_with(0, "--site", golden, site);
    buf_free(&want);
    buf_free(&got);
    mem_free(&arena);
}

/* Codes of one kind, one cause and no provider: all lists are short. */
static void so_do_those_over_next_to_nothing(void **state)
{
    struct arena arena = {0};
    const char *dir = run_folder(&arena, "test_beyond");
    const char *small = mem_printf(&arena, "%s/small", dir);
    const char *registry = mem_printf(&arena, "%s/iana.xml", dir);

    (void)state;
    run_copy("tests/bad/element-order-early", small);
    run_edit(mem_printf(&arena, "%s/catalog.xml", small),
             "  <file href=\"statuses.xml\"/>\n", "");
    assert_int_equal(remove(mem_printf(&arena, "%s/statuses.xml", small)), 0);
    ends_with(0, small, mem_printf(&arena, "%s/out", dir), NULL);
    ends_with(0, "--site", small, mem_printf(&arena, "%s/site", dir));
    ends_with(0, "--promise", small, NULL);
    run_write(registry,
              "<registry id=\"smtp-enhanced-status-codes\"><updated>2024-12-06"
              "</updated><registry><record><code>2.XXX.YYY</code><summary>S"
              "</summary></record><record><code>X.1.YYY</code><summary>S"
              "</summary></record><record><code>X.1.1</code><sample>S</sample>"
              "<basic_code>55</basic_code><reference><xref type=\"rfc\" "
              "data=\"rfc1\"/></reference></record></registry></registry>\n");
    ends_with(1, "--iana", registry, small);
    ends_with(1, "--iana", registry, "tests/golden/catalog");
    mem_free(&arena);
}

static void so_do_those_that_find_faults(void **state)
{
    struct arena arena = {0};
    const char **files, *last = "";
    size_t count;

    (void)state;
    assert_true(dir_files(&arena, "tests/bad", &files, &count));
    for (size_t i = 0; i < count; i++) {
        size_t n = strcspn(files[i], "/");

        if (strlen(last) == n && strncmp(last, files[i], n) == 0)
            continue;
        last = mem_text(&arena, files[i], n);
        ends_with(1, "--lint", mem_printf(&arena, "tests/bad/%s", last), NULL);
    }
    mem_free(&arena);
}
#else
static void whole_runs_keep_to_their_memory(void **state)
{
    (void)state;
    skip();
}

static void so_do_those_over_next_to_nothing(void **state)
{
    (void)state;
    skip();
}

static void so_do_those_that_find_faults(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_runs_keep_to_their_memory),
        cmocka_unit_test(so_do_those_over_next_to_nothing),
        cmocka_unit_test(so_do_those_that_find_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
