/* SPDX-License-Identifier: 0BSD */
#include "read/iana.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/read_file.h"
#include "read/xml.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct comparison {
    const struct model *model;
    struct arena arena;
    FILE *to;
    size_t count;
    bool *met; /* entries of the model that the registry has */
};

static const struct xml_node *child(const struct xml_node *node,
                                    const char *name)
{
    for (const struct xml_node *c = node->children; c; c = c->next)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

/* A child's text with white space folded; "" when there is none. */
static const char *text_of(struct comparison *c, const struct xml_node *node,
                           const char *name)
{
    const struct xml_node *found = child(node, name);
    const char *s = found ? found->text : "";
    char *to, *start = to = mem_alloc(&c->arena, strlen(s) + 1);

    for (s += strspn(s, " \t\r\n"); *s; s += strspn(s, " \t\r\n")) {
        size_t n = strcspn(s, " \t\r\n");

        if (to > start)
            *to++ = ' ';
        memcpy(to, s, n);
        to += n;
        s += n;
    }
    return start;
}

static void differ(struct comparison *c, const char *code, const char *what,
                   const char *registry, const char *catalogue)
{
    fprintf(c->to, "%s: %s: registry \"%s\", catalogue \"%s\"\n", code, what,
            registry, catalogue);
    c->count++;
}

/* The registry writes the replies of a status as it pleases: "451, 550",
 * "451/550", "5XX", "250 or 251", "Any", "Not given", ".". */
static bool next_reply(const char **text, char reply[4])
{
    const char *s = *text;

    for (; *s; s++) {
        bool digit = *s >= '2' && *s <= '5';

        if (strncmp(s, "Any", 3) == 0) {
            memcpy(reply, "any", sizeof "any");
        } else if (digit && s[1] == 'X' && s[2] == 'X') {
            memcpy(reply, "?xx", sizeof "?xx");
            reply[0] = *s;
        } else if (digit && is_digit(s[1]) && is_digit(s[2])) {
            memcpy(reply, s, 3);
            reply[3] = '\0';
        } else {
            continue;
        }
        *text = s + 3;
        return true;
    }
    return false;
}

static bool pairs_with(const struct entry *e, const char *reply)
{
    for (size_t i = 0; i < e->pair_count; i++)
        if (e->pairs[i].by & BY_REGISTRY &&
            strcmp(e->pairs[i].reply, reply) == 0)
            return true;
    return false;
}

static bool registry_has(const char *basic, const char *reply)
{
    char found[4];

    while (next_reply(&basic, found))
        if (strcmp(found, reply) == 0)
            return true;
    return false;
}

static void compare_pairs(struct comparison *c, const struct entry *e,
                          const char *basic)
{
    const char *rest = basic;
    bool same = true;
    char reply[4];
    struct buf ours = {0};

    while (next_reply(&rest, reply))
        same = same && pairs_with(e, reply);
    for (size_t i = 0; i < e->pair_count; i++) {
        const struct pair *p = &e->pairs[i];

        if (!(p->by & BY_REGISTRY))
            continue;
        same = same && registry_has(basic, p->reply);
        buf_puts(&ours, ours.len ? ", " : "");
        buf_puts(&ours, p->reply);
    }
    if (!same)
        differ(c, e->code, "basic reply codes", basic,
               ours.len ? ours.text : "");
    buf_free(&ours);
}

static void compare_references(struct comparison *c, const struct entry *e,
                               const struct xml_node *record)
{
    const struct xml_node *reference = child(record, "reference");

    for (const struct xml_node *x = reference ? reference->children : NULL; x;
         x = x->next) {
        const char *data = xml_attr(x, "data");
        bool found = false;

        if (!data || strncmp(data, "rfc", 3) != 0)
            continue;
        for (size_t i = 0; i < e->prose.ref_count; i++)
            found = found || e->prose.refs[i].rfc == strtol(data + 3, NULL, 10);
        if (!found)
            differ(c, e->code, "reference", data, "");
    }
}

static void compare_status(struct comparison *c, const struct xml_node *record)
{
    const char *code = text_of(c, record, "code");
    const char *title = text_of(c, record, "sample");

    for (size_t i = 0; i < c->model->entry_count; i++) {
        const struct entry *e = &c->model->entries[i];

        if (strcmp(e->code, code) != 0)
            continue;
        c->met[i] = true;
        if (*title && strcmp(title, e->prose.title) != 0)
            differ(c, code, "title", title, e->prose.title);
        compare_pairs(c, e, text_of(c, record, "basic_code"));
        compare_references(c, e, record);
        return;
    }
    fprintf(c->to, "%s: missing from the catalogue: \"%s\"\n", code, title);
    c->count++;
}

/* "2.XXX.YYY" is class 2, "X.1.YYY" subject 1. */
static void compare_kind(struct comparison *c, const struct xml_node *record)
{
    const struct model *m = c->model;
    const char *code = text_of(c, record, "code");
    const char *title = text_of(c, record, "summary");
    bool subject = code[0] == 'X' && code[1] == '.';
    const struct kind *kinds = subject ? m->subjects : m->classes;
    size_t count = subject ? m->subject_count : m->class_count;
    long number = strtol(code + (subject ? 2 : 0), NULL, 10);

    for (size_t i = 0; i < count; i++) {
        const char *ours = subject ? kinds[i].prose.title : kinds[i].enhanced;

        if (kinds[i].number != number)
            continue;
        if (!ours || strcmp(title, ours) != 0)
            differ(c, code, "title", title, ours ? ours : "");
        return;
    }
    fprintf(c->to, "%s: missing from the catalogue: \"%s\"\n", code, title);
    c->count++;
}

static void compare_records(struct comparison *c, const struct xml_node *node)
{
    for (const struct xml_node *n = node->children; n; n = n->next) {
        if (strcmp(n->name, "registry") == 0)
            compare_records(c, n);
        else if (strcmp(n->name, "record") == 0 && child(n, "summary"))
            compare_kind(c, n);
        else if (strcmp(n->name, "record") == 0)
            compare_status(c, n);
    }
}

static void report_unmet(struct comparison *c)
{
    for (size_t i = 0; i < c->model->entry_count; i++) {
        const struct entry *e = &c->model->entries[i];

        if (e->kind != ENTRY_STATUS || c->met[i] ||
            e->standing == STANDING_PROVIDER ||
            e->standing == STANDING_FOLKLORE)
            continue;
        fprintf(c->to, "%s: missing from the registry: \"%s\"\n", e->code,
                e->prose.title);
        c->count++;
    }
}

size_t iana_diff(const struct model *model, const char *path, FILE *to)
{
    struct comparison c = {.model = model, .to = to};
    const struct place at = {path, 0};
    struct diag diag = {0};
    const struct xml_node *root = NULL;
    const char *updated;
    size_t len;
    char *text = read_file(&c.arena, &diag, path, at, &len);

    if (text)
        root = xml_read(&c.arena, &diag, path, text, len, NULL, NULL);
    if (diag_print(&diag, stderr) > 0)
        mem_die(path, "cannot be read");
    diag_free(&diag);
    assert(root); /* no fault, so there is a tree */
    if (!xml_attr(root, "id") ||
        strcmp(xml_attr(root, "id"), "smtp-enhanced-status-codes") != 0)
        mem_die(path, "is not IANA's registry of SMTP enhanced status codes");
    c.met = mem_alloc(&c.arena, model->entry_count);
    updated = text_of(&c, root, "updated");
    if (strcmp(updated, model->registry) != 0)
        differ(&c, "registry", "date", updated, model->registry);
    compare_records(&c, root);
    report_unmet(&c);
    mem_free(&c.arena);
    return c.count;
}
