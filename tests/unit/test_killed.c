/* SPDX-License-Identifier: 0BSD
 *
 * kill -9 before every single system call of a commit: out/ is all of the
 * old or all of the new, and the next run repairs whatever is left.
 *
 * A tracer counts the generator's system calls from the first mkdir on (the
 * commit's first step) and kills it before the n-th, for every n there is.
 * Old and new change roles from run to run, so that repairing one run
 * prepares the next.
 */
#include "mounts.h"
#include "run.h"

#include <signal.h>

#if defined __linux__
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>

#if defined PTRACE_GET_SYSCALL_INFO
#define HAVE_TRACER 1
#endif
#endif

enum { FAR = 100000, COMPLETE = -1, NO_TRACER = -2 };

static struct {
    struct arena arena;
    char *gen;
    const char *dir, *out;
    const char *catalog[2];
    struct buf want[2];
} t;

/* A part of the golden catalogue, to have fewer files and calls. */
static void write_catalog(const char *dir, const char *title)
{
    static const char *const parts[] = {"references", "classes", "reasons"};
    struct buf manifest = {0}, replies = {0};

    buf_puts(&manifest, "<catalog format='1' version='1.0.0' registry='2024'>");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct buf text = {0};

        assert_true(run_slurp(
            mem_printf(&t.arena, "tests/golden/catalog/%s.xml", parts[i]),
            &text));
        run_spill(mem_printf(&t.arena, "%s/%s.xml", dir, parts[i]), text.text,
                  text.len);
        buf_free(&text);
        buf_printf(&manifest, "<file href='%s.xml'/>", parts[i]);
    }
    buf_puts(&manifest, "<file href='replies.xml'/></catalog>");
    buf_printf(&replies,
               "<replies><reply code='250' name='OK' standing='standard' "
               "reason='accepted' commands='RCPT'><title>%s</title>"
               "<meaning>Done.</meaning><ref rfc='5321'/></reply></replies>",
               title);
    run_write(mem_printf(&t.arena, "%s/catalog.xml", dir), manifest.text);
    run_write(mem_printf(&t.arena, "%s/replies.xml", dir), replies.text);
    buf_free(&manifest);
    buf_free(&replies);
}

static int set_up(void **state)
{
    (void)state;
    t.gen = run_generator();
    t.dir = run_folder(&t.arena, "test_killed");
    t.out = mem_printf(&t.arena, "%s/out", t.dir);
#if defined __linux__
    /* Only for speed: a thousand runs sync every file they write. */
    if (mounts_own())
        (void)!mount("none", t.dir, "tmpfs", 0, "size=64m");
#endif
    /* LeakSanitizer cannot work while somebody traces. */
    assert_int_equal(setenv("ASAN_OPTIONS", "detect_leaks=0", 1), 0);
    for (int i = 0; i < 2; i++) {
        char *out = mem_printf(&t.arena, "%s/want%d", t.dir, i);
        char *argv[] = {t.gen, NULL, out, NULL};

        argv[1] = mem_printf(&t.arena, "%s/catalog%d", t.dir, i);
        t.catalog[i] = argv[1];
        write_catalog(argv[1], i == 0 ? "One title" : "Another title");
        assert_int_equal(run_program(NULL, argv, NULL, NULL, NULL), 0);
        run_snapshot(out, &t.want[i]);
    }
    assert_false(run_same(&t.want[0], &t.want[1]));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(t.gen);
    buf_free(&t.want[0]);
    buf_free(&t.want[1]);
    mem_free(&t.arena);
    return 0;
}

#if defined HAVE_TRACER
/* Take renameat2 away, as where the system cannot exchange two names. */
static void no_exchange(void)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof steps / sizeof steps[0], steps};

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(125);
}

static pid_t start_traced(int which, run_prepare prepare)
{
    char *const argv[] = {t.gen, mem_printf(&t.arena, "%s", t.catalog[which]),
                          mem_printf(&t.arena, "%s", t.out), NULL};
    pid_t pid;

    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);

        if (null < 0 || dup2(null, STDOUT_FILENO) < 0 ||
            dup2(null, STDERR_FILENO) < 0)
            _exit(126);
        if (prepare)
            prepare();
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(124);
        raise(SIGSTOP);
        execv(argv[0], argv);
        _exit(127);
    }
    return pid;
}

static bool is_mkdir(const struct __ptrace_syscall_info *info)
{
#if defined SYS_mkdir
    if (info->entry.nr == SYS_mkdir)
        return true;
#endif
    return info->entry.nr == SYS_mkdirat;
}

/* Run one catalogue onto out/ and kill the run before the system call with
 * that number, the first mkdir being 0. Return the call's number, COMPLETE
 * when the run came to its end before, NO_TRACER where tracing is denied. */
static long run_killed(int which, long kill_at, run_prepare prepare)
{
    pid_t pid = start_traced(which, prepare);
    long count = COMPLETE;
    int status;

    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFSTOPPED(status))
        return NO_TRACER;
    if (ptrace(PTRACE_SETOPTIONS, pid, NULL,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0) {
        kill(pid, SIGKILL);
        waitpid(pid, &status, 0);
        return NO_TRACER;
    }
    while (ptrace(PTRACE_SYSCALL, pid, NULL, NULL) == 0) {
        struct __ptrace_syscall_info info;

        assert_int_equal(waitpid(pid, &status, 0), pid);
        if (WIFEXITED(status)) {
            assert_int_equal(WEXITSTATUS(status), 0);
            return COMPLETE;
        }
        assert_true(WIFSTOPPED(status));
        if (WSTOPSIG(status) != (SIGTRAP | 0x80))
            continue;
        assert_true(ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) >
                    0);
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY ||
            (count == COMPLETE && !is_mkdir(&info)))
            continue;
        if (++count == kill_at) {
            assert_int_equal(kill(pid, SIGKILL), 0);
            assert_int_equal(waitpid(pid, &status, 0), pid);
            assert_true(WIFSIGNALED(status));
            return count;
        }
    }
    fail_msg("the traced run got lost");
    return COMPLETE;
}

static bool holds(int which)
{
    struct buf text = {0};
    bool same;

    run_snapshot(t.out, &text);
    same = run_same(&text, &t.want[which]);
    buf_free(&text);
    return same;
}

static bool is_left(const char *suffix)
{
    return run_exists(mem_printf(&t.arena, "%s%s", t.out, suffix));
}

static void repair(int which, run_prepare prepare)
{
    char *const argv[] = {t.gen, mem_printf(&t.arena, "%s", t.catalog[which]),
                          mem_printf(&t.arena, "%s", t.out), NULL};

    assert_int_equal(run_program(NULL, argv, prepare, NULL, NULL), 0);
    assert_true(holds(which));
    assert_false(is_left(".gen-new"));
    assert_false(is_left(".gen-old"));
}

/* Without exchange there is a moment with no out/ at all, between the two
 * renames; the old one then stands beside it, whole. */
static bool is_moved_aside(int which)
{
    const char *out = t.out;
    bool whole;

    if (run_exists(t.out) || !is_left(".gen-old"))
        return false;
    t.out = mem_printf(&t.arena, "%s.gen-old", out);
    whole = holds(which);
    t.out = out;
    return whole;
}

static void kill_everywhere(run_prepare prepare, bool may_be_aside)
{
    size_t olds = 0, news = 0, asides = 0;
    long n = 0;

    repair(0, prepare);
    for (; n < FAR; n++) {
        int from = (int)(n % 2), to = 1 - from;
        long at = run_killed(to, n, prepare);

        if (at == NO_TRACER)
            skip();
        if (at == COMPLETE)
            break;
        olds += holds(from);
        news += holds(to);
        asides += is_moved_aside(from);
        if (olds + news + asides != (size_t)n + 1)
            fail_msg("killed before call %ld: neither old nor new", n);
        repair(to, prepare);
    }
    /* Both ends were seen, so the calls in between were. */
    assert_true(n > 50 && n < FAR);
    assert_true(olds > 0);
    assert_true(news > 0);
    assert_int_equal(asides > 0, may_be_aside);
    print_message("killed before each of %ld calls: %zu old, %zu new, %zu "
                  "aside\n",
                  n, olds, news, asides);
}

static void survives_a_kill_anywhere(void **state)
{
    (void)state;
    kill_everywhere(NULL, false);
}

static void survives_a_kill_without_exchange(void **state)
{
    (void)state;
    kill_everywhere(no_exchange, true);
}
#else
static void survives_a_kill_anywhere(void **state)
{
    (void)state;
    skip();
}

static void survives_a_kill_without_exchange(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_a_kill_anywhere),
        cmocka_unit_test(survives_a_kill_without_exchange),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
