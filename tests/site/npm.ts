/* SPDX-License-Identifier: 0BSD
 *
 * For the compiler alone. Lines that end in a number must be faulty by it. */
import {explain, bounce, lookup, search, version, type ReasonId} from "smtpcodes";

const v = explain("550 5.1.1 User unknown", {provider: "google", stage: "rcpt"});
const reason: ReasonId = v.reason;
const commands: (string | undefined)[] = (v.steps["sender-admin"] ?? []).map((step) => step.command);
const addresses: string[] = bounce(new Uint8Array()).recipients.map((to) => to.recipient);
const title: string = lookup("550").title + search("spf")[0].label + version;

if (v.action === "supress") console.log(reason, commands, addresses, title); // TS2367
explain(550); // TS2345
explain("550", {stage: "helo"}); // TS2322
