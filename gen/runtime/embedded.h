/* SPDX-License-Identifier: 0BSD
 *
 * embedded - files made part of the generator by xxd -i at build time.
 *
 * Each is one file of gen/runtime/ or the schema. The Makefile builds
 * build/gen/embedded.c from them.
 */
#ifndef EMBEDDED_H
#define EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *text; /* no NUL behind it */
    size_t len;
};

extern const struct embedded embedded_catalog_rng;
extern const struct embedded embedded_smtpcodes_h;
extern const struct embedded embedded_key_h;
extern const struct embedded embedded_lookup_h;
extern const struct embedded embedded_status_h;
extern const struct embedded embedded_read_h;
extern const struct embedded embedded_names_h;
extern const struct embedded embedded_smtpcodes_explain_h;
extern const struct embedded embedded_smtpcodes_text_h;
extern const struct embedded embedded_smtpcodes_bounce_h;
extern const struct embedded embedded_mime_h;
extern const struct embedded embedded_decode_h;
extern const struct embedded embedded_report_h;
extern const struct embedded embedded_notice_h;
extern const struct embedded embedded_words_h;
extern const struct embedded embedded_fold_h;
extern const struct embedded embedded_match_h;
extern const struct embedded embedded_schema_json;
extern const struct embedded embedded_smtpcodes_c;
extern const struct embedded embedded_tool_options_h;
extern const struct embedded embedded_tool_print_h;
extern const struct embedded embedded_tool_input_h;
extern const struct embedded embedded_tool_log_h;
extern const struct embedded embedded_tool_json_h;
extern const struct embedded embedded_tool_programs_h;
extern const struct embedded embedded_tool_servers_h;
extern const struct embedded embedded_tool_events_h;
extern const struct embedded embedded_tool_tables_h;
extern const struct embedded embedded_tool_cache_h;
extern const struct embedded embedded_tool_results_h;
extern const struct embedded embedded_tool_summary_h;
extern const struct embedded embedded_tool_verdict_h;
extern const struct embedded embedded_tool_answer_h;
extern const struct embedded embedded_tool_mail_h;
extern const struct embedded embedded_tool_report_h;
extern const struct embedded embedded_tool_metrics_h;
extern const struct embedded embedded_tool_summarize_h;
extern const struct embedded embedded_tool_lines_h;
extern const struct embedded embedded_tool_explain_h;
extern const struct embedded embedded_tool_find_h;
extern const struct embedded embedded_tool_page_h;
extern const struct embedded embedded_tool_codes_h;
extern const struct embedded embedded_tool_search_h;
extern const struct embedded embedded_tool_found_h;
extern const struct embedded embedded_completion_bash;
extern const struct embedded embedded_completion_zsh;
extern const struct embedded embedded_completion_fish;
extern const struct embedded embedded_smtpcodes_1;
extern const struct embedded embedded_smtpcodes_3;
extern const struct embedded embedded_smtpcodes_explain_3;
extern const struct embedded embedded_smtpcodes_text_3;
extern const struct embedded embedded_smtpcodes_bounce_3;
extern const struct embedded embedded_site_css;
extern const struct embedded embedded_CMakeLists_txt;
extern const struct embedded embedded_meson_build;
extern const struct embedded embedded_smtpcodes_pc_in;
extern const struct embedded embedded_smtpcodes_sqlite_c;
extern const struct embedded embedded_smtpcodes_postgresql_c;
extern const struct embedded embedded_smtpcodes_control;
extern const struct embedded embedded_smtpcodes_sql;
extern const struct embedded embedded_Makefile;

#endif
