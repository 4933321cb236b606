/* SPDX-License-Identifier: 0BSD
 *
 * allowed - changes of the catalogue that no rule can tell from an edit that
 * somebody meant. Whatever else gets through and changes the output is a
 * missing rule.
 */
#ifndef ALLOWED_H
#define ALLOWED_H

#include "faults.h"

#define ONE(kind) (1u << (kind))
#define OTHER_VALUE \
    (ONE(VALUE_MISSPELT) | ONE(VALUE_OF_ANOTHER) | ONE(CODE_CHANGED))

static const struct {
    unsigned kinds;   /* a bit for each enum fault_kind */
    const char *what; /* patterns, as fnmatch takes them */
    const char *why;
} allowed[] = {
    {ONE(TEXT_ADDED),
     "*/title */meaning */client */cause */step */command */confused */origin "
     "*/example */match */local */unless */shown */p */item */sample */change",
     "words are free, as long as phrases win"},
    {OTHER_VALUE,
     "catalog@version catalog@registry release@date rfc@number rfc@date "
     "rfc@track "
     "source@id source@address source@seen reason@seen message@seen use@seen "
     "pair@rfc ref@rfc ref@source ref@section",
     "only its document can say"},
    {OTHER_VALUE,
     "class@name class@enhanced subject@name reply@name status@name "
     "reply@code status@code reason@number message@id section@id alias@name "
     "alias@id guide@page",
     "a new name, where the old one was not promised yet"},
    {OTHER_VALUE,
     "reply@standing reply@reason reply@commands reply@class status@standing "
     "status@reason status@classes act@class act@action act@party advice@for "
     "pair@reply pair@by pair@provider confused@with origin@instead "
     "message@reason message@provider message@replies message@statuses "
     "message@action message@about reason@about words@say words@reason "
     "use@code use@replies use@reason "
     "use@action retired@since retired@instead",
     "another fact of its kind, in no contradiction to the rest"},
    {ONE(ATTR_DROPPED),
     "class@enhanced ref@section origin@instead message@action "
     "message@seen reason@seen "
     "message@about message@provider message@replies message@statuses "
     "use@action use@replies retired@instead",
     "optional"},
    {ONE(ELEMENT_DROPPED),
     "advice/step step/command reply/words status/words class/ref group/ref "
     "subject/ref reason/advice reason/cause "
     "reply/advice reply/cause reply/confused reply/origin reply/ref "
     "status/advice status/cause status/confused status/origin status/pair "
     "status/ref message/advice message/cause message/example message/match "
     "reason/ref message/ref "
     "message/meaning message/local message/unless provider/ref provider/shown "
     "provider/use use/advice use/ref guide/section section/insert "
     "section/list section/p section/sample section/steps list/item "
     "steps/item reply/alias status/alias reason/alias reply/retired "
     "status/retired",
     "optional, or one of several"},
    {ONE(ELEMENT_DROPPED),
     "references/rfc references/source classes/group reason/act "
     "replies/reply statuses/status messages/message changes/release "
     "release/change",
     "one that nothing else speaks of"},
    {ONE(ELEMENT_DOUBLED), "release/change", "what is said twice is still so"},
    {ONE(ELEMENT_FIRST),
     "catalog/file references/rfc references/source classes/class "
     "reasons/reason messages/message advice/step list/item steps/item "
     "release/change",
     "the order is free"},
    {ONE(ELEMENT_RENAMED),
     "message/example message/match message/local message/unless "
     "message/meaning message/cause section/list section/steps section/p "
     "section/sample",
     "the same words in another part that takes them"},
    {ONE(ELEMENT_OUT), "use/ref", "a source of the whole instead of a part"},
};

enum { ALLOWED = sizeof allowed / sizeof allowed[0] };

#endif
