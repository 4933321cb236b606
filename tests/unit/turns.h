/* SPDX-License-Identifier: 0BSD
 *
 * turns - two small catalogues that take turns on one out/. Old and new
 * change roles from run to run, so that repairing one run prepares the next.
 * Include it before any other header.
 */
#ifndef TURNS_H
#define TURNS_H

#include "mounts.h"
#include "run.h"

struct turns {
    struct arena arena;
    char *gen;
    const char *dir, *out;
    const char *lock; /* what a commit opens first */
    char *catalog[2];
    struct buf want[2];
};

/* A part of the golden catalogue, to have fewer files and calls. */
static inline void turns_write(struct turns *t, const char *dir,
                               const char *title)
{
    static const char *const parts[] = {"references", "classes", "reasons"};
    struct buf manifest = {0}, replies = {0};

    buf_puts(&manifest, "<catalog format='1' version='1.0.0' registry='2024'>");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct buf text = {0};

        assert_true(run_read_file(
            mem_printf(&t->arena, "tests/golden/catalog/%s.xml", parts[i]),
            &text));
        run_spill(mem_printf(&t->arena, "%s/%s.xml", dir, parts[i]), text.text,
                  text.len);
        buf_free(&text);
        buf_printf(&manifest, "<file href='%s.xml'/>", parts[i]);
    }
    buf_puts(&manifest, "<file href='replies.xml'/></catalog>");
    buf_printf(&replies,
               "<replies><reply code='250' name='OK' standing='standard' "
               "reason='accepted' commands='RCPT'><title>%s</title>"
               "<meaning>Done.</meaning><ref rfc='5321'/></reply></replies>",
               title);
    run_write(mem_printf(&t->arena, "%s/catalog.xml", dir), manifest.text);
    run_write(mem_printf(&t->arena, "%s/replies.xml", dir), replies.text);
    buf_free(&manifest);
    buf_free(&replies);
}

/** Make both in a folder of that name, and what each is to give. */
static inline void turns_make(struct turns *t, const char *name)
{
    char *full;

    t->gen = run_generator();
    t->dir = run_folder(&t->arena, name);
    full = realpath(t->dir, NULL);
    assert_non_null(full);
    t->out = mem_printf(&t->arena, "%s/out", t->dir);
    t->lock = mem_printf(&t->arena, "%s/out.gen-lock", full);
    free(full);
#if defined __linux__
    /* Only for speed: a thousand runs sync every file they write. */
    if (mounts_own())
        (void)!mount("none", t->dir, "tmpfs", 0, "size=64m");
#endif
    /* LeakSanitizer cannot work while somebody traces. */
    assert_int_equal(setenv("ASAN_OPTIONS", "detect_leaks=0", 1), 0);
    for (int i = 0; i < 2; i++) {
        char *out = mem_printf(&t->arena, "%s/want%d", t->dir, i);
        char *argv[] = {t->gen, NULL, out, NULL};

        t->catalog[i] = mem_printf(&t->arena, "%s/catalog%d", t->dir, i);
        argv[1] = t->catalog[i];
        turns_write(t, t->catalog[i], i == 0 ? "One title" : "Another title");
        assert_int_equal(run_program(NULL, argv, NULL, NULL, NULL), 0);
        run_snapshot(out, &t->want[i]);
    }
    assert_false(run_same(&t->want[0], &t->want[1]));
}

static inline void turns_free(struct turns *t)
{
    free(t->gen);
    buf_free(&t->want[0]);
    buf_free(&t->want[1]);
    mem_free(&t->arena);
}

/** Does that folder hold what that catalogue gives, all of it? */
static inline bool turns_holds(const struct turns *t, const char *dir,
                               int which)
{
    struct buf text = {0};
    bool same;

    run_snapshot(dir, &text);
    same = run_same(&text, &t->want[which]);
    buf_free(&text);
    return same;
}

/** Is out/ with that suffix there? */
static inline bool turns_left(struct turns *t, const char *suffix)
{
    return run_exists(mem_printf(&t->arena, "%s%s", t->out, suffix));
}

/** A run of that catalogue puts everything right. */
static inline void turns_repair(struct turns *t, int which, run_prepare prepare)
{
    char *const argv[] = {t->gen, t->catalog[which],
                          mem_printf(&t->arena, "%s", t->out), NULL};

    assert_int_equal(run_program(NULL, argv, prepare, NULL, NULL), 0);
    assert_true(turns_holds(t, t->out, which));
    assert_false(turns_left(t, ".gen-new"));
    assert_false(turns_left(t, ".gen-old"));
    assert_false(turns_left(t, ".gen-lock"));
}

/** Without exchange there is a moment with no out/ at all, between the two
 * renames; is the old one then beside it, whole? */
static inline bool turns_aside(struct turns *t, int which)
{
    return !run_exists(t->out) && turns_left(t, ".gen-old") &&
           turns_holds(t, mem_printf(&t->arena, "%s.gen-old", t->out), which);
}

#endif
