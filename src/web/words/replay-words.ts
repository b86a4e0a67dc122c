export interface ReplayWords {
  readonly title: string;
  readonly intro: string;
  readonly step: (seq: number, last: number) => string;
  readonly previous: string;
  readonly next: string;
  readonly show: string;
  readonly chooseStep: string;
  readonly happened: string;
  readonly standing: string;
  readonly clocksThen: string;
  readonly factsThen: string;
  readonly sentThen: string;
  readonly nothingSent: string;
  readonly couldBeDone: string;
  readonly couldBeDoneBy: (name: string) => string;
  readonly nothingCouldBeDone: string;
  readonly agreement: string;
  readonly agrees: (rows: number) => string;
  readonly differs: (seq: number, sentence: string) => string;
  readonly back: string;
  readonly digest: string;
}
