/* SPDX-License-Identifier: 0BSD
 *
 * digest - a short number for many bytes, to see that they changed.
 */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

/** FNV-1a of 64 bits. Against accidents, not against attackers. */
uint64_t digest(const char *bytes, size_t len);

#endif
