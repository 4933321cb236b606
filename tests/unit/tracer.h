/* SPDX-License-Identifier: 0BSD
 *
 * tracer - a program run with a judge of its system calls, who can let one
 * fail or kill the program before it. Linux only; include mounts.h before.
 */
#ifndef TRACER_H
#define TRACER_H

#include "run.h"

#include <signal.h>

#if defined __linux__
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>

#if defined PTRACE_GET_SYSCALL_INFO
#define HAVE_TRACER 1
/* Where it has faults, a tracer can let calls fail besides. */
#if defined __x86_64__
#define HAVE_FAULTS 1
#endif
#endif
#endif

#if defined HAVE_TRACER
enum { TRACER_GO = 0, TRACER_KILL = -1, TRACER_LATER = -2 };
enum { TRACER_DENIED = 125 }; /* exit status: no filters here */

struct tracer_call {
    pid_t pid;
    long number;
    const uint64_t *args;
};

/** What becomes of a call: TRACER_GO lets it be, TRACER_KILL kills the
 * program before it, an errno makes it fail with that, after which nobody is
 * asked again. A judge begins with TRACER_LATER, and is shown only what opens
 * files until he says otherwise: that is quick. */
typedef int (*tracer_judge)(void *context, const struct tracer_call *call);

/** Does the call open a file whose path begins so? */
static inline bool tracer_opens_below(const struct tracer_call *call,
                                      const char *folder)
{
    char path[256] = "";
    struct iovec to = {path, strlen(folder)}, at = to;

    if (call->number != SYS_openat || strlen(folder) >= sizeof path)
        return false;
    memcpy(&at.iov_base, &call->args[1], sizeof at.iov_base);
    return process_vm_readv(call->pid, &to, 1, &at, 1, 0) > 0 &&
           strcmp(path, folder) == 0;
}

/* Have the system answer one call in another way, for good. */
static inline void tracer_filter(unsigned number, unsigned answer)
{
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, number, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, answer),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const struct sock_fprog program = {sizeof steps / sizeof steps[0], steps};

    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        _exit(TRACER_DENIED);
}

/** For prepare: take renameat2 away, as where the system cannot exchange two
 * names. */
static inline void tracer_no_exchange(void)
{
    tracer_filter(SYS_renameat2, SECCOMP_RET_ERRNO | ENOSYS);
}

static inline pid_t tracer_start(char *const argv[], run_prepare prepare,
                                 FILE *said)
{
    pid_t pid;

    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);

        if (null < 0 || dup2(null, STDOUT_FILENO) < 0 ||
            dup2(said ? fileno(said) : null, STDERR_FILENO) < 0)
            _exit(126);
        if (prepare)
            prepare();
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(124);
        raise(SIGSTOP);
        tracer_filter(SYS_openat, SECCOMP_RET_TRACE);
        execv(argv[0], argv);
        _exit(127);
    }
    return pid;
}

/* Have the program, stopped with that status, go on to the next stop or its
 * end. Its own signals are passed on to it. */
static inline int tracer_go_on(pid_t pid, bool to_next_call, int status)
{
    int signal = WSTOPSIG(status) & 0x7f;

    if (signal == SIGTRAP || signal == SIGSTOP)
        signal = 0;
    assert_int_equal(ptrace(to_next_call ? PTRACE_SYSCALL : PTRACE_CONT, pid,
                            NULL, (long)signal),
                     0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

#if defined HAVE_FAULTS
/* The program stands before a call: have it come back with that errno. The
 * call itself becomes one that no system has. */
static inline int tracer_fail(pid_t pid, int error, int status)
{
    assert_int_equal(
        ptrace(PTRACE_POKEUSER, pid, offsetof(struct user, regs.orig_rax), -1L),
        0);
    status = tracer_go_on(pid, true, status);
    assert_true(WIFSTOPPED(status));
    assert_int_equal(ptrace(PTRACE_POKEUSER, pid,
                            offsetof(struct user, regs.rax), (long)-error),
                     0);
    while (WIFSTOPPED(status))
        status = tracer_go_on(pid, false, status);
    return status;
}
#else
static inline int tracer_fail(pid_t pid, int error, int status)
{
    (void)pid;
    (void)error;
    fail_msg("no call can be made to fail on this machine");
    return status;
}
#endif

/* The program has stopped: what for? */
static inline int tracer_ask(pid_t pid, int status, bool asleep,
                             tracer_judge judge, void *context)
{
    struct __ptrace_syscall_info info;
    bool filtered = status >> 8 == (SIGTRAP | (PTRACE_EVENT_SECCOMP << 8));

    if (!filtered && WSTOPSIG(status) != (SIGTRAP | 0x80))
        return asleep ? TRACER_LATER : TRACER_GO;
    assert_true(ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) > 0);
    if (asleep && info.op == PTRACE_SYSCALL_INFO_SECCOMP)
        return judge(context, &(struct tracer_call){pid, (long)info.seccomp.nr,
                                                    info.seccomp.args});
    if (!asleep && info.op == PTRACE_SYSCALL_INFO_ENTRY)
        return judge(context, &(struct tracer_call){pid, (long)info.entry.nr,
                                                    info.entry.args});
    return asleep ? TRACER_LATER : TRACER_GO;
}

/* Go from call to call until the judge has spoken or the program has ended;
 * return the wait status. */
static inline int tracer_watch(pid_t pid, int status, tracer_judge judge,
                               void *context)
{
    int verdict = TRACER_LATER;

    while (verdict == TRACER_GO || verdict == TRACER_LATER) {
        bool asleep = verdict == TRACER_LATER;

        status = tracer_go_on(pid, !asleep, status);
        if (!WIFSTOPPED(status))
            return status;
        verdict = tracer_ask(pid, status, asleep, judge, context);
    }
    if (verdict != TRACER_KILL)
        return tracer_fail(pid, verdict, status);
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

/* Keep this process, and what it starts, where it is just now; what was
 * allowed before goes to *before. */
static inline bool tracer_stay(cpu_set_t *before)
{
    int here = sched_getcpu();
    cpu_set_t only;

    CPU_ZERO(&only);
    if (here < 0 || here >= CPU_SETSIZE ||
        sched_getaffinity(0, sizeof *before, before) != 0)
        return false;
    CPU_SET((size_t)here, &only);
    return sched_setaffinity(0, sizeof only, &only) == 0;
}

static inline bool tracer_run_here(char *const argv[], run_prepare prepare,
                                   FILE *said, tracer_judge judge,
                                   void *context, int *status)
{
    pid_t pid = tracer_start(argv, prepare, said);

    assert_int_equal(waitpid(pid, status, 0), pid);
    if (!WIFSTOPPED(*status))
        return false;
    if (ptrace(PTRACE_SETOPTIONS, pid, NULL,
               PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL |
                   PTRACE_O_TRACESECCOMP) != 0) {
        kill(pid, SIGKILL);
        waitpid(pid, status, 0);
        return false;
    }
    *status = tracer_watch(pid, *status, judge, context);
    return !WIFEXITED(*status) || WEXITSTATUS(*status) != TRACER_DENIED;
}

/** Run a program, its standard error to said, or nowhere. Return how it
 * ended, as waitpid tells; false: nobody may trace here. Each stop is a turn
 * from the program to its judge and back, which is quicker on one processor
 * than across two, so both stay where this one is. */
static inline bool tracer_run(char *const argv[], run_prepare prepare,
                              FILE *said, tracer_judge judge, void *context,
                              int *status)
{
    cpu_set_t before;
    bool stays = tracer_stay(&before), ran;

    ran = tracer_run_here(argv, prepare, said, judge, context, status);
    if (stays)
        sched_setaffinity(0, sizeof before, &before);
    return ran;
}
#endif

#endif
