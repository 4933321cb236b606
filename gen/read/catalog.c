/* SPDX-License-Identifier: 0BSD */
#include "read/catalog.h"

#include "base/dir.h"
#include "runtime/embedded.h"
#include "read/grammar.h"
#include "read/load.h"
#include "base/read_file.h"
#include "read/xml.h"

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
        diag_error(c->diag, objection.at, "schema", "%s", objection.text);
    return c->diag->count == faults ? root : NULL;
}

/* A path that stays inside the catalogue: small words and single slashes. */
static bool is_inside(const char *href)
{
    size_t len = strlen(href);

    for (const char *s = href; *s; s++) {
        bool plain = (*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9') ||
                     *s == '-' || *s == '_';

        if (!plain && (s == href || (*s != '/' && *s != '.') || s[1] == '.' ||
                       s[1] == '/'))
            return false;
    }
    return len > 4 && strcmp(href + len - 4, ".xml") == 0 &&
           strcmp(href, "catalog.xml") != 0;
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

    if (!is_inside(href)) {
        diag_error(c->diag, file->at, "outside-catalog",
                   "href=\"%s\"; expected a file of the catalogue: small "
                   "letters, digits, - and / ending in .xml",
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

static bool is_named(const struct xml_node *root, const char *href)
{
    for (const struct xml_node *f = root->children; f; f = f->next)
        if (strcmp(xml_attr(f, "href"), href) == 0)
            return true;
    return false;
}

/* An XML file that the manifest forgets would silently not count. */
static void check_unlisted(struct catalog *c, const char *dir,
                           const struct xml_node *root)
{
    const char **files;
    size_t count;

    if (!dir_files(c->arena, dir, &files, &count))
        mem_die(dir, strerror(errno));
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(files[i]);

        if (len > 4 && strcmp(files[i] + len - 4, ".xml") == 0 &&
            strcmp(files[i], "catalog.xml") != 0 && !is_named(root, files[i]))
            diag_error(c->diag, root->at, "unlisted-file",
                       "%s/%s is not in the manifest; expected "
                       "<file href=\"%s\"/>",
                       dir, files[i], files[i]);
    }
}

static void load_manifest(struct catalog *c, const char *dir,
                          const struct xml_node *root)
{
    c->model->version = copied(c, xml_attr(root, "version"));
    c->model->registry = copied(c, xml_attr(root, "registry"));
    for (const struct xml_node *f = root->children; f; f = f->next) {
        const struct xml_node *first = root->children;

        while (strcmp(xml_attr(first, "href"), xml_attr(f, "href")) != 0)
            first = first->next;
        if (first != f)
            diag_error(c->diag, f->at, "dup-file",
                       "%s named twice; first at line %d", xml_attr(f, "href"),
                       first->at.line);
        else
            load_named(c, dir, f);
    }
    check_unlisted(c, dir, root);
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
