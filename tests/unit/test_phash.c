/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include "model/phash.h"

enum { MOST = 5000, MANY = 60000 };

/* Each key has its own slot with its number in it; all others are free. */
static void assert_perfect(const struct phash *hash, const uint64_t *keys,
                           size_t count)
{
    size_t taken = 0;

    for (size_t i = 0; i < count; i++)
        assert_int_equal(hash->slot[phash_slot(hash, keys[i])], i + 1);
    for (size_t s = 0; s < (size_t)1 << hash->slot_bits; s++)
        taken += hash->slot[s] != 0;
    assert_int_equal(taken, count);
    for (size_t b = 0; hash->move && b < (size_t)1 << hash->bucket_bits; b++)
        assert_true(hash->slot_bits > 8 || hash->move[b] < 256);
}

static void fill(uint64_t *keys, size_t count, uint64_t seed)
{
    for (size_t i = 0; i < count; i++) {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        keys[i] = seed;
    }
}

static void is_perfect_for_any_count(void **state)
{
    static const size_t counts[] = {0,  1,  2,  3,   7,    8,
                                    64, 81, 90, 200, 1000, MOST};
    static uint64_t keys[MOST];

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct arena arena = {0};
        struct phash hash;
        size_t pair[2];

        fill(keys, counts[i], 88172645463325252u + i);
        assert_true(phash_build(&arena, keys, counts[i], &hash, pair));
        assert_perfect(&hash, keys, counts[i]);
        assert_true(1u << hash.slot_bits >= counts[i] + counts[i] / 4);
        /* Of few keys a third of the slots is free. */
        assert_true(counts[i] > 2000 ||
                    1u << hash.slot_bits >= counts[i] + counts[i] / 2);
        mem_free(&arena);
    }
}

/* A move has 16 bits; where there are more slots it still reaches all of
 * them, and no further. */
static void moves_reach_all_slots(void **state)
{
    static uint64_t keys[MANY];
    struct arena arena = {0};
    struct phash hash;
    size_t pair[2];

    (void)state;
    fill(keys, MANY, 88172645463325252u);
    assert_true(phash_build(&arena, keys, MANY, &hash, pair));
    assert_true(hash.slot_bits > 16);
    assert_int_equal(16 + hash.scale, hash.slot_bits);
    mem_free(&arena);
}

/* Even where a table is as full as it gets, one multiplier in a few does. */
static void many_keys_are_placed_soon(void **state)
{
    enum { SETS = 6, FULL = 26000 };
    static uint64_t keys[FULL];
    uint64_t tried = 0;

    (void)state;
    for (unsigned i = 0; i < SETS; i++) {
        struct arena arena = {0};
        struct phash hash;
        size_t pair[2];

        fill(keys, FULL, 88172645463325252u + i);
        assert_true(phash_build(&arena, keys, FULL, &hash, pair));
        assert_int_equal(hash.slot_bits, 15);
        tried += hash.seeds;
        mem_free(&arena);
    }
    assert_true(tried <= SETS * 10);
}

/* A few keys need no moves; many get them. */
static void moves_nothing_where_keys_are_few(void **state)
{
    static const size_t counts[] = {0,  1,  2,  3,   7,   10,
                                    20, 40, 71, 100, 140, 300};
    static uint64_t keys[300];

    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        struct arena arena = {0};
        struct phash hash;
        size_t pair[2];

        fill(keys, counts[i], 88172645463325252u + i);
        assert_true(phash_build_sparse(&arena, keys, counts[i], &hash, pair));
        assert_perfect(&hash, keys, counts[i]);
        assert_int_equal(hash.move == NULL, counts[i] <= 140);
        assert_true(hash.move || 1u << hash.slot_bits <= PHASH_MOST_SPARSE);
        assert_true(hash.move || hash.seeds < 1000 || counts[i] > 50);
        mem_free(&arena);
    }
}

/* Keys in a row, of high bits only, and of one bit each. */
static void is_perfect_for_poor_keys(void **state)
{
    uint64_t keys[3][64];

    (void)state;
    for (unsigned i = 0; i < 64; i++) {
        keys[0][i] = i;
        keys[1][i] = (uint64_t)i << 58;
        keys[2][i] = (uint64_t)1 << i;
    }
    for (int set = 0; set < 3; set++) {
        struct arena arena = {0};
        struct phash hash;
        size_t pair[2];

        assert_true(phash_build(&arena, keys[set], 64, &hash, pair));
        assert_perfect(&hash, keys[set], 64);
        mem_free(&arena);
    }
}

static void names_two_equal_keys(void **state)
{
    uint64_t keys[50];
    struct arena arena = {0};
    struct phash hash;
    size_t pair[2] = {0, 0};

    (void)state;
    fill(keys, 50, 42);
    keys[31] = keys[7];
    assert_false(phash_build(&arena, keys, 50, &hash, pair));
    assert_int_equal(pair[0], 7);
    assert_int_equal(pair[1], 31);
    pair[0] = pair[1] = 0;
    assert_false(phash_build_sparse(&arena, keys, 50, &hash, pair));
    assert_int_equal(pair[0], 7);
    assert_int_equal(pair[1], 31);
    mem_free(&arena);
}

/* Wherever they stand among the others. */
static void names_equal_keys_at_either_end(void **state)
{
    static const uint64_t ends[] = {0, UINT64_MAX};
    uint64_t keys[50];

    (void)state;
    fill(keys, 50, 42);
    for (int i = 0; i < 2; i++) {
        struct arena arena = {0};
        struct phash hash;
        size_t pair[2] = {0, 0};

        keys[7] = keys[31] = ends[i];
        assert_false(phash_build(&arena, keys, 50, &hash, pair));
        assert_int_equal(pair[0], 7);
        assert_int_equal(pair[1], 31);
        mem_free(&arena);
    }
}

/* The order of the keys decides their numbers and nothing else. */
static void does_not_depend_on_order(void **state)
{
    enum { COUNT = 300 };
    uint64_t keys[COUNT], turned[COUNT];
    struct arena arena = {0};
    struct phash a, b;
    size_t pair[2];

    (void)state;
    fill(keys, COUNT, 7);
    for (size_t i = 0; i < COUNT; i++)
        turned[i] = keys[COUNT - 1 - i];
    assert_true(phash_build(&arena, keys, COUNT, &a, pair));
    assert_true(phash_build(&arena, turned, COUNT, &b, pair));
    assert_int_equal(a.multiplier, b.multiplier);
    assert_int_equal(a.bucket_bits, b.bucket_bits);
    assert_int_equal(a.slot_bits, b.slot_bits);
    assert_memory_equal(a.move, b.move, sizeof *a.move << a.bucket_bits);
    for (size_t i = 0; i < COUNT; i++)
        assert_int_equal(phash_slot(&a, keys[i]), phash_slot(&b, keys[i]));
    assert_perfect(&b, turned, COUNT);
    mem_free(&arena);
}

static void words_of_codes_are_distinct(void **state)
{
    static uint64_t words[1000 * 64];
    struct arena arena = {0};
    struct phash hash;
    size_t count = 0, pair[2];
    char code[16];

    (void)state;
    assert_int_equal(phash_word_of_reply("550"), 0x30353500);
    for (unsigned i = 100; i < 1000; i++) {
        snprintf(code, sizeof code, "%u", i);
        words[count++] = phash_word_of_reply(code);
    }
    assert_true(phash_build(&arena, words, count, &hash, pair));
    count = 0;
    for (unsigned subject = 0; subject < 1000; subject += 33)
        for (unsigned detail = 0; detail < 1000; detail++) {
            uint64_t word;

            snprintf(code, sizeof code, "X.%u.%u", subject, detail);
            word = phash_word_of_status(code);
            if (detail % 10 == 0)
                words[count++] = word;
            assert_int_equal(word, words[count - 1]);
        }
    assert_true(phash_build(&arena, words, count, &hash, pair));
    mem_free(&arena);
}

/* The class is no part of the word, since 4.1.1, 5.1.1 and X.1.1 are one
 * entry, nor are the last digit's lower bits. */
static void word_of_a_status_lacks_class_and_last_digit(void **state)
{
    (void)state;
    assert_int_equal(phash_word_of_status("X.1.1"),
                     phash_word_of_status("5.1.1"));
    assert_int_equal(phash_word_of_status("X.7.606"),
                     phash_word_of_status("4.7.606"));
    assert_int_equal(phash_word_of_status("X.1.1"),
                     phash_word_of_status("X.1.9"));
    assert_int_not_equal(phash_word_of_status("X.1.1"),
                         phash_word_of_status("X.1.q"));
    assert_int_not_equal(phash_word_of_status("X.1.10"),
                         phash_word_of_status("X.1.1"));
    assert_int_not_equal(phash_word_of_status("X.123.456"),
                         phash_word_of_status("X.124.456"));
    assert_int_not_equal(phash_word_of_status("X.10.1"),
                         phash_word_of_status("X.1.01"));
}

static void windows_tell_names_apart(void **state)
{
    static const char *const names[] = {"SMTPC_450_MAILBOX_UNAVAILABLE",
                                        "SMTPC_550_MAILBOX_UNAVAILABLE",
                                        "SMTPC_551_MAILBOX_UNAVAILABLE",
                                        "SMTPC_X_1_1_OK",
                                        "SMTPC_X_1_2_OK",
                                        "SMTPC_X_1_2_OKAY"};
    enum { NAMES = sizeof names / sizeof names[0] };
    static const char *const equal[] = {"SMTPC_250_OK", "SMTPC_X_1_1_OK",
                                        "SMTPC_250_OK"};
    static const char *const brief[] = {"SMTPC_250_OK", "SHORT"};
    struct phash_windows windows;
    size_t pair[2];

    (void)state;
    assert_true(phash_find_windows(names, NAMES, &windows, pair));
    for (size_t i = 0; i < NAMES; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(
                phash_word_of_name(&windows, names[i], strlen(names[i])),
                phash_word_of_name(&windows, names[j], strlen(names[j])));
    assert_false(phash_find_windows(equal, 3, &windows, pair));
    assert_int_equal(pair[0] + pair[1], 0 + 2);
    assert_false(phash_find_windows(brief, 2, &windows, pair));
    assert_int_equal(pair[0], 1);
    assert_int_equal(pair[1], 1);
    assert_true(phash_find_windows(NULL, 0, &windows, pair));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_perfect_for_any_count),
        cmocka_unit_test(moves_reach_all_slots),
        cmocka_unit_test(many_keys_are_placed_soon),
        cmocka_unit_test(moves_nothing_where_keys_are_few),
        cmocka_unit_test(is_perfect_for_poor_keys),
        cmocka_unit_test(names_two_equal_keys),
        cmocka_unit_test(names_equal_keys_at_either_end),
        cmocka_unit_test(does_not_depend_on_order),
        cmocka_unit_test(words_of_codes_are_distinct),
        cmocka_unit_test(word_of_a_status_lacks_class_and_last_digit),
        cmocka_unit_test(windows_tell_names_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
