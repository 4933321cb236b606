/* SPDX-License-Identifier: 0BSD */
#include "read/catalog.h"
#include "check/check.h"
#include "model/derive.h"
#include "write/emit.h"
#include "read/iana.h"
#include "read/xml.h"

#include <stdio.h>
#include <string.h>

enum { EXIT_GOOD, EXIT_FAULTY, EXIT_ENVIRONMENT };

static const char usage[] =
    "usage: smtpcodes-gen CATALOG OUT          write OUT from CATALOG\n"
    "       smtpcodes-gen --check CATALOG OUT  say whether OUT is up to date\n"
    "       smtpcodes-gen --lint CATALOG       load and check, write nothing\n"
    "       smtpcodes-gen --iana FILE CATALOG  compare with the IANA "
    "registry\n"
    "\n"
    "CATALOG is the folder that holds catalog.xml. Exit status: 0 good,\n"
    "1 the catalogue is faulty or differs, 2 usage or environment.\n";

/* Make all outputs in memory and put them, or compare them, with out. */
static int write_out(struct arena *arena, const struct model *model,
                     const char *out, bool compare)
{
    struct outset set = {0};
    struct view view;
    size_t changed = 0;
    int status = EXIT_GOOD;

    derive_view(arena, model, &view);
    for (size_t i = 0; i < emitter_count; i++)
        emitters[i].emit(&view, &set);
    if (compare ? !outset_diff(&set, out, stdout, &changed)
                : !outset_commit(&set, out, &changed))
        status = EXIT_ENVIRONMENT;
    else if (compare && changed)
        status = EXIT_FAULTY;
    else if (changed)
        printf("%s: %zu of %zu files changed\n", out, changed, set.count);
    else if (!compare)
        printf("%s: nothing changed\n", out);
    outset_free(&set);
    return status;
}

struct options {
    const char *catalog, *out, *iana;
    bool compare;
};

static bool read_options(int argc, char **argv, struct options *o)
{
    if (argc == 3 && strcmp(argv[1], "--lint") == 0)
        *o = (struct options){.catalog = argv[2]};
    else if (argc == 4 && strcmp(argv[1], "--iana") == 0)
        *o = (struct options){.catalog = argv[3], .iana = argv[2]};
    else if (argc == 4 && strcmp(argv[1], "--check") == 0)
        *o = (struct options){argv[2], argv[3], NULL, true};
    else if (argc == 3 && argv[1][0] != '-')
        *o = (struct options){.catalog = argv[1], .out = argv[2]};
    else
        return false;
    return true;
}

static int run(const struct options *o)
{
    struct arena arena = {0};
    struct model model = {0};
    struct diag diag = {0};
    int status = EXIT_GOOD;

    catalog_load(&arena, &diag, o->catalog, &model);
    if (diag.count == 0)
        check_run(&model, &diag);
    if (diag_print(&diag, stderr) > 0)
        status = EXIT_FAULTY;
    else if (o->iana)
        status = iana_diff(&model, o->iana, stdout) ? EXIT_FAULTY : EXIT_GOOD;
    else if (o->out)
        status = write_out(&arena, &model, o->out, o->compare);
    diag_free(&diag);
    mem_free(&arena);
    xml_end();
    return status;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int status;

    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        status = fputs(usage, stdout) < 0 ? EXIT_ENVIRONMENT : EXIT_GOOD;
    } else if (!read_options(argc, argv, &options)) {
        fputs(usage, stderr);
        return EXIT_ENVIRONMENT;
    } else {
        status = run(&options);
    }
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("smtpcodes-gen: cannot write to standard output\n", stderr);
        status = EXIT_ENVIRONMENT;
    }
    return status;
}
