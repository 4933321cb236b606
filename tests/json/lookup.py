# SPDX-License-Identifier: 0BSD
"""What a party can do about codes. Usage: lookup.py JSON sender|sender-admin|... CODE..."""
import json, sys

with open(sys.argv[1], encoding="utf-8") as file:
    catalogue = json.load(file)
entries = {entry["code"]: entry for entry in catalogue["replies"] + catalogue["statuses"]}
reasons = {reason["id"]: reason for reason in catalogue["reasons"]}
for code in sys.argv[3:]:
    entry = entries[code if code.isdigit() else "X" + code[1:]]
    print(code, entry["title"])
    advice = entry["advice"] + reasons[entry["reason"]]["advice"]
    for step in next((a["steps"] for a in advice if a["for"] == sys.argv[2]), []):
        print("-", " ".join(filter(None, [step["text"], step.get("command")])))
    print(entry["references"][0]["url"])
