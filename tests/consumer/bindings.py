#!/usr/bin/env python3
# SPDX-License-Identifier: 0BSD
"""A binding: every function of the headers, called in a shared object without
their macros and inline functions.

usage: bindings.py LIBRARY FUNCTION...
"""
import ctypes
import sys
from ctypes import byref, c_char_p, c_int, c_size_t, c_ubyte, c_uint, c_uint32


class Entry(ctypes.Structure):
    _fields_ = [(name, c_char_p) for name in ("symbol", "code", "title", "reference")] + [
        ("number", c_uint32), ("standing", c_ubyte), ("reason", c_ubyte), ("party", c_ubyte),
        ("actions", c_ubyte * 6)]


class Response(ctypes.Structure):
    _fields_ = [("code", c_int), ("status", c_uint32), ("flags", c_uint), ("lines", c_uint),
                ("text", c_char_p), ("text_len", c_size_t), ("reply_id", c_uint), ("status_id", c_uint)]


class Context(ctypes.Structure):
    _fields_ = [("provider", c_uint), ("stage", c_int)]


class Verdict(ctypes.Structure):
    _fields_ = [("code", c_int), ("status", c_uint32), ("flags", c_uint)] + [
        (name, c_int) for name in ("reason", "action", "party", "basis", "confidence")] + [
        ("provider_number", c_uint), ("provider", c_char_p), ("message", c_char_p), ("title", c_char_p),
        ("text", c_uint32)]


class ProviderUse(ctypes.Structure):
    _fields_ = [("provider", c_char_p), ("title", c_char_p), ("first", c_uint32), ("last", c_uint32),
                ("text", c_uint32), ("reason", c_ubyte), ("action", c_ubyte), ("party", c_ubyte)]


class Wording(ctypes.Structure):
    _fields_ = [("say", c_char_p), ("reason", c_int)]


class Provider(ctypes.Structure):
    _fields_ = [(name, c_char_p) for name in ("id", "title", "meaning", "reference", "address")]


class Library:
    """Functions by name, and which of them were called."""

    def __init__(self, path):
        self.shared = ctypes.CDLL(path)
        self.called = set()

    def __call__(self, result, name, *arguments):
        function = getattr(self.shared, "smtpc_" + name)
        function.restype = result
        self.called.add("smtpc_" + name)
        return function(*arguments)


def expect(got, wanted):
    if got != wanted:
        sys.exit(f"got {got!r}, expected {wanted!r}")


def use_codes(call):
    status, entry = c_uint32(), Entry()
    text = ctypes.create_string_buffer(12)

    expect(call(c_uint32, "status", 5, 7, 26), 5 << 20 | 7 << 10 | 26)
    expect(call(c_size_t, "status_parse", b"5.7.26 no", c_size_t(9), byref(status)), 6)
    expect([call(c_int, "status_" + part, status) for part in ("class", "subject", "detail")], [5, 7, 26])
    expect(call(c_size_t, "status_format", status, text), 6)
    expect(text.value, b"5.7.26")
    call(None, "get", call(c_uint, "status_id", status), byref(entry))
    expect((entry.code, entry.number), (b"X.7.26", 7 << 10 | 26))
    expect(call(c_uint, "find_id", entry.symbol, c_size_t(len(entry.symbol))), call(c_uint, "status_id", status))
    call(None, "get", call(c_uint, "reply_id", 354), byref(entry))
    expect((entry.code, entry.number, entry.actions[3]), (b"354", 354, 1))
    expect(call(c_int, "reply_for", status), 550)


def use_words(call):
    response = Response()
    reply = b"452 4.2.2 Mailbox full\r\n"

    expect(call(c_size_t, "read", reply, c_size_t(len(reply)), byref(response)), len(reply))
    expect((response.code, response.text[:response.text_len]), (452, b"Mailbox full"))
    for name, value, wanted in (
            ("class_title", 2, b"Positive completion"), ("status_class_title", 5, b"Permanent Failure"),
            ("subject_title", 1, b"Addressing Status"), ("reason_name", 0, b"accepted"),
            ("action_name", 7, b"suppress"), ("party_name", 1, b"sender"), ("standing_name", 0, b"standard"),
            ("action_phrase", 7, b"stop mailing this address"), ("party_phrase", 1, b"the sender"),
            ("basis_name", 5, b"text"), ("confidence_name", 2, b"high")):
        expect(call(c_char_p, name, value), wanted)
    number = call(c_uint, "provider_of", b"mx.google.com", c_size_t(13))
    expect(call(c_char_p, "provider_id", number), b"google")
    expect(call(c_char_p, "version").count(b"."), 2)


def use_verdicts(call):
    reply, verdict, parts = b"550 5.1.1 User unknown", Verdict(), Verdict()
    context = Context(0, 5)

    expect(call(c_int, "explain", reply, c_size_t(len(reply)), byref(context), byref(verdict)), 1)
    expect(call(c_int, "explain_parts", 550, c_uint32(verdict.status), reply[10:], c_size_t(len(reply) - 10),
                byref(context), byref(parts)), 1)
    expect((verdict.title, verdict.action, verdict.text), (parts.title, parts.action, parts.text))
    expect(call(c_int, "sysexit", byref(verdict)), 67)
    for text in (call(c_char_p, "verdict_meaning", byref(verdict)),
                 call(c_char_p, "verdict_steps", byref(verdict), 1),
                 call(c_char_p, "meaning", call(c_uint, "find_id", b"5.1.1", c_size_t(5))),
                 call(c_char_p, "steps", call(c_uint, "find_id", b"5.1.1", c_size_t(5)), 1)):
        expect(len(text) > 20, True)


def use_meanings(call):
    use, code = ProviderUse(), call(c_uint, "find_id", b"5.7.27", c_size_t(6))

    expect(call(c_int, "use", code, 0, byref(use)), 1)
    expect((use.provider, use.first & 0xfffff), (b"google", 7 << 10 | 27))
    expect(len(call(c_char_p, "use_meaning", byref(use))) > 20, True)
    expect(call(c_char_p, "retired", 1), b"")
    expect(len(call(c_char_p, "use_steps", byref(use), use.party)) > 20, True)
    expect(call(c_int, "use", code, 99, byref(use)), 0)


def use_catalogue(call):
    words, verdict, provider = Wording(), Verdict(), Provider()

    expect(call(c_int, "words", call(c_uint, "reply_id", 550), 0, byref(words)), 1)
    expect(b"user" in words.say, True)
    expect(call(c_int, "cause", words.reason, 5, byref(verdict)), 1)
    expect((verdict.reason, verdict.action), (words.reason, 7))
    expect(call(c_int, "message", 1, byref(verdict)), 1)
    expect((len(verdict.message) > 0, verdict.basis), (True, 5))
    expect(call(c_int, "provider_get", call(c_uint, "provider_of", b"google", c_size_t(6)), byref(provider)), 1)
    expect((provider.id, provider.address[:8]), (b"google", b"https://"))


def main(path, functions):
    call = Library(path)

    use_codes(call)
    use_words(call)
    use_verdicts(call)
    use_meanings(call)
    use_catalogue(call)
    expect(sorted(call.called), sorted(functions))


main(sys.argv[1], sys.argv[2:])
