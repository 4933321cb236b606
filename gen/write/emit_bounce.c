/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

/* Whole mails are read by fixed text: all it knows it takes from
 * smtpcodes_explain.h. */
void emit_bounce(const struct view *view, struct outset *set)
{
    static const struct embedded *const parts[] = {
        &embedded_mime_h, &embedded_decode_h, &embedded_report_h,
        &embedded_notice_h};
    enum { BANNER, PARTS, SLOTS };
    struct tmpl_slot slots[SLOTS] = {
        [BANNER] = {"banner", {0}}, [PARTS] = {"parts", {0}}};

    emit_banner(
        &slots[BANNER].text, view, set,
        "smtpcodes_bounce.h - whole bounces: which recipients failed, and why");
    emit_parts(&slots[PARTS].text, parts, sizeof parts / sizeof parts[0]);
    emit_filled(set, "smtpcodes_bounce.h", &embedded_smtpcodes_bounce_h, slots,
                SLOTS);
}
