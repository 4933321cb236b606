/* SPDX-License-Identifier: 0BSD
 *
 * What people see and do on the web pages: they paste bounces, choose who they
 * are, copy, search and follow links, with a keyboard, on a narrow screen, in
 * the dark, from a file, offline. Any request that leaves the page is a fault.
 * Usage: node browser.mjs BROWSER SITE WORK, from browser.sh. */
import {execFileSync} from "node:child_process";
import {readFileSync, readdirSync, existsSync} from "node:fs";
import {createRequire} from "node:module";
import {resolve} from "node:path";
import {pathToFileURL} from "node:url";
import {gzipSync} from "node:zlib";

const [, , executablePath, site, work] = process.argv;
const require = createRequire(resolve(`${process.env.BUILD || "build"}/npm/package.json`));
const {chromium} = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const folder = pathToFileURL(resolve(site)).href + "/";
const address = (path) => folder + path;
let passed = 0;
let failed = 0;

function check(what, is, seen) {
    if (is) {
        passed++;
        return;
    }
    failed++;
    console.error(`FAILED: ${what}${seen === undefined ? "" : `\n  it says: ${JSON.stringify(seen)}`}`);
}

const browser = await chromium.launch({
    executablePath,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"]
});

/* A page of its own, which asks for files of the site only, throws nothing and
 * complains of nothing. */
async function open(path, options) {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
    const page = await context.newPage();

    page.faults = [];
    page.asked = [];
    page.on("request", (request) => {
        page.asked.push(request.url());
        if (!request.url().startsWith(folder)) {
            page.faults.push(`request: ${request.url()}`);
        }
    });
    page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
    page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
            page.faults.push(`console: ${message.text()}`);
        }
    });
    await page.goto(address(path));
    return page;
}

async function close(what, page) {
    check(`${what}: no request, no error`, page.faults.length === 0, page.faults);
    await page.context().close();
}

/* The box answers at once, when it has its WebAssembly. */
async function ready(page) {
    await page.fill("#box", "250");
    await page.waitForSelector(".card, #answers > *");
    await page.fill("#box", "");
}

/* What a card says, as a person reads it. */
function cardsOf(page) {
    return page.$$eval(".card", (cards) => cards.map((card) => {
        const terms = {};
        const panels = {};

        card.querySelectorAll("dt").forEach((dt) => {
            terms[dt.textContent] = dt.nextElementSibling.textContent;
        });
        card.querySelectorAll("[role=tab]").forEach((tab) => {
            const panel = document.getElementById(tab.getAttribute("aria-controls"));

            panels[tab.textContent] = {
                steps: [...panel.querySelectorAll("li")].map((li) => li.innerText || li.textContent),
                shown: !panel.hidden
            };
        });
        return {
            codes: card.querySelector(".codes").textContent,
            title: card.querySelector("h2").textContent,
            terms,
            panels,
            mark: [...card.querySelectorAll("mark")].map((m) => m.textContent),
            links: [...card.querySelectorAll(".foot a")].map((a) => a.getAttribute("href"))
        };
    }));
}

async function paste(page, text) {
    await page.fill("#box", text);
    return cardsOf(page);
}

/* --- bounces ------------------------------------------------------------- */

/* Written for this test; what each card must say, in order. */
const bounces = [
    {
        what: "a bounce of Postfix",
        text: `This is the mail system at host relay.orchard.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<m.quince@pantry.example>: host mx.pantry.example[192.0.2.40] said: 550 5.1.1 User
    unknown; see the directory (in reply to RCPT TO command)
`,
        cards: [{cause: "user-unknown", to: "m.quince@pantry.example", final: "permanent",
            mark: /User\s+unknown/}]
    },
    {
        what: "two recipients",
        text: `From: Mail Delivery System <MAILER-DAEMON@relay.orchard.example>
To: ada@orchard.example
Subject: Undelivered Mail Returned to Sender
Date: Sat, 28 Nov 2026 10:00:00 +0000

<one@harbour.example>: host mx.harbour.example[192.0.2.41] said: 552 5.2.2
    Mailbox full (in reply to RCPT TO command)

<two@valley.example>: host mx.valley.example[192.0.2.42] said: 554 5.7.1
    Service unavailable; Client host [198.51.100.7] blocked using
    zen.spamhaus.org (in reply to RCPT TO command)
`,
        cards: [
            {cause: "mailbox-full", to: "one@harbour.example", final: "permanent"},
            {cause: "blocklist-reputation", to: "two@valley.example", final: "permanent"}
        ]
    },
    {
        what: "a reply of several lines",
        text: "550-5.7.26 This mail has been blocked because the sender is unauthenticated.\n" +
            "550-5.7.26 Gmail requires all senders to authenticate with either SPF or DKIM.\n" +
            "550 5.7.26 Authentication results: DKIM = did not pass",
        cards: [{cause: "sender-auth-failed", final: "permanent"}]
    },
    {
        what: "a line of a log",
        text: "Nov 28 09:14:03 relay postfix/smtp[811]: 4F00AA: to=<kim@lagoon.example>, " +
            "relay=mx.lagoon.example[192.0.2.43]:25, delay=1.2, delays=0.1/0/0.6/0.5, dsn=4.7.1, " +
            "status=deferred (host mx.lagoon.example[192.0.2.43] said: 451 4.7.1 Greylisted, try again later)",
        cards: [{cause: "greylisted", to: "kim@lagoon.example", final: "temporary", mark: /Greylisted/}]
    },
    {
        what: "a size limit",
        text: "552 5.3.4 Message size exceeds fixed limit",
        cards: [{cause: "message-too-big", final: "permanent"}]
    },
    {
        what: "a login that failed",
        text: "smtplib.SMTPAuthenticationError: (535, b'5.7.8 Authentication credentials invalid')",
        cards: [{cause: "auth-required", final: "permanent"}]
    },
    {
        what: "a network that Outlook.com blocks",
        text: "550 5.7.1 Unfortunately, messages from [198.51.100.9] weren't sent. Please contact your Internet " +
            "service provider since part of their network is on our block list (S3150).",
        cards: [{cause: "blocklist-reputation", final: "permanent", mark: /weren't sent|S3150/}]
    },
    {
        what: "a quoted bounce",
        text: "> Delivery has failed to these recipients:\n> <nora@cove.example>\n> host mx.cove.example said:\n" +
            "> 550 5.1.1 <nora@cove.example>: Recipient address rejected: User unknown\n",
        cards: [{cause: "user-unknown", to: "nora@cove.example", final: "permanent"}]
    },
    {
        what: "spam content",
        text: "554 5.7.1 Message rejected as spam by Content Filtering.",
        cards: [{cause: "spam-content", final: "permanent"}]
    },
    {
        what: "no connection",
        text: "Nov 28 09:20:00 relay postfix/smtp[812]: 4F00AB: to=<bo@fjord.example>, relay=none, delay=30, " +
            "delays=0/0/30/0, dsn=4.4.1, status=deferred (connect to mx.fjord.example[192.0.2.44]:25: " +
            "Connection timed out)",
        cards: [{cause: "network", to: "bo@fjord.example", final: "temporary"}]
    }
];

async function pasteBounces() {
    const page = await open("index.html");

    await ready(page);
    for (const {what, text, cards} of bounces) {
        const seen = await paste(page, text);

        check(`${what}: ${cards.length} cards`, seen.length === cards.length, seen.map((c) => c.title));
        cards.forEach((card, i) => {
            const is = seen[i];

            if (!is) {
                return;
            }
            check(`${what}: the cause is ${card.cause}`,
                is.links.some((l) => l.includes(`cause/${card.cause}/`)), is.links);
            check(`${what}: ${card.final}`, is.codes.endsWith(card.final), is.codes);
            check(`${what}: to ${card.to}`, is.terms.For === card.to, is.terms);
            check(`${what}: who and what`, is.terms["Who must act"] && is.terms["What to do"], is.terms);
            check(`${what}: what decided is marked`, is.mark.length === 1 &&
                (!card.mark || card.mark.test(is.mark[0])), is.mark);
            check(`${what}: steps for the sender`, is.panels["I sent it"] &&
                is.panels["I sent it"].steps.length > 0, is.panels);
            check(`${what}: one reader is shown`,
                Object.values(is.panels).filter((p) => p.shown).length === 1, is.panels);
        });
        if (text.trim().includes("\n")) {
            const marks = await page.$$eval(".pasted mark", (m) => m.map((e) => e.textContent));

            check(`${what}: marked in what was pasted`, marks.length === cards.length &&
                marks.every((m) => text.includes(m)), marks);
        }
        for (const href of seen.flatMap((c) => c.links)) {
            check(`${what}: ${href} is there`, existsSync(resolve(site, href.split("#")[0])));
        }
    }
    await close("bounces", page);
}

/* --- what the tool's answers are tested with ----------------------------- */

const readers = {
    "sender": "I sent it",
    "sender-admin": "I run the sending server",
    "recipient": "It was for me",
    "recipient-admin": "I run the receiving server"
};
const parties = {
    "sender": "the sender",
    "sender-admin": "the sending administrator",
    "recipient": "the recipient",
    "recipient-admin": "the receiving administrator",
    "network": "the administrator of the network or DNS in between"
};

/* The tool's own answer, its words one blank apart. */
function toolSays(call, text) {
    const words = text.replace(/\n$/, "");
    const option = /^--provider (\S+) (.*)$/.exec(words);
    const args = call === "explain" ? ["explain"] : call === "words" ? ["explain", words]
        : option ? ["--provider", option[1], option[2]] : [words];

    try {
        return execFileSync(`${work}/smtpcodes`, args, {input: call === "explain" ? text : "", encoding: "utf8",
            env: {COLUMNS: "100"}, stdio: ["pipe", "pipe", "ignore"]}).replace(/\s+/g, " ");
    } catch (error) {
        return error.stdout.replace(/\s+/g, " ");
    }
}

function checkSituation(what, row, cards, said) {
    const card = row.recipient === "-" ? cards[0] : cards.find((c) => c.terms.For === row.recipient);

    if (row.cause === "-") {
        check(`${what}: nothing is told`, cards.length === 0, cards);
        return;
    }
    if (!card) {
        check(`${what}: there is a card for ${row.recipient}`, false, cards);
        return;
    }
    /* A reply's reader is who holds it, as in the tool; who looks a thing up
     * sees that of all. */
    const panel = (row.call === "lookup" && card.panels[readers[row.reader]]) ||
        Object.values(card.panels).find((p) => p.shown) || {steps: [""]};

    check(`${what}: the cause is ${row.cause}`, row.call === "lookup" ||
        card.links.some((l) => l.includes(`cause/${row.cause}/`)), card.links);
    check(`${what}: ${row.party} must act`,
        card.terms["Who must act"] === (parties[row.party] || "no one must act"), card.terms);
    check(`${what}: the first step of the ${row.reader}`,
        row.step === "-" || new RegExp(row.step, "i").test(panel.steps[0]), panel.steps);
    for (const words of [card.title, `Who ${card.terms["Who must act"]}`, `Do ${card.terms["What to do"]}`]) {
        check(`${what}: the tool says so, too: ${words}`, said.includes(words.replace(/\s+/g, " ")), said);
    }
}

async function pasteSituations() {
    const texts = "tests/situations";
    const names = readdirSync(texts);
    const page = await open("index.html");

    await ready(page);
    for (const line of readFileSync(`${texts}/situations.tsv`, "utf8").split("\n")) {
        if (line === "" || line.startsWith("#")) {
            continue;
        }
        const [number, call, reader, cause, party, step, recipient] = line.split("\t");
        const name = names.find((n) => n.startsWith(`${number}-`));
        const text = readFileSync(`${texts}/${name}`, "utf8");
        /* The page has no options: a provider is one that the reply shows. */
        const cards = text.startsWith("--") ? null : await paste(page, text);

        if (cards) {
            checkSituation(name, {call, reader, cause, party, step, recipient}, cards,
                toolSays(call, text));
        }
    }
    await close("situations", page);
}

/* --- what people do ------------------------------------------------------ */

const listed = bounces[1].text;

async function useKeyboard() {
    const page = await open("index.html");

    await ready(page);
    await paste(page, listed);
    await page.focus(".card:nth-of-type(2) [role=tab][aria-selected=true]");
    const before = await page.evaluate(() => document.activeElement.textContent);
    await page.keyboard.press("ArrowRight");
    const after = await page.evaluate(() => [document.activeElement.textContent,
        document.activeElement.getAttribute("aria-selected")]);
    check("an arrow key goes to the next tab", after[0] !== before && after[1] === "true", [before, after]);
    await page.keyboard.press("Home");
    check("Home goes to the first tab",
        await page.evaluate(() => document.activeElement.textContent) === "I sent it");
    await page.keyboard.press("Tab");
    check("the next key leaves the tabs",
        await page.evaluate(() => document.activeElement.getAttribute("role")) !== "tab");
    await close("keyboard", page);
}

async function copyThings() {
    const page = await open("index.html", {permissions: ["clipboard-read", "clipboard-write"]});
    const copied = () => page.evaluate(() => navigator.clipboard.readText());

    await ready(page);
    await paste(page, listed);
    const card = page.locator(".card").nth(1);
    await card.getByRole("button", {name: "Copy an answer for my customer"}).click();
    const answer = await copied();
    for (const part of ["To: two@valley.example", "Spamhaus", "permanent", "554 5.7.1", "1. "]) {
        check(`the customer's answer has ${part}`, answer.includes(part), answer);
    }
    await paste(page, "550 5.7.25 [198.51.100.7] The IP address sending this message does not have a PTR record");
    const reverse = page.locator(".card");
    await reverse.getByRole("tab", {name: "I run the sending server"}).click();
    const commands = await reverse.locator(".command:visible code").allTextContents();
    check("there are commands", commands.length > 0);
    check("the address of the bounce is filled in", commands.join(" ").includes("198.51.100.7") ||
        commands.join(" ").includes("7.100.51.198"), commands);
    await reverse.locator(".command:visible button").first().click();
    check("a command is copied as it stands", await copied() === commands[0], await copied());
    await close("copying", page);
}

async function search() {
    const page = await open("index.html");
    const hits = () => page.$$eval(".hits a", (links) => links.map((a) => [a.textContent, a.getAttribute("href")]));

    await ready(page);
    for (const [words, label] of [["spf fail", "spf-failed"], ["TSS04", ""], ["postgrey", ""], ["google", ""],
        ["quota exceeded", ""]]) {
        await paste(page, words);
        const found = await hits();
        const tool = execFileSync(`${work}/smtpcodes`, ["search", ...words.split(" ")], {encoding: "utf8"})
            .split("\n").map((line) => line.split(" ")[0]);
        check(`'${words}' is found`, found.length > 0 && (label === "" || found[0][0] === label), found);
        check(`'${words}': in the order of the tool`,
            found.every(([name], i) => name === tool[i]), [found.map(([n]) => n), tool]);
        for (const [, href] of found) {
            check(`'${words}': ${href} is there`, existsSync(resolve(site, href.split("#")[0])));
        }
    }
    const [code] = await paste(page, "5.7.26");
    check("a code is looked up", code && code.codes.startsWith("5.7.26"), code);
    const [wide] = await paste(page, "550");
    check("a wide code has its words", wide && await page.locator(".card table").count() > 0, wide);
    await paste(page, "mailbx-full");
    await page.getByRole("button", {name: "mailbox-full"}).click();
    check("what was meant is one click away", (await cardsOf(page))[0].codes === "mailbox-full");
    await paste(page, "Dear all, the meeting is on Monday.\nBring cake.\n");
    check("where no reply is, it says so", (await page.textContent("#status")).includes("No reply found"));
    check("and what to paste", (await page.textContent("#answers")).includes("550 or 5.1.1"));
    await close("search", page);
}

async function followLinks() {
    for (const [path, name] of [["index.html#5.7.26", "5.7.26"], ["index.html?q=S3150", "S3150"],
        ["index.html#q=mailbox-full", "mailbox-full"], ["smtpcodes.html#5.1.1", "5.1.1"]]) {
        const page = await open(path);

        await page.waitForSelector(".card");
        check(`${path} is explained`, (await cardsOf(page))[0].codes.startsWith(name));
        await close(path, page);
    }
    const page = await open("5.1.1/index.html");
    await page.fill("#box", "552 5.2.2 over quota");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".card");
    check("the box of a page leads to the answer", page.url().includes("index.html") &&
        (await cardsOf(page))[0].codes.startsWith("552 5.2.2"), page.url());
    await close("the box of a page", page);
}

/* There is no address for issues yet, and so no link. */
async function reportFault() {
    const page = await open("index.html");
    const text = "550 5.7.1 <carol@creek.example>: Client host [198.51.100.77] blocked, see 2001:db8:77::9";

    await ready(page);
    await paste(page, text);
    check("no link without an address", await page.locator(".card details").count() === 0);
    await page.$eval("#ask", (ask) => { ask.dataset.issues = "https://issues.example/new"; });
    await paste(page, text + " ");
    await page.getByText("Wrong? Tell us").click();
    const shown = await page.locator(".card details pre").textContent();
    const sent = new URL(await page.getByRole("link", {name: "Open an issue"}).getAttribute("href"));
    check("what is sent is shown before", sent.searchParams.get("body") === shown, shown);
    check("it has the reply", shown.includes("550 5.7.1") && shown.includes("blocked"), shown);
    check("it names nobody", !/carol|creek|198\.51|:77:/.test(sent.href + shown), shown);
    await close("a report", page);
}

async function dropFile() {
    const page = await open("index.html");

    await ready(page);
    await page.evaluate((text) => {
        const data = new DataTransfer();

        data.items.add(new File([text], "bounce.eml", {type: "message/rfc822"}));
        document.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    }, listed);
    await page.waitForSelector(".card");
    check("a dropped file is explained", (await cardsOf(page)).length === 2);
    await page.fill("#box", "");
    check("an empty box has no answer", await page.locator(".card").count() === 0);
    await page.setInputFiles("#file", {name: "b.eml", mimeType: "message/rfc822", buffer: Buffer.from(listed)});
    await page.waitForSelector(".card");
    check("a chosen file is explained", (await cardsOf(page)).length === 2);
    await close("files", page);
}

/* --- what leaves and what stays ------------------------------------------ */

async function stayInside() {
    for (const path of ["index.html", "smtpcodes.html", "550/index.html"]) {
        const page = await open(path);

        if (path !== "550/index.html") {
            await ready(page);
            await paste(page, listed);
            check(`${path}: one file and no more`, page.asked.length === 1, page.asked);
            check(`${path}: two answers`, await page.locator(".card").count() === 2);
        }
        const refused = await page.evaluate(async () => {
            const tries = [
                () => fetch("https://example.com/?bounce"),
                () => new Promise((done, fail) => {
                    const image = new Image();

                    image.onload = done;
                    image.onerror = fail;
                    image.src = "https://example.com/bounce.png";
                }),
                () => new Promise((done, fail) => {
                    const script = document.createElement("script");

                    script.onload = done;
                    script.onerror = fail;
                    script.src = "https://example.com/bounce.js";
                    document.head.append(script);
                }),
                () => new Promise((done, fail) => {
                    const socket = new WebSocket("wss://example.com/");

                    socket.onopen = done;
                    socket.onerror = fail;
                })
            ];
            const seen = [];

            document.addEventListener("securitypolicyviolation", (e) => seen.push(e.effectiveDirective));
            for (const attempt of tries) {
                await attempt().then(() => seen.push("done"), () => null);
            }
            return seen;
        });
        check(`${path}: four tries to send are refused`, refused.length === 4 && !refused.includes("done"), refused);
        const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length,
            document.cookie, (await indexedDB.databases()).length, window.name].join());
        check(`${path}: nothing is kept`, kept === "0,0,,0,", kept);
        page.faults = page.faults.filter((f) => !f.includes("example.com"));
        await close(path, page);
    }
}

async function withoutScript() {
    const page = await open("550/index.html", {javaScriptEnabled: false});

    check("without JavaScript a page has its text", (await page.textContent("main")).includes("550"));
    check("and no box", !await page.isVisible("#box"));
    await page.goto(address("index.html"));
    check("the front page says why it has none", await page.isVisible("noscript") && !await page.isVisible("#box"));
    check("and has its list", await page.locator("main a").count() > 100);
    await close("without JavaScript", page);
}

/* --- for everybody ------------------------------------------------------- */

async function forEverybody() {
    for (const colorScheme of ["light", "dark"]) {
        for (const width of [320, 1280]) {
            const page = await open("index.html", {viewport: {width, height: 900}, colorScheme, bypassCSP: true});
            const what = `${width} pixels, ${colorScheme}`;

            await ready(page);
            for (const text of ["", listed, "550", "google", "spf fail", "nothing of that kind here\nat all"]) {
                await paste(page, text);
                const wide = await page.evaluate(() => document.documentElement.scrollWidth);
                check(`${what}, '${text.slice(0, 9)}': nothing is wider than the screen`, wide <= width, wide);
                await page.evaluate(axe);
                const faults = await page.evaluate(async () => {
                    const {violations} = await window.axe.run("#ask, nav", {preload: false});

                    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join("; ")}`);
                });
                check(`${what}, '${text.slice(0, 9)}': axe finds nothing`, faults.length === 0, faults);
                if (text === listed) {
                    await page.screenshot({path: `${work}/cards-${width}-${colorScheme}.png`,
                        clip: {x: 0, y: 0, width, height: 1800}, fullPage: true});
                }
            }
            await page.goto(address("5.7.26/index.html"));
            await page.evaluate(axe);
            const faults = await page.evaluate(async () =>
                (await window.axe.run({preload: false})).violations.map((v) => v.id));
            check(`${what}: axe finds nothing in a static page`, faults.length === 0, faults);
            await page.screenshot({path: `${work}/page-${width}-${colorScheme}.png`});
            await close(what, page);
        }
    }
}

/* --- sizes --------------------------------------------------------------- */

/* In kilobytes, as a server sends them. All prose is inside: it cannot be
 * asked for later; and 44 KB are fingerprints of phrases, which no server
 * compresses. */
function measure() {
    const most = {"index.html": 380, "smtpcodes.html": 370, "550/index.html": 40, "5.7.26/index.html": 40,
        "guide/index.html": 100};

    for (const [path, limit] of Object.entries(most)) {
        const size = Math.ceil(gzipSync(readFileSync(resolve(site, path)), {level: 9}).length / 1000);

        check(`${path}: at most ${limit} KB`, size <= limit, size);
        console.log(`${path}: ${size} KB`);
    }
}

for (const part of [pasteBounces, pasteSituations, useKeyboard, copyThings, search, followLinks, reportFault, dropFile,
    stayInside, withoutScript, forEverybody, measure]) {
    await part();
}
await browser.close();
console.log(`check-site: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
