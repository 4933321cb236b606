/* SPDX-License-Identifier: 0BSD */
#include "read/xml.h"

#include "base/utf8.h"
#include "read/broken.h"
#include "read/tags.h"

#include <assert.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/xmlreader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The longest tag is more than all attributes that an element may have; what
 * stands between two is more than any text and the comments around it. */
enum { XML_MAX_DEPTH = 16, LONGEST_TAG = 10000, LONGEST_GAP = 1000000 };

/* What libxml2 hands to an error handler is constant from 2.12 on. */
#if LIBXML_VERSION >= 21200
typedef const xmlError xml_error;
#else
typedef xmlError xml_error;
#endif

struct xml_schema {
    xmlRelaxNG *compiled;
};

struct reading {
    struct arena *arena;
    struct diag *diag;
    const char *path;
    struct tag_cursor cursor;
    struct xml_objection *objection;
    struct xml_objection broken; /* the parser's */
    bool references; /* "&#" may bring characters that the file has not */
};

static void no_errors(void *context, xml_error *error)
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

/* Is the line at s one that Git leaves where two branches differ? */
static bool is_conflict(const char *s)
{
    return strncmp(s, "<<<<<<< ", 8) == 0 || strncmp(s, "||||||| ", 8) == 0 ||
           strncmp(s, ">>>>>>> ", 8) == 0 ||
           (strncmp(s, "=======", 7) == 0 && (s[7] == '\n' || s[7] == '\r'));
}

/* Between them stand elements that each branch has for itself, so that nothing
 * else that is said of the file is to the point. */
static bool check_conflict(struct diag *diag, const char *path,
                           const char *text)
{
    struct place at = {path, 1};

    for (const char *s = text; s; at.line++) {
        if (is_conflict(s)) {
            diag_error(diag, at, "conflict",
                       "\"%.7s\" is a conflict marker of Git; expected one "
                       "text: keep what is right, and remove the lines with "
                       "<<<<<<<, ======= and >>>>>>>",
                       s);
            return false;
        }
        s = strchr(s, '\n');
        s = s ? s + 1 : NULL;
    }
    return true;
}

/* The first tag of the prolog tells whether a DOCTYPE stands there; anywhere
 * else one is not well-formed. */
static bool check_doctype(struct reading *r)
{
    struct tag_cursor look = r->cursor;
    struct tag tag;

    if (!tags_next(&look, &tag) || tag.kind != TAG_DECLARATION)
        return true;
    diag_error(r->diag, (struct place){r->path, tag.line}, "doctype",
               "DOCTYPE is not allowed: the catalogue has no entities");
    return false;
}

/* Say in our own words what is broken, when that is a common mistake. */
static bool tell_mistake(struct reading *r, const char *text, size_t len)
{
    struct place at = {r->path, 0};
    const char *why = broken_explain(&r->diag->arena, text, len, &at.line);

    if (why)
        diag_error(r->diag, at, "xml", "not well-formed XML: %s", why);
    return why != NULL;
}

/* libxml2 2.9 compares each attribute with all before it, and says of ten
 * million bytes of text that there is no memory. A tag or a gap is mostly too
 * long because a quote or an end is missing. */
static bool check_lengths(struct reading *r)
{
    struct tag_cursor look = r->cursor;
    const char *from = look.at;
    struct tag tag;

    while (tags_next(&look, &tag)) {
        size_t gap = (size_t)(tag.text - from);

        if (tag.len > LONGEST_TAG || gap > LONGEST_GAP) {
            if (tell_mistake(r, r->cursor.at,
                             (size_t)(r->cursor.end - r->cursor.at)))
                return false;
            diag_error(r->diag, (struct place){r->path, tag.line}, "long-text",
                       "%zu bytes %s; expected at most %d",
                       tag.len > LONGEST_TAG ? tag.len : gap,
                       tag.len > LONGEST_TAG ? "in a tag" : "before a tag",
                       tag.len > LONGEST_TAG ? LONGEST_TAG : LONGEST_GAP);
            return false;
        }
        from = look.at;
    }
    return true;
}

static const char *one_line(struct arena *arena, const char *message)
{
    size_t len = message ? strlen(message) : 0;

    while (len && message[len - 1] == '\n')
        len--;
    return mem_text(arena, message ? message : "", len);
}

static void on_error(void *context, xml_error *error)
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
    } else if (!r->broken.text) {
        r->broken.at = at;
        r->broken.text = one_line(&r->diag->arena, error->message);
    }
}

/* What the file's own bytes did not show. A carriage return that is not part
 * of the file's line ends would begin a line in some output languages. */
static void check_references(struct reading *r, struct place at,
                             const char *text)
{
    if (utf8_check(r->diag, at, text, strlen(text)) && strchr(text, '\r'))
        diag_error(r->diag, at, "control-char",
                   "control character U+000D; expected visible text");
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
            check_references(r, a->at, a->value);
        *tail = a;
        tail = &a->next;
    }
    xmlTextReaderMoveToElement(reader);
}

static struct xml_node *open_node(struct reading *r, xmlTextReader *reader)
{
    struct xml_node *node = mem_alloc(r->arena, sizeof *node);
    const char *name = (const char *)xmlTextReaderConstName(reader);
    struct tag tag = {.line = r->cursor.line};

    /* Elements arrive in the order of their tags. */
    while (tags_next(&r->cursor, &tag) && tag.kind == TAG_END)
        ;
    node->name = mem_text(r->arena, name, strlen(name));
    node->at = (struct place){r->path, tag.line};
    node->text = "";
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
        check_references(r, node->at, text);
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
    if (node->children && text[strspn(text, " \t\r\n")])
        node->text_behind = true;
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

/* Say why libxml2 gave up; its words and lines differ from version to version.
 */
static void tell_broken(struct reading *r, const char *text, size_t len)
{
    if (!tell_mistake(r, text, len))
        diag_error(r->diag,
                   r->broken.text ? r->broken.at
                                  : (struct place){r->path, r->cursor.line},
                   "xml", "not well-formed XML (libxml2: %s)",
                   r->broken.text ? r->broken.text : "no words");
}

static struct xml_node *parse(struct reading *r, const char *text, size_t len,
                              const struct xml_schema *schema)
{
    xmlTextReader *reader = xmlReaderForMemory(
        text, (int)len, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_COMPACT);
    size_t faults = r->diag->count;
    struct xml_node *root;

    if (!reader)
        mem_die("libxml2", "no reader");
    xmlTextReaderSetStructuredErrorHandler(reader, on_error, r);
    if (schema)
        xmlTextReaderRelaxNGSetSchema(reader, schema->compiled);
    root = read_nodes(r, reader);
    xmlFreeTextReader(reader);
    if ((!root || r->broken.text) && r->diag->count == faults)
        tell_broken(r, text, len);
    return r->diag->count == faults ? root : NULL;
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
        .objection = objection,
    };

    if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
        text += 3;
        len -= 3;
    }
    r.cursor = (struct tag_cursor){text, text + len, 1};
    if (!check_encoding(diag, path, text, len) ||
        !utf8_check(diag, (struct place){path, 1}, text, len) ||
        !check_conflict(diag, path, text) ||
        !utf8_check_mixed(diag, (struct place){path, 1}, text) ||
        !check_doctype(&r) || !check_lengths(&r))
        return NULL;
    r.references = has_references(text, text + len);
    return parse(&r, text, len, schema);
}

const char *xml_attr(const struct xml_node *node, const char *name)
{
    for (const struct xml_attr *a = node->attrs; a; a = a->next)
        if (strcmp(a->name, name) == 0)
            return a->value;
    return NULL;
}
