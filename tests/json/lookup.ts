// SPDX-License-Identifier: 0BSD
// lookup.mjs with types, and the walks that they ought to allow without a cast.
import type { Action, Citation, Reader, Reference, Reply, SmtpCatalogue, Status, Step } from "./catalogue";

declare function require(name: "fs"): { readFileSync(path: string, encoding: "utf8"): string };
declare const process: { argv: string[]; exitCode: number };

const [path, reader, ...codes] = process.argv.slice(2) as [string, Reader, ...string[]];
const catalogue: SmtpCatalogue = JSON.parse(require("fs").readFileSync(path, "utf8"));
const format: 2 = catalogue.format;
const entries = new Map<string, Reply | Status>();
for (const entry of [...catalogue.replies, ...catalogue.statuses]) entries.set(entry.code, entry);
const reasons = new Map(catalogue.reasons.map((reason) => [reason.id, reason]));
const references = new Map(catalogue.references.map((reference) => [reference.id, reference]));

function stepsFor(reader: Reader, entry: Reply | Status): Step[] {
  const advice = [...entry.advice, ...(reasons.get(entry.reason)?.advice ?? [])];
  return advice.find((a) => a.for === reader)?.steps ?? [];
}

// A class that the entry does not come in is undefined.
function permanentAction(entry: Reply | Status): Action | undefined {
  return entry.actions["5"]?.action;
}

// All that is cited is there, and a section leads further than its document.
function join(citation: Citation): Reference {
  const reference = references.get(citation.id);
  if (!reference || !citation.url.startsWith(reference.address)) {
    console.error(`${citation.id} leads nowhere`);
    process.exitCode = 1;
    throw new Error(citation.text);
  }
  return reference;
}

for (const entry of [...entries.values(), ...catalogue.providers, ...catalogue.providers.flatMap((p) => p.uses)])
  for (const citation of entry.references) join(citation);
if (new Set(catalogue.reasons.map((reason) => reason.number)).size !== catalogue.reasons.length)
  throw new Error("two reasons have one number");
for (const entry of entries.values()) {
  if ((permanentAction(entry) !== undefined) !== (entry.classes as number[]).includes(5))
    throw new Error(`${entry.code} has other actions than classes`);
  for (const row of entry.words)
    if (!reasons.has(row.reason)) throw new Error(`${entry.code}: "${row.say[0]}" has no reason`);
}

for (const code of codes) {
  const entry = entries.get(code.replace(/^.\./, "X."));
  if (!entry) throw new Error(`${code} is not in format ${format}`);
  console.log(code, entry.title);
  for (const step of stepsFor(reader, entry))
    console.log("-", step.command ? `${step.text} ${step.command}` : step.text);
  const source = entry.references[0]; // undefined where the entry has only been seen
  if (source) console.log(source.url);
}
