/** Why a desk is shown and nothing is recorded: its database is not one that may be written. */
export type ReadOnly =
  | {
      readonly what: "damaged";
      /** For whoever keeps the data: what is wrong, and what to do. */
      readonly sentence: string;
    }
  | {
      /** The log is not the one that was signed. */
      readonly what: "altered";
      readonly sentence: string;
    }
  | {
      readonly what: "older";
      readonly sentence: string;
      /** So many entries of the record are not there; none or fewer when it is another database. */
      readonly missing: number;
      /** When the last of them was recorded (ms). */
      readonly lastAt: number | null;
    };
