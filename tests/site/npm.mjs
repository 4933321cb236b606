/* SPDX-License-Identifier: 0BSD
 *
 * The package says what the tool says: on each reply that the explainer is
 * tested with, on bounces, and of each thing of the catalogue. Usage: node
 * npm.mjs TOOL, in a folder that has the package, from the repository root. */
import {spawnSync} from "node:child_process";
import {readFileSync, readdirSync} from "node:fs";
import {isDeepStrictEqual} from "node:util";
import {explain, bounce, lookup, search, version} from "smtpcodes";

const tool = process.argv[2];
let passed = 0;
let failed = 0;

/* What a call throws; null: it does not. */
function thrown(call) {
    try {
        call();
        return null;
    } catch (error) {
        return error;
    }
}

function check(what, is, seen) {
    if (is) {
        passed++;
    } else if (++failed <= 20) {
        console.error(`FAILED: npm: ${what}\n  ${JSON.stringify(seen)}`);
    }
}

function ask(...args) {
    const {stdout} = spawnSync(tool, ["--json", "--texts", ...args], {encoding: "buffer", maxBuffer: 1 << 26});

    return stdout.toString().split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

/* Of the rows the reply and the provider that the caller names. */
const rows = readFileSync("tests/explain/replies.tsv", "utf8").split("\n")
    .filter((line) => line && !line.startsWith("#")).slice(1).map((line) => line.split("\t"));
for (const [reply, provider] of rows) {
    const [said] = ask(...(provider ? ["--provider", provider] : []), "explain", reply);

    if (!said) { // nobody knows the provider
        check(`${provider} is refused`, thrown(() => explain(reply, {provider})) instanceof RangeError, provider);
        continue;
    }
    const {message, steps, ...verdict} = explain(reply, {provider});
    check(reply, isDeepStrictEqual(verdict, said), [verdict, said]);
    check(`${reply}: steps`, Object.values(steps).length > 0 || verdict.advice === "", steps);
    check(`${reply}: message`, message === undefined || verdict.basis === "text", message);
}
check("there are rows", rows.length > 2000, rows.length);

for (const name of readdirSync("tests/bounces").filter((n) => n.endsWith(".eml"))) {
    const path = `tests/bounces/${name}`;
    const {recipients} = bounce(readFileSync(path));
    const said = ask("--mail", "explain", path);

    check(name, isDeepStrictEqual(recipients, said), [recipients, said]);
}

for (const word of ["550", "5.7.26", "X.7.1", "mailbox-full", "S3150", "google", "nonsense", "5.7.606"]) {
    const thing = lookup(word);

    check(word, isDeepStrictEqual(thing, ask(word)[0]), [thing, ask(word)[0]]);
}
for (const words of ["spf fail", "TSS04", "nothing of that kind"]) {
    const found = search(words).map((hit) => hit.title);
    const said = ask("search", ...words.split(" ")).length;

    check(words, found.length === Math.min(said, 30), [found, said]);
}

check("the version", /^\d+\.\d+\.\d+$/.test(version), version);
check("bytes that are no UTF-8", explain(Uint8Array.of(0x35, 0x35, 0x30, 0x20, 0xff, 0xfe)).code === 550);
for (const context of [{provider: "nobody at all"}, {stage: "helo"}]) {
    check("what is unknown is refused", thrown(() => explain("550", context)) instanceof RangeError, context);
}
check("and no longer counts", explain("550 5.1.1 User unknown").reason === "user-unknown");

console.log(`check-npm: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
