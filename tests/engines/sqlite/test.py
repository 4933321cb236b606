# SPDX-License-Identifier: 0BSD
"""The extension for SQLite in Python. Usage: test.py EXTENSION"""

import json
import sqlite3
import sys

extension = sys.argv[1]


def connect(encoding="UTF-8"):
    db = sqlite3.connect(":memory:")
    db.execute(f"PRAGMA encoding = '{encoding}'")
    db.enable_load_extension(True)
    db.load_extension(extension)
    db.enable_load_extension(False)
    return db


for encoding in "UTF-8", "UTF-16le", "UTF-16be":
    db = connect(encoding)
    db.execute("CREATE TABLE log(line, provider)")
    db.executemany(
        "INSERT INTO log VALUES (?, ?)",
        [
            ("550 Empfängerpostfach ist voll", None),
            (b"550 5.1.1 User unknown \xff\x00", "google"),
            ("550 5.1.1 \0 User unknown", "Gmail"),
        ],
    )
    rows = db.execute("SELECT smtp_reason(line, provider), smtp_explain(line, provider) FROM log").fetchall()
    assert [r[0] for r in rows] == ["mailbox-full", "user-unknown", "user-unknown"], (encoding, rows)
    assert json.loads(rows[1][1])["provider"] == "google", rows[1]
    mail = (
        "From: MAILER-DAEMON@example.org\nMIME-Version: 1.0\n"
        "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; kim@example.net\n"
        "Action: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox full ü漢\n\n--b--\n"
    )
    row = db.execute("SELECT recipient, words FROM smtp_bounce(?)", (mail,)).fetchone()
    assert row[0] == "kim@example.net" and row[1].endswith("ü漢"), (encoding, row)

# An error is one, whatever its text was made of.
for name in "gogle", "ä" * 1000, b"\xff" * 1000:
    try:
        connect().execute("SELECT smtp_reason('550 5.1.1 User unknown', ?)", (name,)).fetchall()
    except sqlite3.OperationalError as e:
        assert "unknown provider" in str(e) and len(str(e)) < 200, e
    else:
        sys.exit(f"{name[:10]} is taken for a provider")
