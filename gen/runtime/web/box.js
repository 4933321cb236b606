/* SPDX-License-Identifier: 0BSD
 *
 * The box of the other pages hands its text to the front page: what may stand
 * in a link, a code or a few words, in the address, anything else in the
 * window's name, which no server sees and no history keeps. Some browsers do
 * not carry that name from file to file; there all goes into the address. */
(function () {
    "use strict";

    const form = document.getElementById("ask");
    const box = document.getElementById("box");
    const front = document.querySelector("nav a").getAttribute("href");

    function go() {
        const text = box.value.trim();
        const isShort = /^[^\n@]{1,60}$/.test(text) || location.protocol === "file:";

        if (text) {
            window.name = isShort ? "" : "smtpcodes:" + text;
            location.href = front + (isShort ? "#q=" + encodeURIComponent(text) : "");
        }
    }
    form.hidden = false;
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        go();
    });
    box.addEventListener("paste", () => setTimeout(go));
    box.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            go();
        }
    });
})();
