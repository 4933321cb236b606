/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "runtime/embedded.h"

/* Ids and codes are small letters, digits, dots and hyphens, in every shell
 * themselves. */
static void put_providers(struct buf *to, const struct view *v)
{
    for (size_t i = 0; i < v->model->provider_count; i++)
        buf_printf(to, "%s%s", i ? " " : "", v->providers[i]->id);
}

/* Codes and causes. */
static void put_codes(struct buf *to, const struct view *v)
{
    const char *blank = "";

    for (size_t i = 0; i < v->entry_count; i++) {
        const struct entry *e = v->entries[i].entry;

        if (e->kind == ENTRY_REPLY)
            buf_printf(to, "%s%s", blank, e->code);
        for (int d = CLASS_SUCCESS;
             d <= CLASS_PERMANENT && e->kind == ENTRY_STATUS; d++)
            if (e->classes & 1u << d)
                buf_printf(to, "%s%d%s", blank, d, e->code + 1);
        blank = " ";
    }
    for (size_t i = 0; i < v->reason_count; i++)
        buf_printf(to, " %s", v->reasons_by_id[i]->reason->id);
}

/* What stands before, between and behind the two lists in a shell. */
struct shell {
    const char *path, *before, *between, *behind;
    const struct embedded *text;
};

static void emit_completion(const struct view *v, struct outset *set,
                            const struct shell *shell)
{
    struct tmpl_slot slot = {"words", {0}};

    buf_puts(&slot.text, shell->before);
    put_providers(&slot.text, v);
    buf_puts(&slot.text, shell->between);
    put_codes(&slot.text, v);
    buf_puts(&slot.text, shell->behind);
    emit_filled(set, shell->path, shell->text, &slot, 1);
}

/* The tool is fixed text: all it knows it takes from the two headers. */
void emit_tool(const struct view *view, struct outset *set)
{
    static const struct shell shells[] = {
        {"completion/smtpcodes.bash", "    local providers='",
         "'\n    local codes='", "'\n", &embedded_completion_bash},
        {"completion/_smtpcodes", "    providers=(", ")\n    codes=(", ")\n",
         &embedded_completion_zsh},
        {"completion/smtpcodes.fish",
         "complete -c smtpcodes -l provider -x -a '",
         "' -d 'say who sent the reply'\ncomplete -c smtpcodes -a '", "'\n",
         &embedded_completion_fish},
    };

    static const struct embedded *const parts[] = {
        &embedded_tool_options_h, &embedded_tool_print_h,
        &embedded_tool_input_h,   &embedded_tool_log_h,
        &embedded_tool_json_h,    &embedded_tool_programs_h,
        &embedded_tool_servers_h, &embedded_tool_events_h,
        &embedded_tool_tables_h,  &embedded_tool_cache_h,
        &embedded_tool_results_h, &embedded_tool_verdict_h,
        &embedded_tool_answer_h,  &embedded_tool_mail_h,
        &embedded_tool_lines_h,   &embedded_tool_explain_h,
        &embedded_tool_summary_h, &embedded_tool_report_h,
        &embedded_tool_metrics_h, &embedded_tool_summarize_h,
        &embedded_tool_find_h,    &embedded_tool_page_h,
        &embedded_tool_codes_h,   &embedded_tool_search_h,
        &embedded_tool_found_h,
    };
    struct tmpl_slot slot = {"parts", {0}};

    emit_parts(&slot.text, parts, sizeof parts / sizeof parts[0]);
    emit_filled(set, "smtpcodes.c", &embedded_smtpcodes_c, &slot, 1);
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++)
        emit_completion(view, set, &shells[i]);
}
