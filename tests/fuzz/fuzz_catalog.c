/* SPDX-License-Identifier: 0BSD
 *
 * The whole generator but its disk: a catalogue is loaded, checked, derived
 * and given out, all in memory. The base is the golden catalogue; an input is
 * a list of edits of it (edit.c), words of real entries among them (graft.c),
 * or, when it begins with '<' or '=', a file that takes the place of one of its
 * files.
 *
 * What reads files is wrapped by the linker (see fuzz.mk).
 */
#include "fuzz.h"

#include "read/catalog.h"
#include "check/check.h"
#include "model/derive.h"
#include "base/dir.h"
#include "edit.h"
#include "write/emit.h"
#include "graft.h"
#include "judge_json.h"
#include "read_back.h"

static const char folder[] = "fuzz";

static struct edit_base base;
static struct buf files[EDIT_FILES];
static struct xml_schema *schema;

bool __real_dir_files(struct arena *arena, const char *root,
                      const char ***names, size_t *count);
char *__real_read_file(struct arena *arena, struct diag *diag, const char *path,
                       struct place at, size_t *len);
struct xml_schema *__real_xml_schema_open(const char *bytes, size_t len);
bool __wrap_dir_files(struct arena *arena, const char *root,
                      const char ***names, size_t *count);
char *__wrap_read_file(struct arena *arena, struct diag *diag, const char *path,
                       struct place at, size_t *len);
struct xml_schema *__wrap_xml_schema_open(const char *bytes, size_t len);
void __wrap_xml_schema_close(struct xml_schema *closed);

bool __wrap_dir_files(struct arena *arena, const char *root,
                      const char ***names, size_t *count)
{
    NEED(strcmp(root, folder) == 0);
    *names = mem_alloc(arena, base.count * sizeof **names);
    *count = base.count;
    for (size_t i = 0; i < base.count; i++)
        (*names)[i] = base.files[i].path;
    return true;
}

char *__wrap_read_file(struct arena *arena, struct diag *diag, const char *path,
                       struct place at, size_t *len)
{
    NEED(strncmp(path, folder, strlen(folder)) == 0);
    for (size_t i = 0; i < base.count; i++) {
        char *text;

        if (strcmp(path + sizeof folder, base.files[i].path) != 0)
            continue;
        *len = files[i].len;
        text = mem_alloc(arena, files[i].len + 1);
        if (*len)
            memcpy(text, files[i].text, *len);
        return text;
    }
    diag_error(diag, at, "missing-file", "cannot read %s", path);
    return NULL;
}

struct xml_schema *__wrap_xml_schema_open(const char *bytes, size_t len)
{
    if (!schema)
        schema = __real_xml_schema_open(bytes, len);
    return schema;
}

void __wrap_xml_schema_close(struct xml_schema *closed)
{
    NEED(closed == schema);
}

/* A fault names a file of the catalogue and a line that it has, and takes one
 * line itself. */
static void judge_place(struct place at)
{
    size_t lines = 1, i = 0;

    NEED(at.file && strncmp(at.file, folder, strlen(folder)) == 0);
    while (i < base.count &&
           strcmp(at.file + sizeof folder, base.files[i].path) != 0)
        i++;
    NEED(i < base.count);
    for (size_t j = 0; j < files[i].len; j++)
        lines += files[i].text[j] == '\n';
    NEED(at.line >= 0 && (size_t)at.line <= lines);
}

static void judge_faults(struct diag *diag)
{
    char *text = NULL;
    size_t len = 0, lines = 0;
    FILE *to = open_memstream(&text, &len);

    NEED(to);
    for (size_t i = 0; i < diag->count; i++) {
        NEED(diag->faults[i].rule && *diag->faults[i].rule);
        judge_place(diag->faults[i].at);
    }
    NEED(diag_print(diag, to) == diag->count);
    fclose(to);
    for (size_t i = 0; i < len; i++)
        lines += text[i] == '\n';
    NEED(lines == (diag->count > DIAG_SHOWN ? DIAG_SHOWN + 1 : diag->count));
    NEED(is_utf8(text, len));
    free(text);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

/* No request where the emitter meant text. */
static bool is_roff(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        bool start = i == 0 || text[i - 1] == '\n';

        if ((unsigned char)text[i] > 0x7e ||
            ((unsigned char)text[i] < 0x20 && text[i] != '\n') ||
            (start && text[i] == '\''))
            return false;
        if (start && text[i] == '.' &&
            !(i + 2 < len && ((text[i + 1] >= 'A' && text[i + 1] <= 'Z') ||
                              strchr("\\bs", text[i + 1]))))
            return false;
    }
    return len > 0 && text[len - 1] == '\n';
}

static void judge_file(const struct outset_file *file)
{
    const char *text = file->content.text;
    size_t len = file->content.len;
    bool good = is_utf8(text, len);

    if (ends_with(file->path, ".json"))
        good = good && is_json(text, len);
    else if (ends_with(file->path, ".h") || ends_with(file->path, ".c"))
        good = good && is_c_tokens(text, len);
    else if (strncmp(file->path, "man/", 4) == 0)
        good = good && is_roff(text, len);
    if (!good)
        fprintf(stderr, "%s is not what it should be\n", file->path);
    NEED(good);
}

enum { COLUMNS = 7 };

/* Read a row and return what follows. */
static const char *judge_row(const char *s, const char *const want[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        struct buf got = {0};

        s = read_csv_field(&got, s);
        buf_puts(&got, "");
        NEED(s && strcmp(got.text, want[i]) == 0);
        NEED(*s == (i < COLUMNS - 1 ? ',' : '\r'));
        s++;
        buf_free(&got);
    }
    NEED(*s == '\n');
    return s + 1;
}

/* A row a code, in the order of the view, with what it has. */
static void judge_csv(const struct view *view, const struct buf *csv)
{
    static const char *const head[COLUMNS] = {
        "code", "symbol", "title", "standing", "reason", "action", "party"};
    const char *s = judge_row(csv->text, head);

    for (size_t i = 0; i < view->entry_count; i++) {
        const struct view_entry *e = &view->entries[i];
        int class = view_gravest(e->entry->classes);
        const char *const row[COLUMNS] = {
            e->entry->code,
            e->symbol,
            e->entry->prose.title,
            model_standings[e->entry->standing],
            e->reason->id,
            model_actions[e->actions[class]],
            model_parties[e->parties[class]],
        };

        s = judge_row(s, row);
    }
    NEED(s == csv->text + csv->len);
}

static void emit_all(const struct model *model, struct arena *arena,
                     struct outset *set)
{
    struct view view;

    derive_view(arena, model, &view);
    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(&view, set);
    judge_csv(&view, outset_find(set, "smtpcodes.csv"));
    judge_json(&view, outset_find(set, "smtpcodes.json"));
}

/* All outputs, twice: the same model gives the same bytes. */
static void judge_outputs(const struct model *model)
{
    struct arena once = {0}, twice = {0};
    struct outset set = {0}, again = {0};

    emit_all(model, &once, &set);
    emit_all(model, &twice, &again);
    NEED(set.count == again.count);
    for (size_t i = 0; i < set.count; i++) {
        const struct outset_file *a = &set.files[i], *b = &again.files[i];

        NEED(strcmp(a->path, b->path) == 0);
        NEED(a->content.len == b->content.len);
        NEED(memcmp(a->content.text, b->content.text, a->content.len) == 0);
        judge_file(a);
    }
    outset_free(&set);
    outset_free(&again);
    mem_free(&once);
    mem_free(&twice);
}

/* Say whether the catalogue was good. */
static bool run(void)
{
    struct arena arena = {0};
    struct model model = {0};
    struct diag diag = {0};
    bool good;

    catalog_load(&arena, &diag, folder, &model);
    if (diag.count == 0)
        check_run(&model, &diag);
    good = diag.count == 0;
    if (good)
        judge_outputs(&model);
    else
        judge_faults(&diag);
    diag_free(&diag);
    mem_free(&arena);
    return good;
}

/* Which file an input is meant to be: the one with the same root. */
static size_t file_of(const char *text, size_t len)
{
    for (size_t i = 0; i < base.count; i++) {
        const char *name = base.files[i].root->name;
        const char *at = memmem(text, len, name, strlen(name));

        if (at && at > text && at[-1] == '<')
            return i;
    }
    return 0;
}

static bool run_edited(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct edit_input in = {data, size, &arena}, none = {NULL, 0, &arena};
    bool whole = size && (data[0] == '<' || data[0] == '='), good;

    edit_catalog(&base, whole ? &none : &in, files);
    if (whole) {
        size_t from = data[0] == '=' ? (size > 1 ? 2 : 1) : 0;
        size_t at = from == 2 ? data[1] % base.count
                              : file_of((const char *)data, size);

        files[at].len = 0;
        buf_add(&files[at], (const char *)data + from, size - from);
    }
    good = run();
    for (size_t i = 0; i < base.count; i++)
        buf_free(&files[i]);
    mem_free(&arena);
    return good;
}

static struct xml_node *read_tree(struct arena *arena, const char *dir,
                                  const char *name)
{
    const char *path = mem_printf(arena, "%s/%s", dir, name);
    struct xml_objection objection = {0};
    struct diag diag = {0};
    size_t len;
    char *text =
        __real_read_file(arena, &diag, path, (struct place){path, 0}, &len);
    struct xml_node *root;

    NEED(text);
    root = xml_read(arena, &diag, path, text, len, NULL, &objection);
    NEED(root);
    return root;
}

static size_t list_trees(struct arena *arena, const char *dir,
                         const char ***names)
{
    size_t count, kept = 0;

    NEED(__real_dir_files(arena, dir, names, &count));
    for (size_t i = 0; i < count; i++)
        if (ends_with((*names)[i], ".xml"))
            (*names)[kept++] = (*names)[i];
    if (kept == 0)
        fprintf(stderr, "run this from the project's folder\n");
    NEED(kept > 0);
    return kept;
}

static void read_golden(struct arena *arena)
{
    static const char golden[] = "tests/golden/catalog";
    const char **names;

    base.count = list_trees(arena, golden, &names);
    NEED(base.count < EDIT_FILES);
    for (size_t i = 0; i < base.count; i++) {
        base.files[i].path = names[i];
        base.files[i].root = read_tree(arena, golden, names[i]);
    }
}

static void read_real(struct arena *arena)
{
    const char **names;
    size_t count = list_trees(arena, "catalog", &names);

    for (size_t i = 0; i < count; i++)
        graft_collect(arena, &base, read_tree(arena, "catalog", names[i]));
}

/* One thing of a kind has no order: a second provider beside the first. */
static void add_provider(struct arena *arena)
{
    static struct xml_attr id = {.name = "id", .value = "another"};
    static struct xml_attr href = {.name = "href",
                                   .value = "providers/another.xml"};
    static struct xml_node file = {.name = "file", .text = "", .attrs = &href};
    struct xml_node *root = mem_alloc(arena, sizeof *root);
    size_t manifest = base.count, provider = base.count;

    for (size_t i = 0; i < base.count; i++) {
        if (strcmp(base.files[i].root->name, "catalog") == 0)
            manifest = i;
        if (strcmp(base.files[i].root->name, "provider") == 0)
            provider = i;
    }
    NEED(manifest < base.count && provider < base.count);
    *root = *base.files[provider].root;
    root->attrs = &id;
    base.files[base.count++] = (struct edit_file){href.value, root};
    file.next = base.files[manifest].root->children;
    base.files[manifest].root->children = &file;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static struct arena arena;

    (void)argc;
    (void)argv;
    read_golden(&arena);
    read_real(&arena);
    add_provider(&arena);
    NEED(run_edited(NULL, 0));
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    run_edited(data, size);
    return 0;
}
