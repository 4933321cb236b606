/* SPDX-License-Identifier: 0BSD
 *
 * cast - what smtpcodes.h defines before its parts, for the generator, which
 * runs some of them alone.
 */
#ifndef CAST_H
#define CAST_H

#ifndef SMTPC_CAST_
#define SMTPC_CAST_(type_, value_) ((type_)(value_))
#define SMTPC_NULL_ NULL
#ifndef SMTPC_SELDOM_
#define SMTPC_SELDOM_ static inline
#define SMTPC_ONCE_ static inline
#endif
#endif

#endif
