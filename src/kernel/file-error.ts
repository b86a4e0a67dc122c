/** What the machine says of a file or a folder, as a sentence that says what to do; null when it is something else. */
export function formatFileError(error: unknown): string | null {
  const { code, path, dest, syscall } = Object(error) as Partial<Record<"code" | "path" | "dest" | "syscall", unknown>>;
  if (typeof code !== "string" || typeof syscall !== "string" || typeof path !== "string") return null;
  const say = sentences[code];
  return say === undefined ? null : `${say(typeof dest === "string" ? dest : path)} (${code})`;
}

/** There is nothing of that name. */
export function isMissing(error: unknown): boolean {
  return (Object(error) as { readonly code?: unknown }).code === "ENOENT";
}

const sentences: Readonly<Record<string, (path: string) => string>> = {
  EACCES: (path) =>
    `${path} may not be opened or written by this user: run this as the user that owns it, or change its owner.`,
  EPERM: (path) => `${path} may not be changed by this user: run this as the user that owns it.`,
  EROFS: (path) => `${path} is on a disk that is mounted read-only: mount it for writing, or name another folder.`,
  ENOTDIR: (path) =>
    `${path} leads through a file where a folder must be: name another folder, or move that file away.`,
  EEXIST: (path) => `${path} is there already, and is not what it must be: name another place, or move it away.`,
  EISDIR: (path) => `${path} is a folder where a file must be: name a file, or move that folder away.`,
  ENOENT: (path) => `${path} does not exist, or cannot be made where it is to be.`,
  ENOSPC: (path) => `There is no room on the disk of ${path}: free some, and try again.`,
  EDQUOT: (path) => `This user's quota on the disk of ${path} is used up: free some room, and try again.`,
  EFBIG: (path) => `${path} would be larger than this disk or this user may have a file.`,
  EIO: (path) => `The disk of ${path} does not work.`,
  ELOOP: (path) => `${path} is a symbolic link that leads to itself.`,
  ENAMETOOLONG: (path) => `${path} is too long a name for this disk.`,
  EMFILE: (path) => `${path} cannot be opened: this process has as many files open as it may.`,
  EBUSY: (path) => `${path} is in use by the system.`,
};
