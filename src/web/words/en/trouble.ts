/** What keeps the desk from its work: on every page, on the page of a failure, and in the API's problems. */
/** What is wrong, and what mends it. */
export const trouble = {
  full: "The disk is full. An administrator has to free some space; the desk then recovers by itself.",
  held: "Another program has locked the database file. Try again in a moment; if it stays so, an administrator has to close that program.",
  away: "The database server cannot be reached. The desk goes on as soon as it answers.",
  "read-only": "The database is read-only. An administrator has to check the disk and the permissions of its files.",
  broken:
    "The database has failed. The desk restarts or, where that would not help, becomes read-only. Tell an administrator.",
  silent: "The database does not answer. Tell an administrator.",
  schema: "Another version of the program has changed the database. An administrator has to start the newer one.",
  unfit: "The database is damaged or not the latest, so the desk is read-only. Tell an administrator.",
  damaged:
    "Contents of the damaged part may be missing or fail to open. New entries are still recorded. Tell an administrator: the server's log says what is damaged.",
  starting: "The desk is starting.",
  closing: "The desk is shutting down.",
  loops:
    "Deadlines are not triggered and notifications are not sent. Watch your deadlines yourself, and tell an administrator.",
  lease:
    "No node handles deadlines and notifications: none is triggered and none is sent. Watch your deadlines yourself, and tell an administrator.",
};

export const banner = {
  record: "Nothing can be recorded at the moment",
  damage: "A part of the database is damaged",
  standstill: "Deadlines and notifications are at a standstill",
};
