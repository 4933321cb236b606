/* SPDX-License-Identifier: 0BSD
 *
 * The box of the front page: hands what is pasted to the WebAssembly, and shows
 * what it says. It says nothing itself about codes and replies, keeps nothing
 * and sends nothing. */
(function () {
    "use strict";

    const [ask, box, answers, statusLine, clear] =
        ["ask", "box", "answers", "status", "clear"].map((id) => document.getElementById(id));
    const readers = {
        "sender": "I sent it",
        "sender-admin": "I run the sending server",
        "recipient": "It was for me",
        "recipient-admin": "I run the receiving server"
    };
    let wasm = null;
    let last = "";

    async function load() {
        const coded = atob(document.getElementById("wasm").textContent);
        const packed = new Blob([Uint8Array.from(coded, (c) => c.charCodeAt(0))]).stream();
        const unpacked = new Response(packed.pipeThrough(new DecompressionStream("gzip")));

        wasm = (await WebAssembly.instantiate(await unpacked.arrayBuffer(), {})).instance.exports;
    }

    function answer(text) {
        const bytes = new TextEncoder().encode(text);
        const room = wasm.web_take(bytes.length);

        if (!room) {
            return {cards: [], hits: [], left: 0, remark: "This is too long for your browser."};
        }
        new Uint8Array(wasm.memory.buffer, room, bytes.length).set(bytes);
        const len = wasm.web_answer(bytes.length);
        return JSON.parse(new TextDecoder().decode(
            new Uint8Array(wasm.memory.buffer, wasm.web_printed(), len)));
    }

    /* --- elements -------------------------------------------------------- */

    /* An element with attributes, listeners and children; null is left out. */
    function make(tag, attributes, ...children) {
        const element = document.createElement(tag);

        for (const [name, value] of Object.entries(attributes || {})) {
            if (typeof value === "function") element.addEventListener(name, value);
            else element.setAttribute(name, value);
        }
        element.append(...children.flat().filter((child) => child !== null && child !== undefined));
        return element;
    }

    /* The copy that is one file has no other pages. */
    function link(path, text) {
        return ask.dataset.pages && path ? make("a", {href: ask.dataset.pages + path}, text) : text;
    }

    function terms(pairs) {
        return make("dl", null, pairs.filter(([, value]) => value).map(
            ([name, value, kind]) => [make("dt", null, name), make("dd", {class: kind || ""}, value)]).flat());
    }

    function table(titles, rows) {
        return rows.length ? make("table", null,
            make("thead", null, make("tr", null, titles.map((t) => make("th", {scope: "col"}, t)))),
            make("tbody", null, rows.map((row) => make("tr", null,
                row.map((cell, i) => make("td", {"data-column": titles[i]}, cell)))))) : null;
    }

    function part(id, title, ...children) {
        return make("section", {"aria-labelledby": id}, make("h2", {id, class: "minor"}, title), children);
    }

    /* label is what the button says, name what it is for. */
    function copyButton(label, name, text) {
        return make("button", {type: "button", "aria-label": name, async click(event) {
            const button = event.currentTarget;

            statusLine.textContent = await navigator.clipboard.writeText(text).then(
                () => "Copied", () => "Your browser does not allow copying here");
            button.textContent = statusLine.textContent;
            setTimeout(() => { button.textContent = label; }, 2000);
        }}, label);
    }

    /* --- marks ----------------------------------------------------------- */

    /* Words as they may stand in a mail: broken, quoted, with the codes of a
     * reply's next line between them. */
    function pattern(words) {
        const between = "(?:[\\s>|]|=\\r?\\n|[245]\\d\\d[- ](?:[245]\\.\\d+\\.\\d+\\s)?)+";

        return new RegExp(words.split(/\s+/).map(
            (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(between), "gi");
    }

    /* The text, with what decided each card marked in another place. */
    function marked(text, cards) {
        const found = [];
        const parts = [];
        let at = 0;

        for (const card of cards.filter((c) => c.decided)) {
            const free = [...text.matchAll(pattern(card.decided))].map((m) => [m.index, m.index + m[0].length])
                .find(([from, end]) => !found.some(([a, b]) => from < b && a < end));

            found.push(free || [0, 0]);
        }
        for (const [from, end] of found.filter(([, b]) => b).sort((a, b) => a[0] - b[0])) {
            parts.push(text.slice(at, from), make("mark", null, text.slice(from, end)));
            at = end;
        }
        return at ? [...parts, text.slice(at)] : null;
    }

    function pasted(text, cards) {
        const parts = text.trim().includes("\n") ? marked(text, cards) : null;

        return parts && part("pasted", "The words that decided, in what you pasted",
            make("pre", {class: "pasted", tabindex: 0, "aria-labelledby": "pasted"}, parts));
    }

    /* --- steps ----------------------------------------------------------- */

    function stepList(steps) {
        return make("ol", null, steps.map(({text, command}) => make("li", null, text,
            command ? make("div", {class: "command"}, make("pre", null, make("code", null, command)),
                copyButton("Copy", `Copy: ${command}`, command)) : null)));
    }

    /* One tab a reader; the arrow keys go from one to the next. */
    function tabs(card, number) {
        const names = Object.keys(readers).filter((name) => card.steps && card.steps[name]);
        const panels = names.map((name) => make("div", {role: "tabpanel", id: `steps-${number}-${name}`,
            "aria-labelledby": `tab-${number}-${name}`}, stepList(card.steps[name])));
        const buttons = names.map((name, i) => make("button", {type: "button", role: "tab",
            id: `tab-${number}-${name}`, "aria-controls": `steps-${number}-${name}`,
            click: () => show(i), keydown: (event) => go(event, i)}, readers[name]));

        function show(at) {
            buttons.forEach((button, i) => {
                button.setAttribute("aria-selected", i === at);
                button.tabIndex = i === at ? 0 : -1;
                panels[i].hidden = i !== at;
            });
        }
        function go(event, at) {
            const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
                Home: 0, End: -1}[event.key];

            if (to !== undefined) {
                event.preventDefault();
                show((to + names.length) % names.length);
                buttons[(to + names.length) % names.length].focus();
            }
        }
        show(Math.max(names.indexOf(card.reader), 0));
        return names.length ? [make("div", {role: "tablist", "aria-label": "Who are you?"}, buttons), ...panels] : [];
    }

    /* --- what can be handed on ------------------------------------------- */

    /* Plain text for somebody who asked for help. */
    function forCustomer(card) {
        const steps = (card.steps.sender || []).map(
            ({text, command}, i) => `${i + 1}. ${text}${command ? `\n   ${command}` : ""}`);

        return [
            card.recipient && `To: ${card.recipient}`,
            `${card.title} (${[card.name, card.finality].filter(Boolean).join(", ")})`,
            card.meaning,
            `Who must act: ${card.who}. What to do: ${card.do}.`,
            steps.join("\n"),
            card.reply && `The reply${card.host ? ` of ${card.host}` : ""}:\n${card.reply}`
        ].filter(Boolean).join("\n\n") + "\n";
    }

    /* Addresses of people and machines come out as those that examples have. */
    function masked(text) {
        return text.replace(/[^\s<>()[\]"',;:=]+@[^\s<>()[\]"',;:]+/g, "someone@example.com")
            .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "192.0.2.1")
            .replace(/\b(?:[0-9a-f]{1,4}:+){2,7}[0-9a-f]{1,4}\b/gi, "2001:db8::1");
    }

    /* The text of an issue, shown before anything is opened. */
    function report(card) {
        const text = masked(`Reply:\n${card.reply}\n\nIt says: ${card.title} (${card.reason}, ` +
            `${card.message || card.basis})\n\nIt should say: `);
        const query = new URLSearchParams({title: `Wrong answer: ${card.title}`, body: text});

        return make("details", null, make("summary", null, "Wrong? Tell us"),
            make("p", null, "This text is all that leaves. Check that it names nobody."),
            make("pre", {class: "pasted", tabindex: 0}, text),
            make("a", {href: `${ask.dataset.issues}?${query}`, target: "_blank", rel: "noreferrer"}, "Open an issue"));
    }

    /* --- cards ----------------------------------------------------------- */

    function foot(card) {
        return make("div", {class: "row foot"},
            ask.dataset.pages && card.page ? link(card.page, "Full page") : null,
            ask.dataset.pages && card.code_page ? link(card.code_page, "The code") : null,
            card.address ? make("a", {href: card.address, rel: "noreferrer"}, card.reference) : card.reference,
            card.kind === "reply" ? copyButton("Copy an answer for my customer",
                `Copy an answer for my customer: ${card.title}`, forCustomer(card)) : null,
            card.reply && ask.dataset.issues ? report(card) : null);
    }

    function cardOf(card, number) {
        return make("article", {class: "card", "aria-labelledby": `card-${number}`},
            make("p", {class: "codes"}, [card.name, card.finality].filter(Boolean).join(" · ")),
            make("h2", {id: `card-${number}`}, card.title || `${card.name} is not in this catalogue`),
            terms([
                ["What to do", card.do, "act"],
                ["Who must act", card.who],
                ["Sender", card.forward && "forward this"],
                ["For", card.recipient],
                ["Said by", card.host],
                ["From", card.from],
                ["Others mean", card.others],
                ["Code", card.standing],
                ["Note", [card.note, card.doubt].filter(Boolean).join("; ")],
                ["First digit", card.class],
                ["Second number", card.subject]
            ]),
            card.meaning ? make("p", null, card.meaning) : null,
            card.reply ? make("blockquote", null, marked(card.reply, [card]) || card.reply) : null,
            table(["The words say", "Whose problem", "Do"],
                (card.words || []).map((w) => [link(w.page, w.say), w.whose, w.do])),
            tabs(card, number),
            table(["Provider", "Code", "Means", "Do"],
                (card.uses || []).map((u) => [u.provider, u.code, u.title, u.do])),
            table(["Code", "Means"], (card.codes || []).map((c) => [c.code, c.title])),
            foot(card));
    }

    function hitList(found) {
        return found.hits.length ? part("hits", "Found in the catalogue",
            make("ul", {class: "hits"}, found.hits.map(
                (hit) => make("li", null, link(hit.page, hit.label), " ", hit.title))),
            found.more ? make("p", null, `… and ${found.more} more. Add a word.`) : null) : null;
    }

    function nothing(found) {
        return [
            found.meant ? make("p", null, "Did you mean ",
                make("button", {type: "button", click: () => put(found.meant)}, found.meant), "?") : null,
            make("p", null, "Paste the part with a number such as 550 or 5.1.1. It is often at the bottom of " +
                "the bounce or in an attachment. If you have the whole message as a file, open it here.")];
    }

    function summary(found) {
        const count = found.cards.length + found.left;

        return found.left ? `${count} answers; the first ${found.cards.length} are shown`
            : count ? `${count} answer${count > 1 ? "s" : ""}`
                : found.hits.length ? `${found.hits.length + found.more} found`
                    : found.remark || `No reply found${found.lines > 1 ? ` in ${found.lines} lines` : ""}.`;
    }

    /* --- the box --------------------------------------------------------- */

    function update() {
        const text = box.value;
        const found = wasm && text.trim() && text !== last ? answer(text) : null;

        clear.hidden = text === "";
        if (found) {
            const parts = [...found.cards.map(cardOf), hitList(found), pasted(text, found.cards)].filter(Boolean);

            answers.replaceChildren(...(parts.length || found.remark ? parts : nothing(found).filter(Boolean)));
            statusLine.textContent = summary(found);
        } else if (!text.trim()) {
            answers.replaceChildren();
            statusLine.textContent = "";
        }
        last = wasm ? text : "";
    }

    function put(text) {
        box.value = text;
        update();
        box.focus();
    }

    /* Of a long file the beginning, where mails and reports say what failed. */
    async function take(file) {
        if (file) put(await file.slice(0, 4000000).text());
    }

    /* A link may say what to explain: "#5.7.26", "?q=spf". An anchor of this
     * page is none. The box of another page leaves its text in the window's
     * name, which goes no further. */
    function fromAddress() {
        const hash = new URLSearchParams(location.hash.slice(1).replace(/^(?:q=)?/, "q=")).get("q");
        const handed = window.name.startsWith("smtpcodes:") ? window.name.slice(10) : "";
        const text = handed || new URLSearchParams(location.search).get("q") ||
            (document.getElementById(hash) ? "" : hash);

        if (handed) window.name = "";
        if (text) put(text);
    }

    document.getElementById("app").hidden = false;
    box.addEventListener("input", update);
    clear.addEventListener("click", () => put(""));
    document.getElementById("file").addEventListener("change", (event) => take(event.target.files[0]));
    for (const kind of ["dragover", "dragleave", "drop"]) {
        document.addEventListener(kind, (event) => {
            if (event.dataTransfer && event.dataTransfer.types.includes("Files")) {
                event.preventDefault();
                ask.classList.toggle("dropping", kind === "dragover");
                take(kind === "drop" ? event.dataTransfer.files[0] : null);
            }
        });
    }
    window.addEventListener("hashchange", fromAddress);
    fromAddress();
    load().then(update, () => {
        statusLine.textContent = "This browser is too old for the box. The pages below work.";
    });
})();
