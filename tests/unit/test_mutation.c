/* SPDX-License-Identifier: 0BSD
 *
 * Single faults in a part of the real catalogue: each is refused with a message
 * that leads to it, or changes nothing, or is of a class that no rule can see.
 */
#include "file_faults.h"

#include <fnmatch.h>
#include <sys/resource.h>

#include "allowed.h"

/* The whole walk takes minutes; each run takes every fifth fault of it, which
 * still meets every name, and every second of the kinds that rules are about.
 */
enum {
    STRIDE = 5,
    SLOTS = 2,
    SECONDS = 5,
    MEGABYTES = 96,
    MEGABYTES_HUGE = 1024
};

static const unsigned often = ONE(CODE_CHANGED) | ONE(REFERENCE_BROKEN) |
                              ONE(ELEMENT_DROPPED) | ONE(ELEMENT_DOUBLED) |
                              ONE(ELEMENT_FIRST) | ONE(MARK_DROPPED) |
                              ONE(TRUNCATED);

static struct {
    struct markup markup;
    struct faults faults;
    char *gen;
    const char *dir, *catalog;
    size_t made[FAULT_KINDS], caught[FAULT_KINDS], same[FAULT_KINDS];
    size_t through[FAULT_KINDS], wrong;
    struct buf which[FAULT_KINDS]; /* got through */
} t;

/* One run under way, with a catalogue and an out/ of its own. */
struct slot {
    const char *dir, *out;
    struct buf before; /* how out/ was: see look_at */
    FILE *said, *faulted;
    const struct fault *fault;
    pid_t pid;
};

static void limit_child(const struct fault *fault)
{
    rlim_t most =
        (rlim_t)(fault->kind == HUGE_TEXT ? MEGABYTES_HUGE : MEGABYTES) << 20;
    const struct rlimit memory = {most, most}, core = {0, 0};

    setrlimit(RLIMIT_CORE, &core);
#ifndef __SANITIZE_ADDRESS__
    setrlimit(RLIMIT_AS, &memory);
    alarm(SECONDS);
#else
    (void)memory;
    alarm(SECONDS * 12);
#endif
}

static const char *path_in(const struct slot *slot, size_t file)
{
    return mem_printf(&t.faults.arena, "%s/catalog/%s", slot->dir,
                      t.markup.files[file].path);
}

static void start(struct slot *slot, const struct fault *fault)
{
    const char *path = path_in(slot, fault->file);
    struct buf text = {0};

    fault_apply(fault, &t.markup.files[fault->file].text, &text);
    if (fault->kind == FILE_GONE)
        assert_int_equal(remove(path), 0);
    else
        run_spill(path, text.text ? text.text : "", text.len);
    buf_free(&text);
    slot->fault = fault;
    slot->said = tmpfile();
    slot->faulted = tmpfile();
    assert_non_null(slot->said);
    assert_non_null(slot->faulted);
    fflush(NULL);
    slot->pid = fork();
    assert_true(slot->pid >= 0);
    if (slot->pid == 0) {
        if (chdir(slot->dir) != 0 ||
            dup2(fileno(slot->said), STDOUT_FILENO) < 0 ||
            dup2(fileno(slot->faulted), STDERR_FILENO) < 0)
            _exit(126);
        limit_child(fault);
        execl(t.gen, t.gen, "catalog", "out", (char *)NULL);
        _exit(127);
    }
}

static void take(FILE *file, struct buf *to)
{
    char piece[4096];
    size_t n;

    rewind(file);
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(to, piece, n);
    buf_puts(to, "");
    fclose(file);
}

static long line_at(const struct buf *text, size_t at)
{
    long line = 1;

    for (size_t i = 0; i < at && i < text->len; i++)
        line += text->text[i] == '\n';
    return line;
}

/* Is the line one of the changed element, of its parent's tags, or of the
 * change itself? */
static bool is_near(const struct fault *fault, long line)
{
    const struct buf *old = &t.markup.files[fault->file].text;
    const struct markup_element *e = fault->near;
    struct buf new = {0};
    bool near = false;

    fault_apply(fault, old, &new);
    for (size_t i = 0; i < fault->change_count; i++) {
        const struct change *c = &fault->changes[i];
        size_t to = fault_moved(fault, c->from.to);
        size_t from = to > c->len ? to - c->len : 0;

        /* A file that is cut ends with what is left of it. */
        while (fault->kind == TRUNCATED && from > 0 &&
               strchr(" \n", new.text[from - 1]))
            from--;
        near = near || (line >= line_at(&new, from) &&
                        line <= line_at(&new, to) + 3); /* a comment between */
    }
    for (; e && !near; e = e == fault->near ? e->parent : NULL)
        near = line == line_at(&new, fault_moved(fault, e->all.from)) ||
               line == line_at(&new, fault_moved(fault, e->body.to)) ||
               line == line_at(&new, fault_moved(fault, e->all.to));
    buf_free(&new);
    return near;
}

/* Rules that see two places may report either, but name the changed file or
 * the value that is missed. */
static bool is_of_two_places(const char *message)
{
    static const char *const rules[] = {
        "[unknown-",      "[missing-",   "[dup-",        "[example-lost]",
        "[dead-phrase]",  "[pair-",      "[entry-order", "[self-reference]",
        "[unlisted-file", "[symbol-",    "[reply-class", "[bad-code",
        "[promised]",     "[few-words]", "[shown-",      "[unsaid-",
        "[release]",
    };

    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        if (strstr(message, rules[i]))
            return true;
    return false;
}

/* A mark that is lost shows where another tag, or the end, does not fit; the
 * message names that line besides its own, and the fault stands between. */
static bool is_between(const struct fault *fault, const char *message,
                       const char *place)
{
    long line =
        line_at(&t.markup.files[fault->file].text, fault->changes[0].from.from);
    const char *other = strstr(message, " line ");
    long a = strtol(message + strlen(place), NULL, 10);
    long b = other ? strtol(other + 6, NULL, 10) : a;

    return other && (a < b ? a : b) <= line && line <= (a < b ? b : a);
}

static bool says(const char *message, const char *value)
{
    value += *value && value[1] == '.'; /* whatever class it is said with */
    return strlen(value) > 2 && strstr(message, value);
}

/* What others miss: the value that another took the place of, or the name of
 * an element that is changed, gone or elsewhere, which is its first attribute.
 */
static bool says_what_is_missed(const char *message, const struct fault *fault)
{
    const struct markup_element *e = fault->near;

    if (ONE(fault->kind) & OTHER_VALUE &&
        says(message,
             markup_text(&t.markup, fault->file, fault->changes[0].from)))
        return true;
    return e && e->attr_count &&
           says(message, markup_text(&t.markup, e->file, e->attrs[0].value));
}

/* Does a message lead to the fault? */
static bool leads_there(const struct fault *fault, const char *text)
{
    const char *path = t.markup.files[fault->file].path;
    const char *place = mem_printf(&t.faults.arena, "catalog/%s:", path);

    for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
        const char *s = mem_text(&t.faults.arena, text, strcspn(text, "\n"));
        char *end;

        if (is_of_two_places(s) &&
            (strstr(s, path) || says_what_is_missed(s, fault)))
            return true;
        if (strncmp(s, place, strlen(place)) != 0)
            continue;
        if ((fault->kind == MARK_DROPPED || fault->kind == TRUNCATED) &&
            is_between(fault, s, place))
            return true;
        if (is_near(fault, strtol(s + strlen(place), &end, 10)) &&
            strncmp(end, ": error: ", 9) == 0)
            return true;
    }
    return false;
}

static bool is_allowed(const struct fault *fault)
{
    for (size_t i = 0; i < ALLOWED; i++) {
        const char *s =
            allowed[i].kinds & ONE(fault->kind) ? allowed[i].what : "";

        for (size_t n; *s; s += n + (s[n] == ' ')) {
            n = strcspn(s, " ");
            if (fnmatch(mem_text(&t.faults.arena, s, n), fault->what, 0) == 0)
                return true;
        }
    }
    return false;
}

static void complain(const struct fault *fault, int status, const char *why,
                     const char *text)
{
    t.wrong++;
    print_error("%s: %s in %s: %s (status %d)\n%.600s\n",
                fault_kinds[fault->kind], fault->what,
                t.markup.files[fault->file].path, why, status, text);
    for (size_t i = 0; i < fault->change_count; i++)
        print_error(
            "    %.*s => %.80s\n",
            (int)(fault->changes[i].from.to - fault->changes[i].from.from) % 80,
            t.markup.files[fault->file].text.text + fault->changes[i].from.from,
            fault->changes[i].text);
}

static void judge(const struct fault *fault, int status, bool changed,
                  const struct buf *said, const struct buf *faulted)
{
    t.made[fault->kind]++;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        complain(fault, status, "neither good nor faulty", faulted->text);
    } else if (WEXITSTATUS(status) == 1) {
        t.caught[fault->kind]++;
        if (changed)
            complain(fault, status, "refused, but out/ is not as it was", "");
        if (!leads_there(fault, faulted->text))
            complain(fault, status, "no message leads there", faulted->text);
    } else if (!changed) {
        t.same[fault->kind]++;
    } else {
        t.through[fault->kind]++;
        buf_printf(&t.which[fault->kind], " %s", fault->what);
        if (!is_allowed(fault))
            complain(fault, status, "got through and changed the output",
                     said->text);
    }
}

/* Which files there are, which bytes they are on disk, and since when. */
static void look_at(const char *out, struct buf *to)
{
    struct arena arena = {0};
    const char **files;
    struct stat st;
    size_t count;

    assert_true(dir_files(&arena, out, &files, &count));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(stat(mem_printf(&arena, "%s/%s", out, files[i]), &st),
                         0);
        buf_printf(to, "%s %lld %lld %ld\n", files[i], (long long)st.st_size,
                   (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    }
    mem_free(&arena);
}

static void generate(struct slot *slot)
{
    char *argv[] = {t.gen, (char[]){"catalog"}, (char[]){"out"}, NULL};

    assert_int_equal(run_program(slot->dir, argv, NULL, NULL, NULL), 0);
    buf_free(&slot->before);
    look_at(slot->out, &slot->before);
}

static void finish(struct slot *slots)
{
    struct buf said = {0}, faulted = {0}, after = {0};
    struct slot *slot = slots;
    const struct buf *old;
    bool changed;
    int status;
    pid_t pid = wait(&status);

    while (slot->pid != pid)
        slot++;
    assert_true(slot < slots + SLOTS);
    take(slot->said, &said);
    take(slot->faulted, &faulted);
    old = &t.markup.files[slot->fault->file].text;
    run_spill(path_in(slot, slot->fault->file), old->text, old->len);
    look_at(slot->out, &after);
    changed = !run_same(&slot->before, &after);
    judge(slot->fault, status, changed, &said, &faulted);
    slot->fault = NULL;
    if (changed)
        generate(slot);
    buf_free(&after);
    buf_free(&said);
    buf_free(&faulted);
}

static void each_fault_is_caught_or_harmless(void **state)
{
    struct slot slots[SLOTS] = {{0}};
    size_t next = 0, busy = 0;

    (void)state;
    for (size_t i = 0; i < SLOTS; i++) {
        slots[i].dir = mem_printf(&t.markup.arena, "%s/%zu", t.dir, i);
        assert_int_equal(mkdir(slots[i].dir, 0777), 0);
        slots[i].out = mem_printf(&t.markup.arena, "%s/out", slots[i].dir);
        run_copy(t.catalog,
                 mem_printf(&t.markup.arena, "%s/catalog", slots[i].dir));
        generate(&slots[i]);
    }
    while (next < t.faults.count || busy > 0) {
        for (size_t i = 0; i < SLOTS && next < t.faults.count; i++)
            if (!slots[i].fault) {
                start(&slots[i], &t.faults.list[next++]);
                busy++;
            }
        finish(slots);
        busy--;
    }
    for (int i = 0; i < FAULT_KINDS; i++)
        printf("%-32s %4zu: %4zu caught, %3zu harmless, %3zu through%s\n",
               fault_kinds[i], t.made[i], t.caught[i], t.same[i], t.through[i],
               t.which[i].len ? t.which[i].text : "");
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slots[i].before);
    assert_int_equal(t.wrong, 0);
}

/* Every name that the grammar defines is met. */
static void need_names(const char *rng, const char *mark, bool attribute)
{
    for (const char *s = strstr(rng, mark); s; s = strstr(s, mark)) {
        const char *name;
        bool met = false;

        s += strlen(mark);
        name = mem_text(&t.markup.arena, s, strcspn(s, "\""));
        for (size_t i = 0; i < t.faults.count && !met; i++) {
            const char *what = t.faults.list[i].what;
            const char *last = strrchr(what, attribute ? '@' : '/');

            met = last && strcmp(last + 1, name) == 0;
        }
        if (!met)
            fail_msg("no fault meets %s%s\"", mark, name);
    }
}

static void the_whole_grammar_is_met(void **state)
{
    struct buf rng = {0};

    (void)state;
    assert_true(run_read_file("catalog/catalog.rng", &rng));
    need_names(rng.text, "<element name=\"", false);
    need_names(rng.text, "<attribute name=\"", true);
    buf_free(&rng);
}

static void thin_out(void)
{
    size_t kept = 0;

    for (size_t i = 0; i < t.faults.count; i++) {
        enum fault_kind kind = t.faults.list[i].kind;

        if (i % STRIDE == 0 || (i % 2 == 0 && ONE(kind) & often) ||
            kind == WORD_DOUBLED || kind > TRUNCATED)
            t.faults.list[kept++] = t.faults.list[i];
    }
    t.faults.count = kept;
}

/* Put a text behind the title of the first such element of a file that was
 * never renamed. */
static void add_behind_title(const char *file, const char *tag,
                             const char *text)
{
    const char *path = mem_printf(&t.markup.arena, "%s/%s", t.catalog, file);
    struct buf old = {0}, new = {0};
    const char *at;

    assert_true(run_read_file(path, &old));
    at = old.text;
    do {
        at = strstr(at, tag);
        at = at ? strstr(at, "</title>") : NULL;
        assert_non_null(at);
        at += strlen("</title>");
    } while (strncmp(at + strspn(at, " \n"), "<meaning>", 9) != 0);
    buf_add(&new, old.text, (size_t)(at - old.text));
    buf_puts(&new, text);
    buf_puts(&new, at);
    run_spill(path, new.text, new.len);
    buf_free(&old);
    buf_free(&new);
}

/* What is retired below must be said in the newest release. */
static void add_change(void)
{
    const char *path = mem_printf(&t.markup.arena, "%s/changes.xml", t.catalog);
    struct buf old = {0}, new = {0};
    const char *at;

    assert_true(run_read_file(path, &old));
    at = strstr(old.text, "<change ");
    assert_non_null(at);
    buf_add(&new, old.text, (size_t)(at - old.text));
    buf_puts(&new, "<change kind=\"retired\" of=\"211 X.0.0\">Old.</change>\n");
    buf_puts(&new, at);
    run_spill(path, new.text, new.len);
    buf_free(&old);
    buf_free(&new);
}

/* Leave out those files of a folder that only hold more of the same: a run
 * takes half the time. */
static void keep_few(const char *folder, const char *few)
{
    const char *path = mem_printf(&t.markup.arena, "%s/catalog.xml", t.catalog);
    const char *mark = mem_printf(&t.markup.arena, "<file href=\"%s/", folder);
    struct buf old = {0}, new = {0};
    const char *at, *next, *end;

    assert_true(run_read_file(path, &old));
    for (at = old.text; (next = strstr(at, mark)) != NULL; at = end) {
        const char *name = next + strlen("<file href=\"");
        size_t len = strcspn(name, "\"");
        bool is_kept =
            strstr(few, mem_text(&t.markup.arena, name, len)) != NULL;

        if (!is_kept)
            assert_int_equal(remove(mem_printf(&t.markup.arena, "%s/%.*s",
                                               t.catalog, (int)len, name)),
                             0);
        end = name + len + strlen("\"/>");
        buf_add(&new, at, (size_t)((is_kept ? end : next) - at));
    }
    buf_puts(&new, at);
    run_spill(path, new.text, new.len);
    buf_free(&old);
    buf_free(&new);
}

/* The catalogue, with what it has only when something was renamed or went out
 * of use. */
static void make_catalog(void)
{
    t.catalog = mem_printf(&t.markup.arena, "%s/catalog", t.dir);
    run_copy("catalog", t.catalog);
    keep_few("messages", "messages/identity.xml messages/languages.xml");
    keep_few("providers",
             "providers/gmx.xml providers/google.xml providers/outlook.xml "
             "providers/microsoft-365.xml providers/yahoo.xml");
    assert_int_equal(
        remove(mem_printf(&t.markup.arena, "%s/promised.txt", t.catalog)), 0);
    add_behind_title("reasons.xml", "<reason ", "\n<alias id=\"earlier\"/>");
    add_behind_title("replies.xml", "<reply ",
                     "\n<alias name=\"EARLIER_REPLY\"/>"
                     "\n<retired since=\"2026-11\" instead=\"X.7.1\"/>");
    add_behind_title("statuses.xml", "<status ",
                     "\n<alias name=\"EARLIER\"/>\n<alias name=\"FIRST\"/>"
                     "\n<retired since=\"2026-11\" instead=\"550 X.7.1\"/>");
    add_change();
}

static int set_up(void **state)
{
    (void)state;
    t.gen = run_generator();
    t.dir = run_folder(&t.markup.arena, "test_mutation");
    make_catalog();
    markup_read(&t.markup, t.catalog);
    faults_make(&t.faults, &t.markup, 0x5ca1ab1e);
    thin_out();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(t.gen);
    for (int i = 0; i < FAULT_KINDS; i++)
        buf_free(&t.which[i]);
    mem_free(&t.faults.arena);
    markup_free(&t.markup);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_whole_grammar_is_met),
        cmocka_unit_test(each_fault_is_caught_or_harmless),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
