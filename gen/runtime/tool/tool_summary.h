/* --- summary ------------------------------------------------------------- */

struct tally {
    unsigned long replies;
    unsigned long reasons[256], actions[16], providers[256];
};

static void count_verdict(struct tally *t, const struct smtpc_verdict *v)
{
    t->replies++;
    t->reasons[v->reason]++;
    t->actions[v->action]++;
    t->providers[v->provider_number]++;
}

static void put_bar(unsigned long n, unsigned long all, const char *name)
{
    unsigned long length = all ? n * 40 / all : 0;

    printf("  %-22s %9lu %5.1f %% ", name, n,
           all ? 100.0 * (double)n / (double)all : 0.0);
    for (unsigned long i = 0; i < length; i++)
        putchar('#');
    putchar('\n');
}

/* Rows with something in them, the largest first. */
static void put_table(const char *title, const unsigned long *counts,
                      unsigned size, unsigned long all,
                      const char *(*name)(int))
{
    unsigned char done[256] = {0};

    printf("%s\n", title);
    for (;;) {
        unsigned best = size;

        for (unsigned i = 0; i < size; i++)
            if (!done[i] && counts[i] &&
                (best == size || counts[i] > counts[best]))
                best = i;
        if (best == size)
            return;
        done[best] = 1;
        put_bar(counts[best], all, name((int)best));
    }
}

static const char *provider_name(int number)
{
    return number ? smtpc_provider_id((unsigned)number) : "(not shown)";
}

static void put_summary(const struct options *o, const struct tally *t,
                        unsigned long lines)
{
    paint(o, "1");
    printf("%lu lines, %lu replies\n", lines, t->replies);
    paint(o, "0");
    put_table("By cause", t->reasons, 256, t->replies, smtpc_reason_name);
    put_table("By action", t->actions, 16, t->replies, smtpc_action_name);
    put_table("By provider", t->providers, 256, t->replies, provider_name);
}
