/* SPDX-License-Identifier: 0BSD
 *
 * The golden catalogue against a registry whose records are the input; what
 * is no XML is left to fuzz_catalog. What reads files is wrapped by the
 * linker (see fuzz.mk).
 */
#include "fuzz.h"

#include "read/catalog.h"
#include "read/iana.h"
#include "read_back.h"
#include "base/read_file.h"
#include "read/xml.h"

static const char before[] = "<registry id='smtp-enhanced-status-codes'>";
static const char behind[] = "</registry>";

static struct model model;
static const struct buf *registry; /* NULL: files are files */

char *__real_read_file(struct arena *arena, struct diag *diag, const char *path,
                       struct place at, size_t *len);
char *__wrap_read_file(struct arena *arena, struct diag *diag, const char *path,
                       struct place at, size_t *len);

char *__wrap_read_file(struct arena *arena, struct diag *diag, const char *path,
                       struct place at, size_t *len)
{
    if (!registry)
        return __real_read_file(arena, diag, path, at, len);
    *len = registry->len;
    return mem_text(arena, registry->text, registry->len);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static struct arena arena;
    struct diag diag = {0};

    (void)argc;
    (void)argv;
    catalog_load(&arena, &diag, "tests/golden/catalog", &model);
    if (diag_print(&diag, stderr) > 0)
        fprintf(stderr, "run this from the project's folder\n");
    NEED(diag.count == 0);
    diag_free(&diag);
    return 0;
}

static bool is_xml(const struct buf *text)
{
    struct arena arena = {0};
    struct diag diag = {0};
    bool good =
        xml_read(&arena, &diag, "", text->text, text->len, NULL, NULL) &&
        diag.count == 0;

    diag_free(&diag);
    mem_free(&arena);
    return good;
}

/* A difference a line, as many as were counted. */
static void judge(size_t count, const char *text, size_t len)
{
    size_t lines = 0;

    for (size_t i = 0; i < len; i++)
        lines += text[i] == '\n';
    NEED(lines == count);
    NEED(len == 0 || text[len - 1] == '\n');
    NEED(is_utf8(text, len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf text = {0};
    char *out = NULL;
    size_t len = 0;

    buf_puts(&text, before);
    buf_add(&text, (const char *)data, size);
    buf_puts(&text, behind);
    if (is_xml(&text)) {
        FILE *to = open_memstream(&out, &len);
        size_t count;

        NEED(to);
        registry = &text;
        count = iana_diff(&model, "registry", to);
        registry = NULL;
        fclose(to);
        judge(count, out, len);
        free(out);
    }
    buf_free(&text);
    return 0;
}
