/* SPDX-License-Identifier: 0BSD */
#include "edit.h"

#include "fuzz.h"
#include "graft.h"
#include "put_xml.h"

enum { MOST_EDITS = 24, MOST_NODES = 4096, LONG_TEXT = 4096 };

/* Values that one attribute takes from another are often right; these are
 * the ones that may be wrong in a way that somebody forgot. */
static const char *const values[] = {
    "",
    " ",
    "other",
    "accepted",
    "continue",
    "provider-example",
    "5xx",
    "2xx",
    "any",
    "X.0.0",
    "X.255.1",
    "X.999.999",
    "5.999.999",
    "5.255.0-999",
    "5.1.2-1",
    "X.1.10",
    "X.11.0",
    "550 550 550 450",
    "999",
    "600",
    "100",
    "0",
    "255",
    "256",
    "65536",
    "99999",
    "0000-00-00",
    "2024-13-99",
    "../catalog.xml",
    "catalog.xml",
    "a.xml",
    "a\n.b",
    "a\r\t\"'<&>",
    "A_NAME_OF_FORTY_LETTERS_AND_NO_MORE_OF_IT",
    "suppress",
    "nobody",
    "MAIL RCPT CLIENT ANY CONNECT",
    "registry rfc servers provider",
    "classes",
    "decision",
    "messages",
    "providers",
};

enum { VALUES = sizeof values / sizeof values[0] };

/* Where a node hangs, so that it can be taken off. */
struct slot {
    struct xml_node **link;
    size_t file;
};

struct edit {
    const struct edit_base *base;
    struct edit_input *in;
    struct edit_file files[EDIT_FILES];
    size_t file_count;
    struct slot slots[MOST_NODES];
    size_t slot_count;
};

unsigned edit_byte(struct edit_input *in)
{
    if (in->size == 0)
        return 0;
    in->size--;
    return *in->data++;
}

static size_t number(struct edit_input *in)
{
    size_t high = edit_byte(in);

    return high << 8 | edit_byte(in);
}

/* Text from the input itself, ended by a zero byte. */
static const char *payload(struct edit_input *in)
{
    const uint8_t *end = in->size ? memchr(in->data, 0, in->size) : NULL;
    size_t n = end ? (size_t)(end - in->data) : in->size;
    const char *text = mem_text(in->arena, (const char *)in->data, n);

    in->data += n + (end != NULL);
    in->size -= n + (end != NULL);
    return text;
}

struct xml_node *edit_copy(struct arena *arena, const struct xml_node *n)
{
    struct xml_node *copy = mem_alloc(arena, sizeof *copy);
    struct xml_attr **attr = &copy->attrs;
    struct xml_node **child = &copy->children;

    *copy = *n;
    copy->next = NULL;
    for (const struct xml_attr *a = n->attrs; a; a = a->next) {
        *attr = mem_alloc(arena, sizeof **attr);
        **attr = *a;
        attr = &(*attr)->next;
    }
    for (const struct xml_node *c = n->children; c; c = c->next) {
        *child = edit_copy(arena, c);
        child = &(*child)->next;
    }
    return copy;
}

static void add_slots(struct edit *e, struct xml_node **link, size_t file)
{
    for (; *link; link = &(*link)->next) {
        if (e->slot_count == MOST_NODES)
            return;
        e->slots[e->slot_count++] = (struct slot){link, file};
        add_slots(e, &(*link)->children, file);
    }
}

/* Number all nodes anew. */
static void flatten(struct edit *e)
{
    e->slot_count = 0;
    for (size_t i = 0; i < e->file_count; i++)
        add_slots(e, &e->files[i].root, i);
}

static struct xml_node **choose(struct edit *e)
{
    return e->slots[number(e->in) % e->slot_count].link;
}

static struct xml_attr **choose_attr(struct edit *e, struct xml_node *node)
{
    size_t count = 0, at = edit_byte(e->in);
    struct xml_attr **link = &node->attrs;

    for (const struct xml_attr *a = node->attrs; a; a = a->next)
        count++;
    for (at = count ? at % count : 0; at > 0; at--)
        link = &(*link)->next;
    return link;
}

/* A value for an attribute: from the list, from elsewhere, or any. */
static const char *choose_value(struct edit *e)
{
    size_t from = edit_byte(e->in);
    const struct xml_attr *a;

    if (from < VALUES)
        return values[from];
    if (from >= 192)
        return payload(e->in);
    a = *choose_attr(e, *choose(e));
    return a ? a->value : "";
}

static const char *change_digit(struct edit *e, const char *value)
{
    char *changed = mem_text(e->in->arena, value, strlen(value));
    size_t skip = edit_byte(e->in) % 8;
    char digit = (char)('0' + edit_byte(e->in) % 11);

    for (char *s = changed; *s; s++)
        if (*s >= '0' && *s <= '9' && skip-- == 0)
            *s = digit > '9' ? '-' : digit;
    return changed;
}

static const char *change_letter(struct edit *e, const char *text)
{
    char *changed = mem_text(e->in->arena, text, strlen(text));
    size_t at = number(e->in), len = strlen(text);
    char c = (char)edit_byte(e->in);

    if (len)
        changed[at % len] = c ? c : 'x';
    return changed;
}

static const char *repeat(struct edit *e, const char *text)
{
    size_t len = strlen(text), times = edit_byte(e->in) + 2;
    char *long_text, *to;

    if (len > LONG_TEXT)
        return text;
    to = long_text = mem_alloc(e->in->arena, len * times + times);
    for (size_t i = 0; i < times; i++) {
        if (i)
            *to++ = ' ';
        memcpy(to, text, len);
        to += len;
    }
    *to = '\0';
    return long_text;
}

/* Text that stands in the file as it is, markup and all. */
static const char *verbatim(struct edit *e)
{
    return mem_printf(e->in->arena, "%c%s", PUT_VERBATIM, payload(e->in));
}

static bool is_within(const struct xml_node *node, const struct xml_node *tree)
{
    if (node == tree)
        return true;
    for (const struct xml_node *c = tree->children; c; c = c->next)
        if (is_within(node, c))
            return true;
    return false;
}

static void move(struct edit *e, struct xml_node **from, bool below)
{
    struct xml_node *node = *from, *to = *choose(e);

    if (is_within(to, node))
        return;
    *from = node->next;
    if (below) {
        node->next = to->children;
        to->children = node;
    } else {
        node->next = to->next;
        to->next = node;
    }
}

static void wrap(struct edit *e, struct xml_node **link)
{
    for (unsigned i = edit_byte(e->in) % 20; i > 0; i--) {
        struct xml_node *outer = mem_alloc(e->in->arena, sizeof *outer);

        outer->name = (*link)->name;
        outer->text = "";
        outer->next = (*link)->next;
        (*link)->next = NULL;
        outer->children = *link;
        *link = outer;
    }
}

static void edit_node(struct edit *e, unsigned how)
{
    struct xml_node **link = choose(e), *node = *link, *next = node->next;

    switch (how) {
    case 0:
        node->name = (*choose(e))->name;
        break;
    case 1:
        node->name = change_letter(e, node->name);
        break;
    case 2:
        *link = next;
        break;
    case 3:
        if (e->slot_count > MOST_NODES / 4)
            break;
        node->next = edit_copy(e->in->arena, node);
        node->next->next = next;
        break;
    case 4:
        node->children = NULL;
        break;
    case 5:
        if (next) {
            node->next = next->next;
            next->next = node;
            *link = next;
        }
        break;
    case 6:
        move(e, link, false);
        break;
    case 7:
        move(e, link, true);
        break;
    case 8:
        wrap(e, link);
        break;
    default:
        graft_onto(e->base, e->in->arena, node, number(e->in));
        break;
    }
}

static void edit_text(struct edit *e, unsigned how)
{
    struct xml_node *node = *choose(e);

    switch (how) {
    case 0:
        node->text = "";
        break;
    case 1:
        node->text = payload(e->in);
        break;
    case 2:
        node->text =
            mem_printf(e->in->arena, "%s%s", node->text, payload(e->in));
        break;
    case 3:
        node->text = change_letter(e, node->text);
        break;
    case 4:
        node->text = change_digit(e, node->text);
        break;
    case 5:
        node->text = repeat(e, node->text);
        break;
    case 6:
        node->text = (*choose(e))->text;
        break;
    default:
        node->text = verbatim(e);
        break;
    }
}

static void edit_attr(struct edit *e, unsigned how)
{
    struct xml_node *node = *choose(e);
    struct xml_attr **link = choose_attr(e, node), *a = *link, *other;

    if (!a) {
        other = *choose_attr(e, *choose(e));
        a = mem_alloc(e->in->arena, sizeof *a);
        a->name = other ? other->name : "code";
        a->value = choose_value(e);
        *link = a;
        return;
    }
    switch (how) {
    case 0:
        other = *choose_attr(e, *choose(e));
        a->name = other ? other->name : "x";
        break;
    case 1:
        a->name = change_letter(e, a->name);
        break;
    case 2:
        *link = a->next;
        break;
    case 3:
        a->value = choose_value(e);
        break;
    case 4:
        a->value = change_digit(e, a->value);
        break;
    case 5:
        a->value = change_letter(e, a->value);
        break;
    case 6:
        a->value = repeat(e, a->value);
        break;
    default:
        other = mem_alloc(e->in->arena, sizeof *other);
        other->name = (*choose_attr(e, node))->name;
        other->value = choose_value(e);
        other->next = a->next;
        a->next = other;
        break;
    }
}

/* Faults of the file rather than of the tree. */
static void edit_bytes(struct edit *e, struct buf *file, unsigned how)
{
    size_t at = file->len ? number(e->in) % file->len : 0;
    const char *text;

    if (how % 3 == 0) {
        file->len = at;
    } else if (how % 3 == 1) {
        if (file->len)
            file->text[at] = (char)edit_byte(e->in);
    } else {
        struct buf rest = {0};

        text = payload(e->in);
        buf_add(&rest, file->text + at, file->len - at);
        file->len = at;
        buf_puts(file, text);
        buf_add(file, rest.text, rest.len);
        buf_free(&rest);
    }
}

void edit_catalog(const struct edit_base *base, struct edit_input *in,
                  struct buf *files)
{
    struct edit *e = mem_alloc(in->arena, sizeof *e);

    e->base = base;
    e->in = in;
    e->file_count = base->count;
    for (size_t i = 0; i < base->count; i++) {
        e->files[i].path = base->files[i].path;
        e->files[i].root = edit_copy(in->arena, base->files[i].root);
    }
    flatten(e);
    for (int i = 0; i < MOST_EDITS && in->size && *in->data < 250; i++) {
        unsigned how = edit_byte(in);

        if (how % 5 < 1)
            edit_node(e, how / 5 % 10);
        else if (how % 5 < 3)
            edit_text(e, how / 5 % 8);
        else
            edit_attr(e, how / 5 % 8);
        flatten(e);
        if (e->slot_count == 0)
            break;
    }
    for (size_t i = 0; i < base->count; i++) {
        buf_puts(&files[i], "<?xml version=\"1.0\"?>\n");
        if (e->files[i].root)
            put_xml(&files[i], e->files[i].root);
    }
    for (int i = 0; i < 4 && in->size; i++) {
        unsigned how = edit_byte(in);

        edit_bytes(e, &files[edit_byte(in) % base->count], how);
    }
}
