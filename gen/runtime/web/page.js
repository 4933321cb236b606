/* SPDX-License-Identifier: 0BSD
 *
 * The box of the front page: hands what is pasted to the WebAssembly, and shows
 * what it says. It says nothing itself about codes and replies, keeps nothing
 * and sends nothing. */
(function () {
    "use strict";

    const ask = document.getElementById("ask");
    const box = document.getElementById("box");
    const answers = document.getElementById("answers");
    const statusLine = document.getElementById("status");
    const clear = document.getElementById("clear");
    const readers = {
        "sender": "I sent it",
        "sender-admin": "I run the sending server",
        "recipient": "It was for me",
        "recipient-admin": "I run the receiving server"
    };
    const most = 4000000; // characters that are read of a file
    let wasm = null;
    let last = "";

    /* --- the WebAssembly ------------------------------------------------- */

    async function load() {
        const coded = atob(document.getElementById("wasm").textContent.trim());
        const bytes = Uint8Array.from(coded, (c) => c.charCodeAt(0));
        const stream = new Blob([bytes]).stream()
            .pipeThrough(new DecompressionStream("gzip"));
        const module = await new Response(stream).arrayBuffer();

        wasm = (await WebAssembly.instantiate(module, {})).instance.exports;
    }

    function answer(text) {
        const bytes = new TextEncoder().encode(text);
        const at = wasm.web_take(bytes.length);

        if (!at) {
            return {cards: [], hits: [], remark: "This is too long for your browser."};
        }
        new Uint8Array(wasm.memory.buffer, at, bytes.length).set(bytes);
        const len = wasm.web_answer(bytes.length);
        const said = new Uint8Array(wasm.memory.buffer, wasm.web_printed(), len);

        return JSON.parse(new TextDecoder().decode(said));
    }

    /* --- elements -------------------------------------------------------- */

    /* An element with attributes and children; what is null is left out. */
    function make(tag, attributes, ...children) {
        const element = document.createElement(tag);

        for (const [name, value] of Object.entries(attributes || {})) {
            if (typeof value === "function") {
                element.addEventListener(name, value);
            } else if (value !== null && value !== undefined && value !== false) {
                element.setAttribute(name, value === true ? "" : value);
            }
        }
        element.append(...children.flat().filter((c) => c !== null && c !== undefined));
        return element;
    }

    function link(path, text) {
        const pages = ask.dataset.pages;

        return path && pages ? make("a", {href: pages + path}, text) : null;
    }

    function terms(pairs) {
        return make("dl", null, pairs.filter(([, value]) => value).map(
            ([name, value, kind]) => [make("dt", null, name),
                make("dd", kind ? {class: kind} : null, value)]).flat());
    }

    /* --- copying --------------------------------------------------------- */

    async function copy(text) {
        try {
            await navigator.clipboard.writeText(text);
            return true;
        } catch {
            const area = make("textarea", {class: "unseen", "aria-hidden": "true"});

            area.value = text;
            document.body.append(area);
            area.select();
            const done = document.execCommand("copy");
            area.remove();
            return done;
        }
    }

    function copyButton(label, text, name) {
        return make("button", {
            type: "button",
            "aria-label": name || null,
            click: async (event) => {
                const button = event.currentTarget;

                const done = await copy(text());
                button.textContent = done ? "Copied" : "Not copied";
                statusLine.textContent = button.textContent;
                setTimeout(() => { button.textContent = label; }, 2000);
                button.focus();
            }
        }, label);
    }

    /* --- marks ----------------------------------------------------------- */

    /* Words as they may stand in a mail: broken, quoted, with the codes of a
     * reply's next line between them. */
    function spread(words) {
        const between = "(?:[\\s>|]|=\\r?\\n|[245]\\d\\d[- ](?:[245]\\.\\d+\\.\\d+\\s)?)+";

        return new RegExp(words.trim().split(/\s+/).map(
            (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(between), "gi");
    }

    /* Where the words of each card stand in a text, in order and apart. */
    function places(text, cards) {
        const found = [];

        for (const card of cards) {
            const pattern = card.decided ? spread(card.decided) : null;

            for (let m; pattern && (m = pattern.exec(text)) !== null;) {
                const end = m.index + m[0].length;
                const from = m.index;

                if (!found.some(([a, b]) => from < b && a < end)) {
                    found.push([from, end]);
                    break;
                }
            }
        }
        return found.sort((a, b) => a[0] - b[0]);
    }

    function marked(text, ranges) {
        const parts = [];
        let at = 0;

        for (const [from, end] of ranges) {
            parts.push(text.slice(at, from), make("mark", null, text.slice(from, end)));
            at = end;
        }
        return parts.concat(text.slice(at));
    }

    /* What was pasted, of a long text the lines around the marks. */
    function pasted(text, cards) {
        const around = 300;
        const ranges = places(text, cards);
        const parts = [];
        let at = 0;

        if (!text.trim().includes("\n") || ranges.length === 0) {
            return null;
        }
        for (const [from, end] of ranges) {
            const begin = Math.max(at, text.lastIndexOf("\n", Math.max(from - around, 0)) + 1);
            const stop = text.indexOf("\n", end + around);

            parts.push(begin > at ? "…\n" : "", text.slice(begin, from),
                make("mark", null, text.slice(from, end)));
            at = end;
            const next = ranges.find(([a]) => a >= end);
            const upTo = stop < 0 ? text.length : stop;
            const tail = next ? Math.min(next[0], upTo) : upTo;

            parts.push(text.slice(at, tail));
            at = tail;
        }
        parts.push(at < text.length ? "\n…" : "");
        return make("section", {"aria-labelledby": "pasted-title"},
            make("h2", {id: "pasted-title", class: "minor"}, "The words that decided, in what you pasted"),
            make("pre", {class: "pasted", tabindex: "0", "aria-labelledby": "pasted-title"}, parts));
    }

    /* --- steps ----------------------------------------------------------- */

    function command(text) {
        return make("div", {class: "command"},
            make("pre", null, make("code", null, text)),
            copyButton("Copy", () => text, "Copy: " + text));
    }

    function stepList(steps) {
        return make("ol", null, steps.map((step) => make("li", null, step.text,
            step.command ? command(step.command) : null)));
    }

    /* One tab a reader; the arrow keys go from one to the next. */
    function tabs(card, number) {
        const names = Object.keys(readers).filter((name) => card.steps && card.steps[name]);
        const buttons = [];
        const panels = [];

        function show(at, focus) {
            buttons.forEach((button, i) => {
                button.setAttribute("aria-selected", String(i === at));
                button.tabIndex = i === at ? 0 : -1;
                panels[i].hidden = i !== at;
            });
            if (focus) {
                buttons[at].focus();
            }
        }
        function onKey(event) {
            const at = buttons.indexOf(event.currentTarget);
            const to = {ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1,
                ArrowUp: at - 1, Home: 0, End: names.length - 1}[event.key];

            if (to !== undefined) {
                event.preventDefault();
                show((to + names.length) % names.length, true);
            }
        }
        names.forEach((name, i) => {
            const id = `tab-${number}-${name}`;

            buttons.push(make("button", {type: "button", role: "tab", id,
                "aria-controls": "of-" + id, click: () => show(i, false), keydown: onKey},
            readers[name]));
            panels.push(make("div", {role: "tabpanel", id: "of-" + id, "aria-labelledby": id},
                stepList(card.steps[name])));
        });
        if (names.length === 0) {
            return null;
        }
        show(Math.max(names.indexOf(card.reader), 0), false);
        return make("div", null, make("div", {role: "tablist", "aria-label": "Who are you?"},
            buttons), panels);
    }

    /* --- what can be handed on ------------------------------------------- */

    /* Plain text for somebody who asked for help. */
    function forCustomer(card) {
        const steps = (card.steps && card.steps.sender || []).map((step, i) =>
            `${i + 1}. ${step.text}` + (step.command ? `\n   ${step.command}` : ""));
        const rows = [
            card.recipient ? `To: ${card.recipient}` : "",
            `${card.title} (${[card.name, card.finality].filter(Boolean).join(", ")})`,
            card.meaning,
            `Who must act: ${card.who}. What to do: ${card.do}.`,
            steps.join("\n"),
            card.reply ? `The server's answer${card.host ? ` (${card.host})` : ""}:\n${card.reply}` : ""
        ];

        return rows.filter(Boolean).join("\n\n") + "\n";
    }

    /* Addresses of people and machines come out as those that examples have. */
    function masked(text) {
        return text.replace(/[^\s<>()[\]"',;:=]+@[^\s<>()[\]"',;:]+/g, "someone@example.com")
            .replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, "192.0.2.1")
            .replace(/\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}(?::[0-9a-f]{1,4})*/gi, "2001:db8::1");
    }

    /* The text of an issue, shown before anything is opened. */
    function report(card) {
        const issues = ask.dataset.issues;
        const text = masked(`Reply:\n${card.reply}\n\nIt says: ${card.title} ` +
            `(${card.reason}, ${card.message || card.basis})\n\nIt should say: `);
        const address = `${issues}?title=${encodeURIComponent("Wrong answer: " + card.title)}` +
            `&body=${encodeURIComponent(text)}`;

        return issues && card.reply ? make("details", null,
            make("summary", null, "Wrong? Tell us"),
            make("p", null, "Only this text is sent, when you submit the issue. Check that it names nobody."),
            make("pre", {tabindex: "0", class: "pasted"}, text),
            make("a", {href: address, target: "_blank", rel: "noopener noreferrer"},
                "Open the issue")) : null;
    }

    /* --- cards ----------------------------------------------------------- */

    function reply(card) {
        return card.reply ? make("blockquote", null,
            marked(card.reply, places(card.reply, [card]))) : null;
    }

    function table(titles, rows) {
        return rows.length ? make("table", null,
            make("thead", null, make("tr", null, titles.map((t) => make("th", {scope: "col"}, t)))),
            make("tbody", null, rows.map((row) => make("tr", null,
                row.map((cell, i) => make("td", {"data-column": titles[i]}, cell)))))) : null;
    }

    function cardOf(card, number) {
        const id = `card-${number}`;
        const title = card.title || `${card.name} is not in this catalogue`;
        const isAnswer = card.kind === "reply";

        return make("article", {class: "card", "aria-labelledby": id},
            make("p", {class: "codes"}, [card.name, card.finality].filter(Boolean).join(" · ")),
            make("h2", {id}, title),
            terms([
                ["What to do", card.do, "act"],
                ["Who must act", card.who],
                ["Sender", card.forward ? "forward this" : ""],
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
            reply(card),
            table(["The words say", "Whose problem", "Do"], (card.words || []).map(
                (w) => [link(w.page, w.say) || w.say, w.whose, w.do])),
            tabs(card, number),
            table(["Provider", "Code", "Means", "Do"], (card.uses || []).map(
                (u) => [u.provider, u.code, u.title, u.do])),
            table(["Code", "Means"], (card.codes || []).map((c) => [c.code, c.title])),
            make("div", {class: "row foot"},
                link(card.page, "Full page"),
                card.code_page && card.code_page !== card.page ?
                    link(card.code_page, "The code") : null,
                card.address ? make("a", {href: card.address, rel: "noreferrer"}, card.reference) :
                    card.reference ? make("span", {class: "soft"}, card.reference) : null,
                isAnswer ? copyButton("Copy an answer for my customer", () => forCustomer(card)) : null,
                isAnswer ? report(card) : null));
    }

    function hitList(found) {
        return found.hits.length ? make("section", {"aria-labelledby": "hits-title"},
            make("h2", {id: "hits-title", class: "minor"}, "Found in the catalogue"),
            make("ul", {class: "hits"}, found.hits.map((hit) => make("li", null,
                link(hit.page, hit.label) || make("code", null, hit.label), " ", hit.title))),
            found.more ? make("p", {class: "soft"}, `… and ${found.more} more. Add a word.`) : null) : null;
    }

    function nothing(found) {
        return make("div", null,
            make("p", null, found.lines === 1 ? "No reply found." : `No reply found in ${found.lines} lines.`),
            found.meant ? make("p", null, "Did you mean ", make("button", {type: "button",
                click: () => put(found.meant)}, found.meant), "?") : null,
            make("p", null, "Paste the part with a number such as 550 or 5.1.1. It is often at the " +
                "bottom of the bounce or in an attachment. If you have the whole message as a file, open it here."));
    }

    function summary(found) {
        const count = found.cards.length + found.left;
        const text = count === 1 ? "1 answer" : count ? `${count} answers` : "";

        return found.left ? `${text}, of which the first ${found.cards.length} are shown` : text ||
            (found.hits.length ? `${found.hits.length + found.more} found` : found.remark || "No reply found");
    }

    /* --- the box --------------------------------------------------------- */

    function update() {
        const text = box.value;

        clear.hidden = text === "";
        if (!wasm || text === last) {
            return;
        }
        last = text;
        if (text.trim() === "") {
            answers.replaceChildren();
            statusLine.textContent = "";
            return;
        }
        const found = answer(text);
        const parts = [
            found.cards.map(cardOf),
            found.remark ? make("p", {class: "note"}, found.remark) : null,
            hitList(found),
            pasted(text, found.cards)
        ].flat().filter(Boolean);

        answers.replaceChildren(...(parts.length ? parts : [nothing(found)]));
        statusLine.textContent = summary(found);
    }

    function put(text) {
        box.value = text;
        update();
        box.focus();
    }

    async function take(file) {
        if (file) {
            put((await file.slice(0, most).text()).slice(0, most));
        }
    }

    /* A link may say what to explain: "#5.7.26", "?q=spf". An anchor of this
     * page is none. The box of another page leaves its text in the window's
     * name, which goes no further. */
    function fromAddress() {
        const query = new URLSearchParams(location.search).get("q");
        const hash = decodeURIComponent(location.hash.slice(1)).replace(/^q=/, "");
        const handed = window.name.startsWith("smtpcodes:") ? window.name.slice(10) : "";

        if (handed) {
            window.name = "";
        }
        if (handed || query || (hash && !document.getElementById(hash))) {
            put(handed || query || hash);
        }
    }

    document.getElementById("app").hidden = false;
    box.addEventListener("input", update);
    clear.addEventListener("click", () => put(""));
    document.getElementById("file").addEventListener("change", (event) => {
        take(event.target.files[0]);
        event.target.value = "";
    });
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
