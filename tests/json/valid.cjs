// SPDX-License-Identifier: 0BSD
// Usage: valid.cjs AJV SCHEMA FILE
const { readFileSync } = require("node:fs");
const { resolve } = require("node:path");

const [ajv, ...paths] = process.argv.slice(2);
const [schema, document] = paths.map((path) => JSON.parse(readFileSync(path, "utf8")));
const Ajv = require(resolve(ajv));
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);
if (!validate(document)) {
  for (const fault of validate.errors.slice(0, 20))
    console.error(`${paths[1]}: ${fault.instancePath}: ${fault.message}`);
  process.exit(1);
}
