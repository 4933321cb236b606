/* --- input --------------------------------------------------------------- */

/* Lines in constant memory. What a line has beyond LINE_MAX_LEN
 * bytes is passed over. */
struct reader {
    char block[LINE_MAX_LEN], line[LINE_MAX_LEN];
    size_t at, filled;
    int file, ended, failed;
};

/* From a file's beginning, or with "-" from standard input; 0 when it cannot
 * be opened. */
static int start_reading(struct reader *r, const char *path)
{
    r->at = r->filled = 0;
    r->ended = r->failed = 0;
    r->file = strcmp(path, "-") == 0 ? fileno(stdin) : open(path, O_RDONLY);
#ifndef _WIN32
    if (r->file >= 0) {
        struct stat is;

        if (fstat(r->file, &is) == 0 && S_ISDIR(is.st_mode)) {
            errno = EISDIR;
            return 0;
        }
    }
#endif
    return r->file >= 0;
}

static int cannot_open(const char *path)
{
    const char *why = strerror(errno);

    fputs("smtpcodes: cannot read ", stderr);
    path = path ? path : "standard input";
    put_text(stderr, path, strlen(path));
    fprintf(stderr, ": %s\n", why);
    return USAGE;
}

static void end_reading(struct reader *r)
{
    if (r->file != fileno(stdin))
        close(r->file);
}

/* Until there is something to read: who started us may have made standard
 * input one that does not wait. */
static void wait_for_input(int file)
{
#ifdef _WIN32
    (void)file;
#else
    struct pollfd in = {file, POLLIN, 0};

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
        long n = (long)read(r->file, r->block, sizeof r->block);

        r->at = 0;
        r->filled = n > 0 ? (size_t)n : 0;
        if (n > 0)
            return 1;
        if (n < 0 && errno == EAGAIN) {
            wait_for_input(r->file);
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
