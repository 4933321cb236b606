/* --- input --------------------------------------------------------------- */

/* Lines from stdin in constant memory. What a line has beyond LINE_MAX_LEN
 * bytes is passed over. */
struct reader {
    char block[LINE_MAX_LEN], line[LINE_MAX_LEN];
    size_t at, filled;
    int ended, failed;
};

static void start_reading(struct reader *r)
{
    r->at = r->filled = 0;
    r->ended = r->failed = 0;
}

/* Until there is something to read: who started us may have made standard
 * input one that does not wait. */
static void wait_for_input(void)
{
#ifndef _WIN32
    struct pollfd in = {fileno(stdin), POLLIN, 0};

    poll(&in, 1, -1);
#endif
}

/* Take what has come in, be it less than a block, so that who sends one line
 * gets its answer; for the same end what was answered so far goes out first.
 * When nobody takes the answers, the end has come too. */
static int read_block(struct reader *r)
{
    fflush(stdout);
    while (!r->ended && !ferror(stdout)) {
        long n = (long)read(fileno(stdin), r->block, sizeof r->block);

        r->at = 0;
        r->filled = n > 0 ? (size_t)n : 0;
        if (n > 0)
            return 1;
        if (n < 0 && errno == EAGAIN) {
            wait_for_input();
        } else if (n == 0 || errno != EINTR) {
            r->ended = 1; /* a terminal would go on behind its Ctrl-D */
            r->failed = n < 0;
        }
    }
    return 0;
}

static int next_line(struct reader *r, size_t *len)
{
    int any = 0;

    *len = 0;
    for (;;) {
        const char *nl;
        size_t n, room = LINE_MAX_LEN - *len;

        if (r->at == r->filled && !read_block(r))
            return any;
        any = 1;
        nl = (const char *)memchr(r->block + r->at, '\n', r->filled - r->at);
        n = nl ? (size_t)(nl - r->block) - r->at : r->filled - r->at;
        memcpy(r->line + *len, r->block + r->at, n < room ? n : room);
        *len += n < room ? n : room;
        r->at += n + (nl != NULL);
        if (nl)
            return 1;
    }
}
