/* SPDX-License-Identifier: 0BSD */
#include "smtpcodes.h"

int second_file(void);

int second_file(void)
{
    return smtpc_reply_id(421) != 0 &&
                   smtpc_status_id(SMTPC_STATUS(5, 7, 1)) != 0
               ? 0
               : 6;
}
