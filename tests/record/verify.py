#!/usr/bin/env python3
"""A second verifier, written from the format alone: Python's standard library, and openssl for Ed25519.

    python3 verify.py FOLDER --vkey KEY [--vkey OLDER]... [--witness KEY]... [--since FILE]...

Ends with 0 sound, 1 wrong use or not comparable, 2 altered or incomplete, 3 unreadable.
"""
import base64, calendar, datetime, hashlib, json, os, re, stat, subprocess, sys, tempfile

MIB = 1 << 20
FILES = {"checkpoint.txt": 64 << 10, "events.jsonl": 256 * MIB, "texts.jsonl": 256 * MIB, "tree.txt": 700 * MIB,
         "state.json": 64 * MIB, "definition.json": 16 * MIB, "consistency.txt": 16 * MIB}
UNPROVEN = {"README.txt", "report.html", "vkey.txt"}
LINE, ROWS, STUBS, DEPTH, SIGNATURES, PROOF = 4 * MIB, 2_000_000, 10_000_000, 64, 64, 63
REF = re.compile(r"t1:[A-Za-z0-9_-]{43}")


class End(Exception):
    def __init__(self, code, rule, sentence=""):
        super().__init__(sentence)
        self.code, self.rule, self.sentence = code, rule, sentence


def altered(rule, sentence=""): return End(2, rule, sentence)
def unreadable(rule, sentence=""): return End(3, rule, sentence)
def sha(*parts): return hashlib.sha256(b"".join(parts)).digest()
def node(left, right): return sha(b"\1", left, right)


def unbase(text, size=None, url=False):
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*" if url else r"[A-Za-z0-9+/]*={0,2}", text, re.A): return None
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if url else base64.b64decode(text, validate=True)
    except Exception:
        return None
    back = base64.urlsafe_b64encode(data).decode().rstrip("=") if url else base64.b64encode(data).decode()
    return data if back == text and (size is None or len(data) == size) else None


def utf8(data, name):
    try: return data.decode("utf-8")
    except UnicodeDecodeError: raise unreadable("not-text", name)


# ---------------------------------------------------------------- JSON, RFC 8785
def number(value):
    """As ECMAScript writes it."""
    if isinstance(value, int):
        if abs(value) < 10 ** 21: return str(int(value)) if abs(value) <= 2 ** 53 else number(float(value))
        return number(float(value))
    if value != value or value in (float("inf"), float("-inf")): raise ValueError("number")
    if value == 0: return "0"
    sign, value = ("-", -value) if value < 0 else ("", value)
    mantissa, _, exponent = repr(value).partition("e")
    whole, _, part = mantissa.partition(".")
    if part == "0": part = ""
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len((whole + part).lstrip("0")))
    digits = digits.rstrip("0")
    k, n = len(digits), point
    if k <= n <= 21: text = digits + "0" * (n - k)
    elif 0 < n <= 21: text = digits[:n] + "." + digits[n:]
    elif -6 < n <= 0: text = "0." + "0" * -n + digits
    else:
        e = n - 1
        text = digits[0] + ("." + digits[1:] if k > 1 else "") + "e" + ("+" if e > 0 else "-") + str(abs(e))
    return sign + text


ESCAPES = {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}


def quoted(text):
    text.encode("utf-8")  # half a surrogate pair throws
    return '"' + re.sub(r'[\x00-\x1f"\\]', lambda m: ESCAPES.get(ord(m[0])) or "\\u%04x" % ord(m[0]), text) + '"'


def canonical(value):
    if value is None: return "null"
    if value is True: return "true"
    if value is False: return "false"
    if isinstance(value, (int, float)): return number(value)
    if isinstance(value, str): return quoted(value)
    if isinstance(value, list): return "[" + ",".join(map(canonical, value)) + "]"
    return "{" + ",".join(quoted(k) + ":" + canonical(value[k]) for k in sorted(value, key=lambda k: k.encode("utf-16-be"))) + "}"


def depth(text):
    deepest = now = 0
    for mark in re.finditer(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', text, re.S):
        if mark[0] in "[{": now += 1; deepest = max(deepest, now)
        elif mark[0] in "]}": now -= 1
    return deepest


def refuse(_): raise ValueError("constant")
def parse(text): return json.loads(text, parse_constant=refuse)


def canonical_object(text):
    if depth(text) > DEPTH: return None
    try:
        value = parse(text)
        return value if isinstance(value, dict) and canonical(value) == text else None
    except (ValueError, RecursionError):
        return None


def own(value, key): return value.get(key) if isinstance(value, dict) else None
def is_count(value): return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2 ** 53


# ---------------------------------------------------------------- keys and notes
def read_vkey(text, types):
    found = re.fullmatch(r"([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)", text.strip())
    data = found and unbase(found[3], 33)
    if not data or data[0] not in types or sha(found[1].encode(), b"\n", data)[:4].hex() != found[2]: raise End(1, "key", text)
    return {"name": found[1], "id": found[2], "type": data[0], "raw": data[1:]}


def is_signed(raw, message, signature):
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("key", "message", "signature")]
        for path, data in zip(paths, (bytes.fromhex("302a300506032b6570032100") + raw, message, signature)):
            with open(path, "wb") as file: file.write(data)
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", paths[0], "-rawin", "-in", paths[1], "-sigfile", paths[2]], capture_output=True)
        return done.returncode == 0


def read_checkpoint(data, keys, what):
    if len(data) > FILES["checkpoint.txt"]: raise unreadable("too-large", what)
    note = utf8(data, what)
    if re.search(r"[\x00-\x09\x0b-\x1f]", note): raise unreadable("note", what)
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n"): raise unreadable("note", what)
    body, lines = note[:cut + 1], note[cut + 2:-1].split("\n")
    if len(lines) > SIGNATURES: raise unreadable("note", what)
    parts = body[:-1].split("\n")
    if len(parts) < 3 or "" in parts or not re.fullmatch(r"0|[1-9][0-9]{0,15}", parts[1]): raise unreadable("note", what)
    root = unbase(parts[2], 32)
    if root is None: raise unreadable("note", what)
    signers = []
    for line in lines:
        found = re.fullmatch("\u2014 ([^+\\s]+) ([A-Za-z0-9+/]+=*)", line)
        signed = found and unbase(found[2])
        if not signed or len(signed) < 5: raise unreadable("note", what)
        for key in keys:
            if key["name"] != found[1] or key["id"] != signed[:4].hex(): continue
            time = int.from_bytes(signed[4:12], "big") if key["type"] == 4 else None
            message = (f"cosignature/v1\ntime {time}\n{body}" if key["type"] == 4 else body).encode()
            signature = signed[12:] if key["type"] == 4 else signed[4:]
            if len(signature) != 64 or not is_signed(key["raw"], message, signature): raise altered("signature", what)
            signers.append({"name": key["name"], "type": key["type"], "time": time})
    return {"what": what, "origin": parts[0], "size": int(parts[1]), "root": root, "signers": signers}


# ---------------------------------------------------------------- the tree
class Range:
    def __init__(self, size, roots): self.size, self.roots = size, list(roots)

    def append(self, leaf):
        n = self.size
        while n & 1: leaf, n = node(self.roots.pop(), leaf), n >> 1
        self.roots.append(leaf)
        self.size += 1

    def root(self):
        if not self.roots: return sha()
        right = self.roots[-1]
        for left in reversed(self.roots[:-1]): right = node(left, right)
        return right


def read_tree(data):
    text = utf8(data, "tree.txt")
    if not text.endswith("\n"): raise unreadable("tree")
    lines = text[:-1].split("\n")

    def count(line, word):
        found = re.fullmatch(word + r" (0|[1-9][0-9]{0,9})", line)
        if not found: raise unreadable("tree", word)
        return int(found[1])
    if len(lines) < 5 or lines[0] != "answerable/tree/1": raise unreadable("tree")
    first, size = count(lines[1], "first"), count(lines[2], "frontier")
    if size != bin(first).count("1") or len(lines) < 4 + size: raise unreadable("tree")
    frontier = [unbase(line, 32) for line in lines[3:3 + size]]
    number_of = count(lines[3 + size], "stubs")
    if number_of > STUBS: raise unreadable("too-large")
    stubs = [unbase(line, 48) for line in lines[4 + size:]]
    if len(stubs) != number_of or number_of == 0 or None in frontier or None in stubs: raise unreadable("tree")
    return first, frontier, stubs


def is_consistent(first, second, root1, root2, proof):
    if first >= second or first == 0 or not proof or len(proof) > PROOF: return False
    path = ([root1] if first & (first - 1) == 0 else []) + proof
    fn, sn = first - 1, second - 1
    while fn & 1: fn >>= 1; sn >>= 1
    fr = sr = path[0]
    for one in path[1:]:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            fr, sr = node(one, fr), node(one, sr)
            while not fn & 1 and fn: fn >>= 1; sn >>= 1
        else: sr = node(sr, one)
        fn >>= 1; sn >>= 1
    return sn == 0 and fr == root1 and sr == root2


def read_consistency(data):
    proofs = {}
    if data is None: return proofs
    head, *blocks = re.split(r"\n(?=old )", re.sub(r"\n$", "", utf8(data, "consistency.txt")))
    if head != "answerable/consistency/1": raise unreadable("consistency")
    for block in blocks:
        old, *rest = re.sub(r"\n$", "", block).split("\n")
        found, hashes = re.fullmatch(r"old ([1-9][0-9]{0,15})", old), [unbase(line, 32) for line in rest]
        if not found or None in hashes or len(hashes) > PROOF: raise unreadable("consistency")
        proofs[int(found[1])] = hashes
    return proofs


# ---------------------------------------------------------------- rows and texts
KEYS = ["as", "at", "auth", "by", "command", "detail", "due", "event", "instance", "kind", "seq", "state", "timer", "v"]
KINDS = {"start", "event", "timer", "void", "delivered", "parked", "erased"}


def tag(instance, seq): return sha(b"answerable/tag/1\0", instance.encode(), b"\0", str(seq).encode())[:16]


def is_envelope(row):
    return (list(row) == KEYS and row["v"] == 1 and not isinstance(row["v"], bool) and isinstance(row["kind"], str) and row["kind"] in KINDS
            and isinstance(row["instance"], str) and is_count(row["at"]) and isinstance(own(row["event"], "type"), str)
            and isinstance(row["state"], str) and re.fullmatch(r"[0-9a-f]{64}", row["state"]) is not None)


def read_rows(data, first, stubs):
    if not data.endswith(b"\n") or len(data) < 2: raise altered("events-cut")
    places = {}
    for index, stub in enumerate(stubs): places.setdefault(stub[:16], []).append(index)
    rows, last, instance = [], -1, None
    lines = data[:-1].split(b"\n")
    if len(lines) > ROWS: raise unreadable("too-large")
    for seq, line in enumerate(lines):
        if len(line) > LINE: raise unreadable("too-large")
        try: row = canonical_object(line.decode("utf-8"))
        except UnicodeDecodeError: row = None
        if row is None: raise altered("not-canonical", f"row {seq}")
        if not is_envelope(row): raise altered("envelope", f"row {seq}")
        instance = row["instance"] if instance is None else instance
        if row["instance"] != instance: raise altered("other-incident", f"row {seq}")
        if row["seq"] != seq or isinstance(row["seq"], bool): raise altered("sequence", f"row {seq}")
        if (seq == 0) != (row["kind"] == "start"): raise altered("start", f"row {seq}")
        found = places.get(tag(instance, seq), [])
        if not found: raise altered("not-in-log", f"row {seq}")
        if len(found) > 1: raise altered("forked", f"row {seq}")
        if stubs[found[0]][16:] != sha(line): raise altered("altered", f"row {seq}")
        if found[0] <= last: raise altered("order", f"row {seq}")
        last = found[0]
        row["index"], row["line"] = first + found[0], line.decode()
        rows.append(row)
    if tag(instance, len(rows)) in places: raise altered("incomplete", f"row {len(rows)}")
    return rows


def read_texts(data, rows):
    used, erased, texts, before = set(), {}, {}, ""
    for row in rows:
        if row["kind"] == "erased":
            for ref in row["event"].get("refs") if isinstance(row["event"].get("refs"), list) else []: erased[str(ref)] = row["seq"]
        elif row["kind"] in ("start", "event"): used.update(REF.findall(canonical(row["event"])))
    content = utf8(data, "texts.jsonl")
    if content and not content.endswith("\n"): raise altered("texts-cut")
    for line in content.split("\n")[:-1]:
        entry = canonical_object(line) if len(line) <= LINE else None
        salt = unbase(own(entry, "salt"), 16, url=True)
        if entry is None or list(entry) != ["ref", "salt", "text"] or not isinstance(entry["text"], str) or salt is None: raise altered("text")
        digest = sha(b"answerable/text/1\0", salt, entry["text"].encode())
        if "t1:" + base64.urlsafe_b64encode(digest).decode().rstrip("=") != entry["ref"]: raise altered("text-altered")
        if entry["ref"] not in used: raise altered("text-foreign")
        if entry["ref"] <= before: raise altered("text-order")
        before = entry["ref"]
        texts[entry["ref"]] = entry["text"]
    if any(ref not in texts and ref not in erased for ref in used): raise altered("text-missing")
    return texts, erased


# ---------------------------------------------------------------- deadlines and wordings
def listed(value): return [] if value is None else value if isinstance(value, list) else [value]


class Clocks:
    def __init__(self, table, rows):
        self.table, self.clocks, self.numbers = table, [], {}
        entered = rows[0]["event"].get("input") or {}
        self.opening, self.policy = entered.get("opening") or {}, entered.get("policy") or {}
        self.facts = {name: self.opening.get(fact["opening"]) for name, fact in table["facts"].items()}
        self.began = rows[0]["at"]
        for row in rows: self.take(row)

    def by_policy(self, spec, anchor_at=None):
        limit = self.policy
        for key in spec["limit"]["policy"]: limit = own(limit, re.sub(r"\{(\w+)\}", lambda m: str(self.facts[m[1]]), key))
        if anchor_at is None:
            known = [self.facts[f] for f in self.table["anchors"].get(limit.get("from"), []) if self.facts[f] is not None]
            anchor_at = known[0] if known else self.began
        return anchor_at, limit["within"]

    def plan(self, clock, anchor_at, limit): clock.update(anchorAt=anchor_at, limitMs=limit, dueAt=anchor_at + limit)

    def open(self, spec, name, plan, mark=None):
        if len(self.clocks) >= 10_000: raise unreadable("too-large")
        clock = {"id": name, "spec": spec, "stoppedAt": None, "cancelled": False, "marks": {mark}}
        self.plan(clock, *plan)
        self.clocks.append(clock)

    def stop(self, clock, at):
        if clock["stoppedAt"] is None: clock["stoppedAt"] = at

    def take(self, row):
        table, event, kind = self.table, row["event"], row["kind"]
        if kind == "start":
            for spec in table["clocks"]:
                if "start" not in spec: self.open(spec, spec["id"], self.by_policy(spec))
        if kind != "event": return
        name = event["type"]

        def holds(condition): return all(event.get(field) in values for field, values in (condition or {}).items())

        def claimed(field):
            value = event.get(field) if field else None
            return min(value, row["at"]) if is_count(value) else row["at"]
        for fact_name, fact in table["facts"].items():
            for change in fact["set"]:
                if change["on"] == name and holds(change.get("if")):
                    if "cleared" in change and event.get(change["cleared"]) is True: self.facts[fact_name] = None
                    elif event.get(change["field"]) is not None: self.facts[fact_name] = event[change["field"]]
        if name in table["recomputed"]:
            for clock in self.clocks:
                if "limit" in clock["spec"]: self.plan(clock, *self.by_policy(clock["spec"], clock["anchorAt"] if "start" in clock["spec"] else None))
        for spec in table["clocks"]:
            mine = [clock for clock in self.clocks if clock["spec"] is spec]

            def item(field): return [c for c in mine if field is None or c["id"] == f"{spec['id']}-{event.get(field)}"]
            if "mark" in spec and name in spec["mark"]["on"]:
                for clock in item(spec["mark"].get("item")): clock["marks"].add(spec["mark"]["as"])
            for met in spec["met"]:
                if name in met["on"] and holds(met.get("if")):
                    for clock in ([c for c in mine if met["marked"] in c["marks"]] if "marked" in met else item(met.get("item"))): self.stop(clock, claimed(met.get("at")))
            if "moved" in spec and spec["moved"]["on"] == name:
                for clock in item(spec["moved"]["item"]): self.plan(clock, clock["anchorAt"], event[spec["moved"]["until"]] - clock["anchorAt"])
            for start in listed(spec.get("start")):
                if start["on"] != name or not holds(start.get("if")) or ("until" in start and not is_count(event.get(start["until"]))): continue
                self.numbers[spec["id"]] = self.numbers.get(spec["id"], 0) + 1
                plan = (row["at"], event[start["until"]] - row["at"]) if "until" in start else self.by_policy(spec, claimed(start.get("at")))
                self.open(spec, f"{spec['id']}-{self.numbers[spec['id']]}", plan, start.get("mark"))
        if name in table["cancelled"]:
            for clock in self.clocks:
                if clock["stoppedAt"] is None: clock.update(stoppedAt=row["at"], cancelled=True)
        if name in table["resumed"]:
            for clock in self.clocks:
                if clock["cancelled"]: clock.update(stoppedAt=None, cancelled=False)

    def words(self):
        def state(c): return "cancelled" if c["cancelled"] else "open" if c["stoppedAt"] is None else "met" if c["stoppedAt"] <= c["dueAt"] else "met-late"
        return sorted((c["id"], c["anchorAt"], c["limitMs"], c["dueAt"], c["stoppedAt"] or 0, state(c)) for c in self.clocks)


def stored_clocks(state):
    parts = [one for part in (own(own(state, "context"), "clocks") or {}).values() for one in listed(part)]
    return sorted((c["id"], c["anchorAt"], c["limitMs"], c["dueAt"], c["stoppedAt"] or 0, "open" if c["state"] in ("running", "warned", "missed") else c["state"]) for c in parts)


def check_bindings(bindings, rows):
    for binding in listed(bindings):
        saved, submitted, approvers = [], None, []
        for row in rows:
            event = row["event"]
            if row["kind"] != "event": continue
            if event["type"] == binding["saved"]: saved.append((row["by"], sha("\n\n".join(event[f] for f in binding["of"] if event.get(f) is not None).encode()).hex()))
            if event["type"] not in binding["bound"]: continue
            n = int(event["version"]) if re.fullmatch(r"[0-9]+", str(event.get("version"))) else 0
            if not 0 < n <= len(saved) or saved[n - 1][1] != event.get("digest"): raise altered("wording", f"row {row['seq']}")
            if event["type"] == binding["submitted"]: submitted, approvers = event["digest"], []
            if event["type"] == binding["approved"]:
                if saved[n - 1][0] == row["by"] or row["by"] in approvers or submitted != event["digest"]: raise altered("approval", f"row {row['seq']}")
                approvers.append(row["by"])
            if event["type"] in binding["published"] and (submitted != event["digest"] or not approvers): raise altered("approval", f"row {row['seq']}")


# ---------------------------------------------------------------- deadlines of procedures from files
MINUTE, DAY = 60_000, 86_400_000


def utc_day(ms): return datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
def date_of(wall): return utc_day(wall).strftime("%Y-%m-%d")
def midnight(year, month, day): return round((datetime.datetime(year, month, day) - datetime.datetime(1970, 1, 1)).total_seconds()) * 1000
def last_day(year, month): return calendar.monthrange(year, month)[1]


class Calendar:
    def __init__(self, given):
        given = given if isinstance(given, dict) else {}
        self.offsets = given.get("offsets") or [[0, 0]]
        self.holidays, self.workdays = set(given.get("holidays") or []), set(given.get("workdays") or [])

    def offset(self, at): return ([o for o in self.offsets if o[0] <= at] or [self.offsets[0]])[-1][1] * MINUTE
    def wall(self, at): return at + self.offset(at)

    def instant(self, wall):
        tried = sorted([wall - self.offset(wall - DAY), wall - self.offset(wall + DAY)])
        return next((at for at in tried if self.wall(at) == wall), tried[1])

    def is_workday(self, day):
        date = date_of(day)
        if date in self.workdays: return True
        return date not in self.holidays and utc_day(day).weekday() < 5

    def add(self, anchor, length):
        count, unit = re.fullmatch(r"([0-9]{1,4}) ?(s|min|h|d|wd|mo|y)", length).groups()
        count, wall = int(count), self.wall(anchor)
        if unit == "wd":
            day, looked = wall - wall % DAY, 0
            while count > 0 and looked < 10_000:
                day, looked = day + DAY, looked + 1
                if self.is_workday(day): count -= 1
            return self.instant(day + DAY - MINUTE)
        if unit in ("mo", "y"):
            date = utc_day(wall)
            months = date.year * 12 + date.month - 1 + count * (12 if unit == "y" else 1)
            year, month = months // 12, months % 12 + 1
            return self.instant(midnight(year, month, min(date.day, last_day(year, month))) + wall % DAY)
        ms = count * {"s": 1000, "min": MINUTE, "h": 60 * MINUTE, "d": DAY}[unit]
        return anchor + (ms if ms <= 400 * DAY else 0)

    def next(self, duty, at):
        wall = self.wall(at)
        hour, minute = map(int, duty["time"].split(":"))
        for ahead in range(8 * 366 + 1):
            day = wall - wall % DAY + ahead * DAY
            due = self.instant(day + (60 * hour + minute) * MINUTE) if self.falls(duty, day) else None
            if due is not None and due > at: return due
        return None

    def falls(self, duty, day):
        every, on, date = duty["every"], duty.get("on") or [], utc_day(day)
        last = last_day(date.year, date.month)
        is_day = date.day in [min(one, last) if isinstance(one, int) else last for one in on or ["last"]]
        if every == "day": return True
        if every == "workday": return self.is_workday(day)
        if every == "week": return ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][date.weekday()] in (on or ["fri"])
        if every in ("month", "quarter"): return is_day and (every == "month" or date.month % 3 == 0)
        return date_of(day)[5:] in (on or (["12-31"] if every == "year" else ["06-30", "12-31"]))


def guard_holds(guard, value_of, marks):
    def one(key, wanted):
        if key == "all": return all(guard_holds(g, value_of, marks) for g in wanted)
        if key == "any": return any(guard_holds(g, value_of, marks) for g in wanted)
        if key == "not": return not guard_holds(wanted, value_of, marks)
        if key == "known": return all(value_of(name) is not None for name in wanted)
        if key == "unknown": return all(value_of(name) is None for name in wanted)
        if key == "recorded": return all(name in marks for name in wanted)
        # true is not 1 here
        return any(type(w) is type(v) and w == v for w in wanted for v in listed(value_of(key)))
    return all(one(key, wanted) for key, wanted in guard.items())


def is_number(value): return isinstance(value, (int, float)) and not isinstance(value, bool)
def picked(fields, values): return {name: values[name] for name in fields if isinstance(values, dict) and name in values}


class FileClocks:
    def __init__(self, table, rows, state):
        given = rows[0]["event"].get("input") or {}
        self.table, self.context = table, own(state, "context") or {}
        self.limits, self.calendar, self.plain = own(own(given, "policy"), "limits") or {}, Calendar(own(given, "calendar")), Calendar({})
        self.facts, self.marks, self.clocks, self.started, self.moments = {}, {"open"}, {}, {}, set()
        self.items = {one["id"]: [] for one in table["lists"]}
        for row in rows: self.take(row, given)

    def shown_list(self, name): return next((one for one in self.table["lists"] if one["id"] == name and one["isShown"]), None)

    def take(self, row, given):
        kind, event, ends = row["kind"], row["event"], self.table["ends"] or []
        self.moments.add(row["at"])
        if kind not in ("start", "event", "timer"): return
        name = "open" if kind == "start" else event["type"]
        if kind == "start":
            opening = self.table["events"]["open"]
            self.last = (given["at"], given["at"])
            self.moments.add(given["at"])
            self.facts.update(picked(opening["fields"], given.get("values")))
            if "adds" in opening: self.add(opening["adds"], picked(opening["fields"], given.get("values")), given["at"])
            for clock in self.table["clocks"]:
                if any(t["on"] == "open" and "state" not in t for t in clock["start"] or []): self.start(clock, given["at"])
        said = event if kind == "event" else {}

        def leads(cause): return cause["on"] == name and ("if" not in cause or guard_holds(cause["if"], lambda f: self.facts.get(f) if said.get(f) is None else said[f], self.marks))
        every = [t for c in self.table["clocks"] for part in ("start", "met", "cancelled") for t in c[part] or []] + ends
        leading = {id(cause) for cause in every if leads(cause)}
        if kind == "event" and name in self.table["events"]: self.record(row, self.table["events"][name], leading)
        when = self.last[1] if self.last[0] == row["at"] else row["at"]
        for clock in self.table["clocks"]: self.touch(clock, leading, when, True)
        if any(id(cause) in leading for cause in ends):
            for clock in self.clocks.values(): self.stop(clock, row["at"], True)

    def record(self, row, spec, leading):
        event = row["event"]
        claimed = event.get(spec["asOf"]) if "asOf" in spec else None
        when = min(claimed, row["at"]) if is_number(claimed) else row["at"]
        self.last = (row["at"], when)
        self.moments.add(when)
        self.marks.add(event["type"])
        if "adds" in spec: self.add(spec["adds"], picked(spec["fields"], event), when)
        elif "moves" in spec: self.move(spec, event, when)
        else: self.facts.update(picked(spec["fields"], event))
        for clock in self.table["clocks"]: self.touch(clock, leading, when, False)
        for clock in self.table["clocks"]:
            plan = self.plan(clock, self.started[clock["id"]]) if clock["id"] in self.started else None
            if plan: self.keep(clock["id"], plan, clock["met"] is None)

    def touch(self, clock, leading, when, by_state):
        def told(part): return any(id(t) in leading and ("state" in t) == by_state for t in clock[part] or [])
        known = self.clocks.get(clock["id"])
        if known and told("met"): self.stop(known, when, False)
        elif known and told("cancelled"): self.stop(known, when, True)
        if told("start"): self.start(clock, when)

    def start(self, clock, when):
        if "if" in clock and not guard_holds(clock["if"], self.facts.get, self.marks): return
        self.started[clock["id"]] = when
        plan = self.plan(clock, when)
        if plan is None: return
        if clock["id"] in self.clocks: self.clocks[clock["id"]].update(stoppedAt=None, cancelled=False)
        self.keep(clock["id"], plan, clock["met"] is None)

    def stop(self, clock, at, cancelled):
        if clock["stoppedAt"] is None: clock.update(stoppedAt=at, cancelled=cancelled)

    def keep(self, name, plan, by_state=False):
        if name not in self.clocks and len(self.clocks) >= 10_000: raise unreadable("too-large")
        self.clocks.setdefault(name, {"id": name, "stoppedAt": None, "cancelled": False, "state": by_state}).update(plan)

    def between(self, anchor, due): return {"anchorAt": anchor, "limitMs": max(0, due - anchor), "dueAt": max(anchor, due)}

    def plan(self, clock, started):
        anchor = next((self.facts[f] for f in clock.get("from") or [] if is_number(self.facts.get(f))), started)
        if "limit" in clock: return self.between(anchor, self.calendar.add(anchor, self.length(clock["id"], clock["limit"], self.facts)))
        end = self.facts.get(clock["until"])
        return self.between(anchor, end - (self.plain.add(0, clock["before"]) if "before" in clock else 0)) if is_number(end) else None

    def length(self, kind, limit, facts):
        lengths = self.limits.get(kind) or (limit if isinstance(limit, str) else limit["values"])
        if isinstance(lengths, str): return lengths
        chosen = None if isinstance(limit, str) else facts.get(limit["by"])
        return lengths[chosen] if isinstance(chosen, str) and chosen in lengths else min(lengths.values(), key=lambda one: self.plain.add(0, one))

    def item_plan(self, spec, values, start):
        clock = spec["clock"]
        due = self.calendar.add(start, self.length("list " + spec["id"], clock["limit"], self.facts | values)) if "limit" in clock else values.get(clock["until"])
        return self.between(start, due) if is_number(due) else None

    def add(self, name, values, when):
        spec = self.shown_list(name)
        if spec is None or len(self.items[name]) >= spec["max"]: return
        self.items[name].append({"number": len(self.items[name]) + 1, "stage": spec["stages"][0], "values": values})
        plan = self.item_plan(spec, values, when)
        if plan: self.keep(f"{name}-{len(self.items[name])}", plan, not spec["isStopShown"])

    def move(self, event_spec, event, when):
        moves = event_spec["moves"]
        spec = self.shown_list(moves["list"])
        if spec is None: return
        movable = [one for one in self.items[spec["id"]] if one["stage"] in moves["from"]]
        meant = [one for one in movable if str(one["number"]) == event["item"]] if "item" in event else movable if len(movable) == 1 else []
        if not meant: return
        meant[0].update(stage=moves["to"], values=meant[0]["values"] | picked(event_spec["fields"], event))
        clock = self.clocks.get(f"{spec['id']}-{meant[0]['number']}")
        if clock is None: return
        stands, waits = spec["stages"].index(moves["to"]), spec["stages"].index(spec["clock"]["met"])
        if stands >= waits: return self.stop(clock, when, stands > waits)
        plan = self.item_plan(spec, meant[0]["values"], clock["anchorAt"])
        if plan and (clock["stoppedAt"] is not None or plan["limitMs"] != clock["limitMs"]): clock.update(plan, stoppedAt=None, cancelled=False)

    def words(self):
        stored = listed(self.context.get("clocks"))
        if set(self.clocks) - {one["id"] for one in stored}: raise altered("deadline")
        return sorted(self.compared(one) for one in stored)

    def compared(self, one):
        ours = self.clocks.get(one["id"]) or self.from_state(one)
        if ours["state"] or one["state"] == "cancelled" and self.table["ends"] is None and ours["stoppedAt"] is None:
            if one["stoppedAt"] is not None and one["stoppedAt"] not in self.moments: raise altered("deadline", one["id"])
            ours.update(stoppedAt=one["stoppedAt"], cancelled=one["state"] == "cancelled")
        state = "cancelled" if ours["cancelled"] else "open" if ours["stoppedAt"] is None else "met" if ours["stoppedAt"] <= ours["dueAt"] else "met-late"
        said = "open" if one["state"] in ("running", "warned", "missed") else one["state"]
        if any(ours[key] != one[key] for key in ("anchorAt", "limitMs", "dueAt", "stoppedAt")) or state != said: raise altered("deadline", one["id"])
        return (one["id"], ours["anchorAt"], ours["limitMs"], ours["dueAt"], ours["stoppedAt"] or 0, state)

    def from_state(self, one):
        def refuse(): raise altered("deadline", one["id"])
        stated = {"id": one["id"], "stoppedAt": None, "cancelled": False, "state": True}
        as_is = {key: one[key] for key in ("anchorAt", "limitMs", "dueAt")}
        clock = next((c for c in self.table["clocks"] if c["id"] == one["kind"]), None)
        if clock:
            started = own(own(own(self.context, "started"), one["id"]), "at")
            if clock["start"] is not None or started not in self.moments: refuse()
            return stated | (self.plan(clock, started) or self.between(one["anchorAt"], one["anchorAt"] + one["limitMs"]))
        spec = next((c for c in self.table["lists"] if "list " + c["id"] == one["kind"]), None)
        if spec:
            if spec["isShown"]: refuse()
            return stated | (self.item_plan(spec, {}, one["anchorAt"]) if isinstance(spec["clock"].get("limit"), str) else as_is)
        duty = next((c for c in self.table["recurring"] if "recurring " + c["id"] == one["kind"]), None)
        due = self.calendar.next(duty, one["anchorAt"]) if duty else None
        if due is None or one["id"] != f"{duty['id']}-{date_of(self.calendar.wall(due))}": refuse()
        return stated | self.between(one["anchorAt"], due)


# ---------------------------------------------------------------- all of it
def read_folder(folder):
    files = {}
    try: names = os.listdir(folder)
    except OSError: raise unreadable("folder", folder)
    if len(names) > 32: raise unreadable("folder")
    for name in sorted(names):
        if name in UNPROVEN: continue
        if name not in FILES: raise altered("unknown-file", ascii(name))
        found = os.lstat(os.path.join(folder, name))
        if not stat.S_ISREG(found.st_mode): raise unreadable("folder", name)
        if found.st_size > FILES[name]: raise unreadable("too-large", name)
        with open(os.path.join(folder, name), "rb") as file: files[name] = file.read()
    for name in FILES:
        if name != "consistency.txt" and name not in files: raise unreadable("file-missing", name)
    return files


def require_signed(now, log_keys, witness_keys):
    if not any(s["type"] == 1 for s in now["signers"]): raise altered("signer")
    if now["origin"] not in [key["name"] for key in log_keys]: raise altered("other-origin")
    for key in witness_keys:
        if not any(s["type"] == 4 and s["name"] == key["name"] for s in now["signers"]): raise altered("witness")


def check(folder, vkeys, witnesses, since):
    files = read_folder(folder)
    log_keys, witness_keys = [read_vkey(text, [1]) for text in vkeys], [read_vkey(text, [4]) for text in witnesses]
    keys = log_keys + witness_keys
    now = read_checkpoint(files["checkpoint.txt"], keys, "checkpoint.txt")
    require_signed(now, log_keys, witness_keys)
    first, frontier, stubs = read_tree(files["tree.txt"])
    if first + len(stubs) != now["size"]: raise altered("size")
    held = [read_checkpoint(data, keys, name) | {"at": at} for name, data, at in since]
    tree, wanted = Range(first, frontier), {one["size"] for one in held}
    roots = {first: tree.root()}
    for stub in stubs:
        tree.append(sha(b"\0", stub))
        if tree.size in wanted: roots[tree.size] = tree.root()
    if tree.root() != now["root"]: raise altered("root")
    rows = read_rows(files["events.jsonl"], first, stubs)
    proofs = read_consistency(files.get("consistency.txt"))
    for old in held:
        if not any(s["type"] == 1 for s in old["signers"]): raise altered("signer", old["what"])
        if old["origin"] != now["origin"]: raise altered("other-origin", old["what"])
        if old["size"] > now["size"]: raise altered("rolled-back", old["what"])
        root = sha() if old["size"] == 0 else roots.get(old["size"])
        if root is not None:
            if root != old["root"]: raise altered("history", old["what"])
        elif old["size"] not in proofs: raise End(1, "not-comparable", old["what"])
        elif not is_consistent(old["size"], now["size"], old["root"], now["root"], proofs[old["size"]]): raise altered("history", old["what"])
    seen = [(one["size"], s["time"] * 1000) for one in held + [now] for s in one["signers"] if s["type"] == 4]
    seen += [(one["size"], one["at"]) for one in held if one["at"] is not None]
    for row in rows:
        for size, at in seen:
            if row["index"] < size and row["at"] > at + 60000 or row["index"] >= size and row["at"] < at - 60000: raise altered("time", f"row {row['seq']}")
    texts, erased = read_texts(files["texts.jsonl"], rows)
    if sha(files["state.json"]).hex() != rows[-1]["state"]: raise altered("state")
    if sha(files["definition.json"]).hex() != rows[0]["event"].get("hash"): raise altered("definition")
    state_text, definition_text = utf8(files["state.json"], "state.json"), utf8(files["definition.json"], "definition.json")
    if depth(state_text) > DEPTH: raise unreadable("too-deep")
    # A procedure need not be JSON; only one that is can carry a table.
    try: definition = parse(definition_text) if depth(definition_text) <= DEPTH else None
    except (ValueError, RecursionError): definition = None
    table = own(own(own(definition, "config") or {}, "meta") or {}, "clocks")
    clocks = None
    if own(table, "vocabulary") == "answerable/clocks/2": clocks = FileClocks(table, rows, parse(state_text)).words()
    if own(table, "vocabulary") == "answerable/clocks/1":
        clocks = Clocks(table, rows).words()
        if clocks != stored_clocks(parse(state_text)): raise altered("deadline")
        check_bindings(table.get("bindings"), rows)
    return {"size": now["size"], "rows": len(rows), "texts": len(texts), "erased": len(erased), "deadlines": clocks}


def is_included(leaf, index, size, root, proof):
    if index >= size: return False
    fn, sn, r = index, size - 1, leaf
    for one in proof:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            r = node(one, r)
            while not fn & 1 and fn: fn >>= 1; sn >>= 1
        else: r = node(r, one)
        fn >>= 1; sn >>= 1
    return sn == 0 and r == root


def check_receipt(file, vkeys, witnesses, since):
    if since: raise End(1, "usage", "a receipt is checked with --vkey and --witness alone")
    log_keys, witness_keys = [read_vkey(text, [1]) for text in vkeys], [read_vkey(text, [4]) for text in witnesses]
    if os.path.getsize(file) > 8 * MIB: raise unreadable("too-large", file)
    with open(file, "rb") as opened: text = utf8(opened.read(), file)
    head, found, note = text.partition("\n\n")
    lines = head.split("\n")
    place = re.fullmatch(r"index (0|[1-9][0-9]{0,15})", lines[2]) if len(lines) > 2 else None
    extra = unbase(lines[1][6:]) if len(lines) > 1 and lines[1].startswith("extra ") else None
    hashes = [unbase(line, 32) for line in lines[3:]]
    if not found or lines[0] != "c2sp.org/tlog-proof@v1" or not place or not extra or None in hashes or len(hashes) > PROOF: raise unreadable("receipt", file)
    now = read_checkpoint(note.encode(), log_keys + witness_keys, "the receipt's checkpoint")
    require_signed(now, log_keys, witness_keys)
    try: row = canonical_object(extra.decode("utf-8"))
    except UnicodeDecodeError: row = None
    if row is None: raise altered("not-canonical")
    if not is_envelope(row) or not is_count(row["seq"]): raise altered("envelope")
    leaf = sha(b"\0", tag(row["instance"], row["seq"]), sha(extra))
    if not is_included(leaf, int(place[1]), now["size"], now["root"], hashes): raise altered("not-in-log")
    return {"size": now["size"], "index": int(place[1]), "seq": row["seq"], "type": row["event"]["type"]}


def main(arguments):
    folder, vkeys, witnesses, since = None, [], [], []
    try:
        rest = list(arguments)
        while rest:
            word = rest.pop(0)
            if word in ("--vkey", "--witness", "--since"):
                if not rest: raise End(1, "usage", word)
                value = rest.pop(0)
                if word == "--since":
                    name, _, time = value.partition("=")
                    seen_at = datetime.datetime.fromisoformat(time.replace("Z", "+00:00")).timestamp() * 1000 if time else None
                    with open(name, "rb") as file: since.append((name, file.read(), seen_at))
                else: (vkeys if word == "--vkey" else witnesses).append(value)
            elif folder is None and not word.startswith("-"): folder = word
            else: raise End(1, "usage", word)
        if folder is None or not vkeys: raise End(1, "usage", __doc__)
        result = (check_receipt if os.path.isfile(folder) and not os.path.islink(folder) else check)(folder, vkeys, witnesses, since)
        print("SOUND:", json.dumps(result))
        return 0
    except End as end:
        print(["", "CANNOT SAY", "ALTERED OR INCOMPLETE", "UNREADABLE"][end.code], f"({end.rule})", ascii(end.sentence), file=sys.stderr)
        return end.code
    except Exception as error:
        print("UNREADABLE (failed)", ascii(error), file=sys.stderr)
        return 3


def accounts(lines):
    """For the law of deadlines: each line is [table, rows, state]."""
    for line in lines:
        try: print(json.dumps(FileClocks(*json.loads(line)).words()))
        except End as end: print(json.dumps(end.rule))


if __name__ == "__main__" and sys.argv[1:] == ["--accounts"]: accounts(sys.stdin)
elif __name__ == "__main__": sys.exit(main(sys.argv[1:]))
