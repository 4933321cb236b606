/* SPDX-License-Identifier: 0BSD
 *
 * step - what the text of a step and its command may hold.
 *
 * Both may have placeholders in braces, of a vocabulary that readers know and
 * emitters can count on. A command is copied into a shell: it is one line of
 * what everyone can type.
 */
#ifndef STEP_H
#define STEP_H

#include "base/diag.h"
#include "read/xml.h"

/** Report braces around anything but a placeholder, and text behind the
 * command. */
void step_check_text(const struct xml_node *step, struct diag *diag);

/** Report what cannot be typed in one line, and braces. */
void step_check_command(const struct xml_node *command, struct diag *diag);

/** Report more steps than anyone follows, or longer ones than fit one
 * paragraph. */
void step_check_advice(const struct xml_node *advice, struct diag *diag);

#endif
