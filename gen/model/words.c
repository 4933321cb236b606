/* SPDX-License-Identifier: 0BSD */
#include "model/words.h"

#include <string.h>

static const char *const actions[] = {
    [ACTION_NONE] = "nothing to do",
    [ACTION_CONTINUE] = "continue with the next step",
    [ACTION_RETRY] = "try again later",
    [ACTION_SLOW_DOWN] = "send more slowly",
    [ACTION_FIX_MESSAGE] = "change the message",
    [ACTION_FIX_SENDER] = "fix the sending domain or server",
    [ACTION_FIX_CLIENT] = "fix the sending program or its login",
    [ACTION_SUPPRESS] = "stop mailing this address",
    [ACTION_ASK_RECEIVER] = "ask the receiving side",
    [ACTION_READ_TEXT] = "read the text after the code",
};

static const char *const actions_long[] = {
    [ACTION_NONE] = "Do nothing. It worked.",
    [ACTION_CONTINUE] = "Do nothing. The session continues with its next step.",
    [ACTION_RETRY] =
        "Send the message again later, unchanged. If the reply starts with 4, "
        "a mail server does so automatically.",
    [ACTION_SLOW_DOWN] =
        "Send again later, with fewer messages and connections at a time.",
    [ACTION_FIX_MESSAGE] =
        "Change the message (its size, form, content or recipients), and send "
        "it again.",
    [ACTION_FIX_SENDER] =
        "Fix the sending domain or server (DNS, authentication, reputation), "
        "and send the message again.",
    [ACTION_FIX_CLIENT] =
        "Correct what the sending program says or how it connects (login, "
        "encryption, commands), and send the message again.",
    [ACTION_SUPPRESS] =
        "Stop sending to this address until you have one that works.",
    [ACTION_ASK_RECEIVER] =
        "Tell the recipient by phone or another channel. Only the receiving "
        "side can change it.",
    [ACTION_READ_TEXT] =
        "Read the words after the code. The code alone does not name the "
        "cause.",
};

static const char *const parties[] = {
    [PARTY_NOBODY] = "no one",
    [PARTY_SENDER] = "the sender",
    [PARTY_SENDER_ADMIN] = "the administrator of the sending server or domain",
    [PARTY_RECIPIENT] = "the recipient",
    [PARTY_RECIPIENT_ADMIN] = "the administrator of the receiving server",
    [PARTY_NETWORK] = "the administrator of the network or DNS in between",
};

static const char *const parties_short[] = {
    [PARTY_NOBODY] = "no one",
    [PARTY_SENDER] = "sender",
    [PARTY_SENDER_ADMIN] = "sending admin",
    [PARTY_RECIPIENT] = "recipient",
    [PARTY_RECIPIENT_ADMIN] = "receiving admin",
    [PARTY_NETWORK] = "network",
};

static const char *const readers[] = {
    [PARTY_NOBODY] = "For everyone",
    [PARTY_SENDER] = "If you sent the message",
    [PARTY_SENDER_ADMIN] = "If you run the sending mail server or domain",
    [PARTY_RECIPIENT] = "If the message was for you",
    [PARTY_RECIPIENT_ADMIN] = "If you run the receiving mail server",
    [PARTY_NETWORK] = "If you run the network in between",
};

static const char *const standings[] = {
    [STANDING_STANDARD] = "standard",
    [STANDING_HISTORIC] = "historic",
    [STANDING_REGISTRY] = "in the registry only",
    [STANDING_PROVIDER] = "a provider's own",
    [STANDING_FOLKLORE] = "folklore, not in any standard",
};

static const char *const standings_long[] = {
    [STANDING_STANDARD] = "Standard. A current RFC defines it.",
    [STANDING_HISTORIC] =
        "Historic. An old standard defines it, and servers should no longer "
        "send it.",
    [STANDING_REGISTRY] =
        "In the registry only. The IANA list of enhanced codes names it, and "
        "no RFC defines it for SMTP.",
    [STANDING_PROVIDER] =
        "A provider's own. No standard defines it, but at least one large "
        "service sends it.",
    [STANDING_FOLKLORE] =
        "Not a standard code. Guides list it, but no standard defines it.",
};

static const struct {
    const char *word, *said;
} commands[] = {
    {"CONNECT", "on connecting, before any command"},
    {"END-OF-DATA", "after the message"},
    {"ANY", "any command"},
    {"CLIENT", "no command (the sending side writes it itself)"},
};

static const struct {
    const char *word, *said;
} tracks[] = {
    {"standards", "standards track"},   {"practice", "best current practice"},
    {"informational", "informational"}, {"experimental", "experimental"},
    {"historic", "historic"},
};

const char *const words_tables[] = {
    "decision",   "classes",  "groups",  "subjects", "replies",
    "statuses",   "reasons",  "actions", "messages", "providers",
    "references", "folklore", NULL};

static const char *const table_titles[] = {"From a reply to what to do",
                                           "First digits",
                                           "Second digits",
                                           "Subjects of enhanced codes",
                                           "Reply codes",
                                           "Enhanced status codes",
                                           "Causes",
                                           "Actions",
                                           "Common bounce messages",
                                           "Providers",
                                           "References",
                                           "Numbers that no standard defines"};

const char *words_table_title(const char *table)
{
    for (size_t i = 0; words_tables[i]; i++)
        if (strcmp(words_tables[i], table) == 0)
            return table_titles[i];
    return "";
}

const char *words_action(enum action action)
{
    return actions[action];
}

const char *words_action_long(enum action action)
{
    return actions_long[action];
}

const char *words_party(enum party party)
{
    return parties[party];
}

const char *words_party_short(enum party party)
{
    return parties_short[party];
}

const char *words_reader(enum party party)
{
    return readers[party];
}

const char *words_standing(enum standing standing)
{
    return standings[standing];
}

const char *words_standing_long(enum standing standing)
{
    return standings_long[standing];
}

const char *words_command(size_t index)
{
    const char *word = model_commands[index];

    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(word, commands[i].word) == 0)
            return commands[i].said;
    return word;
}

bool words_is_client(size_t index)
{
    return strcmp(model_commands[index], "CLIENT") == 0;
}

const char *words_by(enum pair_by by)
{
    switch (by) {
    case BY_REGISTRY:
        return "the IANA registry";
    case BY_RFC: /* which says itself what it is */
        return "";
    case BY_SERVERS:
        return "servers in use";
    case BY_PROVIDER:
        return "a provider";
    }
    return "";
}

const char *words_track(const char *track)
{
    if (track)
        for (size_t i = 0; i < sizeof tracks / sizeof tracks[0]; i++)
            if (strcmp(track, tracks[i].word) == 0)
                return tracks[i].said;
    return "";
}
