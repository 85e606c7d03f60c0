/** What the page takes of the server's answers; /api/openapi.json describes verdicts and trials whole. */

export interface Localized {
  zh: string;
  en: string;
}

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

export interface Provenance {
  file: string;
  sha256: string;
  layer: string;
  imported_at: string;
  program: string;
  options: { name: string; value: string }[];
}

export interface Layer {
  name: string;
  title: string;
  role: string;
  epoch: string | null;
  plan: string | null;
  class_system: string | null;
  class_version: string | null;
  feature_count: number;
  rejected_count: number;
  repaired_count: number;
  synthetic: boolean;
  provenance: Provenance | null;
  bounds: Box | null;
  has_tiles: boolean;
}

export interface Workspace {
  engine: string;
  name: string;
  synthetic: boolean;
  crs: { name: string; code: string | null } | null;
  bounds: Box | null;
  layers: Layer[];
  epochs: string[];
  plans: string[];
}

export interface ClassEntry {
  code: string;
  name: Localized;
  colour: string;
  level1: string;
  category: string;
}

export interface GroupEntry {
  code: string;
  name: Localized;
  colour: string;
}

export interface Legend {
  classes: ClassEntry[];
  level1: GroupEntry[];
  categories: GroupEntry[];
  roles: LayerKind[];
}

/** A row of the layer catalogue. */
export interface LayerKind {
  role: string;
  group: "survey" | "plan" | "control" | "unit" | "area";
  title: Localized;
  colour: string;
  /** The place among the layers drawn over land use, from the ground up. */
  drawing: number;
  is_theme: boolean;
  is_shown_at_first: boolean;
}

/** Areas are whole numbers of 0.01 m². */
export interface StructureRow {
  class: string;
  level1: string;
  category: string;
  count: number;
  area: number;
}

export interface LayerStructure {
  layer: string;
  role: string;
  epoch: string | null;
  plan: string | null;
  rows: StructureRow[];
}

export interface FlowEntry {
  key: string;
  layer: string;
  from: string;
  to: string;
  from_title: string;
  to_title: string;
}

export interface Cell {
  from: string | null;
  to: string | null;
  area: number;
}

export interface Matrix {
  key: string;
  by: string;
  cells: Cell[];
  total: number;
  changed: number;
  uncovered_from: number;
  uncovered_to: number;
  /** Ground that the cells count too often because a layer overlaps itself. */
  overlap: number;
}

export interface Verdict {
  rule: string;
  part: string | null;
  part_title: Localized | null;
  /** The chapter of the rule book. */
  chapter: Localized;
  title: Localized;
  statement: Localized;
  level: string;
  verdict: "pass" | "fail" | "undecidable" | "not_applicable";
  /** What a breach does: only a rule in force whose text was seen or confirmed blocks. */
  effect: "blocks" | "warns" | "informs";
  /** The jurist's record by which the rule binds. */
  confirmation: Confirmation | null;
  /** Checks that find the registers at odds with the ledger. */
  contradictions: string[];
  /** The id of the pack. */
  pack: string | null;
  /** False where the rule has nothing to say about this plan. */
  applies: boolean;
  value: number | null;
  threshold: number | null;
  comparator: string | null;
  unit: string;
  margin: number | null;
  formula: string;
  source: {
    title: string;
    doc_no?: string | null;
    article?: string | null;
    issued?: string | null;
    status: string;
  };
  evidence: { grade: string; seed?: string | null; verified: boolean; note?: Localized | null };
  missing: string[];
  /** What to supply for the facts that are missing. */
  needs: { name: string; unit: string; meaning: Localized; origin: Localized }[];
  /** The first day on which a failing rule is broken. */
  breach_date: string | null;
  /** Quantities that would make a failing rule pass. */
  remedies: { say: Localized; quantity: number; unit: string; verified: boolean }[];
  /** What may be dropped or shrunk to make a failing rule pass. */
  reducible: "measures" | null;
  /** The record that sets a failing rule aside. */
  override: {
    authority: string | null;
    reason: string | null;
    document: string | null;
    date: string | null;
  } | null;
  reason: Localized | null;
  binding: { binds: boolean; against: string[]; reason: Localized } | null;
  trace: { expression: string; value: unknown; unit?: string | null }[];
  witness_count: number;
}

/** A jurist's statement that a rule says what its text says. */
export interface Confirmation {
  rule: string;
  name?: string;
  organisation?: string;
  date?: string;
  document?: string;
  document_sha256?: string;
}

/** A register that says less than the ledger has measured. */
export interface Contradiction {
  id: string;
  title: Localized;
  statement: Localized;
  ledger_name: Localized;
  register_name: Localized;
  ledger: number;
  register: number;
  unit: string;
  rules: string[];
}

export interface VerdictCount {
  passed: number;
  failed: number;
  undecidable: number;
  not_applicable: number;
}

/** What Zhitu writes when it verifies a plan (`zhitu.verdicts/2`). */
export interface Verdicts {
  plan: string;
  base: string;
  engine: string;
  packs: { id: string; version: string; sha256: string }[];
  verdicts: Verdict[];
  skipped: { rule: string; reason: Localized }[];
  contradictions: Contradiction[];
  outcome: "clear" | "blocked" | "undecided";
  /** By effect. */
  counts: Record<"all" | "blocks" | "warns" | "informs", VerdictCount>;
}

/** A measure that the least change drops or shrinks; areas are whole numbers of 0.01 m². */
export interface ChangedMeasure {
  action: "drop" | "shrink";
  measure: string;
  project: string;
  area: number;
  kept: number;
  taken: number;
}

/** What would make a rule pass (`zhitu.least-change/1`), and the ground that it takes (GeoJSON). */
export interface LeastChange {
  report: {
    before: Verdict["verdict"];
    after?: Verdict["verdict"];
    drop?: ChangedMeasure[];
    shrink: ChangedMeasure[];
    taken: number;
    proof?: "additive" | "exhaustive" | "greedy";
  };
  taken: { type: string; features: unknown[] };
}

export interface FeatureDetail {
  layer: string;
  fid: number;
  bounds: Box | null;
  area: number | null;
  area_planar: number | null;
  values: { name: string; value: string | number | null }[];
}

export interface ApiProblem {
  code: string;
  message: Localized;
}

export interface FlowGround {
  type: "FeatureCollection";
  count: number;
  area: number;
  features: {
    type: "Feature";
    id: number;
    geometry: { type: "MultiPolygon"; coordinates: number[][][][] };
    properties: {
      from_id: string | null;
      to_id: string | null;
      from_class: string | null;
      to_class: string | null;
      area: number;
    };
  }[];
}

export interface Place {
  role: string;
  name: string;
  point: number[];
}
