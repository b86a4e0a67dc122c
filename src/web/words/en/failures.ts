export const failures = {
  notFound: {
    title: "Page not found",
    text: "The address may be incomplete. Go to the duty desk and find the incident there.",
  },
  noIncident: {
    title: "Incident not found",
    text: "There is no incident with this number. Search the duty desk, including closed incidents.",
  },
  noPlaybook: {
    title: "Playbook not found",
    text: "See the list of playbooks for those available.",
  },
  noEvent: {
    title: "This playbook has no such action",
    text: "The incident page lists every available action.",
  },
  tooLarge: {
    title: "Text too long",
    text: "Nothing was recorded. Go back (your text is still in the browser) and shorten it, or link to a page that has the full text.",
  },
  tooMany: {
    title: "Too many entries in a short time",
    text: "Nothing was recorded. Records are permanent, so each person has a limit per minute. Your text is still in the browser: go back, wait a minute and submit again.",
  },
  badRequest: {
    title: "The request could not be read",
    text: "Nothing was recorded. Go back, reload the page and send it again.",
  },
  methodNotAllowed: {
    title: "This action is not available here",
    text: "Go to the duty desk and use the buttons there.",
  },
  ours: {
    title: "Something went wrong on the server",
    text: "Go back, reload the incident and check its timeline for your entry. If it is missing, submit it again: nothing is recorded twice. If this happens again, give the administrator the reference below.",
  },
  unavailable: {
    title: "Nothing can be recorded now",
    text: "Your text is still in the browser: go back, wait a moment and submit again. Nothing is recorded twice.",
  },
  readOnly: {
    title: "The desk is read-only",
    text: "Nothing was recorded. The desk's data is damaged or older than it should be, and has to be restored first: tell the server administrator. Your text is still in the browser: go back and copy it.",
  },
  unreadable: {
    title: "A stored entry cannot be read",
    text: "Nothing was recorded. A row of this incident in the database has been changed or damaged and is quarantined; all other incidents continue. Tell the server administrator: answerable verify names the row. Until then keep your own notes.",
  },
  notExportable: {
    title: "The signed record cannot be exported",
    text: "Part of the record is missing or is not what was signed, or the incident is changing too quickly. Try again in a moment. If this stays, tell the server administrator: answerable verify shows the cause.",
  },
  foreignHost: {
    title: "Wrong address",
    text: "Open it under the address it was set up with. An administrator can change that address in the settings.",
  },
  foreignOrigin: {
    title: "Request refused: it came from another site",
    text: "Nothing was done. Open the duty desk and submit the form there.",
  },
  reference: (id: string) => `Reference: ${id}`,
  toTheDesk: "To the duty desk",
};
