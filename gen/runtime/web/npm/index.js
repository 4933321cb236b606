/* SPDX-License-Identifier: 0BSD
 *
 * The headers as a module: each call hands text to the WebAssembly and reads
 * the JSON that it makes of it. index.d.ts says what comes out. */
const address = new URL("./smtpcodes.wasm", import.meta.url);
const bytes = address.protocol === "file:"
    ? await (await import("node:fs/promises")).readFile(address)
    : await (await fetch(address)).arrayBuffer();
const wasm = (await WebAssembly.instantiate(bytes, {})).instance.exports;
const stages = ["", "connect", "ehlo", "auth", "mail", "rcpt", "data", "message"];

function put(text) {
    const from = typeof text === "string" ? new TextEncoder().encode(text) : text;
    const room = wasm.web_take(from.length);

    if (!room) throw new RangeError("the text is too long");
    new Uint8Array(wasm.memory.buffer, room, from.length).set(from);
    return from.length;
}

function call(name, text, {provider = "", stage = ""} = {}) {
    if (!wasm.web_provider(put(provider)) && provider) throw new RangeError(`unknown provider: ${provider}`);
    if (!stages.includes(stage)) throw new RangeError(`unknown stage: ${stage}`);
    wasm.web_context(stages.indexOf(stage), 1);
    const len = wasm[name](put(text));
    return JSON.parse(new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.web_printed(), len)));
}

export function explain(text, context) {
    const {said, ...rest} = call("web_explain", text, context);

    return {...said, ...rest};
}
export const bounce = (mail, context) => call("web_bounce", mail, context);
export const lookup = (word, context) => call("web_lookup", word, context);
export const search = (words) => call("web_search", words);
export const version = call("web_version", "");
