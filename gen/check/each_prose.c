/* SPDX-License-Identifier: 0BSD */
#include "check/each_prose.h"

void each_prose(const struct model *m, each_prose_visit *visit, void *context)
{
    for (size_t i = 0; i < m->class_count; i++)
        visit(context, m->classes[i].at, "class", m->classes[i].prose.title,
              &m->classes[i].prose);
    for (size_t i = 0; i < m->group_count; i++)
        visit(context, m->groups[i].at, "group", m->groups[i].prose.title,
              &m->groups[i].prose);
    for (size_t i = 0; i < m->subject_count; i++)
        visit(context, m->subjects[i].at, "subject", m->subjects[i].prose.title,
              &m->subjects[i].prose);
    for (size_t i = 0; i < m->entry_count; i++)
        visit(context, m->entries[i].at, "code", m->entries[i].code,
              &m->entries[i].prose);
    for (size_t i = 0; i < m->reason_count; i++)
        visit(context, m->reasons[i].at, "reason", m->reasons[i].id,
              &m->reasons[i].prose);
    for (size_t i = 0; i < m->message_count; i++)
        visit(context, m->messages[i].at, "message", m->messages[i].id,
              &m->messages[i].prose);
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        visit(context, p->at, "provider", p->id, &p->prose);
        for (size_t k = 0; k < p->use_count; k++)
            visit(context, p->uses[k].at, "use", p->uses[k].code,
                  &p->uses[k].prose);
    }
}
