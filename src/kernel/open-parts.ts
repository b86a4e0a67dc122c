/** What has been opened is closed in the reverse order, each part once, whatever the others' closing throws. */
interface Part {
  readonly name: string;
  readonly close: () => Promise<void> | void;
}

export class OpenParts {
  readonly #parts: Part[] = [];
  readonly #onClosed: (name: string) => void;
  #closing: Promise<void> | null = null;

  /** Hears the name of each part that has been closed. */
  constructor(onClosed: (name: string) => void = () => undefined) {
    this.#onClosed = onClosed;
  }

  add(name: string, close: Part["close"]): void {
    this.#parts.push({ name, close });
  }

  /** Throws the first failure, after everything was asked to close. */
  close(): Promise<void> {
    return (this.#closing ??= this.#closeAll());
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const { name, close } of this.#parts.splice(0).reverse()) {
      try {
        await close();
        this.#onClosed(name);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
