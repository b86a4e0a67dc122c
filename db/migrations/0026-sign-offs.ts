import type { Migration } from "./migration.ts";

/** Who wrote or approved what is called a sign-off everywhere; its table was still named after hands. */
export const signOffs: Migration = {
  version: 26,
  name: "sign-offs",
  sqlite: [
    `DROP TRIGGER hands_keep_rows`,
    `DROP TRIGGER hands_keep_words`,
    `ALTER TABLE hands RENAME TO sign_offs`,
    `CREATE TRIGGER sign_offs_keep_rows BEFORE DELETE ON sign_offs
      BEGIN SELECT RAISE(ABORT, 'Sign-offs stay: rows are never deleted.'); END`,
    `CREATE TRIGGER sign_offs_keep_words BEFORE UPDATE ON sign_offs
      BEGIN SELECT RAISE(ABORT, 'Sign-offs stay: rows are never changed.'); END`,
    `ALTER TABLE instances RENAME COLUMN hands_since TO sign_offs_since`,
  ],
  postgres: [
    `DROP TRIGGER hands_keep_rows ON hands`,
    `DROP TRIGGER hands_keep_all ON hands`,
    `DROP FUNCTION refuse_hands_change()`,
    `ALTER TABLE hands RENAME TO sign_offs`,
    `ALTER TABLE sign_offs RENAME CONSTRAINT hands_same_person TO sign_offs_same_person`,
    `CREATE FUNCTION refuse_sign_offs_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'Sign-offs stay: rows are never changed and never deleted.'; END $$`,
    `CREATE TRIGGER sign_offs_keep_rows BEFORE UPDATE OR DELETE ON sign_offs
      FOR EACH ROW EXECUTE FUNCTION refuse_sign_offs_change()`,
    `CREATE TRIGGER sign_offs_keep_all BEFORE TRUNCATE ON sign_offs
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_sign_offs_change()`,
    `ALTER TABLE instances RENAME COLUMN hands_since TO sign_offs_since`,
  ],
};
