import type { FailureWords } from "./failure-words.ts";

export const enFailures: FailureWords = {
  notFound: {
    title: "There is no such page",
    text: "The address may be incomplete. Go to the duty desk and find the incident there.",
  },
  noIncident: {
    title: "There is no such incident",
    text: "No incident has this number. Look for it on the duty desk, among the closed ones too.",
  },
  noPlaybook: {
    title: "There is no such playbook",
    text: "The list of playbooks shows all that this desk knows.",
  },
  noEvent: {
    title: "This playbook has no such action",
    text: "The incident's page lists everything that can be done.",
  },
  tooLarge: {
    title: "This is too long to take",
    text: "Nothing was recorded. Go back (your browser keeps what you typed), shorten the text or put it on a page and give its link.",
  },
  tooMany: {
    title: "Too many entries in a short time",
    text: "Nothing was recorded. What is recorded stays for good, so each person has a limit per minute. What you typed is still in your browser: go back, wait a minute, and send it again.",
  },
  badRequest: {
    title: "The browser sent something unreadable",
    text: "Nothing was recorded. Go back, reload the page and send it again.",
  },
  methodNotAllowed: {
    title: "This address cannot do that",
    text: "Go to the duty desk and use the buttons there.",
  },
  ours: {
    title: "Something went wrong on our side",
    text: "Go back, reload the incident and look at its timeline to see whether your entry is there. If it is not, send it again: nothing is recorded twice. If this happens again, give the administrator the reference below.",
  },
  unavailable: {
    title: "Nothing can be recorded at the moment",
    text: "What you typed is still in your browser: go back, wait a moment, and send it again. Nothing is recorded twice.",
  },
  readOnly: {
    title: "The desk is read-only",
    text: "Nothing was recorded. The desk's data is damaged or older than it should be, and has to be restored first: tell whoever runs the server. What you typed is still in your browser: go back and copy it.",
  },
  unreadable: {
    title: "A stored entry cannot be read",
    text: "Nothing was recorded. A row of this incident in the database has been changed or damaged and is quarantined; all other incidents go on. Tell whoever runs the server: `answerable verify` names the row. Until then keep your own notes.",
  },
  foreignHost: {
    title: "This desk does not answer to that address",
    text: "Open it under the address it was set up with. An administrator can change that address in the settings.",
  },
  foreignOrigin: {
    title: "This came from another page",
    text: "Nothing was done. Forms are only taken from the desk's own pages: open the desk and do it there.",
  },
  reference: (id) => `Reference: ${id}`,
  toTheDesk: "To the duty desk",
};
