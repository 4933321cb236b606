/* SPDX-License-Identifier: 0BSD */
#include "graft.h"

#include <string.h>

static bool is_one_of(const char *const *names, const char *name)
{
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

void graft_collect(struct arena *arena, struct edit_base *base,
                   struct xml_node *root)
{
    static const char *const entries[] = {
        "class",    "group", "subject", "reason",  "reply", "status",
        "provider", "use",   "message", "section", NULL};

    if (is_one_of(entries, root->name)) {
        struct xml_node **to =
            mem_push(arena, &base->real, &base->real_count, sizeof *to);

        *to = root;
    }
    for (struct xml_node *c = root->children; c; c = c->next)
        graft_collect(arena, base, c);
}

/* Put copies of all children with that name at *link; return where they
 * end. */
static struct xml_node **put_all(struct arena *arena, struct xml_node **link,
                                 const struct xml_node *real, const char *name)
{
    for (const struct xml_node *c = real->children; c; c = c->next)
        if (strcmp(c->name, name) == 0) {
            *link = edit_copy(arena, c);
            link = &(*link)->next;
        }
    return link;
}

static bool has_child(const struct xml_node *node, const char *name)
{
    for (const struct xml_node *c = node->children; c; c = c->next)
        if (strcmp(c->name, name) == 0)
            return true;
    return false;
}

void graft_onto(const struct edit_base *base, struct arena *arena,
                struct xml_node *node, size_t number)
{
    static const char *const frame[] = {"ref",    "pair", "confused", "act",
                                        "insert", "use",  NULL};
    const struct xml_node *real = NULL;
    struct xml_node **link = &node->children, *c;

    for (size_t i = 0; i < base->real_count && !real; i++) {
        real = base->real[(number + i) % base->real_count];
        if (strcmp(real->name, node->name) != 0)
            real = NULL;
    }
    while (real && (c = *link) != NULL) {
        const char *name = c->name;

        if (is_one_of(frame, name) || !has_child(real, name)) {
            link = &c->next;
            continue;
        }
        while (c && strcmp(c->name, name) == 0)
            c = c->next;
        link = put_all(arena, link, real, name);
        *link = c;
    }
}
