/**
 * The newest version of the engine's and the desk's migrations together, which each of them may meet in a database that both have
 * used. tests/db/migrate.test.ts holds it against the list.
 */
export const newestVersion = 53;
