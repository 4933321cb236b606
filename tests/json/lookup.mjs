// SPDX-License-Identifier: 0BSD
// What a party can do about codes. Usage: lookup.mjs JSON sender|sender-admin|... CODE...
import { readFileSync } from "node:fs";

const [path, reader, ...codes] = process.argv.slice(2);
const catalogue = JSON.parse(readFileSync(path, "utf8"));
const entries = new Map([...catalogue.replies, ...catalogue.statuses].map((e) => [e.code, e]));
const reasons = new Map(catalogue.reasons.map((r) => [r.id, r]));
for (const code of codes) {
  const entry = entries.get(code.replace(/^.\./, "X."));
  console.log(code, entry.title);
  const advice = [...entry.advice, ...reasons.get(entry.reason).advice];
  for (const step of advice.find((a) => a.for === reader)?.steps ?? [])
    console.log("-", [step.text, step.command].filter(Boolean).join(" "));
  console.log(entry.references[0].url);
}
