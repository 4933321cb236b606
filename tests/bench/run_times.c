/* SPDX-License-Identifier: 0BSD
 *
 * run_times - time commands side by side.
 *
 *     run_times ROUNDS FOLDER -- COMMAND... [-- COMMAND...]...
 *
 * Runs all commands in turn, ROUNDS times, standard output to /dev/null. An
 * argument "{}" becomes a path under FOLDER that does not exist yet; what was
 * written there is for the caller to remove. Prints a line for each command:
 * median wall time and median CPU time in milliseconds, peak memory in
 * kilobytes (the largest seen). A command that fails ends it all, status 1.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { COMMANDS = 8, ROUNDS = 99 };

struct command {
    char **argv;
    double wall[ROUNDS], cpu[ROUNDS];
    long peak;
};

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, by_value);
    return count % 2 ? values[count / 2]
                     : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* In the child: put a fresh path in the place of "{}" and go. */
static void become(char **argv, const char *folder, int serial)
{
    static char path[4096];
    int null = open("/dev/null", O_WRONLY);

    snprintf(path, sizeof path, "%s/%ld.%d", folder, (long)getppid(), serial);
    for (char **arg = argv; *arg; arg++)
        if (strcmp(*arg, "{}") == 0)
            *arg = path;
    if (null >= 0)
        dup2(null, STDOUT_FILENO);
    execvp(argv[0], argv);
    perror(argv[0]);
    _exit(127);
}

static int run(struct command *c, int round, const char *folder, int serial)
{
    struct timespec before, after;
    struct rusage usage;
    int status;
    pid_t child;

    clock_gettime(CLOCK_MONOTONIC, &before);
    child = fork();
    if (child == 0)
        become(c->argv, folder, serial);
    if (child < 0 || wait4(child, &status, 0, &usage) != child)
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &after);
    c->wall[round] = (double)(after.tv_sec - before.tv_sec) * 1e3 +
                     (double)(after.tv_nsec - before.tv_nsec) / 1e6;
    c->cpu[round] = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    if (usage.ru_maxrss > c->peak)
        c->peak = usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

int main(int argc, char **argv)
{
    static struct command commands[COMMANDS];
    int count = 0, rounds = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;

    for (int i = 3; i < argc; i++) {
        if (strcmp(argv[i], "--") == 0) {
            argv[i] = NULL; /* ends the command before */
            if (count < COMMANDS)
                commands[count++].argv = argv + i + 1;
        }
    }
    if (rounds < 1 || rounds > ROUNDS || count == 0) {
        fputs("usage: run_times ROUNDS FOLDER -- COMMAND... [-- ...]\n",
              stderr);
        return 2;
    }
    for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < count; i++) {
            if (!run(&commands[i], round, argv[2], round * COMMANDS + i)) {
                fprintf(stderr, "run_times: %s failed\n", commands[i].argv[0]);
                return 1;
            }
        }
    }
    for (int i = 0; i < count; i++)
        printf("%.2f %.2f %ld\n", median(commands[i].wall, rounds),
               median(commands[i].cpu, rounds), commands[i].peak);
    return 0;
}
