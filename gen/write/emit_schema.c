/* SPDX-License-Identifier: 0BSD
 *
 * The schema of smtpcodes.json: runtime/schema.json with the catalogue's own
 * vocabularies in it, so that a misspelt word is a fault of type.
 */
#include "write/emit.h"

#include "read/attr_value.h"
#include "render/esc.h"
#include "runtime/embedded.h"

/* A value of an enumeration, on a line of its own. */
static void put_value(struct buf *to, const char *before, const char *value,
                      const char *behind)
{
    buf_puts(to, to->len ? ",\n" : "");
    buf_printf(to, "        \"%s", before);
    esc_json(to, value);
    buf_printf(to, "%s\"", behind);
}

static void put_values(struct buf *to, const char *const *values)
{
    for (; *values; values++)
        put_value(to, "", *values, "");
}

static void put_reasons(struct buf *to, const struct view *v)
{
    for (size_t i = 0; i < v->reason_count; i++)
        put_value(to, "", v->reasons[i].reason->id, "");
}

static void put_providers(struct buf *to, const struct view *v)
{
    for (size_t i = 0; i < v->model->provider_count; i++)
        put_value(to, "", v->providers[i]->id, "");
}

static void put_readers(struct buf *to)
{
    for (size_t i = 0; model_parties[i]; i++)
        if (attr_value_ok(READER, model_parties[i]))
            put_value(to, "", model_parties[i], "");
}

static void put_placeholders(struct buf *to)
{
    for (size_t i = 0; model_placeholders[i]; i++)
        put_value(to, "{", model_placeholders[i], "}");
}

enum slot {
    SLOT_REASONS,
    SLOT_PROVIDERS,
    SLOT_STANDINGS,
    SLOT_ACTIONS,
    SLOT_PARTIES,
    SLOT_READERS,
    SLOT_COMMANDS,
    SLOT_BY,
    SLOT_KINDS,
    SLOT_PLACEHOLDERS,
    SLOTS
};

void emit_schema(const struct view *view, struct outset *set)
{
    struct tmpl_slot slots[SLOTS] = {
        [SLOT_REASONS] = {"reasons", {0}},
        [SLOT_PROVIDERS] = {"providers", {0}},
        [SLOT_STANDINGS] = {"standings", {0}},
        [SLOT_ACTIONS] = {"actions", {0}},
        [SLOT_PARTIES] = {"parties", {0}},
        [SLOT_READERS] = {"readers", {0}},
        [SLOT_COMMANDS] = {"commands", {0}},
        [SLOT_BY] = {"by", {0}},
        [SLOT_KINDS] = {"kinds", {0}},
        [SLOT_PLACEHOLDERS] = {"placeholders", {0}},
    };

    put_reasons(&slots[SLOT_REASONS].text, view);
    put_providers(&slots[SLOT_PROVIDERS].text, view);
    put_values(&slots[SLOT_STANDINGS].text, model_standings);
    put_values(&slots[SLOT_ACTIONS].text, model_actions);
    put_values(&slots[SLOT_PARTIES].text, model_parties);
    put_readers(&slots[SLOT_READERS].text);
    put_values(&slots[SLOT_COMMANDS].text, model_commands);
    put_values(&slots[SLOT_BY].text, model_by);
    put_values(&slots[SLOT_KINDS].text, model_tracks);
    put_value(&slots[SLOT_KINDS].text, "", model_no_track, "");
    put_placeholders(&slots[SLOT_PLACEHOLDERS].text);
    for (size_t i = 0; i < SLOTS; i++)
        buf_puts(&slots[i].text, slots[i].text.len ? "\n" : "");
    emit_filled(set, "smtpcodes.schema.json", &embedded_schema_json, slots,
                SLOTS);
}
