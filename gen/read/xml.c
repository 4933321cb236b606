/* SPDX-License-Identifier: 0BSD */
#include "read/xml.h"

#include "base/utf8.h"

#include <assert.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { XML_MAX_DEPTH = 16 };

struct xml_schema {
    xmlRelaxNG *compiled;
};

/* libxml2 2.9 caps line numbers at 65,535 and gives a start tag the line of
 * its last attribute. Elements arrive in document order and the text is in
 * memory, so this cursor walks along and finds each tag itself. */
struct cursor {
    const char *at, *end;
    int line;
};

struct reading {
    struct arena *arena;
    struct diag *diag;
    const char *path;
    struct cursor cursor;
    struct xml_objection *objection;
    bool parsing_failed;
    bool references; /* "&#" may bring characters that the file has not */
};

static void no_errors(void *context, xmlError *error)
{
    (void)context;
    (void)error;
}

/* libxml2 takes a failed allocation for a fault of the document, so none may
 * fail: the program ends instead, as everywhere. */
static void *take(size_t size)
{
    return mem_realloc(NULL, size);
}

static char *take_copy(const char *text)
{
    size_t size = strlen(text) + 1;

    return memcpy(take(size), text, size);
}

struct xml_schema *xml_schema_open(const char *bytes, size_t len)
{
    int set = xmlMemSetup(free, take, mem_realloc, take_copy);
    struct xml_schema *schema = mem_realloc(NULL, sizeof *schema);
    xmlRelaxNGParserCtxt *ctxt = xmlRelaxNGNewMemParserCtxt(bytes, (int)len);

    assert(set == 0);
    (void)set;
    xmlSetStructuredErrorFunc(NULL, no_errors);
    schema->compiled = ctxt ? xmlRelaxNGParse(ctxt) : NULL;
    xmlSetStructuredErrorFunc(NULL, NULL);
    xmlRelaxNGFreeParserCtxt(ctxt);
    if (!schema->compiled)
        mem_die("the embedded schema", "libxml2 cannot compile it");
    return schema;
}

void xml_schema_close(struct xml_schema *schema)
{
    xmlRelaxNGFree(schema->compiled);
    free(schema);
}

void xml_end(void)
{
    xmlCleanupParser();
}

/* Say where the XML declaration names an encoding other than UTF-8. */
static bool check_encoding(struct diag *diag, const char *path,
                           const char *text, size_t len)
{
    const struct place at = {path, 1};
    const char *end, *name;
    size_t n, shown;

    if (len < 5 || strncmp(text, "<?xml", 5) != 0)
        return true;
    end = strstr(text, "?>");
    name = strstr(text, "encoding");
    if (!end || !name || name > end)
        return true;
    name += strcspn(name, "\"'?");
    if (*name == '?')
        return true;
    name++;
    n = strcspn(name, "\"'?");
    if ((n == 5 && strncasecmp(name, "UTF-8", 5) == 0) ||
        (n == 8 && strncasecmp(name, "US-ASCII", 8) == 0))
        return true;
    /* The name may hold any bytes; a message holds letters. */
    shown = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                         "0123456789._-");
    diag_error(diag, at, "encoding",
               "encoding \"%.*s\" is declared; expected \"UTF-8\"",
               (int)(shown < n ? shown : n), name);
    return false;
}

static void advance(struct cursor *cursor, const char *to)
{
    const char *nl;

    while ((nl = memchr(cursor->at, '\n', (size_t)(to - cursor->at)))) {
        cursor->line++;
        cursor->at = nl + 1;
    }
    cursor->at = to;
}

/* The end is looked for behind the start: "<!-->" opens a comment only. */
static void skip_past(struct cursor *cursor, const char *start,
                      const char *mark)
{
    const char *found = strstr(cursor->at + strlen(start), mark);

    advance(cursor, found ? found + strlen(mark) : cursor->end);
}

/* Put the cursor on the '<' of the next start tag or DOCTYPE. */
static void next_tag(struct cursor *c)
{
    while (c->at < c->end) {
        const char *lt = memchr(c->at, '<', (size_t)(c->end - c->at));

        advance(c, lt ? lt : c->end);
        if (!lt)
            return;
        if (strncmp(lt, "<!--", 4) == 0)
            skip_past(c, "<!--", "-->");
        else if (strncmp(lt, "<![CDATA[", 9) == 0)
            skip_past(c, "<![CDATA[", "]]>");
        else if (lt[1] == '?')
            skip_past(c, "<?", "?>");
        else if (lt[1] == '/')
            skip_past(c, "</", ">");
        else
            return;
    }
}

/* The first tag of the prolog tells whether a DOCTYPE stands there; anywhere
 * else one is not well-formed. */
static bool check_doctype(struct reading *r)
{
    struct cursor look = r->cursor;

    next_tag(&look);
    if (look.end - look.at < 2 || look.at[1] != '!')
        return true;
    diag_error(r->diag, (struct place){r->path, look.line}, "doctype",
               "DOCTYPE is not allowed: the catalogue has no entities");
    return false;
}

static const char *one_line(struct arena *arena, const char *message)
{
    size_t len = message ? strlen(message) : 0;

    while (len && message[len - 1] == '\n')
        len--;
    return mem_text(arena, message ? message : "", len);
}

static void on_error(void *context, xmlError *error)
{
    struct reading *r = context;
    int line =
        error->line > 0 && error->line < 65535 ? error->line : r->cursor.line;
    struct place at = {r->path, line};

    if (error->domain == XML_FROM_RELAXNGV) {
        if (r->objection && !r->objection->text) {
            r->objection->at = at;
            r->objection->text = one_line(&r->diag->arena, error->message);
        }
    } else if (!r->parsing_failed) {
        r->parsing_failed = true;
        /* libxml2 says "extra content" also of a file that was cut off. */
        diag_error(r->diag, at, "xml", "not well-formed XML: %s",
                   error->code == XML_ERR_DOCUMENT_END ||
                           error->code == XML_ERR_DOCUMENT_EMPTY
                       ? "the file ends too early, or goes on behind its "
                         "root element"
                       : one_line(&r->diag->arena, error->message));
    }
}

static void add_attrs(struct reading *r, xmlTextReader *reader,
                      struct xml_node *node)
{
    struct xml_attr **tail = &node->attrs;

    while (xmlTextReaderMoveToNextAttribute(reader) == 1) {
        struct xml_attr *a = mem_alloc(r->arena, sizeof *a);
        const char *name = (const char *)xmlTextReaderConstName(reader);
        const char *value = (const char *)xmlTextReaderConstValue(reader);

        a->name = mem_text(r->arena, name, strlen(name));
        a->value =
            mem_text(r->arena, value ? value : "", value ? strlen(value) : 0);
        a->at = node->at;
        if (r->references)
            utf8_check(r->diag, a->at, a->value, strlen(a->value));
        *tail = a;
        tail = &a->next;
    }
    xmlTextReaderMoveToElement(reader);
}

static struct xml_node *open_node(struct reading *r, xmlTextReader *reader)
{
    struct xml_node *node = mem_alloc(r->arena, sizeof *node);
    const char *name = (const char *)xmlTextReaderConstName(reader);

    next_tag(&r->cursor);
    node->name = mem_text(r->arena, name, strlen(name));
    node->at = (struct place){r->path, r->cursor.line};
    node->text = "";
    advance(&r->cursor,
            r->cursor.at < r->cursor.end ? r->cursor.at + 1 : r->cursor.end);
    add_attrs(r, reader, node);
    return node;
}

/* The text of an open element, which comments and CDATA may cut into any
 * number of pieces. */
struct filling {
    char *text;
    size_t len, room;
};

static void add_text(struct reading *r, xmlTextReader *reader,
                     struct xml_node *node, struct filling *f)
{
    const char *text = (const char *)xmlTextReaderConstValue(reader);
    size_t len = text ? strlen(text) : 0;

    if (!len)
        return;
    if (r->references)
        utf8_check(r->diag, node->at, text, len);
    if (f->len + len + 1 > f->room) {
        char *old = f->text;

        f->room = f->len * 2 + len + 1;
        f->text = mem_alloc(r->arena, f->room);
        if (old)
            memcpy(f->text, old, f->len);
        node->text = f->text;
    }
    memcpy(f->text + f->len, text, len);
    f->len += len;
}

static bool has_references(const char *text, const char *end)
{
    while ((text = memchr(text, '&', (size_t)(end - text))))
        if (++text < end && *text == '#')
            return true;
    return false;
}

/* Turn the reader's events into nodes. Return the root, NULL when the
 * document is broken or too deep to be a catalogue. */
static struct xml_node *read_nodes(struct reading *r, xmlTextReader *reader)
{
    struct xml_node *open[XML_MAX_DEPTH] = {0}, *root = NULL;
    struct xml_node *last[XML_MAX_DEPTH] = {0};
    struct filling filling[XML_MAX_DEPTH] = {{0}};
    int more;

    while ((more = xmlTextReaderRead(reader)) == 1) {
        int depth = xmlTextReaderDepth(reader);
        int type = xmlTextReaderNodeType(reader);

        if (depth < 0 || depth >= XML_MAX_DEPTH) {
            diag_error(r->diag, (struct place){r->path, r->cursor.line},
                       "too-deep", "elements nested deeper than %d",
                       XML_MAX_DEPTH);
            return NULL;
        }
        /* Whatever is inside an element comes behind its start. */
        assert(depth == 0 || open[depth - 1]);
        if (type == XML_READER_TYPE_ELEMENT) {
            struct xml_node *node = open_node(r, reader);

            if (depth == 0)
                root = node;
            else if (last[depth])
                last[depth]->next = node;
            else
                open[depth - 1]->children = node;
            open[depth] = last[depth] = node;
            filling[depth] = (struct filling){0};
            if (depth + 1 < XML_MAX_DEPTH)
                last[depth + 1] = NULL;
        } else if ((type == XML_READER_TYPE_TEXT ||
                    type == XML_READER_TYPE_CDATA) &&
                   depth > 0) {
            add_text(r, reader, open[depth - 1], &filling[depth - 1]);
        }
    }
    assert(more != 0 || root); /* a document without a root is broken */
    return more == 0 ? root : NULL;
}

struct xml_node *xml_read(struct arena *arena, struct diag *diag,
                          const char *path, const char *text, size_t len,
                          const struct xml_schema *schema,
                          struct xml_objection *objection)
{
    struct reading r = {
        .arena = arena,
        .diag = diag,
        .path = path,
        .cursor = {.at = text, .end = text + len, .line = 1},
        .objection = objection,
    };
    struct xml_node *root = NULL;
    xmlTextReader *reader;
    size_t faults = diag->count;

    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        len -= 3;
    }
    if (!check_encoding(diag, path, text, len) ||
        !utf8_check(diag, (struct place){path, 1}, text, len) ||
        !check_doctype(&r))
        return NULL;
    r.references = has_references(text, text + len);
    reader = xmlReaderForMemory(text, (int)len, NULL, "UTF-8",
                                XML_PARSE_NONET | XML_PARSE_COMPACT);
    if (!reader)
        mem_die("libxml2", "no reader");
    xmlTextReaderSetStructuredErrorHandler(reader, on_error, &r);
    if (schema)
        xmlTextReaderRelaxNGSetSchema(reader, schema->compiled);
    root = read_nodes(&r, reader);
    if (!root && diag->count == faults)
        diag_error(diag, (struct place){path, r.cursor.line}, "xml",
                   "not well-formed XML");
    xmlFreeTextReader(reader);
    return diag->count == faults ? root : NULL;
}

const char *xml_attr(const struct xml_node *node, const char *name)
{
    for (const struct xml_attr *a = node->attrs; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}
