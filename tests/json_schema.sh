#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Is a JSON file as a schema says? Usage: json_schema.sh SCHEMA FILE. By
# Python's module jsonschema, whose command is deprecated and whose package may
# belong to another Python than the first on the path.
set -eu
for python in python3 /usr/bin/python3; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
    python=
done
if [ -z "$python" ]; then
    echo "schema: $2 not looked at, since python3 has no module jsonschema here" >&2
    exit 0
fi
exec "$python" - "$1" "$2" <<'END'
import json, sys
from jsonschema import validators

schema, document = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
kind = validators.validator_for(schema)
kind.check_schema(schema)
faults = sorted(kind(schema).iter_errors(document), key=lambda fault: list(map(str, fault.path)))
for fault in faults[:20]:
    place = "/".join(map(str, fault.absolute_path))
    print(f"{sys.argv[2]}: /{place}: {fault.message[:300]}", file=sys.stderr)
if faults:
    sys.exit(f"{sys.argv[2]}: {len(faults)} faults; expected what {sys.argv[1]} says")
END
