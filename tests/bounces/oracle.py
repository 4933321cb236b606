#!/usr/bin/env python3
# SPDX-License-Identifier: 0BSD
"""usage: oracle.py TOOL FOLDER

Python's email package, which reads mail for many, against the reader of
bounces: what it finds in a delivery report the tool finds too, and what it
writes anew, encoded otherwise, the tool reads as before.
"""
import copy
import email
import email.encoders
import email.header
import email.policy
import json
import pathlib
import re
import subprocess
import sys

tool, folder = sys.argv[1], pathlib.Path(sys.argv[2])
passed = failed = 0


def check(name, expected, got):
    global passed, failed
    if expected == got:
        passed += 1
    else:
        failed += 1
        print(f'FAILED: {name}: expected {expected}, got {got}', file=sys.stderr)


def told(mail):
    """What the tool says of a mail: recipient, reason, reply of each."""
    run = subprocess.run([tool, 'explain', '--json', '--mail'], input=mail,
                         stdout=subprocess.PIPE, check=False)
    rows = [json.loads(line) for line in run.stdout.decode().splitlines()]
    return [(r['recipient'], r['reason'], r['reply']) for r in rows]


def plain(text):
    text = str(email.header.make_header(email.header.decode_header(text)))
    return re.sub(r'\s+', ' ', text).strip()


def untyped(field):
    return re.sub(r'^[\w -]+;', '', plain(field or '')).strip()


def reported(message):
    """The recipients, replies and codes of a mail's delivery reports."""
    rows = []
    for part in message.walk():
        if part.get_content_type() != 'message/delivery-status':
            continue
        for block in part.get_payload():
            address = re.search(r'[^\s<>;]+@[^\s<>();]+',
                                untyped(block.get('Final-Recipient')))
            if address and block.get('Action', '').strip().lower() == 'failed':
                rows.append((address[0], untyped(block.get('Diagnostic-Code')),
                             block.get('Status', '').strip()))
    return rows


def encoded(message, encode):
    """The same mail, its texts encoded otherwise; None: it has none to."""
    anew, changed = copy.deepcopy(message), False
    for part in anew.walk():
        text = part.get_payload(decode=True)
        if part.get_content_maintype() != 'text' or not text:
            continue
        del part['Content-Transfer-Encoding']
        part.set_payload(text)
        encode(part)
        changed = True
        if part is not anew and part.get_content_type() == 'text/html':
            break
    return anew.as_bytes() if changed else None


for path in sorted(folder.glob('*.eml')):
    mail = path.read_bytes()
    message = email.message_from_bytes(mail)
    before = told(mail)
    for address, reply, status in reported(message):
        row = next((r for r in before if r[0] == address), None)
        check(f'{path.name}: {address} is there', True, row is not None)
        # Where a report tells nothing, the text of the mail may tell more.
        if reply and reply.isprintable() and len(reply) < 1000 and \
                not status.endswith('.0.0') and row:
            check(f'{path.name}: {address}', reply, row[2])
    check(f'{path.name}: line ends', before,
          told(mail.replace(b'\r\n', b'\n').replace(b'\n', b'\r\n')))
    # What is malformed, or has fields in UTF-8, Python does not write as it was.
    if any(p.defects or not all(str(v).isascii() for v in p.values())
           for p in message.walk()):
        continue
    for encode in email.encoders.encode_base64, email.encoders.encode_quopri:
        anew = encoded(message, encode)
        if anew:
            check(f'{path.name}: {encode.__name__}', before, told(anew))

print(f'oracle: {passed} passed, {failed} failed')
sys.exit(failed > 0 or passed < 100)
