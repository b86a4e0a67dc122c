-- The SQLite schema after every migration. Made by the migrations and compared by tests/db/schema.test.ts.

CREATE TABLE account_notices (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  what TEXT NOT NULL,
  detail TEXT NOT NULL,
  by_name TEXT,
  at INTEGER NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('mail', 'webhook')),
  address TEXT NOT NULL,
  secret TEXT,
  tries INTEGER NOT NULL,
  next_at INTEGER NOT NULL
) STRICT;

CREATE INDEX account_notices_due ON account_notices (next_at);

CREATE TABLE acknowledge_links (
  secret_hash TEXT PRIMARY KEY,
  message TEXT NOT NULL,
  person TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX acknowledge_links_of_person ON acknowledge_links (person);

CREATE INDEX acknowledge_links_by_end ON acknowledge_links (expires_at);

CREATE TABLE calendar_addresses (
  owner TEXT PRIMARY KEY,
  secret_hash TEXT NOT NULL UNIQUE,
  made_at INTEGER NOT NULL
, used_at INTEGER) STRICT;

CREATE TABLE channel_proofs (
  person TEXT NOT NULL,
  channel TEXT NOT NULL,
  address_hash TEXT NOT NULL,
  proven_at INTEGER,
  broken TEXT,
  broken_at INTEGER,
  code_hash TEXT,
  code_until INTEGER,
  code_tries INTEGER NOT NULL,
  PRIMARY KEY (person, channel)
) STRICT;

CREATE INDEX channel_proofs_broken ON channel_proofs (broken_at) WHERE broken IS NOT NULL;

CREATE TABLE checkpoints (
  instance TEXT NOT NULL,
  seq INTEGER NOT NULL,
  step_seq INTEGER NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX checkpoints_by_row ON checkpoints (instance, seq);

CREATE TABLE contacts (
  person TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mail', 'phone')),
  address TEXT NOT NULL,
  sign_in_key TEXT UNIQUE, set_at INTEGER,
  PRIMARY KEY (person, kind)
) STRICT;

CREATE TABLE credentials (
  person TEXT PRIMARY KEY,
  password_hash TEXT,
  password_set_at INTEGER,
  totp_secret TEXT,
  totp_confirmed_at INTEGER,
  totp_step INTEGER NOT NULL DEFAULT 0
, password_used_at INTEGER) STRICT;

CREATE TABLE decided_clocks (
  instance TEXT NOT NULL,
  clock TEXT NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'met-late', 'missed', 'cancelled', 'running')),
  anchor_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  stopped_at INTEGER,
  PRIMARY KEY (instance, clock)
) STRICT, WITHOUT ROWID;

CREATE INDEX decided_clocks_by_due ON decided_clocks (due_at);

CREATE TABLE deliveries (
  message TEXT NOT NULL,
  recipient TEXT NOT NULL,
  channel TEXT NOT NULL,
  instance TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'retrying', 'failed', 'skipped', 'unreachable')),
  attempts INTEGER NOT NULL,
  answer TEXT,
  why TEXT,
  instead_of TEXT,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  PRIMARY KEY (message, recipient, channel)
) STRICT;

CREATE INDEX deliveries_of_instance ON deliveries (instance, first_at);

CREATE INDEX deliveries_recent ON deliveries (last_at);

CREATE INDEX deliveries_to_nobody ON deliveries (last_at) WHERE state = 'unreachable';

CREATE TRIGGER deliveries_erased_insert AFTER INSERT ON deliveries
WHEN (NEW.answer IS NOT NULL OR NEW.why IS NOT NULL)
  AND EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message)
BEGIN UPDATE deliveries SET answer = NULL, why = NULL
  WHERE message = NEW.message AND recipient = NEW.recipient AND channel = NEW.channel; END;

CREATE TRIGGER deliveries_erased_update AFTER UPDATE ON deliveries
WHEN (NEW.answer IS NOT NULL OR NEW.why IS NOT NULL)
  AND EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message)
BEGIN UPDATE deliveries SET answer = NULL, why = NULL
  WHERE message = NEW.message AND recipient = NEW.recipient AND channel = NEW.channel; END;

CREATE TABLE desk_copies (
  id TEXT PRIMARY KEY,
  how TEXT NOT NULL CHECK (how IN ('backup', 'restore', 'copy', 'asked')),
  made_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended TEXT,
  dismissed_at INTEGER,
  dismissed_by TEXT
) STRICT;

CREATE TABLE erased_messages (
  message TEXT PRIMARY KEY,
  words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE instances (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  machine TEXT NOT NULL,
  definition_hash TEXT NOT NULL,
  seq INTEGER NOT NULL,
  step_seq INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('active', 'done')),
  summary TEXT,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  open INTEGER AS (CASE json_type(summary, '$.open') WHEN 'true' THEN 1 WHEN 'false' THEN 0 END) STORED,
  due_at INTEGER AS (CASE json_type(summary, '$.dueAt') WHEN 'integer' THEN summary ->> '$.dueAt' END) STORED,
  grade_rank INTEGER AS (CASE json_type(summary, '$.gradeRank') WHEN 'integer' THEN summary ->> '$.gradeRank' END) STORED,
  playbook TEXT AS (CASE json_type(summary, '$.playbook') WHEN 'text' THEN summary ->> '$.playbook' END) STORED,
  grade TEXT AS (CASE json_type(summary, '$.grade') WHEN 'text' THEN summary ->> '$.grade' END) STORED,
  phase TEXT AS (CASE json_type(summary, '$.phase') WHEN 'text' THEN summary ->> '$.phase' END) STORED,
  holder TEXT AS (CASE json_type(summary, '$.holder') WHEN 'text' THEN summary ->> '$.holder' END) STORED,
  title TEXT AS (CASE json_type(summary, '$.title') WHEN 'text' THEN summary ->> '$.title' END) STORED
, sign_offs_since INTEGER NOT NULL DEFAULT 0, clocks_whole INTEGER NOT NULL DEFAULT 1) STRICT;

CREATE INDEX instances_by_deadline
  ON instances (open DESC, coalesce(due_at, 9007199254740991), grade_rank, number);

CREATE TABLE intake_keys (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  shape TEXT NOT NULL,
  mapping TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE,
  made_at INTEGER NOT NULL,
  made_by TEXT NOT NULL,
  ended_at INTEGER,
  used_at INTEGER
) STRICT;

CREATE TABLE invitations (
  secret_hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX invitations_of_person ON invitations (person);

CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE known_devices (
  secret_hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE INDEX known_devices_of_person ON known_devices (person);

CREATE TABLE leases (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  token INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  child TEXT PRIMARY KEY,
  parent TEXT NOT NULL,
  link TEXT NOT NULL,
  item INTEGER NOT NULL
) STRICT;

CREATE INDEX links_of_parent ON links (parent, link, item);

CREATE TABLE log (
  position INTEGER PRIMARY KEY,
  instance TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  kind TEXT NOT NULL CHECK (kind IN ('start', 'event', 'timer', 'stale', 'delivered', 'dead-lettered', 'erased')),
  at INTEGER NOT NULL,
  due_at INTEGER,
  by TEXT NOT NULL,
  command_id TEXT,
  event TEXT NOT NULL,
  timer TEXT,
  detail TEXT,
  state_hash TEXT NOT NULL, acting_as TEXT, auth TEXT,
  UNIQUE (instance, seq)
) STRICT;

CREATE UNIQUE INDEX log_command ON log (command_id) WHERE command_id IS NOT NULL;

CREATE TRIGGER log_keeps_rows BEFORE DELETE ON log
  BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never deleted.'); END;

CREATE TRIGGER log_keeps_words BEFORE UPDATE ON log
  BEGIN SELECT RAISE(ABORT, 'The log only grows: rows are never changed.'); END;

CREATE TABLE "notifications" (
  message TEXT NOT NULL,
  recipient TEXT NOT NULL,
  instance TEXT NOT NULL,
  address TEXT NOT NULL,
  channel TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('sent', 'failed')),
  attempts INTEGER NOT NULL,
  answer TEXT,
  sent_at INTEGER NOT NULL,
  PRIMARY KEY (message, recipient)
) STRICT;

CREATE INDEX notifications_of_instance ON notifications (instance, sent_at);

CREATE INDEX notifications_recent ON notifications (sent_at);

CREATE TRIGGER notifications_erased_insert AFTER INSERT ON notifications
WHEN EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message
  AND (NEW.body <> e.words OR NEW.subject <> e.words OR NEW.answer IS NOT NULL))
BEGIN UPDATE notifications SET answer = NULL,
  subject = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.message),
  body = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.message)
  WHERE message = NEW.message AND recipient = NEW.recipient; END;

CREATE TRIGGER notifications_erased_update AFTER UPDATE ON notifications
WHEN EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.message
  AND (NEW.body <> e.words OR NEW.subject <> e.words OR NEW.answer IS NOT NULL))
BEGIN UPDATE notifications SET answer = NULL,
  subject = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.message),
  body = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.message)
  WHERE message = NEW.message AND recipient = NEW.recipient; END;

CREATE TABLE outbox (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  instance TEXT NOT NULL,
  machine TEXT NOT NULL,
  type TEXT NOT NULL,
  params TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'dead-lettered')),
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL,
  last_error TEXT,
  settled_at INTEGER
) STRICT;

CREATE INDEX outbox_waiting ON outbox (next_try_at, position) WHERE state = 'waiting';

CREATE INDEX outbox_of_instance ON outbox (instance, position);

CREATE INDEX outbox_dead_lettered ON outbox (position) WHERE state = 'dead-lettered';

CREATE TRIGGER outbox_erased AFTER UPDATE ON outbox
  WHEN EXISTS (SELECT 1 FROM erased_messages e WHERE e.message = NEW.id AND NEW.last_error <> e.words)
  BEGIN UPDATE outbox SET last_error = (SELECT e.words FROM erased_messages e WHERE e.message = NEW.id)
    WHERE id = NEW.id; END;

CREATE TABLE outside_identities (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  person TEXT NOT NULL,
  made_at INTEGER NOT NULL, used_at INTEGER, ended_at INTEGER,
  PRIMARY KEY (issuer, subject)
) STRICT;

CREATE INDEX outside_identities_of_person ON outside_identities (person);

CREATE UNIQUE INDEX outside_identities_one ON outside_identities (issuer, person) WHERE ended_at IS NULL;

CREATE TABLE passkeys (
  id TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  public_key TEXT NOT NULL,
  counter INTEGER NOT NULL,
  transports TEXT NOT NULL,
  label TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

CREATE INDEX passkeys_of_person ON passkeys (person);

CREATE TABLE playbook_texts (
  digest TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER playbook_texts_keep_rows BEFORE DELETE ON playbook_texts
  BEGIN SELECT RAISE(ABORT, 'Playbook texts stay: rows are never deleted.'); END;

CREATE TRIGGER playbook_texts_keep_words BEFORE UPDATE ON playbook_texts
  BEGIN SELECT RAISE(ABORT, 'Playbook texts stay: rows are never changed.'); END;

CREATE TABLE publications (
  instance TEXT PRIMARY KEY,
  noted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE quarantine (
  in_table TEXT NOT NULL,
  row_key TEXT NOT NULL,
  instance TEXT,
  why TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (in_table, row_key)
) STRICT;

CREATE TABLE record_checkpoints (
  size INTEGER NOT NULL,
  note TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  PRIMARY KEY (size, note)
) STRICT, WITHOUT ROWID;

CREATE TABLE record_head (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL,
  root BLOB NOT NULL
) STRICT;

CREATE TABLE record_tiles (
  level INTEGER NOT NULL,
  n INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (level, n)
) STRICT;

CREATE TABLE report_contacts (
  report INTEGER PRIMARY KEY,
  contact TEXT NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

CREATE TABLE reports (
  number INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  sender_key TEXT NOT NULL,
  title TEXT NOT NULL,
  detail TEXT,
  link TEXT,
  place TEXT,
  occurred_at INTEGER,
  received_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  times INTEGER NOT NULL,
  over_at INTEGER,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'registered', 'belongs', 'nothing')),
  incident INTEGER,
  settled_at INTEGER,
  settled_by TEXT
) STRICT;

CREATE UNIQUE INDEX reports_waiting_once ON reports (source, sender_key) WHERE state = 'waiting';

CREATE INDEX reports_by_key ON reports (source, sender_key);

CREATE TABLE resends (
  message TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  PRIMARY KEY (message, asked_at)
) STRICT;

CREATE TABLE schema_version (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;

CREATE TABLE search_entries (
  position INTEGER PRIMARY KEY,
  instance TEXT NOT NULL,
  ref TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('title', 'text')),
  words TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX search_entries_by_ref ON search_entries (instance, ref);

CREATE TRIGGER search_entries_added AFTER INSERT ON search_entries
  BEGIN INSERT INTO search_pairs (rowid, words) VALUES (NEW.position, NEW.words); END;

CREATE TRIGGER search_entries_removed AFTER DELETE ON search_entries
  BEGIN INSERT INTO search_pairs (search_pairs, rowid, words) VALUES ('delete', OLD.position, OLD.words); END;

CREATE TRIGGER search_entries_keep_words BEFORE UPDATE ON search_entries
  BEGIN SELECT RAISE(ABORT, 'An entry is written once, and goes with its text.'); END;

CREATE VIRTUAL TABLE search_pairs USING fts5(
  words, content='search_entries', content_rowid='position', detail=none, columnsize=0,
  tokenize='trigram case_sensitive 1');

CREATE TABLE 'search_pairs_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'search_pairs_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'search_pairs_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE sessions (
  secret_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  way TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  confirmed_at INTEGER NOT NULL,
  agent TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_of_person ON sessions (person);

CREATE TABLE sign_in_failures (
  key TEXT PRIMARY KEY,
  count INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_steps (
  secret_hash TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  person TEXT,
  data TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE "sign_offs" (
  instance TEXT NOT NULL,
  key TEXT NOT NULL,
  by TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (instance, key, by)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sign_offs_keep_rows BEFORE DELETE ON sign_offs
  BEGIN SELECT RAISE(ABORT, 'Sign-offs stay: rows are never deleted.'); END;

CREATE TRIGGER sign_offs_keep_words BEFORE UPDATE ON sign_offs
  BEGIN SELECT RAISE(ABORT, 'Sign-offs stay: rows are never changed.'); END;

CREATE TABLE texts (
  position INTEGER PRIMARY KEY,
  instance TEXT NOT NULL,
  ref TEXT NOT NULL,
  salt TEXT,
  text TEXT,
  erased_seq INTEGER,
  CHECK ((text IS NULL) = (erased_seq IS NOT NULL) AND (salt IS NULL) = (text IS NULL))
) STRICT;

CREATE UNIQUE INDEX texts_by_ref ON texts (instance, ref);

CREATE TRIGGER texts_keep_rows BEFORE DELETE ON texts
  BEGIN SELECT RAISE(ABORT, 'A text is taken away by a row of the log, never deleted.'); END;

CREATE TRIGGER texts_keep_words BEFORE UPDATE ON texts
  WHEN NEW.text IS NOT NULL OR OLD.text IS NULL OR NEW.instance <> OLD.instance OR NEW.ref <> OLD.ref
  BEGIN SELECT RAISE(ABORT, 'A text is taken away or stays as it is.'); END;

CREATE TRIGGER texts_erased_by_rows BEFORE UPDATE ON texts
  WHEN NEW.text IS NULL AND OLD.text IS NOT NULL AND NEW.instance = OLD.instance AND NOT EXISTS (SELECT 1 FROM log WHERE instance = NEW.instance AND seq = NEW.erased_seq AND kind = 'erased')
  BEGIN SELECT RAISE(ABORT, 'A text is taken away by a row of the log.'); END;

CREATE TRIGGER texts_begin_with_words BEFORE INSERT ON texts WHEN NEW.text IS NULL
    AND NOT EXISTS (SELECT 1 FROM log WHERE instance = NEW.instance AND seq = NEW.erased_seq AND kind = 'erased')
  BEGIN SELECT RAISE(ABORT, 'A text is taken away by a row of the log.'); END;

CREATE INDEX texts_erased ON texts (instance, erased_seq) WHERE erased_seq IS NOT NULL;

CREATE TRIGGER texts_leave_search AFTER UPDATE OF text ON texts WHEN NEW.text IS NULL
  BEGIN DELETE FROM search_entries WHERE instance = NEW.instance AND instr(ref, NEW.ref) > 0; END;

CREATE TABLE timers (
  instance TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  event TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  armed_seq INTEGER NOT NULL,
  armed_index INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, tried_at INTEGER NOT NULL DEFAULT 0, tried_seq INTEGER NOT NULL DEFAULT 0, next_try_at INTEGER, last_error TEXT, quarantined_at INTEGER,
  PRIMARY KEY (instance, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX timers_due ON timers (due_at, armed_seq, armed_index) WHERE quarantined_at IS NULL;

CREATE INDEX timers_tried ON timers (next_try_at) WHERE next_try_at IS NOT NULL;

CREATE INDEX timers_quarantined ON timers (due_at) WHERE quarantined_at IS NOT NULL;

CREATE TABLE title_words (
  instance TEXT NOT NULL,
  title TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (instance, title)
) STRICT, WITHOUT ROWID;

CREATE INDEX title_words_by_folded ON title_words (folded);

CREATE TABLE tokens (
  secret_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  label TEXT NOT NULL,
  scopes TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE INDEX tokens_of_person ON tokens (person);

CREATE TABLE webhooks (
  person TEXT PRIMARY KEY,
  address TEXT NOT NULL,
  secret TEXT NOT NULL,
  earlier_secret TEXT,
  earlier_until INTEGER,
  off TEXT,
  changed_at INTEGER NOT NULL
, service_secret TEXT) STRICT;

CREATE TABLE write_checks (
  name TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  filler TEXT NOT NULL
) STRICT, WITHOUT ROWID;
