/* SPDX-License-Identifier: 0BSD
 *
 * embedded - files made part of the generator by xxd -i at build time.
 *
 * Each is the bytes of one file of gen/runtime/ or the schema, without a
 * terminating NUL. The Makefile builds build/gen/embedded.c from them.
 */
#ifndef EMBEDDED_H
#define EMBEDDED_H

extern const unsigned char embedded_catalog_rng[];
extern const unsigned int embedded_catalog_rng_len;
extern const unsigned char embedded_smtpcodes_h[];
extern const unsigned int embedded_smtpcodes_h_len;
extern const unsigned char embedded_schema_json[];
extern const unsigned int embedded_schema_json_len;
extern const unsigned char embedded_smtpcodes_explain_h[];
extern const unsigned int embedded_smtpcodes_explain_h_len;
extern const unsigned char embedded_match_h[];
extern const unsigned int embedded_match_h_len;
extern const unsigned char embedded_read_h[];
extern const unsigned int embedded_read_h_len;
extern const unsigned char embedded_status_h[];
extern const unsigned int embedded_status_h_len;
extern const unsigned char embedded_smtpcodes_c[];
extern const unsigned int embedded_smtpcodes_c_len;
extern const unsigned char embedded_completion_bash[];
extern const unsigned int embedded_completion_bash_len;
extern const unsigned char embedded_completion_zsh[];
extern const unsigned int embedded_completion_zsh_len;
extern const unsigned char embedded_completion_fish[];
extern const unsigned int embedded_completion_fish_len;
extern const unsigned char embedded_smtpcodes_1[];
extern const unsigned int embedded_smtpcodes_1_len;
extern const unsigned char embedded_smtpcodes_3[];
extern const unsigned int embedded_smtpcodes_3_len;
extern const unsigned char embedded_smtpcodes_explain_3[];
extern const unsigned int embedded_smtpcodes_explain_3_len;
extern const unsigned char embedded_smtpcodes_7[];
extern const unsigned int embedded_smtpcodes_7_len;

#endif
