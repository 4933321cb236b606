/* SPDX-License-Identifier: 0BSD
 *
 * For the scripts of the web pages, of the package for npm and of their tests.
 * The rules are ESLint's own recommended ones, which its package brings along. */
import {createRequire} from "node:module";
import {resolve} from "node:path";

const require = createRequire(resolve(`${process.env.BUILD || "build"}/npm/package.json`));
const js = createRequire(require.resolve("eslint"))("@eslint/js");
const names = (list) => Object.fromEntries(list.split(" ").map((name) => [name, "readonly"]));
const browser = names("document window location navigator atob Blob Response DecompressionStream WebAssembly " +
    "TextEncoder TextDecoder URLSearchParams setTimeout DataTransfer File DragEvent Image WebSocket fetch " +
    "localStorage sessionStorage indexedDB");

export default [
    js.configs.recommended,
    {
        languageOptions: {ecmaVersion: 2022, sourceType: "module",
            globals: {...browser, ...names("process console Buffer URL")}},
        rules: {
            "curly": ["error", "multi-line"], "eqeqeq": "error", "no-var": "error", "prefer-const": "error",
            "no-implied-eval": "error", "no-eval": "error", "strict": ["error", "safe"],
            "no-shadow": "error", "max-len": ["error", 120]
        }
    },
    {files: ["gen/runtime/web/page.js", "gen/runtime/web/box.js"], languageOptions: {sourceType: "script"}}
];
