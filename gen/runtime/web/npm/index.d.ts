/* SPDX-License-Identifier: 0BSD
 *
 * What the catalogue's words can be comes from its schema. */
import type {Action, Party, ReasonId, Standing} from "./catalogue.js";

export type {Action, Party, ReasonId, Standing};
export type Reader = "sender" | "sender-admin" | "recipient" | "recipient-admin";

/** What is known besides the text: who replied, by the id, name or host of a
 * provider, and which command that answered. */
export interface Context {
    provider?: string;
    stage?: "" | "connect" | "ehlo" | "auth" | "mail" | "rcpt" | "data" | "message";
}

/** One action, and a command to copy where there is one. */
export interface Step {
    text: string;
    command?: string;
}

/** What happened, who must act, what to do. */
export interface Verdict {
    code: number | null;
    status: string | null;
    reason: ReasonId;
    action: Action;
    party: Party;
    /** What it rests on; none: there is no reply in the text. */
    basis: "none" | "class" | "reply" | "status" | "provider" | "text";
    confidence: "low" | "medium" | "high";
    provider: string | null;
    flags: ("class-conflict" | "codes-differ" | "unregistered" | "malformed" | "truncated")[];
    title: string;
    meaning: string;
    /** Steps of who must act, one a line, a command behind a tab. */
    advice: string;
}

/** A verdict on a reply or a line of a log, with what else the line tells. */
export interface Explanation extends Verdict {
    line: string;
    queue_id: string | null;
    recipient: string | null;
    relay: string | null;
    time: string | null;
    /** The id of the message of the catalogue that matched. */
    message?: string;
    steps: Partial<Record<Reader, Step[]>>;
}

export interface Recipient extends Verdict {
    recipient: string;
    original_recipient?: string;
    kind: "failure" | "delay";
    relay?: string;
    message_id?: string;
    tag?: string;
    reply: string;
}

export interface Bounce {
    kind: string;
    message_id?: string;
    sender?: string;
    /** Empty: the mail reports no failure. */
    recipients: Recipient[];
}

/** A code, a cause, a message or a provider. */
export interface Thing {
    query: string;
    kind: "unknown" | "code" | "cause" | "message" | "provider";
    code: string;
    symbol: string;
    title: string;
    standing: Standing | "";
    retired: string;
    reason: ReasonId | "";
    action: Action | "";
    party: Party | "";
    meaning: string;
    advice: string;
    reference: string;
    providers: {id: string; title: string; reason: ReasonId; action: Action}[];
    message?: string;
    provider?: string;
    /** Of a provider, its own codes. */
    codes?: {code: string; title: string; reason: ReasonId; action: Action; party: Party}[];
}

/** label is what to look up for more. */
export interface Hit {
    label: string;
    title: string;
}

/** Explain a reply, or the reply in a line of a log. */
export function explain(text: string | Uint8Array, context?: Context): Explanation;
/** Read a whole bounce: a mail, with its header. */
export function bounce(mail: string | Uint8Array, context?: Context): Bounce;
/** Look up "550", "5.7.26", "mailbox-full", "S3150", "google". */
export function lookup(word: string, context?: Context): Thing;
/** What has all the words, the best first, at most 30. */
export function search(words: string): Hit[];
/** The version of the catalogue, "1.2.3". */
export const version: string;
