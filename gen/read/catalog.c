/* SPDX-License-Identifier: 0BSD */
#include "read/catalog.h"

#include "base/dir.h"
#include "runtime/embedded.h"
#include "base/index.h"
#include "read/grammar.h"
#include "read/load.h"
#include "base/read_file.h"
#include "read/promised.h"
#include "read/xml.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct catalog {
    struct arena *arena;
    struct diag *diag;
    struct model *model;
    struct xml_schema *schema;
};

static bool is_manifest(const struct xml_node *root)
{
    return strcmp(root->name, "catalog") == 0;
}

/* Read one file into scratch nodes, judged by schema and grammar. */
static struct xml_node *read_one(struct catalog *c, struct arena *scratch,
                                 const char *path, struct place named_at)
{
    struct xml_objection objection = {0};
    struct xml_node *root;
    size_t len, faults = c->diag->count;
    char *text = read_file(scratch, c->diag, path, named_at, &len);

    if (!text)
        return NULL;
    root = xml_read(scratch, c->diag, path, text, len, c->schema, &objection);
    if (!root)
        return NULL;
    grammar_check(root, c->diag);
    if (c->diag->count == faults && objection.text)
        diag_error(c->diag, objection.at, "schema",
                   "this part does not match catalog.rng (libxml2: %s)",
                   objection.text);
    return c->diag->count == faults ? root : NULL;
}

static bool ends_in_xml(const char *path)
{
    size_t len = strlen(path);

    return len >= 4 && strcmp(path + len - 4, ".xml") == 0;
}

/* A path that stays inside the catalogue and means nothing to a shell or to
 * make: words of [a-z0-9-] with single slashes between them. */
static bool is_plain(const char *path)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t n = strspn(path, letters);

    while (n && path[n] == '/') {
        path += n + 1;
        n = strspn(path, letters);
    }
    return n && *path != '-' && strcmp(path + n, ".xml") == 0;
}

/* A link inside the folder may still lead out of it. */
static bool leads_out(const char *dir, const char *path)
{
    char *root = realpath(dir, NULL);
    char *real = root ? realpath(path, NULL) : NULL;
    size_t len = root ? strlen(root) : 0;
    bool out = real && (strncmp(root, real, len) != 0 || real[len] != '/');

    if (!real && !dir_is_about_name(errno))
        mem_die(path, strerror(errno));
    free(root);
    free(real);
    return out;
}

/* Whoever looks for a provider looks for its file. */
static void check_provider_file(struct catalog *c, const struct xml_node *root,
                                const char *href)
{
    const char *id = xml_attr(root, "id");
    const char *name = strrchr(href, '/') ? strrchr(href, '/') + 1 : href;
    size_t len = strlen(id);

    if (strncmp(name, id, len) != 0 || strcmp(name + len, ".xml") != 0)
        diag_error(c->diag, root->at, "provider-file",
                   "provider \"%s\" in a file called %s; expected %s.xml", id,
                   name, id);
}

static void load_named(struct catalog *c, const char *dir,
                       const struct xml_node *file)
{
    struct arena scratch = {0};
    const struct xml_node *root;
    const char *href = xml_attr(file, "href");
    const char *path = mem_printf(c->arena, "%s/%s", dir, href);

    if (!is_plain(href) || strcmp(href, "catalog.xml") == 0) {
        diag_error(c->diag, file->at, "outside-catalog",
                   "href=\"%s\"; expected another file of the catalogue: "
                   "small letters, digits, - and / ending in .xml",
                   href);
        return;
    }
    if (leads_out(dir, path)) {
        diag_error(c->diag, file->at, "outside-catalog",
                   "%s is a link that leads out of the catalogue", path);
        return;
    }
    root = read_one(c, &scratch, path, file->at);
    if (root && strcmp(root->name, "provider") == 0)
        check_provider_file(c, root, href);
    if (root && is_manifest(root))
        diag_error(c->diag, root->at, "second-manifest",
                   "a second <catalog>; the manifest is %s", c->model->at.file);
    else if (root)
        load_root(&(struct loader){c->arena, c->model}, root);
    mem_free(&scratch);
}

static const char *copied(struct catalog *c, const char *text)
{
    return mem_text(c->arena, text, strlen(text));
}

/* A name that somebody chose may hold what steers a terminal. */
static const char *shown(struct catalog *c, const char *name)
{
    char *text = mem_text(c->arena, name, strlen(name));

    for (char *s = text; *s; s++)
        if (*s < ' ' || *s > '~')
            *s = '?';
    return text;
}

/* The list has no element: it is made, and a catalogue may do without. */
static void load_promised(struct catalog *c, const char *dir)
{
    const char *path = mem_printf(c->arena, "%s/promised.txt", dir);

    if (leads_out(dir, path))
        diag_error(c->diag, (struct place){path, 0}, "outside-catalog",
                   "promised.txt is a link that leads out of the catalogue");
    else
        promised_load(c->arena, c->diag, path, c->model);
}

/* Files that the manifest does not name: an XML file would silently not
 * count. */
static void take_others(struct catalog *c, const char *dir,
                        const struct xml_node *root, const struct index *named)
{
    const char **files;
    size_t count;

    if (!dir_files(c->arena, dir, &files, &count))
        mem_die(dir, strerror(errno));
    for (size_t i = 0; i < count; i++) {
        if (strcmp(files[i], "promised.txt") == 0)
            load_promised(c, dir);
        if (!ends_in_xml(files[i]) || strcmp(files[i], "catalog.xml") == 0 ||
            index_find(named, files[i]))
            continue;
        if (is_plain(files[i]))
            diag_error(c->diag, root->at, "unlisted-file",
                       "%s/%s is not in the manifest; expected "
                       "<file href=\"%s\"/>",
                       dir, files[i], files[i]);
        else
            diag_error(c->diag, root->at, "file-name",
                       "\"%s\" in %s; expected a name of small letters, "
                       "digits and - ending in .xml",
                       shown(c, files[i]), dir);
    }
}

/* The order of the alphabet is that of the ids: "a" is before "a-b". */
static bool is_behind(const struct xml_node *x, const struct xml_node *y)
{
    const char *a = xml_attr(x, "href"), *b = xml_attr(y, "href");

    for (; *a && *a == *b; a++)
        b++;
    return (*a == '.' ? '\0' : *a) > (*b == '.' ? '\0' : *b);
}

static void tell_place(struct catalog *c, const struct xml_node *wrong,
                       const struct xml_node *const *all, size_t count)
{
    const struct xml_node *next = NULL, *last = NULL, *beside;

    for (size_t i = 0; i < count; i++) {
        if (all[i] != wrong && (!last || is_behind(all[i], last)))
            last = all[i];
        if (is_behind(all[i], wrong) && (!next || is_behind(next, all[i])))
            next = all[i];
    }
    beside = next ? next : last;
    assert(wrong && beside); /* there are two at least */
    diag_error(c->diag, wrong->at, "entry-order",
               "%s is not at its place in the alphabet; expected it %s %s "
               "(line %d)",
               xml_attr(wrong, "href"), next ? "before" : "behind",
               xml_attr(beside, "href"), beside->at.line);
}

/* Who adds a provider finds its place, and two rarely add at the same one. The
 * other files stand as they are read. */
static void check_provider_order(struct catalog *c, const struct xml_node *root)
{
    const struct xml_node **all = NULL;
    size_t count = 0;

    for (const struct xml_node *f = root->children; f; f = f->next)
        if (strncmp(xml_attr(f, "href"), "providers/", 10) == 0) {
            const struct xml_node **one =
                mem_push(c->arena, &all, &count, sizeof *one);

            *one = f;
        }
    for (size_t i = 1; i < count; i++) {
        /* The first of two, where those around it go together. */
        bool is_first = i + 1 < count && is_behind(all[i - 1], all[i + 1]) &&
                        (i == 1 || !is_behind(all[i - 2], all[i]));

        if (is_behind(all[i - 1], all[i]))
            tell_place(c, all[is_first ? i - 1 : i], all, count);
    }
}

static void load_manifest(struct catalog *c, const char *dir,
                          const struct xml_node *root)
{
    struct index named = {0};

    c->model->version = copied(c, xml_attr(root, "version"));
    c->model->registry = copied(c, xml_attr(root, "registry"));
    for (const struct xml_node *f = root->children; f; f = f->next)
        index_add(&named, xml_attr(f, "href"), f);
    index_seal(&named);
    for (const struct xml_node *f = root->children; f; f = f->next) {
        const char *href = xml_attr(f, "href");
        const struct xml_node *first = index_find(&named, href);

        if (first != f)
            diag_error(c->diag, f->at, "dup-file",
                       "%s named twice; first at line %d", href,
                       first->at.line);
        else
            load_named(c, dir, f);
    }
    check_provider_order(c, root);
    take_others(c, dir, root, &named);
    index_free(&named);
}

void catalog_load(struct arena *arena, struct diag *diag, const char *dir,
                  struct model *model)
{
    const char *path = mem_printf(arena, "%s/catalog.xml", dir);
    struct catalog c = {arena, diag, model, NULL};
    struct arena scratch = {0};
    const struct xml_node *root;

    c.schema =
        xml_schema_open(embedded_catalog_rng.text, embedded_catalog_rng.len);
    model->at = (struct place){path, 0};
    root = read_one(&c, &scratch, path, model->at);
    if (root && !is_manifest(root))
        diag_error(diag, root->at, "no-manifest",
                   "root element <%s>; expected <catalog>", root->name);
    else if (root)
        load_manifest(&c, dir, root);
    mem_free(&scratch);
    xml_schema_close(c.schema);
}
