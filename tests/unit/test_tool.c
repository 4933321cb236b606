/* SPDX-License-Identifier: 0BSD
 *
 * The tool as a coprocess and at a terminal: it runs in a child at the other
 * end of pipes or of a pseudo-terminal, and whoever waits too long fails.
 */
#include "run.h"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <termios.h>

#define main tool_main
#include "../../out/smtpcodes.c"
#undef main

enum { PATIENCE = 10000 }; /* ms; an answer takes less than one */

/* The tool, our end of its input and of its output. */
struct tool {
    pid_t pid;
    int to, from;
};

static void do_nothing(int signal_)
{
    (void)signal_;
}

/* Every 20 ms a signal whose handler lets system calls end. */
static void be_interrupted(void)
{
    const struct itimerval often = {{0, 20000}, {0, 20000}};
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = do_nothing;
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
}

static void no_color_empty(void)
{
    setenv("NO_COLOR", "", 1);
}

static void no_color_set(void)
{
    setenv("NO_COLOR", "0", 1);
}

static unsigned short columns; /* of the terminal */

static void be_as_wide(void)
{
    struct winsize size;

    memset(&size, 0, sizeof size);
    size.ws_col = columns;
    unsetenv("COLUMNS");
    ioctl(1, TIOCSWINSZ, &size);
}

static void do_not_block(void)
{
    fcntl(0, F_SETFL, fcntl(0, F_GETFL) | O_NONBLOCK);
}

/* In the child: the ends become its standard streams. */
static void be_the_tool(int in, int out, char **argv, run_prepare prepare)
{
    int argc = 0, status;

    while (argv[argc])
        argc++;
    dup2(in, 0);
    dup2(out, 1);
    if (in == out) /* a terminal has all three */
        dup2(out, 2);
    else if (!freopen("/dev/null", "w", stderr))
        _exit(126);
    for (int fd = 3; fd < 20; fd++)
        close(fd);
    if (prepare)
        prepare();
    status = tool_main(argc, argv);
    fflush(NULL);
    _exit(status);
}

static struct tool start(char **argv, run_prepare prepare)
{
    struct tool t;
    int in[2], out[2];

    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    fflush(NULL);
    t.pid = fork();
    assert_true(t.pid >= 0);
    if (t.pid == 0)
        be_the_tool(in[0], out[1], argv, prepare);
    close(in[0]);
    close(out[1]);
    t.to = in[1];
    t.from = out[0];
    return t;
}

/* Both its ends are a terminal, which does not echo. */
static struct tool start_on_terminal(char **argv, run_prepare prepare)
{
    struct termios mode;
    struct tool t;
    int terminal;

    t.to = t.from = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(t.to >= 0);
    assert_int_equal(grantpt(t.to), 0);
    assert_int_equal(unlockpt(t.to), 0);
    terminal = open(ptsname(t.to), O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0);
    assert_int_equal(tcgetattr(terminal, &mode), 0);
    mode.c_lflag &= ~(tcflag_t)ECHO;
    assert_int_equal(tcsetattr(terminal, TCSANOW, &mode), 0);
    fflush(NULL);
    t.pid = fork();
    assert_true(t.pid >= 0);
    if (t.pid == 0)
        be_the_tool(terminal, terminal, argv, prepare);
    close(terminal);
    return t;
}

static void say(const struct tool *t, const char *text)
{
    assert_int_equal(write(t->to, text, strlen(text)), strlen(text));
}

/* Wait until what came in ends in a line end and has word in it; all of it. */
static const char *hear(const struct tool *t, const char *word)
{
    static char text[65536];
    size_t len = 0;

    for (;;) {
        struct pollfd from = {t->from, POLLIN, 0};
        ssize_t n;

        assert_int_equal(poll(&from, 1, PATIENCE), 1);
        n = read(t->from, text + len, sizeof text - 1 - len);
        assert_true(n > 0);
        len += (size_t)n;
        text[len] = '\0';
        if (text[len - 1] == '\n' && strstr(text, word))
            return text;
    }
}

/* Wait for its end; then its status, or 128 and the signal. */
static int end(const struct tool *t)
{
    int status = 0;

    for (int waited = 0; waitpid(t->pid, &status, WNOHANG) == 0; waited++) {
        if (waited * 10 > PATIENCE)
            kill(t->pid, SIGKILL);
        poll(NULL, 0, 10);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int close_and_end(const struct tool *t)
{
    int status;

    close(t->to);
    status = end(t);
    close(t->from);
    return status;
}

static char name[] = "smtpcodes", command[] = "explain", option[] = "--json",
            each[] = "--each-line", code[] = "550";
static char *json[] = {name, command, option, NULL};
static char *each_line[] = {name, command, option, each, NULL};
static char *plain[] = {name, command, NULL};
static char *one_code[] = {name, code, NULL};

static void answers_each_line_at_once(void **state)
{
    const struct tool t = start(json, NULL);

    (void)state;
    for (int i = 0; i < 3; i++) {
        say(&t, "550 5.1.1 User unknown\n");
        assert_int_equal(strncmp(hear(&t, "user-unknown"), "{\"line\"", 7), 0);
    }
    say(&t, "452 4.2.2 Mail");
    poll(NULL, 0, 50);
    say(&t, "box full\n\n");
    assert_non_null(strstr(hear(&t, "\"line\":\"\""), "452 4.2.2 Mailbox"));
    say(&t, "554 no line end");
    assert_int_equal(close_and_end(&t), KNOWN);
}

/* What could begin a mail, or a reply of several lines, waits for nothing. */
static void answers_each_line_whatever_it_begins(void **state)
{
    static const char *const lines[] = {
        "", "Subject: a",  "From kim Sat", "Received: b",
        "", "550-5.1.1 c", " d",           "type,timeLogged,dsnDiag,rcpt"};
    const struct tool t = start(each_line, NULL);

    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        char expected[64];

        snprintf(expected, sizeof expected, "{\"line\":\"%s\",\"code\"",
                 lines[i]);
        say(&t, lines[i]);
        say(&t, "\n");
        hear(&t, expected);
    }
    say(&t, "550 5.1.1 no line end");
    close(t.to);
    hear(&t, "no line end");
    assert_int_equal(end(&t), KNOWN);
    close(t.from);
}

/* A reply is whole when its last line is there. */
static void answers_a_reply_with_its_last_line(void **state)
{
    const struct tool t = start(plain, NULL);

    (void)state;
    say(&t, "550-5.2.2 Mailbox\n");
    poll(NULL, 0, 50);
    say(&t, "550 5.2.2 full\n");
    hear(&t, "5.2.2  The recipient's mailbox is full");
    say(&t, "550 5.1.1 User unknown\n");
    hear(&t, "5.1.1  Server does not know this user");
    assert_int_equal(close_and_end(&t), KNOWN);
}

/* SIGPIPE is ignored here, as under many supervisors. */
static void ends_when_nobody_takes_answers(void **state)
{
    const struct tool t = start(json, NULL);
    int status;

    (void)state;
    close(t.from);
    say(&t, "550 5.1.1 User unknown\n");
    status = end(&t);
    close(t.to);
    assert_int_equal(status, USAGE);
}

static void talk_with_pauses(run_prepare prepare)
{
    const struct tool t = start(json, prepare);

    for (int i = 0; i < 2; i++) {
        poll(NULL, 0, 100);
        say(&t, "550 5.1.1 User unknown\n");
        hear(&t, "user-unknown");
    }
    poll(NULL, 0, 100);
    assert_int_equal(close_and_end(&t), KNOWN);
}

/* What all children together took of the processor, in ms. */
static long children_took(void)
{
    struct rusage all;

    assert_int_equal(getrusage(RUSAGE_CHILDREN, &all), 0);
    return (all.ru_utime.tv_sec + all.ru_stime.tv_sec) * 1000 +
           (all.ru_utime.tv_usec + all.ru_stime.tv_usec) / 1000;
}

/* It sleeps meanwhile: the pauses are 300 ms. */
static void waits_where_input_does_not_block(void **state)
{
    long before = children_took();

    (void)state;
    talk_with_pauses(do_not_block);
    assert_true(children_took() - before < 100);
}

static void goes_on_when_interrupted(void **state)
{
    (void)state;
    talk_with_pauses(be_interrupted);
}

/* At a terminal it says what it waits for, and one Ctrl-D ends it. */
static void ends_at_one_ctrl_d(void **state)
{
    const struct tool t = start_on_terminal(plain, NULL);

    (void)state;
    hear(&t, "Ctrl-D");
    say(&t, "550 5.1.1 User unknown\n");
    hear(&t, "5.1.1  Server does not know this user");
    say(&t, "\004");
    assert_int_equal(end(&t), KNOWN);
    close(t.to);
}

/* As from "tail -f". */
static void answers_a_line_of_a_log_at_once(void **state)
{
    static const char line[] =
        "Nov 23 10:00:01 mx postfix/smtp[1]: A1: to=<kim@example.org>, "
        "relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (host "
        "mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown)\n";
    const struct tool t = start(plain, NULL);

    (void)state;
    for (int i = 0; i < 3; i++) {
        say(&t, line);
        hear(&t, "kim@example.org");
    }
    assert_int_equal(close_and_end(&t), KNOWN);
}

/* no-color.org: set and not empty. */
static void no_color_counts_when_not_empty(void **state)
{
    static const struct {
        run_prepare prepare;
        bool coloured;
    } cases[] = {{NULL, true}, {no_color_empty, true}, {no_color_set, false}};

    (void)state;
    unsetenv("NO_COLOR");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct tool t = start_on_terminal(one_code, cases[i].prepare);
        const char *text = hear(&t, "SMTPC_550");

        assert_int_equal(strchr(text, '\033') != NULL, cases[i].coloured);
        assert_int_equal(end(&t), KNOWN);
        close(t.to);
    }
}

/* A table is wider than 63 columns; who says nothing has 80. */
static void is_as_wide_as_the_terminal(void **state)
{
    static const struct {
        unsigned short columns;
        bool has_table;
    } cases[] = {{63, false}, {64, true}, {0, true}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tool t;

        columns = cases[i].columns;
        t = start_on_terminal(one_code, be_as_wide);
        assert_int_equal(strstr(hear(&t, "SMTPC_550"), "The words say") != NULL,
                         cases[i].has_table);
        assert_int_equal(end(&t), KNOWN);
        close(t.to);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_each_line_at_once),
        cmocka_unit_test(answers_each_line_whatever_it_begins),
        cmocka_unit_test(answers_a_reply_with_its_last_line),
        cmocka_unit_test(ends_when_nobody_takes_answers),
        cmocka_unit_test(waits_where_input_does_not_block),
        cmocka_unit_test(goes_on_when_interrupted),
        cmocka_unit_test(ends_at_one_ctrl_d),
        cmocka_unit_test(answers_a_line_of_a_log_at_once),
        cmocka_unit_test(no_color_counts_when_not_empty),
        cmocka_unit_test(is_as_wide_as_the_terminal),
    };

    signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
