# SPDX-License-Identifier: 0BSD
"""refused.py GENERATOR FOLDER - what no output could hold safely, or no reviewer
see, must be refused where it stands, by file and line, and nothing be written.
"""
import os
import re
import shutil
import subprocess
import sys

GOLDEN = "tests/golden/catalog"

# A file, what stands there once, what is written instead, and the rule.
CASES = [
    # Invisible, or what steers a terminal: as bytes, then as references.
    *[("guide.xml", "All the codes.", "All %s codes." % c, "control-char")
      for c in ("\u202e", "\u2066", "\u200b", "\u2028", "\ufeff", "\x1b[2J",
                "\x7f", "\x85", "\b", "\U000e0041", "&#x202e;", "&#x2069;",
                "&#x85;", "&#13;.sy touch PWNED", "&#x200f;")],
    ("guide.xml", "All the codes.", "&#0;", "xml"),
    ("guide.xml", "All the codes.", "&#x1b;", "xml"),
    ("guide.xml", "All the codes.", "&passwd;", "xml"),
    ("guide.xml", "All the codes.", "<script>x</script>", "unknown-element"),
    ("guide.xml", '"how-codes-work"', "'x\" onclick=\"y'", "bad-value"),
    ("guide.xml", 'table="classes"', 'table="x"', "unknown-table"),
    # Links that run something.
    *[("references.xml", "https://example.com/a_b*c?x=1&amp;y=(2)|3", a,
       "bad-value")
      for a in ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x",
                "vbscript:x", "file:///etc/passwd", "//evil.example/", "https:///x",
                "https://x/&quot;&gt;", "https://x/ y", "https://x/&#10;.sy",
                " https://x/", "https://x/`", "https://x/\\", "https://")],
    # Names of C, ids of anchors and files, numbers.
    *[("statuses.xml", "FAR_OUT", n, "bad-name")
      for n in ("X = 0, Y", "A*/", "A\u042f", "_A", "A__B", "int", "A&#10;B")],
    *[("messages.xml", 'id="no-such-user"', 'id="%s"' % i, "bad-value")
      for i in ("../../x", "$(touch PWNED)", "a'b", "a b", "a;b", "-x", "a/b",
                "A", "a.b", "\u00e9")],
    *[("catalog.xml", 'version="12.34.56"', 'version="%s"' % v, "bad-value")
      for v in ("1.2.3) message(FATAL_ERROR x", "1.2.3',", "1.2", "$(x)",
                "1.2.3&#10;", "1.2.99999")],
    *[("catalog.xml", 'registry="2024-12-06"', 'registry="%s"' % d, "bad-value")
      for d in ("2024&quot; x", "2024-12-06 */", "2024-13", "0000")],
    *[("catalog.xml", "guide.xml", f, None)
      for f in ("/etc/passwd", "../guide.xml", "guide.xml&#10;x",
                "http://evil.example/x.xml", "$(touch PWNED).xml", "Guide.xml")],
    ("replies.xml", 'code="111"', 'code="1\u0661\u0661"', "bad-code"),
    ("replies.xml", 'commands="RCPT"', 'commands="RCPT; touch PWNED"', "bad-value"),
    *[("statuses.xml", 'rfc="3463" section="3.1"',
       'rfc="3463" section="%s"' % s, "bad-value")
      for s in (".sy touch PWNED", "*/", "4&#10;.sy", "4&quot;>", "4#x")],
    # What is typed is one line of ASCII; braces are for the reader.
    *[("other.xml", "date | grep '*'", c, "bad-command")
      for c in ("date\ntouch PWNED", "date&#10;touch PWNED", "date\ttouch",
                "caf\u00e9", " date", "date ")],
    ("statuses.xml", "FAR_OUT", "A\u0410", "mixed-letters"),
    ("other.xml", "date | grep '*'", "d\u0430te", "mixed-letters"),
    *[("other.xml", "date | grep '*'", c, "unknown-placeholder")
      for c in ("date ${IFS}x", "date {x}", "date }", "{domain")],
    ("other.xml", "date | grep '*'", "x" * 201, "long-text"),
    ("other.xml", "Then wait.", "Then ${ENV}.", "unknown-placeholder"),
    *[("replies.xml", "2.1.5 taken", s, "bad-value")
      for s in ("a,b", "a,  b", ", a", "a, ", "x" * 121, "caf\u00e9", "a&#10;b")],
    ("messages.xml", "<match>user unknown", "<match>a * b", "bad-phrase"),
    ("guide.xml", "All the codes.", "x" * 4001, "long-text"),
    ("guide.xml", "All the codes.", "x" * 1000001, "long-text"),
    ("guide.xml", "<guide>", "<!DOCTYPE guide [<!ENTITY x SYSTEM 'file:///etc/"
     "passwd'>]><guide>", "doctype"),
]


def plant(name, old, new, folder):
    """The golden catalogue with one thing changed: the path of that file."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(GOLDEN, folder)
    path = folder + "/" + name
    if not os.path.exists(path):
        path = folder + "/providers/" + name
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert old in text, (name, old)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text.replace(old, new, 1))
    return path


def main():
    generator, folder = sys.argv[1:]
    catalogue, out = folder + "/catalog", folder + "/out"
    failed = 0
    for name, old, new, rule in CASES:
        path = plant(name, old, new, catalogue)
        run = subprocess.run([generator, catalogue, out],
                             stderr=subprocess.PIPE, stdout=subprocess.PIPE)
        said = run.stderr.decode()
        # And what is said steers no terminal.
        where = r"^%s:\d+: error: .*\[%s\]$" % (re.escape(path),
                                                rule or "[a-z-]+")
        good = run.returncode == 1 and not os.path.exists(out) and \
            re.search(where, said, re.MULTILINE) and \
            not re.search("[^\n -~\u00a1-\u1fff]", said)
        if not good:
            failed += 1
            print("%s: %r for %r: status %d\n%s" %
                  (name, new[:60], old, run.returncode, said[:500]))
        shutil.rmtree(out, ignore_errors=True)
    print("hostile: %d refused, %d not" % (len(CASES) - failed, failed))
    sys.exit(failed != 0)


main()
