/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include <stdalign.h>

static void gives_zeroed_aligned_memory(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (size_t size = 0; size < 300; size += 7) {
        unsigned char *p = mem_alloc(&arena, size);

        assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, size);
    }
    mem_free(&arena);
    assert_null(arena.head);
}

/* Blocks larger than a chunk, between small ones: none may overlap. */
static void keeps_blocks_apart(void **state)
{
    static const size_t sizes[] = {1, 70000, 40000, 3, 200000, 33000, 5, 64000};
    enum { ROUNDS = 10, SIZES = sizeof sizes / sizeof sizes[0] };
    unsigned char *blocks[ROUNDS * SIZES];
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < ROUNDS * SIZES; i++) {
        blocks[i] = mem_alloc(&arena, sizes[i % SIZES]);
        memset(blocks[i], (int)i, sizes[i % SIZES]);
    }
    for (size_t i = 0; i < ROUNDS * SIZES; i++)
        for (size_t j = 0; j < sizes[i % SIZES]; j++)
            assert_int_equal(blocks[i][j], (unsigned char)i);
    mem_free(&arena);
}

/* None of it is memory, too: who asked need not ask what came. */
static void gives_memory_of_no_size(void **state)
{
    void *p = mem_realloc(NULL, 0);

    (void)state;
    assert_non_null(p);
    p = mem_realloc(mem_realloc(p, 100), 0);
    assert_non_null(p);
    free(p);
}

static void copies_texts(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(mem_text(&arena, "abcdef", 3), "abc");
    assert_string_equal(mem_text(&arena, "", 0), "");
    assert_string_equal(mem_printf(&arena, "%s-%d", "x", 42), "x-42");
    assert_int_equal(strlen(mem_printf(&arena, "%*s", 100000, "")), 100000);
    mem_free(&arena);
}

static void prints_texts_of_any_length(void **state)
{
    struct arena arena = {0};

    (void)state;
    for (int len = 1; len < 1000; len++) {
        const char *text = mem_printf(&arena, "%*s", len, "x");

        assert_int_equal(strlen(text), len);
        assert_int_equal(text[len - 1], 'x');
    }
    mem_free(&arena);
}

/* A block that takes most of a chunk does not end the use of another's room:
 * what is small goes on behind what was small. */
static void keeps_the_room_that_a_large_block_leaves(void **state)
{
    static const size_t large[] = {40000, 60000, 70000, 200000};

    (void)state;
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        struct arena arena = {0};
        char *small = mem_alloc(&arena, 30720);

        mem_alloc(&arena, large[i]);
        assert_ptr_equal(mem_alloc(&arena, 16), small + 30720);
        mem_free(&arena);
    }
}

static void pushes_and_keeps_what_was_there(void **state)
{
    struct item {
        int number;
        char rest[37];
    } *items = NULL;
    struct arena arena = {0};
    size_t count = 0;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct item *item = mem_push(&arena, &items, &count, sizeof *item);

        assert_int_equal(item->number, 0);
        item->number = i;
        assert_int_equal(count, i + 1);
        assert_ptr_equal(item, &items[i]);
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i].number, i);
    mem_free(&arena);
}

/* An item too many does not look like one that is empty; a new one is, whatever
 * was there before. */
static void items_that_are_none_are_not_empty(void **state)
{
    struct arena arena = {0};
    const char **items = NULL;
    size_t count = 0;

    (void)state;
    for (int i = 0; i < 20; i++) {
        const char **item = mem_push(&arena, &items, &count, sizeof *item);

        assert_null(*item);
        if ((count & (count - 1)) != 0) {
            assert_non_null(items[count]);
            items[count] = "x";
        }
    }
    mem_free(&arena);
}

/* What a child that runs f says on standard error; its exit status. */
static int in_child(void (*f)(void), char *said, size_t size)
{
    FILE *err = tmpfile();
    int status;
    pid_t pid;
    size_t n;

    assert_non_null(err);
    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        dup2(fileno(err), STDERR_FILENO);
        f();
        _exit(99);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    rewind(err);
    n = fread(said, 1, size - 1, err);
    said[n] = '\0';
    fclose(err);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void die(void)
{
    mem_die("what", "why");
}

static void ask_too_much(void)
{
    struct arena arena = {0};

    mem_alloc(&arena, SIZE_MAX - 3);
}

static void dies_with_status_2(void **state)
{
    char said[256];

    (void)state;
    assert_int_equal(in_child(die, said, sizeof said), 2);
    assert_string_equal(said, "smtpcodes-gen: what: why\n");
    assert_int_equal(in_child(ask_too_much, said, sizeof said), 2);
    assert_string_equal(said, "smtpcodes-gen: memory: none left\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(keeps_blocks_apart),
        cmocka_unit_test(gives_memory_of_no_size),
        cmocka_unit_test(copies_texts),
        cmocka_unit_test(prints_texts_of_any_length),
        cmocka_unit_test(keeps_the_room_that_a_large_block_leaves),
        cmocka_unit_test(pushes_and_keeps_what_was_there),
        cmocka_unit_test(items_that_are_none_are_not_empty),
        cmocka_unit_test(dies_with_status_2),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
