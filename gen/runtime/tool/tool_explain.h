/* --- files --------------------------------------------------------------- */

static void read_input(struct stream *s, struct reader *reader)
{
    struct input in;
    size_t len;

    memset(&in, 0, sizeof in);
    while (next_line(reader, &len))
        take_input_line(s, &in, reader->line, len);
    end_input(s, &in);
    s->failed |= reader->failed;
}

static void put_nothing_found(unsigned long lines)
{
    if (lines == 1)
        puts("No reply found.");
    else
        printf("No reply found in %lu lines.\n", lines);
}

static int explain_files(const struct options *o, int count, char **paths)
{
    static struct reader reader;
    static struct stream s;

    forget_lines();
    memset(&s, 0, sizeof s);
    s.o = o;
    if (count == 0 && isatty(fileno(stdin)))
        fputs("Paste a bounce, a reply or a log, then press Ctrl-D.\n", stderr);
    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(count ? paths[i] : NULL);
        read_input(&s, &reader);
        end_reading(&reader);
    }
    if (!s.failed && !o->json && s.shown == 0)
        put_nothing_found(s.lines);
    if (o->shape == SHAPE_EACH_LINE)
        s.known = 1; /* it has done what it is for */
    return s.failed ? FAILED_IO : s.known ? KNOWN : UNKNOWN;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
    struct result r;
    size_t len = 0;
    int known;

    forget_lines();
    for (int i = 0; i < count; i++) {
        size_t n = strlen(words[i]);

        if (i && len < sizeof text)
            text[len++] = ' ';
        if (n > sizeof text - len)
            n = sizeof text - len;
        memcpy(text + len, words[i], n);
        len += n;
    }
    r = find_result(text, len);
    known = explain_result(o, r, &v);
    if (o->json)
        put_line_json(o, text, len, 0, &r, &v);
    else if (v.basis == SMTPC_BASIS_NONE)
        put_nothing_found(1);
    else
        put_line_answer(o, text, len, &r, &v);
    return known ? KNOWN : UNKNOWN;
}

/* Are these files, and not words of a reply? */
static int are_files(int count, char **words)
{
    for (int i = 0; i < count; i++) {
        int file = strcmp(words[i], "-") == 0 ? fileno(stdin)
                                              : open(words[i], O_RDONLY);

        if (file < 0)
            return 0;
        if (file != fileno(stdin))
            close(file);
    }
    return 1;
}

/* Does a word look like the name of a file? */
static int looks_like_file(const char *word)
{
    static const char *const ends[] = {".eml", ".txt", ".log", ".msg", ".mbox"};
    size_t len = strlen(word);

    if (strchr(word, ' '))
        return 0;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (len > strlen(ends[i]) &&
            strcmp(word + len - strlen(ends[i]), ends[i]) == 0)
            return 1;
    return word[0] == '/' || word[0] == '.';
}

static int explain(const struct options *o, int count, char **words)
{
    if (are_files(count, words))
        return explain_files(o, count, words);
    for (int i = 0; i < count; i++)
        if (looks_like_file(words[i]) && !are_files(1, words + i))
            return cannot_open(words[i]);
    return explain_words(o, count, words);
}
