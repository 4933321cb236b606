/* --- options -------------------------------------------------------------- */

/* Exit statuses. */
enum { KNOWN, UNKNOWN, USAGE, FAILED_IO };
enum { LINE_MAX_LEN = 65536, PROGRESS_LINES = 200000 };

enum { METRICS_NONE, METRICS_PROMETHEUS, METRICS_OPEN };
enum { SHAPE_GUESSED, SHAPE_LINES, SHAPE_EACH_LINE, SHAPE_MAIL };

struct options {
    int json, texts, color, help, version;
    int metrics;         /* METRICS_PROMETHEUS and the like */
    int shape;           /* of the input: SHAPE_LINES and the like */
    int party;           /* whose steps; -1: of who must act */
    const char *earlier; /* the summary to compare with; NULL: none */
    size_t width;
    struct smtpc_context context;
};
