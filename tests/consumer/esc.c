/* SPDX-License-Identifier: 0BSD
 *
 * What a mail server has as its file of enhanced status codes, where the
 * header takes the place of a table typed by hand: the two functions are the
 * whole file. Prints all codes, class 5, for a look at the registry's rows. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes.h"

#include <stdio.h>

static const char *esc_code(int class_, int detail)
{
    static char text[12];

    smtpc_status_format(SMTPC_WITH_CLASS(class_, detail), text);
    return text;
}

static const char *esc_description(int detail)
{
    struct smtpc_entry e;

    smtpc_get(smtpc_status_id(SMTPC_WITH_CLASS(5, detail)), &e);
    return e.title;
}

#define DETAIL(subject_, detail_, name_, title_) \
    SMTPC_X_##subject_##_##detail_##_##name_,

int main(void)
{
    static const int details[] = {SMTPC_STATUSES(DETAIL)};
    size_t i;

    for (i = 0; i < sizeof details / sizeof details[0]; i++)
        printf("%s\t%s\n", esc_code(5, details[i]),
               esc_description(details[i]));
    return 0;
}
