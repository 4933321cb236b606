# SPDX-License-Identifier: 0BSD
"""make.py GENERATOR FOLDER - a catalogue with every payload in every place.

A place whose texts have a pattern in catalog.rng gets those that match it. Of
the others only phrases may be refused: they say why, and the payload is left
out there."""
import collections
import os
import re
import subprocess
import sys
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from payloads import PAYLOADS

RNG = "{http://relaxng.org/ns/structure/1.0}"
PATTERNS = {"step": "element", "command": "element", "say": "attribute",
            "address": "attribute"}
PHRASES = ("match", "local", "unless", "shown")
COUNT = len(PAYLOADS)
READERS = ("sender", "sender-admin", "recipient", "recipient-admin")


def patterns():
    """What catalog.rng says of these places, a test for each."""
    schema = ElementTree.parse("catalog/catalog.rng").getroot()
    found = {}
    for name, kind in PATTERNS.items():
        for node in schema.iter(RNG + kind):
            params = {p.get("name"): p.text for p in node.iter(RNG + "param")}
            if node.get("name") == name and "pattern" in params:
                found[name] = (re.compile(params["pattern"]),
                               int(params.get("maxLength", 4000)))
    return found


class Catalogue:
    """Files of lines; no two payloads stand on one line."""

    def __init__(self):
        self.files = {}
        self.patterns = patterns()
        self.planted = {}  # (file, line): place and serial number
        self.left_out = set()
        self.refused = collections.Counter()
        self.counts = collections.Counter()
        self.serial = 0

    def open(self, name):
        self.name = name
        self.lines = self.files[name] = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            "<!-- SPDX-License-Identifier: 0BSD -->"]

    def put(self, line):
        self.lines.append(line)

    def plant(self, place, form, payload, instead=None):
        """The form with the payload for its %s; instead, where the place
        does not take it."""
        self.serial += 1
        key = (place, self.serial)
        if key in self.left_out or not self.takes(place, payload):
            self.refused[place] += 1
            if instead is not None:
                self.put(instead)
            return
        attribute = "=%s" in form
        self.put(form % (quoteattr(payload) if attribute else escape(payload)))
        self.planted[(self.name, len(self.lines))] = key
        self.counts[place] += 1

    def takes(self, place, payload):
        pattern, longest = self.patterns.get(place, (None, 0))
        return not pattern or (len(payload) <= longest and
                               pattern.fullmatch(payload) is not None)

    def text(self, element, payload, attributes=""):
        self.plant(element, "<%s%s>%%s</%s>" % (element, attributes, element),
                   payload)


def word(i):
    """A word that nothing else holds."""
    return "zq" + "abcdefghij"[i // 100] + "klmnopqrst"[i // 10 % 10] + \
        "uvwxyzabcd"[i % 10] + "zq"


def payload(i):
    return PAYLOADS[i % COUNT]


def put_advice(c, i):
    for turn, reader in enumerate(READERS):
        c.put('<advice for="%s">' % reader)
        c.plant("step", "<step>%s</step>", payload(i + turn), "<step>S.</step>")
        c.put("<step>Type this:")
        c.plant("command", "<command>%s</command>", payload(i + turn),
                "<command>true</command>")
        c.put("</step>")
        c.put("</advice>")


def put_refs(c, i):
    c.plant("section", '<ref source="s-%03d" section=%%s/>' % i, payload(i))
    c.put('<ref rfc="%d" section="4.2.1"/>' % (i + 1))


def put_references(c):
    c.open("references.xml")
    c.put("<references>")
    for i in range(COUNT):
        c.put('<rfc number="%d" date="2008-10" track="standards">' % (i + 1))
        c.text("title", payload(i))
        c.put("</rfc>")
    for i in range(COUNT):
        form = '<source id="s-%03d" address=%%s seen="2024-12">' % i
        c.plant("address", form, ("https://x.example/%d/" % i) + payload(i),
                form % '"https://x.example/%d"' % i)
        c.text("title", payload(i))
        c.put("</source>")
    c.put("</references>")


def put_classes(c):
    c.open("classes.xml")
    c.put("<classes>")
    for digit in (2, 3, 4, 5):
        enhanced = "" if digit == 3 else " enhanced=%s"
        form = '<class digit="%d" name="K%d"%s>' % (digit, digit, enhanced)
        if digit == 3:
            c.put(form)
        else:
            c.plant("enhanced", form, payload(digit * 7))
        c.text("title", payload(digit * 11))
        c.text("meaning", payload(digit * 13))
        c.text("client", payload(digit * 17))
        put_refs(c, digit)
        c.put("</class>")
    for digit in range(6):
        c.put('<group digit="%d">' % digit)
        c.text("title", payload(digit * 19))
        c.text("meaning", payload(digit * 23))
        put_refs(c, digit)
        c.put("</group>")
    for i in range(COUNT):
        c.put('<subject number="%d" name="SUBJECT_%d">' % (i, i))
        c.text("title", payload(i))
        c.text("meaning", payload(i))
        c.text("client", payload(i))
        put_refs(c, i)
        c.put("</subject>")
    c.put("</classes>")


def put_reasons(c):
    c.open("reasons.xml")
    c.put("<reasons>")
    for number, id in enumerate(
            ["accepted", "other"] + ["r-%d" % i for i in range(COUNT)]):
        i = max(0, number - 2)
        c.put('<reason id="%s" number="%d" about="recipient">' % (id, number))
        c.text("title", payload(i))
        c.text("meaning", payload(i))
        c.text("cause", payload(i))
        put_advice(c, i)
        c.put('<act class="4" action="retry" party="nobody"/>')
        c.put('<act class="5" action="fix-message" party="sender"/>')
        put_refs(c, i)
        c.put("</reason>")
    c.put("</reasons>")


def put_entry(c, i, confused):
    c.text("title", payload(i))
    c.text("meaning", payload(i))
    for turn in range(3):
        form = '<words say=%%s reason="r-%d"/>' % ((i + turn) % COUNT)
        c.plant("say", form, payload(i + turn),
                form % '"filler %d"' % turn)
    c.text("cause", payload(i))
    put_advice(c, i)
    c.text("confused", payload(i), ' with="%s"' % confused)
    c.text("origin", payload(i))
    put_refs(c, i)


def put_replies(c):
    c.open("replies.xml")
    c.put("<replies>")
    c.put('<reply code="550" name="FIVE_FIFTY" standing="standard"'
          ' reason="other" commands="RCPT">')
    c.text("title", payload(0))
    c.text("meaning", payload(0))
    put_advice(c, 0)
    put_refs(c, 0)
    c.put("</reply>")
    for i in range(COUNT):
        c.put('<reply code="%d" name="REPLY_%d" standing="folklore"'
              ' reason="r-%d" commands="RCPT" class="5">' % (600 + i, i, i))
        put_entry(c, i, "550")
        c.put("</reply>")
    c.put("</replies>")


def put_statuses(c):
    c.open("statuses.xml")
    c.put("<statuses>")
    for i in range(COUNT):
        c.put('<status code="X.%d.1" name="STATUS_%d" standing="provider"'
              ' classes="4 5" reason="r-%d">' % (i, i, i))
        put_entry(c, i, "550")
        c.put("</status>")
    c.put("</statuses>")


def put_messages(c):
    c.open("messages.xml")
    c.put("<messages>")
    for i in range(COUNT):
        c.put('<message id="m-%d" reason="r-%d" provider="p-%d">' % (i, i, i)
              if i % 2 else '<message id="m-%d" reason="r-%d">' % (i, i))
        c.text("title", payload(i))
        c.text("meaning", payload(i))
        c.text("cause", payload(i))
        put_advice(c, i)
        c.put("<match>%s</match>" % word(i))
        for element in ("match", "local", "unless"):
            if element == "local":
                c.put("<local>lone %s</local>" % word(i))
            c.plant(element, "<%s>%s %s %%s</%s>" % (element, element, word(i),
                                                    element), payload(i))
        c.plant("example", "<example>550 %s: %%s</example>" % word(i),
                payload(i))
        c.plant("example", "<example>%%s lone %s</example>" % word(i),
                payload(i))
        put_refs(c, i)
        c.put("</message>")
    c.put("</messages>")


def put_provider(c, i):
    c.open("providers/p-%d.xml" % i)
    c.put('<provider id="p-%d">' % i)
    c.text("title", payload(i))
    c.text("meaning", payload(i))
    c.plant("shown", "<shown>shown%s %%s</shown>" % word(i), payload(i))
    subject = i % 8  # of a provider's code, which has no others
    ranges = ["5.%d.700-702" % subject] if i % 10 == 0 else []
    for code in ["550", "5.%d.1" % subject] + ranges:
        c.put('<use code="%s" reason="r-%d">' % (code, i))
        c.text("title", payload(i))
        c.text("meaning", payload(i))
        put_advice(c, i)
        put_refs(c, i)
        c.put("</use>")
    put_refs(c, i)
    c.put("</provider>")


def put_guide(c):
    c.open("guide.xml")
    c.put("<guide>")
    c.text("title", payload(14))
    for i in range(COUNT):
        c.put('<section id="section-%d">' % i)
        # The manual has the first alone.
        c.text("title", " ".join(PAYLOADS[13::-1]) if i == 0 else payload(i))
        c.text("p", payload(i))
        # The same twice in a section is refused.
        for turn, element in enumerate(("steps", "list")):
            c.put("<%s>" % element)
            c.text("item", payload(i + turn))
            c.put("</%s>" % element)
        c.text("sample", payload(i + 1))
        if i == 0:
            for part in PAYLOADS[:COUNT // 2], PAYLOADS[COUNT // 2:]:
                c.put("<sample>\n" + escape("\n".join(part)) + "\n</sample>")
            c.put("<sample>a&#9;.sy touch PWNED&#9;```</sample>")
        c.put("</section>")
    c.put("</guide>")


def put_changes(c):
    c.open("changes.xml")
    c.put("<changes>")
    c.put('<release version="12.34.56" date="2025-03-02">')
    for i in range(COUNT):
        c.text("change", payload(i), ' kind="%s"' % ("new", "corrected")[i % 2])
    c.put("</release>")
    c.put("</changes>")


def put_manifest(c):
    names = list(c.files)
    c.open("catalog.xml")
    c.put('<catalog format="1" version="12.34.56" registry="2024-12-06">')
    for name in names:
        c.put('<file href="%s"/>' % name)
    c.put("</catalog>")


def put_all(c):
    c.files, c.planted, c.serial = {}, {}, 0
    c.counts.clear()
    c.refused.clear()
    put_references(c)
    put_classes(c)
    put_reasons(c)
    put_replies(c)
    put_statuses(c)
    put_messages(c)
    for i in sorted(range(COUNT), key=str):  # as in the alphabet
        put_provider(c, i)
    put_guide(c)
    put_changes(c)
    put_manifest(c)


def save(c, folder):
    os.makedirs(folder + "/providers", exist_ok=True)
    for name, lines in c.files.items():
        with open(folder + "/" + name, "w", encoding="utf-8") as to:
            to.write("\n".join(lines) + "\n")


def ask(generator, folder):
    """What the generator objects to: file, line, rule and the line."""
    run = subprocess.run([generator, "--lint", folder], stderr=subprocess.PIPE)
    said = run.stderr.decode()
    found = re.findall(r"^%s/(\S+?):(\d+): error: .*?\[([a-z-]+)\]$"
                       % re.escape(folder), said, re.MULTILINE)
    if run.returncode not in (0, 1) or (run.returncode == 1) != bool(found):
        sys.exit("hostile: status %d\n%s" % (run.returncode, said))
    return [(name, int(line), rule) for name, line, rule in found], said


def main():
    generator, folder = sys.argv[1:]
    c = Catalogue()
    while True:
        put_all(c)
        save(c, folder)
        faults, said = ask(generator, folder)
        if not faults:
            break
        for name, line, rule in faults:
            place, serial = c.planted.get((name, line), ("nothing", 0))
            if place not in PHRASES or rule != "bad-phrase":
                sys.exit("hostile: refused where it should not be:\n" + said)
            c.left_out.add((place, serial))
    for place in (*PATTERNS, *PHRASES):
        if not c.counts[place] or not c.refused[place]:
            sys.exit("hostile: <%s> takes %d payloads and refuses %d" %
                     (place, c.counts[place], c.refused[place]))
    print("hostile: %d payloads planted %d times, and refused %d times" %
          (COUNT, sum(c.counts.values()), sum(c.refused.values())))


main()
