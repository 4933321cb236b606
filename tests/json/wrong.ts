// SPDX-License-Identifier: 0BSD
// What the types refuse: the compiler objects to the lines that name a fault,
// by that, and to no other.
import type { Message, Reason, Reply, Step } from "./catalogue";

export const isKnown = (message: Message) => message.reason === "user-unknown";
export const isMisspelt = (message: Message) => message.reason === "user-unkown"; // TS2367
export const misspelt: Reason["id"] = "user-unkown"; // TS2820
export const permanent = (reply: Reply) => reply.actions["5"]?.party;
export const beyond = (reply: Reply) => reply.actions["7"]; // TS7053
export const unguarded = (reply: Reply) => reply.actions["5"].party; // TS2532
export const old = (reply: Reply) => reply.advice[0]?.text; // TS2339
export const bare = (reply: Reply): string => reply.references[0]; // TS2322
export const typed = (step: Step): number => step.command.length; // TS18048
export const unsuitable: Message["replies"] = [550]; // TS2322
