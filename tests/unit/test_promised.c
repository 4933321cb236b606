/* SPDX-License-Identifier: 0BSD
 *
 * What was given out stays: symbols with their numbers, reasons with theirs,
 * anchors of the docs. `make promise` adds new ones to the lists.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
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

/* A line of a list of promises, for who must mend what it lists. */
struct line {
    const char *file;
    int number;
    char text[256];
};

static bool next_line(FILE *list, struct line *line)
{
    do {
        if (!fgets(line->text, sizeof line->text, list))
            return false;
        line->number++;
        line->text[strcspn(line->text, "\n")] = '\0';
    } while (line->text[0] == '#');
    return true;
}

static bool keeps_code(const char *symbol, const char *code)
{
    struct smtpc_entry e;
    unsigned id = smtpc_find_id(symbol, strlen(symbol));

    if (id)
        smtpc_get(id, &e);
    return id && strcmp(e.code, code) == 0;
}

/* The number is still a reason's, and the symbol has it. */
static bool keeps_reason(const char *header, const char *symbol,
                         const char *number)
{
    char text[256];

    snprintf(text, sizeof text, "\n    %s = %s", symbol, number);
    header = strstr(header, text);
    return header && strchr(",\n", header[strlen(text)]) &&
           *smtpc_reason_name(atoi(number));
}

/* Every symbol, reason and number that was ever given out is still there
 * with its value, but for those that a major version dropped. */
static void keeps_symbols(void **state)
{
    struct line line = {.file = "catalog/promised.txt"};
    FILE *list = fopen(line.file, "r");
    char *header = read_whole("out/smtpcodes.h");
    int rows = 0, gone = 0;

    (void)state;
    assert_non_null(list);
    for (; next_line(list, &line); rows++) {
        char name[128], value[64], since[16], actions[128] = "", *number;

        assert_true(sscanf(line.text, "%127s %63s %15s %127s", name, value,
                           since, actions) >= 3);
        number = strchr(value, '=');
        if (strcmp(actions, "gone") == 0 ||
            (number ? keeps_reason(header, name, number + 1)
                    : keeps_code(name, value)))
            continue;
        gone++;
        print_error("%s:%d: %s = %s was promised and is gone from "
                    "out/smtpcodes.h; make gen says how to keep it, and a "
                    "major version that drops it runs make promise\n",
                    line.file, line.number, name, value);
    }
    fclose(list);
    free(header);
    assert_int_equal(gone, 0);
    assert_true(rows > 150);
}

static void keeps_anchors(void **state)
{
    struct line line = {.file = "tests/promised/anchors.txt"};
    FILE *list = fopen(line.file, "r");
    char last[256] = "", *text = NULL;
    int rows = 0, gone = 0;

    (void)state;
    assert_non_null(list);
    for (; next_line(list, &line); rows++) {
        char anchor[320], *hash = strchr(line.text, '#');

        assert_non_null(hash);
        *hash = '\0';
        if (strcmp(line.text, last) != 0) {
            char path[300];

            free(text);
            snprintf(path, sizeof path, "out/docs/%s", line.text);
            text = read_whole(path);
            strcpy(last, line.text);
        }
        snprintf(anchor, sizeof anchor, "<a id=\"%s\"></a>", hash + 1);
        if (strstr(text, anchor))
            continue;
        gone++;
        print_error("%s:%d: the anchor %s of out/docs/%s was promised and is "
                    "gone; give its heading, message or row this id again, "
                    "or remove the line in a major version\n",
                    line.file, line.number, hash + 1, line.text);
    }
    free(text);
    fclose(list);
    assert_int_equal(gone, 0);
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
