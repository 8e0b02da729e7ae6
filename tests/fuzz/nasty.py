"""Values that a file or an argument should never hold, as they would be typed."""

from __future__ import annotations

NUMBERS = (
    "nan", ".nan", ".inf", "-.inf", "inf", "-0.0", "0", "-0", "-1", "1", "2", "0.5", "1.0", "1e308",
    "-1e308", "1e309", "1e-320", "1e16", "0.999999", "1.0000001", "4294967296", "-4294967296",
    "9223372036854775808", "1" + "0" * 400, "9" * 5000, "1_000", "1,000", "0x10", "0b1", "010",
    "00", "1e", "1.", ".5", "+.5", "--1", "4%", "$5", "1:30", "\u0661\u0662",
    "\uff11\uff10", "\u00bd", "1\u00a0000", "1e3", "100000", "1000000", "2000000",
)  # fmt: skip
WORDS = (
    "", "~", "null", "yes", "no", "on", "off", "True", "true", "false", "y", "2020-01-01",
    "2020-01-01T00:00:00Z", "x" * 5000, "x" * 200, "\u0435ngagement", "tru\u017ft",
    "\U0001f600" * 30, "\u4e2d" * 200, "e\u0301" * 100, "../../x", "..", ".", "/", "/etc/passwd",
    "/dev/zero", "CON", "nul.yaml", "a/b", "a\\b", "business as usual", "all", "point", "uncertain",
    "plausible", "__class__", "{0}", "%s", "{{ 1 }}", "<b>x</b>", "'; drop",
)  # fmt: skip
WRITTEN = (
    '""', "''", '"\\0"', '"\\x1b[31m"', '"\\ud800"', '"\\udc80"', '"\\u202e"', '"\\U0010ffff"',
    '"\\uffff"', '"\\n\\n"', '"\\t"', '"\\a"', "{}", "[]", "[[]]", "[null]", "{a: 1}", "{1: 2}",
    "{? a : b}", "{[a]: b}", "{a: 1, a: 2}", "[1, [2, [3]]]", "!!python/object/apply:os.system [x]",
    "!!binary abc", "!!float 1", "!!int x", "!!timestamp 2020-01-01", "!!set {a}", "!tag x", "!",
    "&a x", "&a [*a]", "*a", "*", "&", "<<", "{<<: {a: 1}}", "|", "|9", "|+0", ">", "%", "@", "`",
    "{", "}", "[", "]", ",", "#", "? ", ":", "- ", "-", "\t", '"', "'", "---", "...", "%YAML 3.0",
    "[" * 41 + "]" * 41, "[" * 900 + "]" * 900, "[" * 60_000, "{a: " * 5000, "{a: " * 39 + "}" * 39,
    "[" + "1, " * 30_000 + "1]", "[" + "1, " * 110_000 + "1]", "-\t- x", "? [a, b]",
)  # fmt: skip
BLOCKS = (
    "base: &base {days: 1}\nmore:\n  <<: *base\n",
    "loop: &loop [*loop]\n",
    "loop: &loop {again: *loop}\n",
    "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9) or 1}]\n" for n in range(9)),
    "? [a, b]\n: c\n",
    "? |\n  long\n  name\n: c\n",
    "1: a\n1.5: b\ntrue: c\n~: d\n",
    "{}: a\n",
    "\tname: x\n",
    "name : twice\nname: twice\n",
    "---\nname: second\n",
    "...\nname: after the end\n",
    "%TAG ! tag:x:\n",
    "!!map {name: x}\n",
    "- a\n- b\n",
    "__proto__: {a: 1}\n",
    "\u202ename: x\n",
    "name\u200b: x\n",
    "arms: {" + ", ".join(f"a{n}: {{}}" for n in range(41)) + "}\n",
)
PATHS = (
    "", ".", "..", "../..", "/", "//", "~", "-", "--", "-1", " ", "x" * 300, "a/" * 3000, "\n",
    "a\nb.yaml", "\x1b[31mred.yaml", "\x07", "\udc80.yaml", "caf\udce9.yaml", "\u202egnp.yaml", "*",
    "?.yaml", "CON", "nul", "a:b", "a\\b.yaml", "%s", "{0}", "[bold]", "/dev/null", "/dev/full",
    "/dev/zero", "/dev/stdin", "/dev/tty", "/proc/self/mem", "/proc/self/environ", "/etc/passwd",
    "/nowhere/x/y", "/nowhere/at/all.yaml", "/dev/full/x.html", "/dev/null/x.yaml",
)  # fmt: skip
