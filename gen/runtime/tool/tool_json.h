/* --- fields of JSON and of tables ---------------------------------------- */

/* Nothing is copied or allocated: a value is the part of the line that holds
 * it, escapes and all. */

static size_t json_blanks(struct piece in, size_t at)
{
    while (at < in.len && (in.text[at] == ' ' || in.text[at] == '\t' ||
                           in.text[at] == '\n' || in.text[at] == '\r'))
        at++;
    return at;
}

/* Behind the string whose quote stands at at. */
static size_t json_string_end(struct piece in, size_t at)
{
    for (at++; at < in.len; at++) {
        if (in.text[at] == '\\')
            at++;
        else if (in.text[at] == '"')
            return at + 1;
    }
    return in.len;
}

/* Behind the value at at, whatever stands in it. */
static size_t json_value_end(struct piece in, size_t at)
{
    size_t depth = 0;

    while (at < in.len) {
        char c = in.text[at];

        if (c == '"') {
            at = json_string_end(in, at);
        } else if (c == '{' || c == '[') {
            depth++;
            at++;
        } else if (depth && (c == '}' || c == ']')) {
            depth--;
            at++;
        } else if (depth == 0 && memchr(",]} \n", c, 5)) {
            return at;
        } else {
            at++;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return in.len;
}

/* Is there an object, or an array? */
static int json_is(struct piece p, char opens)
{
    return p.len >= 2 && p.text[0] == opens;
}

/* The next element of an array, or member of an object, from *at on: 0 when
 * there is none. *at is 1 at first, behind what opens it. */
static int json_next(struct piece in, size_t *at, struct piece *name,
                     struct piece *value)
{
    int members = json_is(in, '{');
    size_t from = json_blanks(in, *at), end;

    if (from < in.len && in.text[from] == ',')
        from = json_blanks(in, from + 1);
    if (from >= in.len || in.text[from] == '}' || in.text[from] == ']')
        return 0;
    if (members) {
        if (in.text[from] != '"')
            return 0;
        end = json_string_end(in, from);
        *name = piece_of(in.text, from + 1, end - 1);
        from = json_blanks(in, end);
        if (from >= in.len || in.text[from] != ':')
            return 0;
        from = json_blanks(in, from + 1);
    }
    end = json_value_end(in, from);
    *value = piece_of(in.text, from, end);
    *at = end;
    return end > from;
}

/* The value of the member of that name; len 0: there is none. */
static struct piece json_member(struct piece in, struct piece name)
{
    struct piece none = {"", 0}, key = none, value = none;
    size_t at = 1;

    if (json_is(in, '{'))
        while (json_next(in, &at, &key, &value))
            if (key.len == name.len &&
                memcmp(key.text, name.text, key.len) == 0)
                return value;
    return none;
}

/* The value that a path leads to, "bounce.timestamp". */
static struct piece json_path(struct piece in, const char *path)
{
    while (in.len && *path) {
        size_t n = strcspn(path, ".");

        in = json_member(in, piece_of(path, 0, n));
        path += n + (path[n] == '.');
    }
    return in;
}

/* The same through arrays, of which the last element counts: the latest. */
static struct piece json_last(struct piece in, const char *path)
{
    struct piece none, element;

    for (;;) {
        size_t at = 1, n;

        if (json_is(in, '[')) {
            element.len = 0;
            while (json_next(in, &at, &none, &element))
                ;
            in = element;
            continue;
        }
        if (in.len == 0 || *path == '\0')
            return in;
        n = strcspn(path, ".");
        in = json_member(in, piece_of(path, 0, n));
        path += n + (path[n] == '.');
    }
}

/* What stands in a string; a number as it is. len 0: it is no text. */
static struct piece json_text(struct piece value)
{
    if (json_is(value, '"'))
        return piece_of(value.text, 1, value.len - 1);
    if (value.len && (value.text[0] == '{' || value.text[0] == '[' ||
                      is_piece(value, "null")))
        value.len = 0;
    return value;
}

static unsigned hex_value(const char *s)
{
    unsigned n = 0;

    for (int i = 0; i < 4; i++) {
        char c = s[i];

        n = n << 4 | (unsigned)(c >= '0' && c <= '9'   ? c - '0'
                                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                       : 0);
    }
    return n;
}

/* A character below U+10000 in UTF-8; return its length. */
static size_t put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    if (code >= 0xd800 && code < 0xe000)
        code = '?'; /* half of a pair: no reply is told apart by it */
    if (code == '?') {
        to[0] = '?';
        return 1;
    }
    to[0] = (char)(0xe0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 63));
    to[2] = (char)(0x80 | (code & 63));
    return 3;
}

/* The text of a string, its escapes taken back; never longer. */
static size_t json_decode(struct piece from, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < from.len; i++) {
        char c = from.text[i];

        if (c != '\\' || i + 1 == from.len) {
            to[n++] = c;
            continue;
        }
        c = from.text[++i];
        if (c == 'u' && i + 4 < from.len) {
            n += put_utf8(to + n, hex_value(from.text + i + 1));
            i += 4;
        } else {
            to[n++] = c == 'n'                                       ? '\n'
                      : c == 'r' || c == 't' || c == 'b' || c == 'f' ? ' '
                                                                     : c;
        }
    }
    return n;
}
