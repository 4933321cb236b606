/* SPDX-License-Identifier: 0BSD
 *
 * What was given out stays: symbols with their numbers, reasons with theirs,
 * anchors of the docs. `make promise` adds new ones to the lists.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* The whole of a file, NUL-terminated; the caller frees it. */
static char *read_whole(const char *path)
{
    char *text;
    FILE *file;
    long size;

    file = fopen(path, "r");
    if (!file)
        fail_msg("%s was promised and is gone", path);
    fseek(file, 0, SEEK_END);
    size = ftell(file);
    rewind(file);
    text = calloc(1, (size_t)size + 1);
    assert_non_null(text);
    assert_int_equal(fread(text, 1, (size_t)size, file), size);
    fclose(file);
    return text;
}

static void keeps_code(const char *symbol, const char *code)
{
    struct smtpc_entry e;
    unsigned id = smtpc_find_id(symbol, strlen(symbol));

    if (id == 0)
        fail_msg("%s was promised and is gone", symbol);
    smtpc_get(id, &e);
    assert_string_equal(e.code, code);
}

/* The number is still a reason's, and the symbol has it. */
static void keeps_reason(const char *header, const char *symbol,
                         const char *number)
{
    char line[256];

    snprintf(line, sizeof line, "\n    %s = %s", symbol, number);
    header = strstr(header, line);
    if (!header || !strchr(",\n", header[strlen(line)]))
        fail_msg("%s = %s was promised and is gone", symbol, number);
    assert_string_not_equal(smtpc_reason_name(atoi(number)), "");
}

/* Every symbol, reason and number that was ever given out is still there
 * with its value. */
static void keeps_symbols(void **state)
{
    FILE *list = fopen("catalog/promised.txt", "r");
    char *header = read_whole("out/smtpcodes.h");
    char name[128], value[64];
    int rows = 0;

    (void)state;
    assert_non_null(list);
    while (fscanf(list, "%127s %63s", name, value) == 2) {
        if (name[0] == '#')
            assert_int_equal(fscanf(list, "%*[^\n]"), 0);
        else if (strchr(value, '='))
            keeps_reason(header, name, strchr(value, '=') + 1);
        else
            keeps_code(name, value);
        rows += name[0] != '#';
    }
    fclose(list);
    free(header);
    assert_true(rows > 150);
}

static void keeps_anchors(void **state)
{
    FILE *list = fopen("tests/promised/anchors.txt", "r");
    char line[256], last[256] = "", *text = NULL;
    int rows = 0;

    (void)state;
    assert_non_null(list);
    while (fgets(line, sizeof line, list)) {
        char anchor[320], *hash = strchr(line, '#');

        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '#')
            continue;
        assert_non_null(hash);
        *hash = '\0';
        if (strcmp(line, last) != 0) {
            char path[300];

            free(text);
            snprintf(path, sizeof path, "out/docs/%s", line);
            text = read_whole(path);
            memcpy(last, line, strlen(line) + 1);
        }
        snprintf(anchor, sizeof anchor, "<a id=\"%s\"></a>", hash + 1);
        if (!strstr(text, anchor))
            fail_msg("%s#%s was promised and is gone", line, hash + 1);
        rows++;
    }
    free(text);
    fclose(list);
    assert_true(rows > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_symbols),
        cmocka_unit_test(keeps_anchors),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
