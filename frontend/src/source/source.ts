/** Source: where pages get their data from, whether it lies in the file or a server has it. */

export interface Series {
  method: string;
  target_kind: string | null;
}

export interface Segment {
  segment: string;
  role: string | null;
  parent: string | null;
  images: number;
}

export interface Measure {
  name: string;
  formula: string;
  says: string;
  signed: boolean;
  /** What an even spread would give; null where that depends on the segment. */
  even: number | null;
  margin: number | null;
}

export interface Overview {
  partwise: string;
  title: string;
  folder: string;
  conditions: string[];
  images: number;
  rows: number;
  /** Whether the run that writes it has ended. */
  finished: boolean;
  failed: number;
  errors: { image_id: string; error: string; message: string }[];
  segments: Segment[];
  series: Series[];
  /** Whether the true class of any image is known. */
  judged: boolean;
  nulls: string[];
  effects: boolean;
  by: string[];
  measures: Measure[];
  maps: Record<string, unknown>[];
  run_id: string;
  parameters: Record<string, unknown>;
  facts: Record<string, unknown>;
  schema_version: number;
  pictures_left_out: number;
  /** By column, how many of its values have no groups here. */
  groups_left_out: Record<string, number>;
}

export interface Finding {
  kind: string;
  sentence: string;
  segment: string;
  method: string;
  target_kind: string | null;
  by: string;
  value: string | null;
  measure: string;
  estimate: number;
  low: number;
  high: number;
  reference: number;
  margin: number;
  images: number;
  verdict: string;
  direction: string | null;
  command: string;
  other_method: string | null;
  also: string[];
}

export interface Looked {
  question: string;
  measures: string[];
  tested: number;
  negligible: number;
  inconclusive: number;
  too_few: number;
  found: number;
  not_asked: string | null;
}

export interface Findings {
  findings: Finding[];
  more: number;
  looked: Looked[];
  quiet: string[];
  limits: string[];
}

/** One group and measure: images that share a part, and a class or outcome if these were told apart. */
export interface Group {
  method: string;
  target_kind: string | null;
  kind: string;
  /** Of the column that groups differ in; null where all images are taken together. */
  value: string | null;
  segment: string;
  measure: string;
  images: number;
  looked_for: number;
  undefined: number;
  mean: number | null;
  median: number | null;
  q05: number | null;
  q25: number | null;
  q75: number | null;
  q95: number | null;
  estimate: number | null;
  low: number | null;
  high: number | null;
  reference: number | null;
  margin: number | null;
  primary: boolean;
  p_adjusted: number | null;
  tested: number | null;
  verdict: string | null;
  direction: string | null;
  images_needed: number | null;
  null: string | null;
  null_mean: number | null;
  nulls: number | null;
  nulls_beaten: number | null;
}

export interface Image {
  image_id: string;
  label: string | null;
  predicted: string | null;
  outcome: string | null;
  predicted_probability: number | null;
  runner_up: string | null;
  predicted_logit: number | null;
  label_logit: number | null;
  runner_up_logit: number | null;
  original_height: number;
  original_width: number;
}

/** The measures of one part of one image. */
export interface Value {
  image: Image;
  method: string;
  target_kind: string | null;
  target_class: string | null;
  segment: string;
  /** By the measure's name. */
  numbers: Record<string, number | null>;
}

/** What removing one part of one image does by one fill. */
export interface Removal {
  target_kind: string | null;
  segment: string;
  fill: string;
  removal: number | null;
  effect: number | null;
}

export interface Overlay {
  method: string;
  target_kind: string | null;
  target_class: string | null;
  src: string;
  scale: number;
}

export interface Picture {
  /** Null where the table has no picture of the image. */
  src: string | null;
  height: number;
  width: number;
  /** What the classifier sees: left, top, width, height, in pixels of the picture. */
  frame: [number, number, number, number];
  outlines: { segment: string; path: string }[];
  overlays: Overlay[];
}

export type Order = "highest" | "lowest" | "typical" | "sample";

/** Which values are asked for; what is not named is not asked about. */
export interface Query {
  series: Series;
  segment?: string;
  image_id?: string;
  /** Of which group: a column and its value. */
  by?: string;
  value?: string | null;
  /** Of which true class, and of which prediction. */
  label?: string;
  predicted?: string;
  /** By which measure they are ordered, and how: by default a sample that is spread as the whole is. */
  measure?: string;
  order?: Order;
  offset?: number;
  limit?: number;
}

export interface Values {
  /** How many there are, however many were asked for. */
  total: number;
  values: Value[];
}

/** A true class, what it was taken for, and in how many images. */
export type Pair = [label: string, predicted: string, images: number];

/** Which classes are taken for which. */
export interface Confusion {
  /** Those with the most mistakes. */
  classes: string[];
  left_out: number;
  /** Pairs of these classes. */
  cells: Pair[];
  /** The most frequent ones, among all classes. */
  mistakes: Pair[];
  correct: number;
  wrong: number;
}

export interface Source {
  overview(): Promise<Overview>;
  findings(): Promise<Findings>;
  /** Null where no true class is known. */
  confusion(): Promise<Confusion | null>;
  /** The groups by a column, or, where it is empty, of all images together. */
  groups(by: string): Promise<Group[]>;
  values(query: Query): Promise<Values>;
  image(image_id: string): Promise<Image | undefined>;
  /** By each fill; none where there is but one, whose numbers are among the measures. */
  removals(image_id: string): Promise<Removal[]>;
  /** Undefined where a report had no room for it. */
  picture(image_id: string): Promise<Picture | undefined>;
  /** Where the groups by a column, or the values, can be had as Parquet; undefined where no server is. */
  parquet?(of: { by: string } | Query): string;
}

/** One cell and measure of two tables; differences are of the second less the first. */
export interface Difference {
  segment: string;
  measure: string;
  images_a: number;
  images_b: number;
  mean_a: number | null;
  mean_b: number | null;
  estimate: number | null;
  low: number | null;
  high: number | null;
  margin: number | null;
  primary: boolean;
  verdict: string | null;
  direction: string | null;
}

/** What two tables have of a method and target. */
export interface Block {
  title: string;
  method_a: string;
  method_b: string;
  target_kind: string | null;
  sentences: string[];
  notes: string[];
  differences: Difference[];
}

export interface Compared {
  names: [string, string];
  /** Which tables and images these are, and what else may make a difference. */
  said: string[];
  /** The one that verdicts are about first. */
  measures: string[];
  /** Whether image by image, or as two groups. */
  paired: boolean;
  blocks: Block[];
}

/** Which pictures are asked for: those in which a measure of a part rose most, or fell most. */
export interface MovedQuery {
  block: Block;
  segment: string;
  measure: string;
  order: "rose" | "fell";
  limit: number;
}

export interface Moved {
  total: number;
  /** The same picture in both tables. */
  pairs: [Value, Value][];
}

/** Two tables. */
export interface Beside {
  compared(): Promise<Compared>;
  moved(query: MovedQuery): Promise<Moved>;
}
