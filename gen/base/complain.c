/* SPDX-License-Identifier: 0BSD */
#include "base/complain.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool complain(const char *what, const char *path)
{
    fprintf(stderr, "smtpcodes-gen: cannot %s %s: %s\n", what, path,
            strerror(errno));
    return false;
}
