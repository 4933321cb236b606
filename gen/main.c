/* SPDX-License-Identifier: 0BSD */
#include "read/catalog.h"
#include "check/check.h"
#include "check/sources.h"
#include "check/style.h"
#include "model/derive.h"
#include "write/emit.h"
#include "read/iana.h"
#include "read/xml.h"
#include "write/promises.h"

#include <stdio.h>
#include <string.h>

enum { EXIT_GOOD, EXIT_FAULTY, EXIT_ENVIRONMENT };

static const char usage[] =
    "usage: smtpcodes-gen CATALOG OUT          write OUT from CATALOG\n"
    "       smtpcodes-gen --check CATALOG OUT  say whether OUT is up to date\n"
    "       smtpcodes-gen --site CATALOG DIR [PARTS]\n"
    "                                          write the web pages into DIR, "
    "with\n"
    "                                          the box that stands in PARTS\n"
    "       smtpcodes-gen --lint CATALOG       load and check, write nothing\n"
    "       smtpcodes-gen --style [DAY] CATALOG\n"
    "                                          check how its texts are written "
    "and\n"
    "                                          that they have sources, none "
    "of them\n"
    "                                          seen after DAY, such as "
    "2025-05-17\n"
    "       smtpcodes-gen --sources SINCE CATALOG\n"
    "                                          list sources last checked "
    "before\n"
    "                                          SINCE, such as 2025-05\n"
    "       smtpcodes-gen --promise CATALOG    print its promised.txt for a "
    "release\n"
    "       smtpcodes-gen --iana FILE CATALOG  compare with the IANA "
    "registry\n"
    "\n"
    "CATALOG is the folder that contains catalog.xml. Exit status: 0 good,\n"
    "1 the catalogue is invalid or differs, 2 usage or environment.\n";

struct options {
    const char *catalog, *out, *parts, *iana, *since, *day;
    bool compare, site, style, promise;
};

/* Make all outputs in memory and put them, or compare them, with out. */
static int write_out(struct arena *arena, const struct model *model,
                     const struct options *o)
{
    struct outset set = {0};
    struct site_parts parts;
    struct view view;
    size_t changed = 0;
    int status = EXIT_GOOD;

    if (o->parts && !site_parts_read(arena, o->parts, &parts))
        return EXIT_ENVIRONMENT;
    derive_view(arena, model, &view);
    if (o->site)
        emit_site(&view, &set, o->parts ? &parts : NULL);
    for (size_t i = 0; !o->site && i < emitter_count; i++)
        emitters[i].emit(&view, &set);
    if (o->compare ? !outset_diff(&set, o->out, stdout, &changed)
                   : !outset_commit(&set, o->out, &changed))
        status = EXIT_ENVIRONMENT;
    else if (o->compare && changed)
        status = EXIT_FAULTY;
    else if (changed)
        printf("%s: %zu of %zu files changed\n", o->out, changed, set.count);
    else if (!o->compare)
        printf("%s: nothing changed\n", o->out);
    outset_free(&set);
    return status;
}

static int print_promises(struct arena *arena, const struct model *model)
{
    struct buf text = {0};
    struct view view;
    int status;

    derive_view(arena, model, &view);
    promises_put(&view, &text);
    status = fputs(text.text, stdout) < 0 ? EXIT_ENVIRONMENT : EXIT_GOOD;
    buf_free(&text);
    return status;
}

static bool read_options(int argc, char **argv, struct options *o)
{
    if (argc == 3 && strcmp(argv[1], "--lint") == 0)
        *o = (struct options){.catalog = argv[2]};
    else if (argc == 3 && strcmp(argv[1], "--style") == 0)
        *o = (struct options){.catalog = argv[2], .style = true};
    else if (argc == 4 && strcmp(argv[1], "--style") == 0)
        *o =
            (struct options){.catalog = argv[3], .style = true, .day = argv[2]};
    else if (argc == 3 && strcmp(argv[1], "--promise") == 0)
        *o = (struct options){.catalog = argv[2], .promise = true};
    else if (argc == 4 && strcmp(argv[1], "--sources") == 0)
        *o = (struct options){.catalog = argv[3], .since = argv[2]};
    else if (argc == 4 && strcmp(argv[1], "--iana") == 0)
        *o = (struct options){.catalog = argv[3], .iana = argv[2]};
    else if (argc == 4 && strcmp(argv[1], "--check") == 0)
        *o = (struct options){
            .catalog = argv[2], .out = argv[3], .compare = true};
    else if ((argc == 4 || argc == 5) && strcmp(argv[1], "--site") == 0)
        *o = (struct options){.catalog = argv[2],
                              .out = argv[3],
                              .parts = argc == 5 ? argv[4] : NULL,
                              .site = true};
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
    if (diag.count == 0 && o->style) {
        style_run(&model, &diag);
        sources_check(&model, &diag);
        if (o->day)
            sources_future(&model, o->day, &diag);
    }
    if (diag_print(&diag, stderr) > 0)
        status = EXIT_FAULTY;
    else if (o->iana)
        status = iana_diff(&model, o->iana, stdout) ? EXIT_FAULTY : EXIT_GOOD;
    else if (o->promise)
        status = print_promises(&arena, &model);
    else if (o->since)
        sources_old(&model, o->since, stdout);
    else if (o->out)
        status = write_out(&arena, &model, o);
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
