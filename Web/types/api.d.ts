// Written by `zhitu api types` from the table of endpoints. Do not edit.

/** In whose name a request is made. Without accounts the fields Zhitu-Role and Zhitu-Organisation say so */
export interface Acting {
  /** Without accounts: one person at this computer, who may act in any role */
  is_local: boolean;
  name: string;
  organisation: string;
  organisations: {
    area: string;
    id: string;
    kind: string;
    name: string;
    parent: string | null;
  }[];
  role: string;
  roles: {
    duty: "work" | "system" | "security" | "audit";
    id: string;
    /** Those in which somebody holds the role */
    organisations: string[];
    /** An action and a kind of object: `read problem` */
    rights: string[];
    title: Localized;
  }[];
}

export type ApiProblem = Problem;

export interface AuditPage {
  entries: {
    address: string;
    is_local: boolean;
    name: string;
    note: string;
    object: string;
    organisation: string;
    outcome: "done" | "refused" | "failed";
    person: string;
    position: number;
    role: string;
    time: string;
    what: string;
  }[];
  next: number | null;
}

/** The cheapest patches to the next size; none where all together do not suffice */
export interface BlockClosing {
  /** 0.01 yuan; no choice costs less */
  bound: number;
  candidates: number;
  /** 0.01 yuan */
  cost: number;
  excluded: {
    count: number;
    line: Localized;
  }[];
  /** 0.01 m2 */
  gain: number;
  is_proven: boolean;
  /** 0.01 m2 */
  missing: number;
  patches: string[];
  /** 0.01 m2 */
  reachable: number;
  /** mu */
  target: number;
}

/** Blocks of farmland (zhitu.blocks/1), GeoJSON in degrees */
export interface BlockCollection {
  count: number;
  engine: string;
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: BlockProperties | BlockStep;
    type: "Feature";
  }[];
  is_plan: boolean;
  schema: string;
  settings: DiagnosisSettings;
  state: string;
  synthetic: boolean;
  type: "FeatureCollection";
}

export interface BlockProperties {
  closing?: BlockClosing;
  /** 0.01 m2 */
  farmland: number;
  farmland_share: number;
  fields: number;
  gaps: {
    /** 0.01 m2 */
    area: number;
    name: Localized;
    use?: string;
  }[];
  grades: ClassArea[];
  /** 0.01 m2 */
  ground: number;
  kind: "block";
  /** 0.01 m2 */
  missing?: number;
  /** mu */
  next?: number;
  owners: {
    /** 0.01 m2 */
    area: number;
    code?: string;
    name: string;
  }[];
  rank: number;
  /** mu */
  reached?: number;
  slopes: ClassArea[];
}

/** Which blocks */
export interface BlockQuestion {
  /** Who chose gap and open */
  chosen_by?: string;
  /** Whether the cheapest patches to the next size are looked for */
  closes?: boolean;
  /** Metres; fields hang together over gaps of at most so many */
  gap?: number;
  /** At most so many blocks, the largest first */
  limit?: number;
  /** The least block in mu */
  minimum?: number;
  /** Uses of ground that part no fields */
  open?: ("farmland" | "garden" | "forest" | "grassland" | "wooded_wetland" | "grass_wetland" | "open_wetland" | "commercial" | "storage" | "industry" | "mining" | "salt_field" | "urban_residential" | "homestead" | "community_service" | "public" | "utility" | "park" | "special" | "transport" | "rural_road" | "river" | "lake" | "reservoir" | "pond" | "ditch" | "hydraulic" | "glacier" | "vacant" | "facility" | "ridge" | "barren" | "reserve_farmland" | "sea")[];
  /** Epoch or plan */
  state: string;
}

export interface BlockStep {
  /** 0.01 m2 */
  area: number;
  block: number;
  /** 0.01 yuan */
  cost: number;
  id: string;
  joins: number;
  kind: "closing";
  name: Localized;
  use: string;
}

/** West, south, east, north in degrees */
export type Box = [number, number, number, number];

export interface CaseAct {
  before?: boolean;
  /** Days of the calendar, not working days */
  calendar?: boolean;
  condition?: string;
  /** The document in base 64 */
  content?: string;
  days?: number;
  demands?: {
    blocks: string;
    text: string;
  }[];
  /** What becomes of quotas and funds */
  disposal?: string;
  document?: string;
  fact?: string;
  /** The name of the file */
  name?: string;
  /** Opinion, reason or basis */
  note?: string;
  opinion?: "agree" | "conditional" | "disagree";
  organisations?: string[];
  /** The hash of the documents that were read */
  package?: string;
  person?: string;
  task?: string;
  /** The step to go to */
  to?: string;
  /** 2026-03-01 or 2026-03-01T08:00Z */
  until?: string;
  value?: boolean;
  verb: "submit" | "accept" | "dispatch" | "confirm" | "adopt" | "approve" | "file" | "start" | "pass" | "change" | "return" | "reject" | "fail" | "withdraw" | "suspend" | "resume" | "halt" | "terminate" | "sign" | "add-signer" | "transfer" | "delegate" | "copy" | "urge" | "escalate" | "consult" | "settle" | "attach" | "defer" | "establish" | "override" | "clear" | "comment" | "limit";
}

export interface CaseCondition {
  /** The step that waits for it */
  blocks: string;
  id: string;
  is_cleared: boolean;
  text: string;
}

export interface CaseDeed {
  actor: DeedActor;
  kind: string;
  text: string;
  time: string;
  version: number;
}

export interface CaseDetail {
  acts: CaseOption[];
  conditions: CaseCondition[];
  documents: CaseDocument[];
  facts: CaseFact[];
  history: CaseDeed[];
  package: string | null;
  path: CaseVisit[];
  process_title: Localized;
  row: CaseRow;
  tasks: CaseTask[];
}

export interface CaseDocument {
  id: string;
  is_needed: boolean;
  /** The first step that needs it */
  needed_at: string;
  standing: "attached" | "deferred" | "missing";
  standing_title: Localized;
  title: Localized;
}

export interface CaseFact {
  basis: string;
  id: string;
  is_override: boolean;
  is_so: boolean;
  title: Localized;
}

export interface CaseList {
  cases: CaseRow[];
  counts: {
    all: number;
    mine: number;
    open: number;
    overdue: number;
  };
  next: string | null;
}

export interface CaseOption {
  condition: string | null;
  document: string | null;
  fact: string | null;
  task: string | null;
  title: Localized;
  to: string | null;
  verb: "submit" | "accept" | "dispatch" | "confirm" | "adopt" | "approve" | "file" | "start" | "pass" | "change" | "return" | "reject" | "fail" | "withdraw" | "suspend" | "resume" | "halt" | "terminate" | "sign" | "add-signer" | "transfer" | "delegate" | "copy" | "urge" | "escalate" | "consult" | "settle" | "attach" | "defer" | "establish" | "override" | "clear" | "comment" | "limit";
}

export interface CaseRow {
  due: string | null;
  /** Whether the user can carry it on now */
  is_mine: boolean;
  is_overdue: boolean;
  /** The holidays of a year that the time limit touches are not known */
  is_provisional: boolean;
  number: string;
  process: string;
  returns: number;
  standing: "none" | "running" | "suspended" | "halted" | "ended" | "terminated";
  standing_title: Localized;
  step: string;
  step_title: Localized;
  subject: string;
  title: string;
  version: number;
}

export interface CaseTask {
  holder: string | null;
  id: string;
  is_done: boolean;
  is_escalated: boolean;
  opinion: Localized | null;
  signer: string | null;
  title: Localized;
  urges: number;
}

export interface CaseVisit {
  entered_at: string;
  step: string;
  title: Localized;
}

export interface Cell {
  /** 0.01 m2 */
  area: number;
  from: string | null;
  to: string | null;
}

export interface ChangedMeasure {
  action: "drop" | "shrink";
  /** 0.01 m2 */
  area: number;
  fid: number;
  geometry?: {
    coordinates: ((((number[] | number)[] | number)[])[])[];
    type: "Polygon" | "MultiPolygon";
  };
  /** 0.01 m2 */
  kept: number;
  measure: string;
  project: string;
  /** 0.01 m2 */
  taken: number;
}

/** The counts of a check */
export interface CheckResult {
  error_count: number;
  feature_count: number;
  findings: {
    count: number;
    rule: string;
  }[];
  layer: string;
  warning_count: number;
}

/** A setting with whoever chose it and why */
export interface ChosenSetting {
  chosen_by: Localized;
  source: Localized;
  /** As the setting has it: a number, a list */
  value: unknown;
}

export interface ClassArea {
  /** 0.01 m2 */
  area: number;
  /** Slope class or grade; null for what states none */
  number: number | null;
}

export interface ClassEntry {
  category: string;
  code: string;
  colour: string;
  level1: string;
  name: Localized;
}

export interface CodeShown {
  code: string;
}

/** A measure of a plan that is compared */
export interface ComparedMeasure {
  class: string;
  cost: number | null;
  element: string;
  geometry: PolygonGeometry;
  id: string;
  project: string;
  stage: number | null;
}

export interface Confirmation {
  date?: string;
  document?: string;
  document_sha256?: string;
  name?: string;
  organisation?: string;
  place: string;
  rule: string;
  rule_sha256?: string;
}

/** Who confirms a rule, and the text that it rests on */
export interface ConfirmationRecord {
  /** yyyy-mm-dd */
  date: string;
  /** Title and number of the text */
  document: string;
  name: string;
  organisation?: string;
  /** The file of the text, base64 */
  text?: string;
}

export interface Contradiction {
  chapter?: Localized;
  id: string;
  /** In the unit given */
  ledger: number;
  ledger_name: Localized;
  /** In the unit given */
  register: number;
  register_name: Localized;
  /** Parts of rules that cannot be decided because of it */
  rules: string[];
  statement: Localized;
  title: Localized;
  unit: string;
}

export interface DataLevelList {
  layers: {
    fields: {
      level: "general" | "important" | "core";
      mark: string | null;
      name: string;
    }[];
    layer: string;
    level: "general" | "important" | "core";
    level_title: Localized;
    mark: string | null;
    title: string;
  }[];
}

export interface DeedActor {
  /** Nobody checked who it was */
  is_local: boolean;
  name: string;
  organisation: string;
  role: string;
  role_title: Localized;
}

/** How the land lies (zhitu.diagnosis/1) */
export interface Diagnosis {
  area_kind: "official" | "planar";
  engine: string;
  figures: DiagnosisMeaning[];
  metrics: DiagnosisMeaning[];
  schema: string;
  settings: DiagnosisSettings;
  states: DiagnosisState[];
  subjects: {
    id: string;
    name: Localized;
  }[];
  synthetic: boolean;
  warnings: Diagnostic[];
}

/** What a value is and where it comes from */
export interface DiagnosisMeaning {
  /** Which is better for consolidation */
  direction: "more" | "less" | "neither";
  formula: string;
  id: string;
  name: Localized;
  source: string;
  unit: Localized;
}

/** What to diagnose */
export interface DiagnosisQuestion {
  /** A drawn area: Polygon or MultiPolygon of GeoJSON in degrees */
  area?: Record<string, unknown>;
  /** Divide by administrative code */
  by?: "county" | "town" | "village";
  /** Who chose gap and open */
  chosen_by?: string;
  /** Which code: ZLDWDM or QSDWDM */
  codes?: "location" | "ownership";
  /** Metres; fields hang together over gaps of at most so many */
  gap?: number;
  /** Divide by the polygons of a layer, by its name or role */
  layer?: string;
  /** Uses of ground that part no fields */
  open?: ("farmland" | "garden" | "forest" | "grassland" | "wooded_wetland" | "grass_wetland" | "open_wetland" | "commercial" | "storage" | "industry" | "mining" | "salt_field" | "urban_residential" | "homestead" | "community_service" | "public" | "utility" | "park" | "special" | "transport" | "rural_road" | "river" | "lake" | "reservoir" | "pond" | "ditch" | "hydraulic" | "glacier" | "vacant" | "facility" | "ridge" | "barren" | "reserve_farmland" | "sea")[];
  /** Epochs and plans; the first is what the others are compared with */
  states: string[];
}

export interface DiagnosisSection {
  code: string;
  /** 0.01 m2 */
  farmland_without_owner: number;
  /** In step with the figures */
  figures: (number | null)[];
  grades: ClassArea[];
  kind: "whole" | "county" | "town" | "village" | "boundary" | "drawn";
  /** In step with the subjects: for each the values in step with the metrics */
  metrics: ((number | null)[])[];
  name: string;
  owners: OwnerStructure[];
  patches: Tally;
  slopes: ClassArea[];
}

export interface DiagnosisSettings {
  block_sizes: ChosenSetting;
  cell: ChosenSetting;
  conversions: ChosenSetting;
  forbidding: ChosenSetting;
  gap: ChosenSetting;
  name: string;
  open: ChosenSetting;
  settlement_gap: ChosenSetting;
  settlement_sizes: ChosenSetting;
  small_field: ChosenSetting;
}

export interface DiagnosisState {
  is_plan: boolean;
  name: string;
  sections: DiagnosisSection[];
  village_ground: "field" | "homesteads";
}

export interface Diagnostic {
  code: string;
  feature?: string;
  field?: string;
  file?: string;
  layer?: string;
  message: Localized;
  remedy?: Localized;
  severity: string;
}

export interface Directory {
  grants: {
    area: string;
    from: string;
    id: string;
    is_in_force: boolean;
    organisation: string;
    person: string;
    role: string;
    until: string | null;
  }[];
  organisations: {
    area: string;
    id: string;
    kind: "government" | "naturalResources" | "department" | "platformCompany" | "implementer" | "villageCollective" | "supervision" | "auditor" | "villagers" | "operations";
    name: string;
    parent: string | null;
  }[];
  people: {
    account: "none" | "open" | "locked";
    has_second_factor: boolean;
    id: string;
    locked_until: string | null;
    must_change_password: boolean;
    name: string;
    posts: string[];
  }[];
  roles: RoleInForce[];
}

/** A plan as it is drawn, whole or what changed */
export interface Drawing {
  /** 0.01 m2 */
  area: number;
  base: string;
  classes: {
    /** 0.01 m2 */
    base: number;
    colour: string;
    /** 0.01 m2 */
    kept: number;
    key: string;
    name: Localized;
    /** 0.01 m2 */
    now: number;
  }[];
  /** In fen */
  cost: number;
  count: number;
  is_whole: boolean;
  /** The version that the plan's layer shows */
  kept_version: number;
  may_redo: boolean;
  may_undo: boolean;
  measures: {
    features: DrawnFeature[];
    type: "FeatureCollection";
  };
  milliseconds: number;
  origin: string | null;
  plan: string;
  removed: number[];
  rules: {
    changes: VerdictChange[];
    failed: number;
    failing: {
      level: string;
      rule: string;
      title: Localized;
      unit: string;
      value: number | null;
      verdict: string;
    }[];
    not_applicable: number;
    passed: number;
    undecidable: number;
  } | null;
  system: string | null;
  version: number;
  warnings: Diagnostic[];
}

/** An act on the measures of a plan */
export interface DrawingAct {
  act: "draw" | "copy" | "split" | "cut" | "merge" | "reshape" | "set" | "remove" | "undo" | "redo";
  copied_class?: string;
  features?: number[];
  geometry?: PolygonGeometry;
  layer?: string;
  line?: number[][];
  numbers?: number[];
  /** Versions of the measures, in step with numbers */
  seen?: number[];
  /** The version of the drawing that is known */
  since?: number;
  values?: DrawingValues;
}

/** What was done to a plan while it was drawn */
export interface DrawingHistory {
  entries: {
    act: string | null;
    ids: string[];
    kind: "begun" | "edited" | "undone" | "redone" | "kept";
    numbers: number[];
    person: string;
    role: string;
    time: string;
    version: number;
  }[];
}

/** What is said of measures; what is missing stays, an empty text takes away */
export interface DrawingValues {
  class?: string;
  /** In fen; -1 for none */
  cost?: number;
  element?: string;
  id?: string;
  project?: string;
  project_name?: string;
  stage?: number;
}

/** A measure as it is drawn */
export interface DrawnFeature {
  geometry: PolygonGeometry;
  id: number;
  properties: {
    /** 0.01 m2 */
    area: number;
    author: string | null;
    class: string;
    class_name: Localized;
    colour: string;
    cost: number | null;
    element: string;
    id: string;
    number: number;
    project: string;
    project_name: string;
    stage: number | null;
    version: number;
  };
  type: "Feature";
}

/** Measures as they were drawn */
export interface DrawnMeasures {
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: {
      class: string;
      element: string;
      id: string;
      number: number;
      project: string;
    };
    type: "Feature";
  }[];
  type: "FeatureCollection";
}

export interface ExportDecision {
  approve: boolean;
  reason?: string;
}

export interface ExportRequestList {
  requests: {
    decided_at: string | null;
    decided_by: string | null;
    good_until: string | null;
    id: string;
    is_own: boolean;
    level: "general" | "important" | "core";
    may_decide: boolean;
    names: {
      id: string;
      name: string;
    }[];
    phase: "requested" | "approved" | "refused" | "done";
    purpose: string;
    reason: string | null;
    requested_at: string;
    requested_by: string | null;
    what: string;
  }[];
}

export interface FactNeed {
  meaning: Localized;
  name: string;
  origin: Localized;
  unit: string;
}

export interface FactOrigin {
  completes?: boolean;
  fact: string;
  line?: number;
  records?: number;
  sha256?: string;
  source: string;
}

/** Everything known of one feature */
export interface FeatureDetail {
  /** 0.01 m2 */
  area: number | null;
  /** 0.01 m2 */
  area_planar: number | null;
  bounds: Box | null;
  fid: number;
  layer: string;
  values: {
    name: string;
    value: string | number | null;
  }[];
  /** Fields of a level that one may not see */
  withheld: string[];
}

export interface FlowEntry {
  from: string;
  from_title: string;
  key: string;
  layer: string;
  to: string;
  to_title: string;
}

/** The ground of a cell of a flow matrix */
export interface FlowGround {
  /** 0.01 m2 */
  area: number;
  count: number;
  features: FlowGroundPiece[];
  type: "FeatureCollection";
}

export interface FlowGroundPiece {
  geometry: PolygonGeometry;
  id: number;
  properties: {
    /** 0.01 m2 */
    area: number;
    from_class: string | null;
    from_id: string | null;
    to_class: string | null;
    to_id: string | null;
  };
  type: "Feature";
}

export interface FlowList {
  flows: FlowEntry[];
}

/** Which ledger to make */
export interface FlowQuestion {
  area?: "official" | "planar";
  /** Epoch */
  from: string;
  /** Epoch or plan */
  to: string;
}

/** What a flow ledger comes to */
export interface FlowResult {
  from: string;
  /** 0.01 m2 */
  overlap: number;
  pieces: number;
  /** 0.01 m2 */
  shared: number;
  to: string;
  /** 0.01 m2 */
  uncovered_from: number;
  /** 0.01 m2 */
  uncovered_to: number;
}

export interface FundList {
  funds: string[];
}

export interface FundReport {
  bonds: {
    detail: string;
    id: string;
    outcome: "pass" | "fail" | "undecidable";
    title: Localized;
  }[];
  break_evens: {
    for_cash: number | null;
    for_value: number | null;
    line: string;
    /** 分 */
    price: number;
    title: Localized;
  }[];
  cost: number[];
  cumulative: number[];
  debts: {
    balance: number[];
    draws: number[];
    id: string;
    interest: number[];
    kind: string;
    principal: number[];
    rate: number;
    title: Localized;
  }[];
  first_year: number;
  lines: {
    amounts: number[];
    id: string;
    origin: "typed" | "ledger" | "quota" | "share";
    phase: string;
    phase_title: Localized;
    price: number | null;
    quantity: number | null;
    side: "cost" | "revenue";
    source: {
      grade: string;
      place: string;
      text: string;
      year: number;
    } | null;
    title: Localized;
    unit: string | null;
  }[];
  metrics: {
    carries_itself: boolean;
    coverage: number | null;
    internal_rate: number | null;
    loan_life_cover: number | null;
    /** 分 */
    lowest_cash: number;
    lowest_year: number;
    mean_cover: number | null;
    pay_back: number | null;
    /** 分 */
    present_value: number;
    smallest_cover: number | null;
  };
  modes: {
    carries_itself: boolean;
    flags: Localized[];
    id: string;
    /** 分 */
    interest: number;
    /** 分 */
    lowest_cash: number;
    smallest_cover: number | null;
    title: Localized;
  }[];
  name: string;
  net: number[];
  operating: number[];
  price_year: number;
  revenue: number[];
  title: string;
  tornado: {
    driver: string;
    /** 分 */
    high: number;
    /** 分 */
    low: number;
    title: Localized;
  }[];
}

export interface FundSimulation {
  carries_itself: number;
  histogram: number[];
  is_worth_it: number;
  /** 分 */
  least: number;
  /** 分 */
  mean: number;
  /** 分 */
  most: number;
  percentiles: number[];
  runs: number;
}

export interface GroupEntry {
  code: string;
  colour: string;
  name: Localized;
}

export interface HistoryDeed {
  actor: DeedActor;
  category: string;
  id: string;
  kind: string;
  /** How many measures a plan has from then on */
  measures: number | null;
  /** Place in the log */
  position: number;
  /** What it was done to, as people call it */
  subject: string;
  /** What was said with it */
  text: string;
  time: string;
  version: number;
}

export interface HistoryPage {
  deeds: HistoryDeed[];
  next: number | null;
}

/** What was decided, and why */
export interface ImportDecision {
  reason: Localized;
  title?: Localized;
  value: string;
}

/** What somebody decided about the layers of a file; the file decides the rest */
export interface ImportDecisions {
  /** Of the attributes, such as GBK */
  encoding?: string;
  layers: {
    accept_datum?: boolean;
    class_field?: string;
    class_system?: string;
    crosswalk?: string;
    /** Such as EPSG:4549 */
    crs?: string;
    epoch?: string;
    id_field?: string;
    /** As the inspection names it */
    layer: string;
    plan?: string;
    role?: string;
    swap_axes?: boolean;
  }[];
  /** Refuses the file if any feature would be set aside */
  strict?: boolean;
  synthetic?: boolean;
}

/** What a file holds and what an import would make of it */
export interface ImportInspection {
  crosswalks: ImportOption[];
  diagnostics: Diagnostic[];
  file: string;
  format: string;
  layers: InspectedLayer[];
  plane?: string;
  size: number;
  systems: ImportOption[];
}

export interface ImportOption {
  title: Localized;
  value: string;
}

/** What came of an import */
export interface ImportResult {
  layers: {
    accepted: number;
    diagnostics: Diagnostic[];
    name: string;
    read: number;
    rejected: number;
    rejected_by_reason: {
      count: number;
      reason: string;
    }[];
    repaired: number;
    title: string;
  }[];
}

export interface InspectedLayer {
  /** Imported if nobody chooses */
  chosen: boolean;
  /** The field that holds the class */
  classes?: string;
  crs?: ImportDecision;
  diagnostics: Diagnostic[];
  epoch?: ImportDecision;
  /** Of the first features, in degrees */
  extent?: [number, number, number, number];
  features?: number;
  fields: {
    examples: string[];
    name: string;
    type: string;
  }[];
  format: string;
  geometry: string;
  ids: string[];
  name: string;
  plan?: string;
  polygonal: boolean;
  /** A crosswalk that knows the values of a field */
  proposal?: {
    crosswalk: string;
    epoch?: string;
    field: string;
  };
  refusal?: Diagnostic;
  role?: ImportDecision;
  system?: ImportDecision;
  target?: {
    name: string;
    /** Features that are there and would go */
    replaced?: number;
    title: string;
  };
}

/** What an examination of the whole workspace found */
export interface Integrity {
  ended_at: string | null;
  problems: {
    code: string;
    feature: string | null;
    layer: string | null;
    message: Localized;
    remedy: Localized | null;
  }[];
  sound_documents: number;
  sound_events: number;
  sound_layers: string[];
  started_at: string | null;
  state: "waiting" | "running" | "sound" | "damaged" | "failed";
  unsealed_layers: string[];
}

export interface IssuedToken {
  account: string;
  token: string;
}

/** Work that takes its time */
export interface Job {
  actor: string;
  created_at: string;
  ended_at?: string;
  has_result: boolean;
  id: string;
  kind: string;
  problem?: {
    code: string;
    message: Localized;
  };
  progress?: {
    done: number;
    stage: Localized;
    total?: number;
  };
  started_at?: string;
  state: "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";
  title: Localized;
}

export interface JobPage {
  jobs: Job[];
  next: string | null;
}

export interface Layer {
  bounds: Box | null;
  class_system: string | null;
  class_version: string | null;
  epoch: string | null;
  feature_count: number;
  has_tiles: boolean;
  name: string;
  plan: string | null;
  provenance: Provenance | null;
  rejected_count: number;
  repaired_count: number;
  role: string;
  synthetic: boolean;
  title: string;
}

/** A row of the layer catalogue */
export interface LayerKind {
  colour: string;
  /** The place among the layers drawn over land use, from the ground up */
  drawing: number;
  group: "survey" | "plan" | "control" | "unit" | "area";
  is_shown_at_first: boolean;
  is_theme: boolean;
  role: string;
  title: Localized;
}

export interface LayerMark {
  field?: string;
  layer: string;
  level: "general" | "important" | "core";
  reason?: string;
}

export interface LayerStructure {
  class_system?: string;
  epoch: string | null;
  layer: string;
  plan: string | null;
  role: string;
  rows: StructureRow[];
}

export interface LeastChange {
  report: LeastChangeReport;
  taken: {
    features: (Record<string, unknown>)[];
    type: "FeatureCollection";
  };
}

/** Which rule is to pass */
export interface LeastChangeQuestion {
  /** CAP-01 or CAP-01/pbf */
  rule: string;
}

export interface LeastChangeReport {
  after?: "not_applicable" | "pass" | "undecidable" | "fail";
  base: string;
  before: "not_applicable" | "pass" | "undecidable" | "fail";
  changes: {
    action: "replace" | "add" | "remove";
    crs?: "EPSG:4326" | "workspace";
    fid: number;
    geometry?: {
      coordinates: ((((number[] | number)[] | number)[])[])[];
      type: "Polygon" | "MultiPolygon";
    };
    measure: string;
  }[];
  /** Missing when no set of measures was found that is enough */
  drop?: ChangedMeasure[];
  engine: string;
  layings: number;
  plan: string;
  proof?: "additive" | "exhaustive" | "greedy";
  rule: string;
  schema: "zhitu.least-change/1";
  shrink: ChangedMeasure[];
  /** 0.01 m2; with so much less the rule was found to fail */
  spare?: number;
  /** 0.01 m2 */
  taken: number;
  trials: number;
  undecided: string[];
}

/** Names and colours of the land classes in use */
export interface Legend {
  categories: GroupEntry[];
  classes: ClassEntry[];
  level1: GroupEntry[];
  roles: LayerKind[];
}

export interface Localized {
  en?: string;
  zh: string;
}

/** Areas by class before and class after */
export interface Matrix {
  by: "class" | "level1" | "category";
  cells: Cell[];
  /** 0.01 m2 */
  changed: number;
  key: string;
  /** 0.01 m2; ground that the cells count too often because a layer overlaps itself */
  overlap: number;
  /** 0.01 m2 */
  total: number;
  /** 0.01 m2 */
  uncovered_from: number;
  /** 0.01 m2 */
  uncovered_to: number;
}

export interface MergeDifference {
  is_conflict: boolean;
  is_same: boolean;
  kind: "added" | "changed" | "removed";
  number: number;
  ours: ComparedMeasure | null;
  theirs: ComparedMeasure | null;
}

/** Which plan to bring in, and how conflicts are decided */
export interface MergeQuestion {
  decisions: {
    decision: "ours" | "theirs";
    number: number;
  }[];
  from: string;
}

export interface NewExportRequest {
  purpose: string;
  what: string;
}

export interface NewGrants {
  grants: {
    area: string;
    from?: string;
    organisation: string;
    person: string;
    role: string;
    until?: string;
  }[];
}

export interface NewOrganisations {
  organisations: {
    area: string;
    id: string;
    kind: "government" | "naturalResources" | "department" | "platformCompany" | "implementer" | "villageCollective" | "supervision" | "auditor" | "villagers" | "operations";
    name: string;
    parent?: string;
  }[];
}

export interface NewPeople {
  people: {
    id: string;
    name: string;
    posts: string[];
  }[];
}

/** A plan to be drawn */
export interface NewPlan {
  /** Epoch */
  base: string;
  /** The plan that it begins as */
  from?: string;
  name: string;
}

export interface NewToken {
  days: number;
  name: string;
  password: string;
}

/** A layer */
export interface OgcCollection {
  crs: string[];
  extent?: {
    spatial: {
      bbox: Box[];
      crs: string;
    };
  };
  id: string;
  itemType: string;
  links: OgcLink[];
  storageCrs: string;
  title: string;
}

export interface OgcCollections {
  collections: OgcCollection[];
  crs: string[];
  links: OgcLink[];
}

export interface OgcConformance {
  conformsTo: string[];
}

/** GeoJSON (RFC 7946) */
export interface OgcFeature {
  geometry: PolygonGeometry | null;
  id: number;
  links?: OgcLink[];
  properties: Record<string, string | number | null>;
  type: "Feature";
}

/** A page of features */
export interface OgcItems {
  features: OgcFeature[];
  links: OgcLink[];
  numberReturned: number;
  type: "FeatureCollection";
}

/** Landing page of OGC API – Features */
export interface OgcLanding {
  description: string;
  links: OgcLink[];
  title: string;
}

export interface OgcLink {
  href: string;
  rel: string;
  title?: string;
  type: string;
}

/** A description in OpenAPI 3.1 */
export interface OpenAPIDocument {
  openapi: string;
  paths: Record<string, unknown>;
}

export interface Override {
  authority?: string;
  date?: string;
  document?: string;
  place: string;
  reason?: string;
  rule: string;
}

export interface OwnerStructure {
  /** 0.01 m2 */
  area: number;
  code: string;
  fields: number;
  januszewski: number;
  name: string;
  simmons: number;
}

export interface PartVerdict {
  /** False when the condition of the rule is not met */
  applies: boolean;
  binding: {
    against: string[];
    binds: boolean;
    reason: Localized;
  } | null;
  breach_date: string | null;
  chapter: Localized | null;
  comparator: "<" | "<=" | ">" | ">=" | "==" | "!=" | null;
  confirmation: Confirmation | null;
  /** Checks that find the registers at odds with the ledger */
  contradictions: string[];
  /** What a breach does: only a rule in force whose text was seen or confirmed blocks */
  effect: "blocks" | "warns" | "informs";
  evidence: {
    grade: "official" | "seed" | "excerpt" | "memory_high" | "memory_medium" | "memory_low" | "own";
    note?: Localized;
    seed?: string;
    verified: boolean;
  };
  formula: string;
  level: "hard" | "hard_in_principle" | "soft" | "info";
  /** Negative when it fails */
  margin: number | null;
  missing: string[];
  needs: FactNeed[];
  override: Override | null;
  pack: string | null;
  part: string | null;
  part_title: Localized | null;
  reason: Localized | null;
  reducible: "measures" | null;
  remedies: {
    exact: string;
    leads?: number;
    quantity: number;
    say: Localized;
    unit: string;
    verified: boolean;
  }[];
  rule: string;
  source: {
    article?: string;
    doc_no?: string;
    issued?: string;
    status: "in_force" | "draft" | "repealed" | "reported";
    title: string;
  };
  statement: Localized;
  /** Null for rules that only report a value */
  threshold: number | null;
  title: Localized;
  trace: {
    expression: string;
    unit: string;
    value: number | string | boolean | null;
  }[];
  unit: string;
  /** In the unit given; null when unknown */
  value: number | null;
  verdict: "not_applicable" | "pass" | "undecidable" | "fail";
  witness_count: number;
  witnesses: Witness[];
}

export interface PasswordChange {
  current: string;
  new: string;
}

export interface PasswordShown {
  password: string;
}

/** First passwords, told once */
export interface Passwords {
  passwords: {
    password: string;
    person: string;
  }[];
}

export interface Place {
  name: string;
  /** Longitude and latitude */
  point: [number, number];
  role: string;
}

/** Townships and villages */
export interface PlaceList {
  places: Place[];
}

/** A change of one measure (zhitu.change/1) */
export interface PlanChange {
  action?: "replace" | "add" | "remove";
  class?: string;
  crs?: "EPSG:4326" | "workspace";
  fid?: number;
  /** Polygon or MultiPolygon of GeoJSON */
  geometry?: Record<string, unknown>;
  measure: string;
}

/** Two plans side by side */
export interface PlanComparison {
  a: {
    /** 0.01 m2 */
    area: number;
    cost: number;
    count: number;
    origin: string | null;
    plan: string;
    rules: {
      failed: number;
      not_applicable: number;
      passed: number;
      undecidable: number;
    } | null;
    version: number;
  };
  b: {
    /** 0.01 m2 */
    area: number;
    cost: number;
    count: number;
    origin: string | null;
    plan: string;
    rules: {
      failed: number;
      not_applicable: number;
      passed: number;
      undecidable: number;
    } | null;
    version: number;
  };
  base: string;
  classes: {
    /** 0.01 m2 */
    a: number;
    /** 0.01 m2 */
    b: number;
    /** 0.01 m2 */
    base: number;
    colour: string;
    key: string;
    name: Localized;
  }[];
  measures: {
    a: ComparedMeasure | null;
    b: ComparedMeasure | null;
    number: number;
  }[];
  merge: MergeDifference[] | null;
  rules: {
    a: string;
    b: string;
    level: string;
    rule: string;
    title: Localized;
    unit: string;
    value_a: number | null;
    value_b: number | null;
  }[];
}

/** On which epoch a plan is laid */
export interface PlanQuestion {
  /** The earliest by default */
  base?: string;
}

/** Polygon or MultiPolygon of GeoJSON */
export interface PolygonGeometry {
  coordinates: unknown[][];
  type: "Polygon" | "MultiPolygon";
}

export interface Posts {
  posts: string[];
}

/** What is wrong (RFC 9457), in Chinese and English */
export interface Problem {
  /** Stable, for programs */
  code: string;
  detail: string;
  message: Localized;
  status: number;
  title: string;
  type: string;
}

export interface ProblemAct {
  act: "file" | "dismiss" | "assign" | "start" | "submit" | "close" | "return" | "reopen" | "note";
  /** 2026-03-01 or 2026-03-01T08:00Z */
  deadline?: string;
  /** Files in base 64 */
  evidence?: string[];
  note?: string;
  /** To whom it is given */
  organisation?: string;
  person?: string;
  plan?: string;
  reason?: string;
  text?: string;
}

export interface ProblemDeed {
  actor: DeedActor;
  attachments: string[];
  deadline: string | null;
  kind: string;
  organisation: string | null;
  person: string | null;
  text: string;
  time: string;
  version: number;
}

export interface ProblemDetail {
  history: ProblemDeed[];
  row: ProblemRow;
}

export interface ProblemFinding {
  area?: string;
  description?: string;
  level: "minor" | "serious" | "grave";
  /** Files in base 64 */
  photos?: string[];
  /** Longitude and latitude in degrees */
  place?: [number, number];
  project?: string;
  source: "satellite" | "inspection" | "complaint" | "audit" | "acceptance" | "rule";
  title: string;
}

export interface ProblemList {
  counts: {
    all: number;
    mine: number;
    open: number;
    overdue: number;
  };
  next: string | null;
  problems: ProblemRow[];
}

export interface ProblemRow {
  /** What who asks may do with it now */
  acts: ("file" | "dismiss" | "assign" | "start" | "submit" | "close" | "return" | "reopen" | "note")[];
  area: string;
  assignee: string | null;
  deadline: string | null;
  description: string;
  found_at: string | null;
  is_open: boolean;
  is_overdue: boolean;
  level: "minor" | "serious" | "grave";
  number: string;
  phase: "none" | "found" | "dismissed" | "filed" | "assigned" | "working" | "submitted" | "closed";
  phase_title: Localized;
  /** Longitude and latitude in degrees */
  place: [number, number] | null;
  project: string | null;
  reopenings: number;
  /** The organisation that must mend it */
  responsible: string | null;
  responsible_name: string | null;
  returns: number;
  source: "satellite" | "inspection" | "complaint" | "audit" | "acceptance" | "rule";
  title: string;
  version: number;
}

/** Where a layer is from */
export interface Provenance {
  file: string;
  imported_at: string;
  layer: string;
  options: {
    name: string;
    value: string;
  }[];
  program: string;
  sha256: string;
}

export interface QuotaAmounts {
  /** kg a year */
  capacity: number;
  /** 0.01 m² */
  paddy: number;
  /** 0.01 m² */
  quantity: number;
}

export interface QuotaBook {
  entries: number;
  holders: {
    area: string;
    id: string;
    level: string;
    title: string;
  }[];
  is_founded: boolean;
  kinds: {
    has_three_numbers: boolean;
    id: string;
    is_grounded: boolean;
    source: Localized;
    title: Localized;
  }[];
  lots: QuotaLot[];
  offers: QuotaOffer[];
  positions: QuotaPosition[];
  title: string;
  uses: {
    approval: string;
    day: string;
    demand: QuotaAmounts;
    holder: string;
    id: string;
    is_written_off: boolean;
    lots: string[];
    project: string;
    purpose: string | null;
  }[];
  version: number;
}

/** zhitu.quota-book/1 */
export interface QuotaExport {
  catalogue: Record<string, unknown>;
  crs: string;
  entries: (Record<string, unknown>)[];
  format: string;
  holders: (Record<string, unknown>)[];
  title: string;
}

export interface QuotaForecast {
  kinds: {
    first_short: number | null;
    kind: string;
    stock: QuotaAmounts;
    years: {
      expiring: QuotaAmounts;
      is_short: boolean;
      left: QuotaAmounts;
      need: QuotaAmounts;
      supply: QuotaAmounts;
      year: number;
    }[];
  }[];
}

export interface QuotaLot {
  confirmed: QuotaAmounts;
  due: string | null;
  expires: string | null;
  holder: string;
  id: string;
  is_below_zero: boolean;
  is_overdue: boolean;
  kind: string;
  nature: "ground" | "opening" | "promise" | "advance" | "grant";
  origin: string;
  owed: QuotaAmounts;
  phase: "generated" | "verified" | "entered";
  planned: QuotaAmounts;
  stage: string;
  year: number;
}

export interface QuotaOffer {
  buyer: string | null;
  holder: string;
  id: string;
  lot: string;
  /** Reference prices that it is outside of */
  notes: Localized[];
  phase: "open" | "taken" | "withdrawn";
  /** yuan a mu */
  price: number;
  quantity: number;
  /** yuan */
  total: number;
  until: string;
}

export interface QuotaOrders {
  orders: {
    /** One act by its name, such as {"verify": {"lot": "…"}}; days as ISO text, areas in 0.01 m² */
    act: Record<string, unknown>;
    /** The day from which it counts: 2026-03-01 */
    day: string;
    document: {
      authority: string;
      hash?: string;
      number: string;
      title: string;
    };
  }[];
}

export interface QuotaPosition {
  holder: string;
  kind: string;
  pockets: {
    amounts: QuotaAmounts;
    id: string;
    title: Localized;
  }[];
  stock: QuotaAmounts;
}

export interface QuotaProof {
  below_zero: string[];
  digest: string;
  entries: number;
  findings: {
    code: string;
    entry: number | null;
    lot: string | null;
    message: Localized;
  }[];
  holds: boolean;
  totals: {
    covered: QuotaAmounts;
    deducted: QuotaAmounts;
    expired: QuotaAmounts;
    generated: QuotaAmounts;
    ground: number;
    kind: string;
    owed: QuotaAmounts;
    pending: QuotaAmounts;
    pieces: number;
    settled: QuotaAmounts;
    stock: QuotaAmounts;
    used: QuotaAmounts;
    void: QuotaAmounts;
  }[];
}

export interface QuotaTrace {
  confirmed: QuotaAmounts;
  deductions: {
    amounts: QuotaAmounts;
    level: string;
    reason: string;
    title: Localized;
  }[];
  entries: {
    actor: string;
    amounts: QuotaAmounts;
    authority: string;
    day: string;
    document: string;
    document_number: string;
    number: number;
    operation: string;
    organisation: string;
    title: Localized;
  }[];
  /** In degrees */
  ground: {
    features: {
      geometry: Record<string, unknown>;
      properties: {
        area: number;
        from: string;
        is_paddy: boolean;
        is_released: boolean;
        piece: string;
        to: string;
      };
      type: "Feature";
    }[];
    type: "FeatureCollection";
  } | null;
  kind: string;
  lot: string;
  origin: string;
  planned: QuotaAmounts;
  stage: string;
  standings: {
    amounts: QuotaAmounts;
    holder: string;
    pocket: string;
    title: Localized;
  }[];
  uses: {
    amounts: QuotaAmounts;
    approval: string;
    day: string;
    id: string;
    project: string;
  }[];
  year: number;
}

export interface RecoveryCodes {
  recovery_codes: string[];
}

export interface Revocation {
  ids: string[];
  reason: string;
}

export interface RoleInForce {
  duty: "work" | "system" | "security" | "audit";
  id: string;
  organisation: string | null;
  title: Localized;
  until: string | null;
}

export interface SecondFactorOffer {
  address: string;
  secret: string;
}

/** Who is signed in */
export interface Session {
  duties: {
    password: boolean;
    second_factor: boolean;
  };
  has_accounts: boolean;
  person: {
    id: string;
    name: string;
  } | null;
  profile: {
    absolute_seconds: number;
    id: string;
    idle_seconds: number;
    minimum_character_kinds: number;
    minimum_password_length: number;
    title: Localized;
  } | null;
  roles: RoleInForce[];
}

/** What an import set aside */
export interface SetAside {
  /** All that were set aside */
  count: number;
  features: {
    geometry: PolygonGeometry | null;
    id: number;
    properties: {
      detail: string;
      id: string;
      reason: string;
      remedy?: Localized;
    };
    type: "Feature";
  }[];
  type: "FeatureCollection";
}

export interface SignIn {
  account: string;
  code?: string;
  password: string;
}

/** Count and area of every class by layer */
export interface Structure {
  layers: LayerStructure[];
}

export interface StructureRow {
  /** 0.01 m2 */
  area: number;
  category: string;
  class: string;
  count: number;
  level1: string;
  name_in_layer: string;
}

export interface Tally {
  /** 0.01 m2 */
  area: number;
  count: number;
}

export interface TokenList {
  tokens: {
    id: string;
    issued_at: string;
    name: string;
    seen_at: string | null;
    until: string;
  }[];
}

export interface Trial {
  action: "replace" | "add" | "remove";
  area: "official" | "planar";
  base: string;
  by: "source" | "class" | "level1" | "category";
  classes: {
    /** 0.01 m2 */
    after: number;
    /** 0.01 m2 */
    base: number;
    /** 0.01 m2 */
    before: number;
    class: {
      colour: string;
      key: string;
      name: Localized;
      /** The class system that gives the key its meaning */
      system?: string;
    };
    /** 0.01 m2 */
    difference: number;
  }[];
  engine: string;
  flows: {
    /** 0.01 m2 */
    after: number;
    /** 0.01 m2 */
    before: number;
    from?: string;
    to?: string;
  }[];
  measure: string;
  milliseconds: number;
  pieces: number;
  plan: string;
  /** What the rules of the last verification say; missing if the plan has not been verified */
  rules?: {
    asked: number;
    changes: VerdictChange[];
    evaluation: string;
    failed: number;
    milliseconds: number;
    not_applicable: number;
    passed: number;
    undecidable: number;
  };
  schema: "zhitu.trial/1";
  warnings: Diagnostic[];
}

/** A file that was sent */
export interface Upload {
  id: string;
  name: string;
  /** Bytes */
  size: number;
}

export type Verdict = PartVerdict;

export interface VerdictChange {
  after: "not_applicable" | "pass" | "undecidable" | "fail";
  before: "not_applicable" | "pass" | "undecidable" | "fail";
  level: "hard" | "hard_in_principle" | "soft" | "info";
  rule: string;
  title: Localized;
  unit: string;
  value_after?: number;
  value_before?: number;
}

export interface VerdictCount {
  failed: number;
  not_applicable: number;
  passed: number;
  undecidable: number;
}

export interface Verdicts {
  base: string;
  confirmations_refused: {
    reason: Localized;
    record: Confirmation;
  }[];
  contradictions: Contradiction[];
  /** By effect */
  counts: {
    all: VerdictCount;
    blocks: VerdictCount;
    informs: VerdictCount;
    warns: VerdictCount;
  };
  date: string;
  engine: string;
  facts_sha256: string;
  origins: FactOrigin[];
  /** undecided: nothing blocks, but rules that block cannot be decided */
  outcome: "clear" | "blocked" | "undecided";
  overrides_refused: {
    reason: Localized;
    record: Override;
  }[];
  packs: {
    id: string;
    sha256: string;
    version: string;
  }[];
  plan: string;
  schema: "zhitu.verdicts/2";
  /** Administrative code */
  scope: string;
  skipped: {
    reason: Localized;
    rule: string;
  }[];
  stage: string | null;
  verdicts: PartVerdict[];
}

/** By which rules a plan is judged */
export interface VerifyQuestion {
  /** The earliest by default */
  base?: string;
  /** yyyy-mm-dd, today by default */
  date?: string;
  /** Administrative code */
  scope?: string;
  /** Only the rules of this stage gate */
  stage?: string;
}

/** The counts of a verification */
export interface VerifyResult {
  base: string;
  counts: {
    count: number;
    verdict: string;
  }[];
  is_blocked: boolean;
  plan: string;
}

export interface Witness {
  /** By what it is ranked, in base units */
  amount: number | null;
  /** 0.01 m2 */
  area: number | null;
  /** Minimum x and y, maximum x and y in metres of the workspace */
  bounds: [number, number, number, number] | null;
  certain: boolean;
  collection: string;
  from_class: string | null;
  from_id: string | null;
  id: number;
  note: Localized | null;
  to_class: string | null;
  to_id: string | null;
}

/** Pieces of ground, GeoJSON in degrees (RFC 7946) */
export interface WitnessCollection {
  features: WitnessPiece[];
  type: "FeatureCollection";
}

export interface WitnessPiece {
  geometry: PolygonGeometry;
  id: number;
  properties: {
    /** 0.01 m2 */
    area: number | null;
    from_class: string | null;
    from_id: string | null;
    note: string | null;
    rank: number;
    rule: string;
    to_class: string | null;
    to_id: string | null;
  };
  type: "Feature";
}

/** What there is */
export interface Workspace {
  bounds: Box | null;
  crs: {
    code?: string;
    name: string;
  } | null;
  engine: string;
  epochs: string[];
  layers: Layer[];
  name: string;
  plans: string[];
  synthetic: boolean;
}

/** The endpoints by method and path: parameters, bodies and answers. */
export interface Endpoints {
  /** In whose name this request is made, and the roles in which one may act */
  "GET /api/v1/acting": {
    parameters: Record<string, never>;
    body: null;
    answer: Acting;
  };
  /** Who did what to what, when, with which outcome; newest first */
  "GET /api/v1/audit": {
    parameters: { person?: string; what?: string; object?: string; outcome?: "done" | "refused" | "failed"; since?: string; until?: string; limit?: number; before?: number };
    body: null;
    answer: AuditPage;
  };
  /** The matching entries as a file, oldest first */
  "GET /api/v1/audit/export": {
    parameters: { person?: string; what?: string; object?: string; outcome?: "done" | "refused" | "failed"; since?: string; until?: string; format?: "csv" | "json" };
    body: null;
    answer: unknown;
  };
  /** The readable cases, newest first, with a cursor to the next page */
  "GET /api/v1/cases": {
    parameters: { standing?: "mine" | "open" | "overdue" | "all"; limit?: number; cursor?: string };
    body: null;
    answer: CaseList;
  };
  /** One case with its course; an act must name its ETag */
  "GET /api/v1/cases/{number}": {
    parameters: { number: string };
    body: null;
    answer: CaseDetail;
  };
  /** Performs an act in a case, on the version that the author has seen */
  "POST /api/v1/cases/{number}/acts": {
    parameters: { number: string };
    body: CaseAct;
    answer: CaseDetail;
  };
  /** Changes of the workspace as server-sent events: `state` whenever it has changed */
  "GET /api/v1/changes": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** The level of every layer */
  "GET /api/v1/data-levels": {
    parameters: Record<string, never>;
    body: null;
    answer: DataLevelList;
  };
  /** Marks a layer, or one of its fields, with its level */
  "POST /api/v1/data-levels": {
    parameters: Record<string, never>;
    body: LayerMark;
    answer: DataLevelList;
  };
  /** Diagnoses epochs and plans side by side: structure, blocks, fields, villages, industry, owners, each with formula and source; the result is a Diagnosis (zhitu.diagnosis/1); nothing is written */
  "POST /api/v1/diagnosis": {
    parameters: Record<string, never>;
    body: DiagnosisQuestion;
    answer: Job;
  };
  /** Blocks of farmland of an epoch or plan as GeoJSON in degrees, the largest first, with what each lacks to its next size and the cheapest patches that close it; the result is a BlockCollection (zhitu.blocks/1); nothing is written */
  "POST /api/v1/diagnosis/blocks": {
    parameters: Record<string, never>;
    body: BlockQuestion;
    answer: Job;
  };
  /** Organisations, people with their accounts, grants and roles */
  "GET /api/v1/directory": {
    parameters: Record<string, never>;
    body: null;
    answer: Directory;
  };
  /** Grants one or more roles, all or none */
  "POST /api/v1/directory/grants": {
    parameters: Record<string, never>;
    body: NewGrants;
    answer: Directory;
  };
  /** Revokes grants, with a reason */
  "POST /api/v1/directory/grants/revocation": {
    parameters: Record<string, never>;
    body: Revocation;
    answer: Directory;
  };
  /** Adds organisations to the tree */
  "POST /api/v1/directory/organisations": {
    parameters: Record<string, never>;
    body: NewOrganisations;
    answer: Directory;
  };
  /** Adds people and opens their accounts; the initial passwords are shown once */
  "POST /api/v1/directory/people": {
    parameters: Record<string, never>;
    body: NewPeople;
    answer: Passwords;
  };
  /** Closes an account; past acts stay attributed to the person */
  "POST /api/v1/directory/people/{id}/closure": {
    parameters: { id: string };
    body: null;
    answer: Directory;
  };
  /** Sets a password for one sign-in, shown once; the second factor stays */
  "POST /api/v1/directory/people/{id}/password": {
    parameters: { id: string };
    body: null;
    answer: Passwords;
  };
  /** Sets the posts of a person; grants for removed posts are revoked */
  "POST /api/v1/directory/people/{id}/posts": {
    parameters: { id: string };
    body: Posts;
    answer: Directory;
  };
  /** Removes the second factor of somebody who has lost it */
  "POST /api/v1/directory/people/{id}/second-factor/removal": {
    parameters: { id: string };
    body: null;
    answer: Directory;
  };
  /** Unlocks an account */
  "POST /api/v1/directory/people/{id}/unlock": {
    parameters: { id: string };
    body: null;
    answer: Directory;
  };
  /** Runs the quality checks on a survey; findings go to the layer finding_<epoch>; the result is a CheckResult */
  "POST /api/v1/epochs/{epoch}/check": {
    parameters: { epoch: string };
    body: null;
    answer: Job;
  };
  /** One layer or table as a file; formats with several files as a ZIP archive */
  "GET /api/v1/export": {
    parameters: { what: string; format: "gpkg" | "gdb" | "shp" | "geojson" | "xlsx" | "csv" | "vct" | "txt" | "dxf"; by?: "source" | "class" | "level1" | "category"; lang?: "zh" | "en"; request?: string; fields?: "all" | "unprotected" };
    body: null;
    answer: unknown;
  };
  /** Exports that wait for a second person or had one: one's own, and those that one may decide */
  "GET /api/v1/export-requests": {
    parameters: Record<string, never>;
    body: null;
    answer: ExportRequestList;
  };
  /** Asks for an export of data whose level needs a second person */
  "POST /api/v1/export-requests": {
    parameters: Record<string, never>;
    body: NewExportRequest;
    answer: ExportRequestList;
  };
  /** Approves or refuses somebody else's request */
  "POST /api/v1/export-requests/{id}/decision": {
    parameters: { id: string };
    body: ExportDecision;
    answer: ExportRequestList;
  };
  /** The ground of one cell of a flow matrix as GeoJSON in degrees, the largest pieces first */
  "GET /api/v1/flow/{key}/ground": {
    parameters: { key: string; by?: "class" | "level1" | "category"; from?: string; to?: string };
    body: null;
    answer: FlowGround;
  };
  /** Areas (0.01 m2) by class before and class after */
  "GET /api/v1/flow/{key}/matrix": {
    parameters: { key: string; by?: "class" | "level1" | "category" };
    body: null;
    answer: Matrix;
  };
  /** The flow ledgers of the workspace */
  "GET /api/v1/flows": {
    parameters: Record<string, never>;
    body: null;
    answer: FlowList;
  };
  /** Computes and stores the flow ledger of two epochs, or of an epoch and a plan on it */
  "POST /api/v1/flows": {
    parameters: Record<string, never>;
    body: FlowQuestion;
    answer: Job;
  };
  /** The names of the fund plans */
  "GET /api/v1/funds": {
    parameters: Record<string, never>;
    body: null;
    answer: FundList;
  };
  /** The table of a fund plan with what it says, as it is or under changed assumptions; nothing is written */
  "GET /api/v1/funds/{name}": {
    parameters: { name: string; income?: number; cost?: number; delay?: number; interest?: number; construction_until?: number };
    body: null;
    answer: FundReport;
  };
  /** Many random futures by a seed: spread of the value, and how often the district carries itself */
  "GET /api/v1/funds/{name}/simulation": {
    parameters: { name: string; runs?: number; seed?: number; span?: number };
    body: null;
    answer: FundSimulation;
  };
  /** The fund plan as a workbook with live formulas */
  "GET /api/v1/funds/{name}/workbook": {
    parameters: { name: string };
    body: null;
    answer: unknown;
  };
  /** The readable deeds, newest first, with a cursor to the next page */
  "GET /api/v1/history": {
    parameters: { category?: "plan" | "drawing" | "problem" | "access"; limit?: number; cursor?: number };
    body: null;
    answer: HistoryPage;
  };
  /** Imports a file in any vector format, zipped if it is of several files; the result is an ImportResult */
  "POST /api/v1/imports": {
    parameters: { file: string; layer?: string; role?: string; epoch?: string; plan?: string; crosswalk?: "lcdb" | "plateau" | "cci" | "farmland-benchmark" | "cadastre"; class_field?: string; class_system?: "GBT21010-2017" | "SD3-work" | "YDYH-2020" | "YDYH-2023"; id_field?: string; crs?: string; encoding?: string; swap_axes?: boolean; synthetic?: boolean; strict?: boolean };
    body: Blob;
    answer: Job;
  };
  /** Integrity of the workspace, checked in the background when the server opens it */
  "GET /api/v1/integrity": {
    parameters: Record<string, never>;
    body: null;
    answer: Integrity;
  };
  /** The jobs, newest first, with a cursor to the next page */
  "GET /api/v1/jobs": {
    parameters: { limit?: number; cursor?: string };
    body: null;
    answer: JobPage;
  };
  /** Stops a job; it leaves the workspace as it was */
  "DELETE /api/v1/jobs/{id}": {
    parameters: { id: string };
    body: null;
    answer: Job;
  };
  /** One job */
  "GET /api/v1/jobs/{id}": {
    parameters: { id: string };
    body: null;
    answer: Job;
  };
  /** Progress of a job as server-sent events: `progress` with the job, finally `end` */
  "GET /api/v1/jobs/{id}/events": {
    parameters: { id: string };
    body: null;
    answer: unknown;
  };
  /** The result of a finished job */
  "GET /api/v1/jobs/{id}/result": {
    parameters: { id: string };
    body: null;
    answer: unknown;
  };
  /** All attributes of one feature */
  "GET /api/v1/layers/{name}/features/{fid}": {
    parameters: { name: string; fid: number };
    body: null;
    answer: FeatureDetail;
  };
  /** What the import of a layer set aside, with reason, remedy and ground in degrees */
  "GET /api/v1/layers/{name}/set-aside": {
    parameters: { name: string; limit?: number };
    body: null;
    answer: SetAside;
  };
  /** Names and colours of the land classes in use */
  "GET /api/v1/legend": {
    parameters: Record<string, never>;
    body: null;
    answer: Legend;
  };
  /** Landing page of OGC API – Features */
  "GET /api/v1/ogc": {
    parameters: { f?: "json" };
    body: null;
    answer: OgcLanding;
  };
  /** The layers as collections */
  "GET /api/v1/ogc/collections": {
    parameters: { f?: "json" };
    body: null;
    answer: OgcCollections;
  };
  /** One layer */
  "GET /api/v1/ogc/collections/{collection}": {
    parameters: { collection: string; f?: "json" };
    body: null;
    answer: OgcCollection;
  };
  /** Features of a layer as GeoJSON */
  "GET /api/v1/ogc/collections/{collection}/items": {
    parameters: { collection: string; f?: "json"; crs?: string; limit?: number; bbox?: number[]; "bbox-crs"?: string; datetime?: string; cursor?: number };
    body: null;
    answer: OgcItems;
  };
  /** One feature as GeoJSON */
  "GET /api/v1/ogc/collections/{collection}/items/{fid}": {
    parameters: { collection: string; fid: number; f?: "json"; crs?: string };
    body: null;
    answer: OgcFeature;
  };
  /** Conformance classes */
  "GET /api/v1/ogc/conformance": {
    parameters: { f?: "json" };
    body: null;
    answer: OgcConformance;
  };
  /** This description, OpenAPI 3.1 */
  "GET /api/v1/openapi.json": {
    parameters: Record<string, never>;
    body: null;
    answer: OpenAPIDocument;
  };
  /** Townships and villages with a point inside each in degrees, the largest first */
  "GET /api/v1/places": {
    parameters: Record<string, never>;
    body: null;
    answer: PlaceList;
  };
  /** Makes a plan without measures on a survey epoch, or with those of another plan (a scenario) */
  "POST /api/v1/plans": {
    parameters: Record<string, never>;
    body: NewPlan;
    answer: Drawing;
  };
  /** Two plans side by side: measures, class table, verdicts, cost, and what could be merged */
  "GET /api/v1/plans/{plan}/comparison": {
    parameters: { plan: string; with: string };
    body: null;
    answer: PlanComparison;
  };
  /** A plan as it is drawn now: measures in degrees, class table, verdicts */
  "GET /api/v1/plans/{plan}/drawing": {
    parameters: { plan: string };
    body: null;
    answer: Drawing;
  };
  /** Draws, splits, cuts, merges, reshapes, copies, describes or removes measures, or takes an act back; answers what changed */
  "POST /api/v1/plans/{plan}/drawing/acts": {
    parameters: { plan: string };
    body: DrawingAct;
    answer: Drawing;
  };
  /** The measures that changed since a version, with the class table and verdicts as they are now */
  "GET /api/v1/plans/{plan}/drawing/changes": {
    parameters: { plan: string; since: number };
    body: null;
    answer: Drawing;
  };
  /** What was done to a plan while it was drawn, newest first */
  "GET /api/v1/plans/{plan}/drawing/history": {
    parameters: { plan: string };
    body: null;
    answer: DrawingHistory;
  };
  /** Writes a drawing into the plan's layer, lays it on its base and judges it */
  "POST /api/v1/plans/{plan}/drawing/keep": {
    parameters: { plan: string };
    body: null;
    answer: Job;
  };
  /** News of a drawing as server-sent events: `drawing` with its version whenever it has grown */
  "GET /api/v1/plans/{plan}/drawing/news": {
    parameters: { plan: string };
    body: null;
    answer: unknown;
  };
  /** The measures of a plan as they were drawn at a version */
  "GET /api/v1/plans/{plan}/drawing/versions/{version}": {
    parameters: { plan: string; version: number };
    body: null;
    answer: DrawnMeasures;
  };
  /** Finds the least change of the measures that makes a rule pass, by the rules of the last verification; the result is a LeastChange (zhitu.least-change/1); nothing is written */
  "POST /api/v1/plans/{plan}/least-change": {
    parameters: { plan: string };
    body: LeastChangeQuestion;
    answer: Job;
  };
  /** Brings what another plan did since they went apart into a plan, as one act */
  "POST /api/v1/plans/{plan}/merge": {
    parameters: { plan: string };
    body: MergeQuestion;
    answer: Drawing;
  };
  /** Lays the measures of a plan over its base epoch; stores the planned state and its flow ledger */
  "POST /api/v1/plans/{plan}/planned": {
    parameters: { plan: string };
    body: PlanQuestion;
    answer: Job;
  };
  /** Writes the report on a plan; the result is an HTML page */
  "POST /api/v1/plans/{plan}/report": {
    parameters: { plan: string; language?: "zh" | "en" };
    body: VerifyQuestion;
    answer: Job;
  };
  /** Stores a jurist's confirmation of a rule in the version of the plan's last verification */
  "POST /api/v1/plans/{plan}/rules/{rule}/confirmation": {
    parameters: { plan: string; rule: string };
    body: ConfirmationRecord;
    answer: Confirmation;
  };
  /** What a change of one measure (zhitu.change/1) would do to the class table of the plan and to the verdicts of its last verification (zhitu.trial/1); nothing is written */
  "POST /api/v1/plans/{plan}/trial": {
    parameters: { plan: string; base?: string; by?: "source" | "class" | "level1" | "category"; area?: "official" | "planar" };
    body: PlanChange;
    answer: Trial;
  };
  /** Evaluates a plan by the rules in force; stores verdicts and witnesses; the result is a VerifyResult */
  "POST /api/v1/plans/{plan}/verify": {
    parameters: { plan: string };
    body: VerifyQuestion;
    answer: Job;
  };
  /** Records a problem that was found */
  "POST /api/v1/problems": {
    parameters: Record<string, never>;
    body: ProblemFinding;
    answer: ProblemDetail;
  };
  /** The readable problems, newest first, with a cursor to the next page */
  "GET /api/v1/problems": {
    parameters: { standing?: "mine" | "open" | "overdue" | "all"; phase?: "none" | "found" | "dismissed" | "filed" | "assigned" | "working" | "submitted" | "closed"; level?: "minor" | "serious" | "grave"; text?: string; limit?: number; cursor?: string };
    body: null;
    answer: ProblemList;
  };
  /** One problem with its history; an act must name its ETag */
  "GET /api/v1/problems/{number}": {
    parameters: { number: string };
    body: null;
    answer: ProblemDetail;
  };
  /** Performs an act on a problem, on the version that the author has seen */
  "POST /api/v1/problems/{number}/acts": {
    parameters: { number: string };
    body: ProblemAct;
    answer: ProblemDetail;
  };
  /** A photo or document attached to a problem */
  "GET /api/v1/problems/{number}/attachments/{hash}": {
    parameters: { number: string; hash: string };
    body: null;
    answer: unknown;
  };
  /** The quota book: kinds, holders, balances, lots, uses, debts, offers; its ETag is what orders must name */
  "GET /api/v1/quota": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaBook;
  };
  /** The whole book with everything that is needed to prove it elsewhere (zhitu quota check) */
  "GET /api/v1/quota/export": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaExport;
  };
  /** What the plan will bring and what is needed, by year, and where it runs short */
  "GET /api/v1/quota/forecast": {
    parameters: { base: string; plan: string; first_year: number; years?: number; project?: string; delay?: number };
    body: null;
    answer: QuotaForecast;
  };
  /** One lot: its ground in degrees, every entry that touched it, where its units are and are used */
  "GET /api/v1/quota/lots/{lot}": {
    parameters: { lot: string };
    body: null;
    answer: QuotaTrace;
  };
  /** Posts orders on the version that the author has seen; all of them land or none */
  "POST /api/v1/quota/orders": {
    parameters: Record<string, never>;
    body: QuotaOrders;
    answer: QuotaBook;
  };
  /** The proof of the whole book, from its entries alone */
  "GET /api/v1/quota/proof": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaProof;
  };
  /** Makes an empty workspace into the synthetic sample district with its people and their history */
  "POST /api/v1/sample": {
    parameters: Record<string, never>;
    body: null;
    answer: Job;
  };
  /** Who is signed in, with which roles, and what must be done first */
  "GET /api/v1/session": {
    parameters: Record<string, never>;
    body: null;
    answer: Session;
  };
  /** Signs in; the session is a cookie that scripts cannot read */
  "POST /api/v1/session": {
    parameters: Record<string, never>;
    body: SignIn;
    answer: Session;
  };
  /** Ends the session */
  "DELETE /api/v1/session": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** Changes one's password; all sessions of the account end */
  "POST /api/v1/session/password": {
    parameters: Record<string, never>;
    body: PasswordChange;
    answer: unknown;
  };
  /** Begins to set up a second factor: the data for the authenticator app */
  "POST /api/v1/session/second-factor": {
    parameters: Record<string, never>;
    body: PasswordShown;
    answer: SecondFactorOffer;
  };
  /** Confirms the second factor with a code; returns the recovery codes, once */
  "POST /api/v1/session/second-factor/confirmation": {
    parameters: Record<string, never>;
    body: CodeShown;
    answer: RecoveryCodes;
  };
  /** Issues a token with which a program reads layers in one's name, by HTTP Basic; shown once */
  "POST /api/v1/session/tokens": {
    parameters: Record<string, never>;
    body: NewToken;
    answer: IssuedToken;
  };
  /** One's own tokens for programs */
  "GET /api/v1/session/tokens": {
    parameters: Record<string, never>;
    body: null;
    answer: TokenList;
  };
  /** Revokes one of one's own tokens */
  "DELETE /api/v1/session/tokens/{id}": {
    parameters: { id: string };
    body: null;
    answer: TokenList;
  };
  /** Count and area (0.01 m2) of every class by layer */
  "GET /api/v1/structure": {
    parameters: Record<string, never>;
    body: null;
    answer: Structure;
  };
  /** Mapbox Vector Tile 2.1 of one layer; 204 where it has nothing */
  "GET /api/v1/tiles/{layer}/{z}/{x}/{y}.mvt": {
    parameters: { layer: string; z: number; x: number; y: number };
    body: null;
    answer: unknown;
  };
  /** Takes a file in any vector format, zipped if it is of several files; it is kept for an hour */
  "POST /api/v1/uploads": {
    parameters: { file: string };
    body: Blob;
    answer: Upload;
  };
  /** Takes a file away that was sent */
  "DELETE /api/v1/uploads/{id}": {
    parameters: { id: string };
    body: null;
    answer: unknown;
  };
  /** Imports the layers that the decisions name, all of them or none; the result is an ImportResult */
  "POST /api/v1/uploads/{id}/import": {
    parameters: { id: string };
    body: ImportDecisions;
    answer: Job;
  };
  /** What a file holds and what an import by these decisions would make of it; nothing is written */
  "POST /api/v1/uploads/{id}/inspection": {
    parameters: { id: string };
    body: ImportDecisions;
    answer: ImportInspection;
  };
  /** Verdicts of the rules (zhitu.verdicts/2) */
  "GET /api/v1/verdicts/{plan}": {
    parameters: { plan: string };
    body: null;
    answer: Verdicts;
  };
  /** Witness pieces of a rule, GeoJSON in degrees */
  "GET /api/v1/witnesses/{plan}/{rule}": {
    parameters: { plan: string; rule: string };
    body: null;
    answer: WitnessCollection;
  };
  /** Layers, coordinate system, extent in degrees */
  "GET /api/v1/workspace": {
    parameters: Record<string, never>;
    body: null;
    answer: Workspace;
  };
}
