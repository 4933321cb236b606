/* SPDX-License-Identifier: 0BSD
 *
 * What smtpc_provider_of knows: the names of each provider, one behind the
 * other, and "" behind the last.
 */
#include "write/header.h"

#include "base/ascii.h"
#include "render/c_pool.h"
#include "write/members.h"

#include <string.h>
#include <strings.h>

struct name {
    const char *text;
    size_t provider; /* from 0 on */
    bool is_title;   /* a part of one: it may be a word of many */
};

struct names {
    struct name *names;
    size_t count;
};

/* In small letters; short words of a title name nobody. */
static void add_name(struct names *n, const struct view *v, size_t provider,
                     const char *text, size_t len, bool is_title)
{
    char *name = mem_text(v->arena, text, len);
    struct name *at;

    if (len < 2 && is_title)
        return;
    for (char *s = name; *s; s++)
        *s = to_lower(*s);
    at = mem_push(v->arena, &n->names, &n->count, sizeof *at);
    *at = (struct name){name, provider, is_title};
}

/* "Google (Gmail, Workspace)" are three names, "Yahoo and AOL" two; "Zoho Mail"
 * is found by the id. */
static void add_titles(struct names *n, const struct view *v, size_t provider,
                       const char *title)
{
    static const char marks[] = "(),:;", joint[] = " and ";
    size_t id = strlen(v->model->providers[provider].id);

    while (*title) {
        const char *other;
        size_t len;

        title += strspn(title, " (),:;");
        len = strcspn(title, marks);
        other = strstr(title, joint);
        if (other && other < title + len)
            len = (size_t)(other - title);
        else
            other = NULL;
        while (len && title[len - 1] == ' ')
            len--;
        if (len <= id || title[id] != ' ' ||
            strncasecmp(title, v->model->providers[provider].id, id) != 0)
            add_name(n, v, provider, title, len, true);
        title += other ? len + sizeof joint - 1 : strcspn(title, marks);
    }
}

/* Pages about mail, which replies point to, are no mail servers. */
static bool is_page(const char *host)
{
    static const char *const starts[] = {
        "support.",   "help.",       "postmaster.", "www.",  "community.",
        "service.",   "developers.", "senders.",    "ers.",  "ipcheck.",
        "blacklist.", "napoveda.",   "pomoc.",      "aiuto."};

    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (strncmp(host, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

/* Of what shows a provider those that are hosts: dots and no blanks. */
static bool is_host(const char *text)
{
    return strchr(text, '.') && !strchr(text, ' ') && !strchr(text, '/') &&
           strcspn(text, ".") > 0;
}

/* "mx3.example.org" without the number: one is like the other. */
static void add_host(struct names *n, const struct view *v, size_t provider,
                     const char *host)
{
    size_t label = strcspn(host, "."), name = label;

    while (name > 0 && is_digit(host[name - 1]))
        name--;
    if (name > 0)
        host = mem_printf(v->arena, "%.*s%s", (int)name, host, host + label);
    add_name(n, v, provider, host, strlen(host), false);
}

static void add_provider(struct names *n, const struct view *v, size_t i)
{
    const struct provider *p = &v->model->providers[i];

    add_name(n, v, i, p->id, strlen(p->id), false);
    add_titles(n, v, i, p->prose.title);
    for (size_t j = 0; j < p->shown_count; j++) {
        const char *text = p->shown[j].text + (*p->shown[j].text == '*');

        if (is_host(text) && !is_page(text))
            add_host(n, v, i, text);
    }
}

/* Is a the same as b, or a host below it? */
static bool is_below(const char *a, const char *b)
{
    size_t more = strlen(a) - strlen(b);

    if (strlen(a) < strlen(b) || strcmp(a + more, b) != 0)
        return false;
    return more == 0 || (is_host(b) && a[more - 1] == '.');
}

/* Another name leads where this one does, or this one leads to two. */
static bool is_needless(const struct names *n, size_t at)
{
    const struct name *name = &n->names[at];

    for (size_t i = 0; i < n->count; i++) {
        const struct name *other = &n->names[i];
        bool same = strcmp(name->text, other->text) == 0;

        if (other->provider == name->provider
                ? (same ? i < at : is_below(name->text, other->text))
                : same && name->is_title)
            return true;
    }
    return false;
}

void header_providers(struct buf *to, const struct view *v)
{
    const struct model *m = v->model;
    struct c_pool pool = {.name = "provider_ids"};
    struct names n = {NULL, 0};
    struct buf ids = {0};
    size_t at = 0;

    for (size_t i = 0; i < m->provider_count; i++)
        add_provider(&n, v, i);
    c_pool_add(&pool, "none", "");
    for (size_t i = 0; i < m->provider_count; i++) {
        const char *id = member_of_id(v->arena, "p", m->providers[i].id);

        buf_printf(&ids, "    SMTPC_AT_(provider_ids, %s),\n", id);
        c_pool_add(&pool, id, n.names[at++].text);
        for (; at < n.count && n.names[at].provider == i; at++)
            if (!is_needless(&n, at))
                c_pool_add(&pool, mem_printf(v->arena, "%s_%zu", id, at),
                           n.names[at].text);
        c_pool_add(&pool, mem_printf(v->arena, "%s_end", id), "");
    }
    buf_puts(to, "/* Each provider's id, its other names and hosts in small "
                 "letters, and \"\". */\n");
    c_pool_put(&pool, to);
    buf_printf(to,
               "static const smtpc_offset_ smtpc_provider_ids_at_[] = {\n"
               "    SMTPC_AT_(provider_ids, none),\n%s};\n",
               ids.len ? ids.text : "");
    buf_free(&ids);
}
