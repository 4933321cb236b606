/* SPDX-License-Identifier: 0BSD */
#include "write/header.h"

#include "model/words.h"
#include "render/c_pool.h"

void header_family(struct buf *to, const struct view *v, const char *family,
                   size_t count, const char *const *words)
{
    struct c_pool pool = {.name = family};
    struct buf at = {0};

    c_pool_add(&pool, "none", "");
    for (size_t i = 0; i < count; i++) {
        const char *member = mem_printf(v->arena, "w%zu", i);

        if (!words[i] || !*words[i]) {
            buf_puts(&at, "    0,\n");
            continue;
        }
        c_pool_add(&pool, member, words[i]);
        buf_printf(&at, "    SMTPC_AT_(%s, %s),\n", family, member);
    }
    c_pool_put(&pool, to);
    buf_printf(to, "static const smtpc_offset_ smtpc_%s_at_[] = {\n%s};\n",
               family, at.text ? at.text : "    0\n");
    buf_free(&at);
}

static void put_kind_words(struct buf *to, const struct view *v,
                           const char *family, const struct kind *kinds,
                           size_t count, bool enhanced)
{
    size_t most = 0;
    const char **words;

    for (size_t i = 0; i < count; i++)
        if ((size_t)kinds[i].number >= most)
            most = (size_t)kinds[i].number + 1;
    words = mem_alloc(v->arena, most * sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[kinds[i].number] =
            enhanced ? kinds[i].enhanced : kinds[i].prose.title;
    header_family(to, v, family, most, words);
}

static void put_phrases(struct buf *to, const struct view *v)
{
    const char *actions[ACTIONS], *parties[PARTIES];

    for (int i = 0; i < ACTIONS; i++)
        actions[i] = words_action((enum action)i);
    for (int i = 0; i < PARTIES; i++)
        parties[i] = words_party((enum party)i);
    header_family(to, v, "action_phrases", ACTIONS, actions);
    header_family(to, v, "party_phrases", PARTIES, parties);
}

void header_words(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    const char **reasons =
        mem_alloc(v->arena, v->number_count * sizeof *reasons);

    for (size_t i = 0; i < v->number_count; i++)
        if (v->numbered[i])
            reasons[i] = v->numbered[i]->reason->id;
    put_kind_words(to, v, "class_words", m->classes, m->class_count, false);
    put_kind_words(to, v, "status_class_words", m->classes, m->class_count,
                   true);
    put_kind_words(to, v, "subject_words", m->subjects, m->subject_count,
                   false);
    header_family(to, v, "reason_words", v->number_count, reasons);
    header_family(to, v, "action_words", ACTIONS, model_actions);
    header_family(to, v, "party_words", PARTIES, model_parties);
    header_family(to, v, "standing_words", STANDINGS, model_standings);
    put_phrases(to, v);
}
