/** Whom something is for, said to those for whom it is not. */
export const access = {
  title: "You do not have access to this page",
  only: {
    anybody: "Anyone can open this.",
    "link-holders": "You need the complete link to open this.",
    "signed-in": "Sign in to open this.",
    members: "You need a role to open this. Ask an administrator.",
    "incident-readers":
      "Only people who handle incidents, and auditors, can see them. Administrators need an additional role.",
    "administration-readers": "This is for administrators, duty leads and auditors.",
    auditors: "Only auditors can do this.",
    administrators: "Only administrators can do this.",
    "report-settlers": "Only duty officers and duty leads settle reports from outside.",
    "notification-resenders": "The duty officer, a duty lead or an administrator can send it again.",
  },
};
