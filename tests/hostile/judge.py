# SPDX-License-Identifier: 0BSD
"""judge.py MEDIUM CATALOGUE OUTPUT [READ] - is every text of the catalogue in
the output what it was, in its place, and nothing else there?

OUTPUT is the folder of the output; READ is what a reader of that language made
of it, where Python has none."""
import collections
import csv
import glob
import html.parser
import json
import os
import re
import sys
from urllib.parse import unquote
from xml.etree import ElementTree

READERS = ("sender", "sender-admin", "recipient", "recipient-admin")
faults = []


def expect(good, *what):
    if not good:
        faults.append(": ".join(str(w)[:300] for w in what))


def same(got, want, *where):
    expect(got == want, *where, "%r is not %r" % (got, want))


# --- the catalogue, read once more -------------------------------------------

def folded(text):
    return re.sub("[ \t\r\n]+", " ", text or "").strip(" ")


def texts(node, name):
    return [folded(n.text) for n in node.findall(name)]


def text(node, name):
    return texts(node, name)[0]


def attributes(node, name, key):
    return [folded(n.get(key)) for n in node.findall(name)]


def steps(node, reader):
    """Pairs of a text and a command, or None."""
    found = node.findall("advice[@for='%s']/step" % reader)
    return [(folded(s.text), (texts(s, "command") or [None])[0]) for s in found]


def load(folder):
    roots = [ElementTree.parse(path).getroot() for path in
             glob.glob(folder + "/*.xml") + glob.glob(folder + "/*/*.xml")]
    return {kind: [n for root in roots for n in root.iter(kind)] for kind in
            ("reply", "status", "reason", "message", "provider", "source",
             "rfc", "class", "subject", "section", "guide", "change")}


def sources(cat):
    return {n.get("id"): n for n in cat["source"]}


def references(cat, node):
    """Of each <ref>: its text and its address."""
    by_id = sources(cat)
    for ref in node.findall("ref"):
        section = ref.get("section")
        if ref.get("source"):
            source = by_id[ref.get("source")]
            yield text(source, "title"), source.get("address")
            continue
        address = "https://www.rfc-editor.org/rfc/rfc" + ref.get("rfc")
        name = "RFC " + ref.get("rfc")
        yield ((name + ", section " + folded(section),
                address + "#section-" + folded(section)) if section
               else (name, address))


def addresses(cat):
    """All that a page may lead to, percents resolved."""
    found = {n.get("address") for n in cat["source"]}
    for kind in ("reply", "status", "reason", "message", "provider", "class",
                 "subject"):
        for node in cat[kind]:
            for part in [node] + node.findall("use"):
                found |= {address for _, address in references(cat, part)}
    found |= {"https://www.rfc-editor.org/rfc/rfc" + n.get("number")
              for n in cat["rfc"]}
    return {unquote(address) for address in found}


def prose(node):
    """What every page of an entry, cause, message or use says."""
    yield from texts(node, "title") + texts(node, "meaning")
    yield from texts(node, "cause")
    for reader in READERS:
        for said, command in steps(node, reader):
            yield said
            if command:
                yield command


def entry_texts(cat, node):
    yield from prose(node)
    yield from attributes(node, "words", "say")
    yield from texts(node, "confused") + texts(node, "origin")
    for title, _ in references(cat, node):
        yield title


def pages(cat):
    """Of each page: its kind, its name, the texts that it shows."""
    for kind in ("reply", "status"):
        for node in cat[kind]:
            yield kind, node.get("code"), list(entry_texts(cat, node))
    for node in cat["reason"]:
        shown = list(prose(node))
        for message in cat["message"]:
            if message.get("reason") == node.get("id"):
                shown += list(prose(message)) + texts(message, "example")
        yield "reason", node.get("id"), shown
    for node in cat["provider"]:
        shown = texts(node, "title") + texts(node, "meaning")
        shown += texts(node, "shown")
        for use in node.findall("use"):
            shown += list(prose(use))
        yield "provider", node.get("id"), shown


def guide(cat, sections):
    for node in cat["section"][:sections]:
        yield text(node, "title")
        yield from texts(node, "p") + texts(node, "steps/item")
        yield from texts(node, "list/item")
        for sample in node.findall("sample"):
            yield from (folded(line) for line in sample.text.split("\n"))


# --- C -----------------------------------------------------------------------

def lines_of(node, reader):
    return "\n".join(said + ("\t" + command if command else "")
                     for said, command in steps(node, reader))


def c_prose(node):
    return [text(node, "title"), text(node, "meaning")] + \
        [lines_of(node, reader) for reader in READERS]


def judge_c(cat, out, read):
    got = {}
    titles = []
    for record in read.split("\036")[:-1]:
        kind, key, *said = record.split("\037")
        if kind == "titles":
            titles = said
        got.setdefault((kind, key), []).append(said)
    for node in cat["reply"] + cat["status"]:
        first = next(references(cat, node))[0]
        want = c_prose(node) + [first] + attributes(node, "words", "say")
        same(got[("code", node.get("code"))], [want], node.get("code"))
        expect(text(node, "title") in titles, "no title", node.get("code"))
    for kind in ("reason", "message"):
        for node in cat[kind]:
            same(got[(kind, node.get("id"))], [c_prose(node)], node.get("id"))
    for node in cat["provider"]:
        first = next(references(cat, node))
        id = node.get("id")
        address = node.find("ref").get("source") and first[1] or ""
        same(got[("provider", id)],
             [[text(node, "title"), text(node, "meaning"), first[0], address]],
             id)
        for use in node.findall("use"):
            expect(c_prose(use) in got[("use", id)], "use", id, c_prose(use))
    for node in cat["class"]:
        key = ("class", node.get("digit"))
        same(got[key][0][:2], [text(node, "title"), folded(node.get("enhanced"))],
             *key)
    for node in cat["subject"]:
        key = ("class", node.get("number"))
        same(got[key][0][2], text(node, "title"), *key)


# --- JSON and CSV ------------------------------------------------------------

def json_prose(item):
    return [item["title"], item["meaning"]] + [
        "\n".join(s["text"] + ("\t" + s["command"] if "command" in s else "")
                  for a in item["advice"] if a["for"] == reader
                  for s in a["steps"]) for reader in READERS]


def judge_json(cat, out, read):
    with open(out + "/smtpcodes.json", encoding="utf-8") as file:
        data = json.load(file, parse_constant=lambda c: 1 / 0)

    def refs(item, node, *where):
        same([(r["text"], unquote(r["url"])) for r in item["references"]],
             [(t, unquote(a)) for t, a in references(cat, node)], *where)

    for kind, key, id in (("reply", "replies", "code"),
                          ("status", "statuses", "code"),
                          ("reason", "reasons", "id"),
                          ("message", "messages", "id")):
        items = {item[id]: item for item in data[key]}
        for node in cat[kind]:
            item = items[node.get(id)]
            same(json_prose(item), c_prose(node), kind, node.get(id))
            same(item["causes"], texts(node, "cause"), kind, node.get(id))
            refs(item, node, kind, node.get(id))
            if id == "code":
                same([", ".join(w["say"]) for w in item["words"]],
                     attributes(node, "words", "say"), node.get(id))
                same([c["text"] for c in item["confused"]],
                     texts(node, "confused"), node.get(id))
                same([item["origin"]["text"]] if item["origin"] else [],
                     texts(node, "origin"), node.get(id))
            if kind == "message":
                for name in ("match", "local", "unless"):
                    same(item[name], texts(node, name), node.get(id))
                same(item["examples"], texts(node, "example"), node.get(id))
    items = {item["id"]: item for item in data["providers"]}
    for node in cat["provider"]:
        item = items[node.get("id")]
        same([item["title"], item["meaning"]] + item["shown"],
             texts(node, "title") + texts(node, "meaning") +
             texts(node, "shown"), node.get("id"))
        for use, want in zip(item["uses"], node.findall("use")):
            same(json_prose(use), c_prose(want), node.get("id"))
            refs(use, want, node.get("id"))
    items = {item["id"]: item for item in data["references"]}
    for node in cat["source"]:
        item = items[node.get("id")]
        same([item["title"], item["address"]],
             [text(node, "title"), node.get("address")], node.get("id"))


def judge_csv(cat, out, read):
    """A spreadsheet runs a cell that begins with one of these; behind a ' it
    is text. A leading ' has one before it, so that taking one away always
    gives the text back. The text itself is never changed, nor refused: a title
    may begin with a minus."""
    with open(out + "/smtpcodes.csv", encoding="utf-8", newline="") as file:
        text_of = file.read()
    same(text_of.count("\r\n"), text_of.count("\n"), "line ends")
    same(text_of.count("\r\n"), text_of.count("\r"), "line ends")
    rows = {row["code"]: row for row in
            csv.DictReader(text_of.splitlines(True), strict=True)}
    for row in rows.values():
        same(len(row), 7, "fields")
        for value in row.values():
            expect(value[:1] not in "=+-@\t\r" or not value, "a formula", value)
    for node in cat["reply"] + cat["status"]:
        want = text(node, "title")
        got = rows[node.get("code")]["title"]
        same(got, "'" + want if want[0] in "=+-@'" else want, node.get("code"))


# --- pages -------------------------------------------------------------------

def bare(said):
    """Without blanks, and as typewriters write it."""
    return re.sub(r"\s+", "", said).translate({0x2019: "'", 0x2010: "-"})


def shows(seen, texts_of, *where):
    """Each text, as often as it stands there. In a cell of a table code has a
    backslash before each |: cmark knows no tables, and leaves it there."""
    for said, times in collections.Counter(map(bare, texts_of)).items():
        found = seen.count(said)
        if "|" in said:
            found += seen.count(said.replace("|", "\\|"))
        expect(found >= times, *where,
               "seen %d times, not %d" % (found, times), repr(said))


def upper(said):
    return re.sub("[a-z]", lambda m: m[0].upper(), said)


def judge_man(cat, out, read):
    seen = {}
    name = ""
    read = re.sub(".\b", "", read)
    for part in re.split(r"(?m)^(?:SMTPCODES|SMTP-([A-Z0-9.-]+))\(7\) .*$",
                         read):
        # Two at each end of a page: what follows the first is the page.
        if part is None or re.fullmatch("[A-Z0-9.-]+", part):
            name = part or "SMTPCODES"
        else:
            seen[name] = seen.get(name, "") + bare(part)
    for kind, id, shown in pages(cat):
        page = ("provider-" if kind == "provider" else "") + id
        shows(seen.get(page.upper(), ""), shown, page)
    # A heading is in capitals.
    title, *shown = guide(cat, 1)
    shows(seen["SMTPCODES"], [upper(title)] + shown, "overview")
    shows(seen["SMTPCODES"], [text(n, "title") for n in cat["subject"]],
          "overview")
    expect("INCLUDED" not in read, "a file is included")


HTML_IN_MARKDOWN = (
    r'<a id="[A-Za-z0-9._-]+">', r"</a>", r"</details>\n?",
    r"<details><summary>[A-Za-z ]+</summary>\n?",
    r"<!-- SPDX-License-Identifier: 0BSD\n[^<>]*-->\n?")
HERE = r"(\.\./)*([A-Za-z0-9._/-]*[A-Za-z0-9])?(#[A-Za-z0-9._-]+)?"


def leads_well(address, known, *where):
    expect(re.fullmatch(HERE, address) or unquote(address) in known, *where,
           "leads to " + address)


def judge_table(path, source):
    """GitHub ends a cell at each | but those behind a backslash."""
    fence, cells = 0, None
    for line in source.split("\n"):
        marks = re.match(r" *(`{3,})(.*)$", line)
        if fence:
            if marks and len(marks[1]) >= fence and not marks[2].strip():
                fence = 0
            continue
        if marks and "`" not in marks[2]:
            fence = len(marks[1])
        if not line.startswith("|"):
            cells = None
            continue
        count = len(re.findall(r"(?<!\\)\|", line))
        if cells is None:
            cells = count
        same(count, cells, path, "cells of " + line[:80])


def judge_markdown(cat, out, read):
    known = addresses(cat)
    seen = {}
    page = ""
    for record in read.split("\036")[:-1]:
        kind, said = record.split("\037")
        if kind == "page":
            page = said
        elif kind == "seen":
            seen[page] = bare(said)
        elif kind == "link":
            leads_well(said, known, page)
        else:
            expect(kind == "html" and any(re.fullmatch(p, said) for p in
                                          HTML_IN_MARKDOWN), page, kind, said)
    folders = {"reply": "replies", "status": "statuses", "reason": "reasons",
               "provider": "providers"}
    for kind, id, shown in pages(cat):
        path = "%s/docs/%s/%s.md" % (out, folders[kind], id)
        shows(seen[path], shown, path)
    shows(seen[out + "/docs/README.md"], list(guide(cat, None)) +
          texts(cat["guide"][0], "title"), "guide")
    shows(seen[out + "/docs/changes.md"],
          [folded(node.text) for node in cat["change"]], "changes")
    for path in seen:
        with open(path, encoding="utf-8", newline="\n") as file:
            judge_table(path, file.read())


# What the pages are made of.
ELEMENTS = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "name", "content"},
    "title": set(), "link": {"rel", "href"}, "body": set(),
    "nav": {"class", "aria-label"}, "main": set(), "a": {"href"},
    "h1": {"id"}, "h2": {"id"}, "h3": {"id"}, "p": {"class"}, "strong": set(),
    "code": set(), "pre": {"class"}, "ol": set(), "ul": set(), "li": set(),
    "dl": set(), "dt": set(), "dd": set(), "table": set(), "thead": set(),
    "tbody": set(), "tr": {"id"}, "th": set(), "td": {"data-column"},
    "details": set(), "summary": set(), "div": {"id"}}


class Page(html.parser.HTMLParser):
    def __init__(self, path, known):
        super().__init__()
        self.path, self.known, self.seen, self.open = path, known, [], []

    def handle_starttag(self, tag, attrs):
        allowed = ELEMENTS.get(tag, None)
        expect(allowed is not None, self.path, "<%s>" % tag)
        for name, value in attrs:
            expect(name in (allowed or ()), self.path, tag, name)
            if name == "href":
                leads_well(value, self.known, self.path)
            if name in ("id", "class"):
                expect(re.fullmatch("[A-Za-z0-9._-]+", value), self.path, value)
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        expect(self.open and self.open.pop() == tag, self.path, "</%s>" % tag)

    def handle_data(self, data):
        self.seen.append(data)

    def handle_comment(self, data):
        expect(data.startswith(" SPDX"), self.path, "<!--" + data)

    def handle_decl(self, decl):
        same(decl, "doctype html", self.path)

    def unknown_decl(self, data):
        expect(False, self.path, "<![" + data)

    handle_pi = unknown_decl


def read_html(path, known):
    page = Page(path, known)
    with open(path, encoding="utf-8", newline="\n") as file:
        page.feed(file.read())
    page.close()
    same(page.open, [], path)
    return bare("".join(page.seen))


def judge_html(cat, out, read):
    known = addresses(cat)
    for kind, id, shown in pages(cat):
        path = {"reply": "%s", "reason": "cause/%s", "provider": "provider/%s",
                "status": "%s"}[kind] % id.replace("X.", "5.")
        path = "%s/%s/index.html" % (out, path)
        seen = read_html(path, known)
        shows(seen, shown, path)
    for path, shown in (
            ("guide", list(guide(cat, None)) + texts(cat["guide"][0], "title")),
            ("changes", [folded(n.text) for n in cat["change"]])):
        seen = read_html("%s/%s/index.html" % (out, path), known)
        shows(seen, shown, path)
    for path in glob.glob(out + "/table/*/index.html") + [out + "/index.html"]:
        read_html(path, known)


def main():
    medium, folder, out, *rest = sys.argv[1:]
    read = ""
    if rest:
        with open(rest[0], encoding="utf-8", newline="\n") as file:
            read = file.read()
    globals()["judge_" + medium](load(folder), out, read)
    for fault in faults[:10]:
        print(fault)
    if faults:
        sys.exit("%s: %d faults" % (medium, len(faults)))


main()
