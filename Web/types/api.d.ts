// Written by `zhitu api types` from the table of endpoints. Do not edit.

export interface AcceptancePart {
  /** 0.01 m² */
  accepted: number;
  key: string;
  /** 0.01 m² */
  measured: number;
  /** 0.01 m² */
  planned: number;
  title: Localized;
}

/** What is left out follows from the workspace; without a stage the whole plan */
export interface AcceptanceQuestion {
  base?: string;
  city?: TypedDeduction;
  confirmed?: string;
  measured?: string;
  plan?: string;
  province?: TypedDeduction;
  stage?: number;
}

/** Measured ground against a stage of the plan (zhitu.acceptance/1) */
export interface AcceptanceReport {
  /** 0.01 m² */
  accepted: number;
  base: string;
  chain: {
    /** 0.01 m² */
    area: number;
    id: string;
    is_typed: boolean;
    kind: "standing" | "deduction";
    reason: string;
    title: Localized;
  }[];
  classes: AcceptancePart[];
  clocks: {
    answer_days: number;
    notice_days: number;
    source: Localized;
  };
  /** 0.01 m² */
  confirmed?: number;
  counts: {
    answer: "accepted" | "remediate" | "unmeasured";
    /** 0.01 m² */
    area: number;
    count: number;
    title: Localized;
  }[];
  county_share: {
    percent: number;
    source: Localized;
  };
  engine: string;
  grades: AcceptancePart[];
  /** In hundredths */
  mean_grade?: number;
  measure_share: {
    percent: number;
    source: Localized;
  };
  measured: string;
  measures: {
    answer: "accepted" | "remediate" | "unmeasured";
    /** 0.01 m² */
    as_planned: number;
    /** 0.01 m² */
    deviating: number;
    id: string;
    /** 0.01 m² */
    not_yet: number;
    /** Number of the problem that an acceptance opened */
    problem?: string;
    project: string;
    project_name: string;
    stage?: number;
    /** 0.01 m² */
    total: number;
    /** 0.01 m² */
    unmeasured: number;
  }[];
  meets_county_share: boolean;
  new_farmland: AcceptancePart;
  plan: string;
  schema: string;
  sources: AcceptancePart[];
  stage?: number;
  synthetic: boolean;
}

/** In whose name a request is made. Without accounts the fields Zhitu-Role and Zhitu-Organisation say so */
export interface Acting {
  /** Without accounts: one person at this computer, who may act in any role */
  is_local: boolean;
  /** The id of the workspace's log; null before anything was done */
  log: string | null;
  name: string;
  organisation: string;
  organisations: {
    area: string;
    id: string;
    kind: string;
    name: string;
    parent: string | null;
  }[];
  /** The id of the person; without accounts that of the role */
  person: string;
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

export interface AdjustmentActRequest {
  act: "revise" | "submit" | "return" | "approve" | "refuse" | "execute" | "withdraw";
  document?: string;
  proposal?: NewAdjustment;
  text?: string;
}

export interface AdjustmentBlocks {
  area: number;
  count: number;
  large: number;
  large_area: number;
  largest: number;
}

export interface AdjustmentDetail {
  executed: {
    area: number;
    grade: number | null;
  }[];
  history: {
    actor: DeedActor;
    kind: string;
    text: string;
    time: string;
    version: number;
  }[];
  proposal: AdjustmentRow;
}

/** zhitu.adjustment-effect/1 */
export interface AdjustmentEffect {
  after?: AdjustmentBlocks;
  before?: AdjustmentBlocks;
  boundary_in: number;
  boundary_out: number;
  date: string;
  engine: string;
  epoch: string;
  in: number;
  in_grades: {
    area: number;
    grade?: number;
  }[];
  /** 0.01 m2: the least area of a large block, by the parameters */
  large_from: number;
  net: number;
  out: number;
  out_grades: {
    area: number;
    grade?: number;
  }[];
  parts: {
    area: number;
    direction: "out" | "in";
    grades: {
      area: number;
      grade?: number;
    }[];
    line: "basic_farmland" | "development_boundary";
    number: string;
    patches: number;
    phase: "none" | "proposed" | "submitted" | "approved" | "executed" | "refused" | "withdrawn";
    title: string;
  }[];
  rules: {
    comparator?: string;
    effect: "blocks" | "warns" | "informs";
    is_draft: boolean;
    level: "hard" | "hard_in_principle" | "soft" | "info";
    missing: string[];
    reason?: Localized;
    reference: string;
    remedies: Localized[];
    source: string;
    statement: Localized;
    threshold?: number;
    title: Localized;
    unit: string;
    value?: number;
    verdict: "not_applicable" | "pass" | "undecidable" | "fail";
  }[];
  schema: string;
  scheme?: string;
  synthetic: boolean;
}

/** zhitu.adjustment-map/1 */
export interface AdjustmentMap {
  engine: string;
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: {
      direction: "out" | "in";
      line: "basic_farmland" | "development_boundary";
      number: string;
      patch: string;
      phase: "none" | "proposed" | "submitted" | "approved" | "executed" | "refused" | "withdrawn";
    };
    type: "Feature";
  }[];
  schema: string;
  synthetic: boolean;
  type: "FeatureCollection";
}

export interface AdjustmentRow {
  acts: ("revise" | "submit" | "return" | "approve" | "refuse" | "execute" | "withdraw")[];
  area: string;
  direction: "out" | "in";
  document: string | null;
  epoch: string;
  line: "basic_farmland" | "development_boundary";
  note: string;
  number: string;
  patches: string[];
  phase: "none" | "proposed" | "submitted" | "approved" | "executed" | "refused" | "withdrawn";
  phase_title: Localized;
  problems: string[];
  reason: "major_project" | "unreasonable" | "fragmented" | "wrong" | "disaster" | "other" | "reserve" | "new_farmland" | "existing" | "boundary_part";
  reason_title: Localized;
  scheme: string;
  title: string;
  version: number;
}

/** zhitu.adjustment-suggestions/1 */
export interface AdjustmentSuggestions {
  counts: {
    area: number;
    count: number;
    kind: string;
    title: Localized;
  }[];
  engine: string;
  epoch: string;
  limits: {
    name: string;
    origin: Localized;
    value: number;
  }[];
  schema: string;
  suggestions: {
    area: number;
    block?: number;
    direction: "out" | "in";
    kind: string;
    line: "basic_farmland" | "development_boundary";
    patches: {
      class_name: Localized;
      geometry: PolygonGeometry;
      grade?: number;
      id: string;
      land_class: string;
      slope_class?: number;
    }[];
    proposal?: string;
    reason: "major_project" | "unreasonable" | "fragmented" | "wrong" | "disaster" | "other" | "reserve" | "new_farmland" | "existing" | "boundary_part";
    title: Localized;
    village: string;
    village_name: string;
  }[];
  synthetic: boolean;
  unknown_slope: number;
}

export interface Adjustments {
  courses: {
    before_taking_out: string[];
    compiled_by: Localized;
    decided_by: Localized;
    line: "basic_farmland" | "development_boundary";
    process: string;
    rules: string[];
    source: Localized;
    title: Localized;
  }[];
  may_propose: boolean;
  proposals: AdjustmentRow[];
  reasons: {
    direction: "out" | "in";
    line: "basic_farmland" | "development_boundary";
    reason: "major_project" | "unreasonable" | "fragmented" | "wrong" | "disaster" | "other" | "reserve" | "new_farmland" | "existing" | "boundary_part";
    title: Localized;
  }[];
}

/** Numbers of problems */
export interface AlarmOutcome {
  opened: string[];
  persisting: string[];
  restored: string[];
  unobserved: string[];
}

export type ApiProblem = Problem;

export interface Application {
  blocks: {
    fields: ApplicationField[];
    id: string;
    title: Localized;
  }[];
  frozen: ApplicationFrozen | null;
  plan: string;
  ties: ApplicationTie[];
}

export interface ApplicationField {
  id: string;
  source: Localized;
  title: Localized;
  value: ApplicationValue | null;
}

export interface ApplicationFreezing {
  /** The document of the case that it becomes */
  document: string;
  typed: {
    field: string;
    text: string;
  }[];
}

export interface ApplicationFrozen {
  differences: {
    before: ApplicationValue | null;
    now: ApplicationValue | null;
    title: Localized;
  }[];
  hash: string;
  time: string;
  typed: {
    field: string;
    text: string;
  }[];
}

export interface ApplicationTie {
  holds: boolean | null;
  is_area: boolean;
  sum: number | null;
  title: Localized;
  total: number | null;
}

export interface ApplicationValue {
  /** 0.01 m², 分, pieces or millionths */
  amount: number | null;
  kind: "text" | "area" | "money" | "count" | "share";
  text: string | null;
}

/** The areas of the features of a file */
export interface AreaReport {
  count: number;
  crs: string;
  findings: SentFinding[];
  /** m2 */
  geodesic: number;
  /** m2 */
  largest_difference: number;
  /** 0.01 m2 */
  official: number;
  outside: number;
  /** 0.01 m2 */
  planar: number;
  planes: string[];
  repaired: number;
  rows: {
    /** m2 */
    geodesic: number;
    id: string;
    /** 0.01 m2 */
    official: number;
    /** 0.01 m2 */
    planar: number;
  }[];
  set_aside: number;
}

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

/** A base map from a local file of the server */
export interface BaseMap {
  attribution: string;
  /** null where the file does not say so */
  bounds: Box | null;
  format: "png" | "jpeg" | "webp" | "vector";
  /** Those of vector tiles */
  layers: string[];
  max_zoom: number;
  min_zoom: number;
  name: string;
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
  /** What parts it from the land around, within the tolerance */
  barriers: {
    name: Localized;
    patches: number;
    use?: string;
  }[];
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

export interface BoardAlert {
  /** When it is told, seen from now */
  at: string;
  /** Calendar days: overdue, left, at the step, late */
  days: number | null;
  delivery: "always" | "daytime" | "digest";
  id: string;
  kind: string;
  target: "case" | "problem" | "project" | "indicator";
  text: Localized;
  title: Localized;
}

export interface BoardFigure {
  /** What was accepted by the end of each month */
  accepted: {
    month: string;
    value: number;
  }[];
  areas: {
    accepted: number;
    /** Administrative code of 2, 4, 6, 9 or 12 digits; empty: not known */
    code: string;
    projects: string[];
    underway: number;
    value: number;
  }[];
  by_progress: {
    progress: string;
    title: Localized;
    value: number;
  }[];
  direction: "up" | "down";
  /** Dates are extrapolated; the amounts are those of the plan */
  forecast: {
    dropped: number;
    undated: number;
    undated_count: number;
    /** By the end of each year, in all; how many projects of that year are dated by acceptance, by the rate of their works, by their card; of the last two, how many had an earlier year that has passed without acceptance */
    years: {
      accepted: number;
      by_card: number;
      by_rate: number;
      late_by_card: number;
      late_by_rate: number;
      value: number;
      year: number;
    }[];
  };
  formula: string;
  id: string;
  is_grouped: boolean;
  /** Facts that are missing */
  missing: string[];
  rule: string | null;
  source: string;
  target: number | null;
  title: Localized;
  unit: string;
  unit_title: Localized;
  /** What the plan brings */
  value: number | null;
  verdict: string | null;
}

export interface BoardProblem {
  deadline: string | null;
  is_open: boolean;
  is_overdue: boolean;
  level: string;
  number: string;
  phase: string;
  phase_title: Localized;
  project: string | null;
  reopenings: number;
  title: string;
}

export interface BoardProject {
  accepted_at: string | null;
  amounts: {
    indicator: string;
    value: number;
  }[];
  area: string | null;
  code: string;
  /** Day on which the works end at the rate so far */
  expected_end: string | null;
  progress: "planned" | "underway" | "accepted" | "dropped" | "none";
  progress_title: Localized;
  row: CaseRow | null;
  stage: Localized | null;
  title: string | null;
}

export interface BoardScore {
  applies: boolean | null;
  formula: string;
  full: number;
  group: Localized | null;
  id: string;
  missing: string[];
  /** null: does not apply, or cannot be known */
  points: number | null;
  source: string;
  target: number | null;
  title: Localized;
  unit_title: Localized;
  value: number | null;
}

export interface Boards {
  alerts: BoardAlert[];
  evaluation: CaseEvaluation | null;
  figures: BoardFigure[];
  problems: BoardProblem[];
  projects: BoardProject[];
  scores: BoardScore[];
  tasks: CaseRow[];
  time: string;
  total: {
    full: number;
    points: number;
    undecided: number;
  };
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
  /** What a comment is about */
  pin?: {
    kind: "place" | "measure" | "rule" | "document" | "indicator";
    /** Longitude and latitude in degrees */
    place?: [number, number];
    target?: string;
  };
  /** The day on which an objection came in: 2026-03-01 */
  received?: string;
  task?: string;
  /** The step to go to */
  to?: string;
  /** 2026-03-01 or 2026-03-01T08:00Z */
  until?: string;
  value?: boolean;
  verb: "submit" | "accept" | "dispatch" | "confirm" | "adopt" | "approve" | "file" | "start" | "pass" | "change" | "return" | "reject" | "fail" | "withdraw" | "suspend" | "resume" | "halt" | "terminate" | "sign" | "add-signer" | "transfer" | "delegate" | "copy" | "urge" | "escalate" | "consult" | "settle" | "attach" | "defer" | "establish" | "override" | "clear" | "comment" | "answer" | "limit" | "object";
}

export interface CaseChange {
  added: Localized[];
  organisation: string;
  removed: Localized[];
  replaced: Localized[];
  task: string;
}

export interface CaseCheck {
  reason: Localized | null;
  rule: string;
  title: Localized;
  verdict: "not_applicable" | "pass" | "undecidable" | "fail" | null;
}

export interface CaseDeed {
  about: Localized | null;
  actor: DeedActor;
  /** What it relied on, in the state in which it was seen */
  basis: {
    kind: string;
    name: string;
    state: string;
  }[];
  demands: string[];
  kind: string;
  opinion: Localized | null;
  package: string | null;
  text: string;
  time: string;
  verb: Localized | null;
  version: number;
}

export interface CaseDetail {
  acts: CaseOption[];
  changes: CaseChange[];
  comments: CaseItem[];
  conditions: CaseItem[];
  documents: CaseDocument[];
  documents_digest: string | null;
  draft: Localized;
  evaluation: CaseEvaluation | null;
  facts: CaseFact[];
  history: CaseDeed[];
  meetings: CaseMeeting[];
  objections: CaseObjection[];
  package: string | null;
  past: CasePast | null;
  path: CaseVisit[];
  points: CasePoint[];
  process_title: Localized;
  row: CaseRow;
  steps: CaseStep[];
  tasks: CaseTask[];
  ways: CaseWay[];
}

export interface CaseDocument {
  due: string | null;
  hash: string | null;
  id: string;
  is_needed: boolean;
  may_follow: boolean;
  name: string | null;
  /** The first step that needs it */
  needed_at: string;
  person: string | null;
  promise: string | null;
  standing: "attached" | "deferred" | "missing";
  standing_title: Localized;
  time: string | null;
  title: Localized;
}

export interface CaseEscalations {
  escalated: {
    number: string;
    task: string;
  }[];
}

export interface CaseEvaluation {
  date: string;
  id: string;
  plan: string;
}

export interface CaseFact {
  basis: string;
  id: string;
  is_override: boolean;
  is_so: boolean;
  time: string;
  title: Localized;
}

export interface CaseItem {
  answers: {
    name: string;
    organisation: string;
    text: string;
    time: string;
  }[];
  /** The step that waits for a condition */
  blocks: string | null;
  id: string;
  is_cleared: boolean;
  name: string | null;
  organisation: string;
  pin: CasePin | null;
  step: string | null;
  text: string;
  time: string | null;
}

export interface CaseList {
  cases: CaseRow[];
  counts: {
    all: number;
    mine: number;
    open: number;
    overdue: number;
  };
  /** Whether the user may start a case of some process */
  may_start: boolean;
  next: string | null;
}

export interface CaseMeeting {
  attending: string[];
  opinion: string;
  time: string;
}

/** A written objection to what is on display */
export interface CaseObjection {
  answer: {
    name: string;
    organisation: string;
    text: string;
    time: string;
  } | null;
  /** Who objects */
  by: string;
  /** Until when it is to be answered */
  due: string;
  id: string;
  /** Whether it was answered after its time */
  is_late: boolean;
  is_overdue: boolean;
  received: string;
  step: string;
  text: string;
}

export interface CaseOption {
  /** What it is about, in words */
  about: Localized | null;
  condition: string | null;
  document: string | null;
  fact: string | null;
  task: string | null;
  title: Localized;
  to: string | null;
  verb: "submit" | "accept" | "dispatch" | "confirm" | "adopt" | "approve" | "file" | "start" | "pass" | "change" | "return" | "reject" | "fail" | "withdraw" | "suspend" | "resume" | "halt" | "terminate" | "sign" | "add-signer" | "transfer" | "delegate" | "copy" | "urge" | "escalate" | "consult" | "settle" | "attach" | "defer" | "establish" | "override" | "clear" | "comment" | "answer" | "limit" | "object";
}

export interface CasePast {
  /** What was not kept at that time, so that today's stands in its place */
  missing: ("access/roles" | "processes/calendar")[];
  /** Who could do what then; people of one role who could do the same are one entry */
  rights: {
    acts: CaseOption[];
    organisations: string[];
    people: number;
    role: Localized;
  }[];
}

export interface CasePin {
  kind: "place" | "measure" | "rule" | "document" | "indicator";
  place: number[] | null;
  target: string;
}

export interface CasePoint {
  answer: string | null;
  blocks: string | null;
  id: string;
  kind: "disagreement" | "condition" | "comment" | "unsigned" | "deferred";
  kind_title: Localized;
  organisation: string;
  text: string;
}

export interface CaseRequirement {
  /** The roles that can meet it */
  by: Localized[];
  id: string;
  kind: "document" | "signature" | "fact" | "condition" | "promise" | "stay" | "objection";
  rules: string[];
  standing: "met" | "open" | "refused";
  title: Localized;
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

export interface CaseScores {
  checked: ScoreFrozen | null;
  /** The tables that the user may freeze now */
  documents: string[];
  evaluation: string | null;
  lines: ScoreLine[];
  own: ScoreFrozen | null;
  plan: string | null;
  ranking: ScoreRanking | null;
  year: number | null;
}

export interface CaseSignature {
  is_before: boolean;
  name: string;
  on_behalf_of: string | null;
  opinion: "agree" | "conditional" | "disagree";
  opinion_title: Localized;
  organisation: string;
  /** The hash of the documents on which it was given */
  package: string | null;
  text: string;
  time: string;
}

export interface CaseStart {
  /** Code of the area */
  area: string;
  jurisdiction?: string;
  process: string;
  /** What it is about: a project, a district, a plan */
  subject: string;
  title: string;
}

export interface CaseStep {
  id: string;
  stage: Localized;
  standing: "done" | "current" | "ahead";
  title: Localized;
}

export interface CaseTask {
  checks: CaseCheck[];
  holder: string | null;
  id: string;
  is_disputed: boolean;
  is_done: boolean;
  is_escalated: boolean;
  settlement: string | null;
  signatures: CaseSignature[];
  title: Localized;
  urges: number;
}

export interface CaseVisit {
  entered_at: string;
  step: string;
  title: Localized;
}

export interface CaseWay {
  by: Localized[];
  is_ready: boolean;
  requirements: CaseRequirement[];
  title: Localized;
  to: string;
  verb: string;
  verb_title: Localized;
}

export interface Cell {
  /** 0.01 m2 */
  area: number;
  from: string | null;
  to: string | null;
}

/** A certificate that holds */
export interface CertificateReport {
  bound: number;
  facts: {
    count: number;
    title: Localized;
  }[];
  gap: number;
  is_large_good: boolean;
  kind: "portfolio" | "exchange" | "ground" | "selection" | "corridor" | "adjustment";
  /** Of the solver's search, not verified */
  solver_bound?: number;
  title: Localized;
  unit: Localized;
  value: number;
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

/** Plots that a seed draws */
export interface CheckPlots {
  candidates: number;
  chance: "equal" | "area";
  count: number;
  features: {
    geometry: PolygonGeometry | null;
    id: number;
    properties: {
      /** 0.01 m2 */
      area: number;
      digest: string;
      id: string;
      rank: number;
      stratum: string;
      x: number | null;
      y: number | null;
    };
    type: "Feature";
  }[];
  layer: string;
  seed: string;
  type: "FeatureCollection";
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

/** A certificate, as zhitu certificate check reads it */
export type ChoiceCertificate = Record<string, unknown>;

/** An indicator of the drawn and of the chosen plan */
export interface ChoiceIndicator {
  /** 0.01 m2 */
  chosen: number;
  /** 0.01 m2 */
  drawn: number;
  /** 0.01 m2 */
  floor: number | null;
  id: "farmland" | "construction" | "fields" | "ecology" | "services" | "renewal";
  title: Localized;
}

/** The name of a plan to be made */
export interface ChoiceName {
  name: string;
}

/** What can be asked for a plan */
export interface ChoiceOffer {
  base: string;
  conversions: {
    /** 0.01 m2 */
    area: number;
    from: string;
    is_open_land: boolean;
    measures: number;
    name: Localized;
    patches: number;
    /** Yuan per mu */
    price: number;
    takes_buildings: boolean;
    to: string;
  }[];
  /** In fen */
  cost: number;
  indicators: {
    id: "farmland" | "construction" | "fields" | "ecology" | "services" | "renewal";
    /** 0.01 m2 */
    reached: number;
    title: Localized;
  }[];
  measures: number;
  plan: string;
  rules: {
    is_linear: boolean;
    rule: string;
    title: Localized;
    verdict: "pass" | "fail" | "undecidable" | "not_applicable";
  }[];
}

/** Another answer; null where no plan reaches the floor */
export interface ChoiceOther {
  answer: string | null;
  bound: number | null;
  cost: number | null;
  indicators: ChoiceIndicator[];
  measures: number | null;
  percent: number | null;
  value: number | null;
}

/** What a plan is to reach */
export interface ChoiceQuestion {
  /** The answer to begin with */
  after?: string;
  alternatives?: number;
  /** In 10,000 yuan */
  budget?: number;
  candidates?: {
    /** Use of the base patches */
    from: string;
    /** Smaller patches are no candidates, in mu */
    least: number;
    /** Yuan per mu */
    price: number;
    /** Class code afterwards */
    to: string;
  }[];
  floors?: {
    indicator: "farmland" | "construction" | "fields" | "ecology" | "services" | "renewal";
    percent: number;
  }[];
  front?: {
    indicator: "farmland" | "construction" | "fields" | "ecology" | "services" | "renewal";
    percents: number[];
  };
  /** In per cent */
  gap?: number;
  goal?: "cost" | "farmland" | "construction" | "ecology";
  lock_in?: string[];
  lock_out?: string[];
  seconds?: number;
  /** Of every added patch, in 10,000 yuan */
  surcharge?: number;
  unit?: "measure" | "project";
  waived?: string[];
}

/** What the best plan loses by the opposite decision */
export interface ChoiceReason {
  comes_in: string[];
  conflict: Localized | null;
  goes: string[];
  is_chosen: boolean;
  item: string;
  loss: number | null;
}

/** The best choice of measures, laid and judged, with its bound */
export interface ChoiceResult {
  alternatives: ChoiceOther[];
  answer: string;
  base: string;
  bound: number;
  chosen: ChoiceSide;
  drawn: ChoiceSide;
  front: ChoiceOther[];
  gap: number;
  goal: "cost" | "farmland" | "construction" | "ecology";
  indicators: ChoiceIndicator[];
  /** Patches were offered and none could be added */
  is_drawn_only: boolean;
  is_stopped: boolean;
  items: {
    features: {
      geometry: PolygonGeometry;
      id: number;
      properties: {
        /** 0.01 m2 */
        area: number;
        class: string;
        class_name: Localized;
        /** In fen */
        cost: number;
        id: string;
        is_candidate: boolean;
        is_chosen: boolean;
        item: string;
        lock: "free" | "chosen" | "excluded";
        project: string;
        project_name: string;
      };
      type: "Feature";
    }[];
    type: "FeatureCollection";
  };
  plan: string;
  prices: {
    /** By how much the limit may become less before the price changes */
    less: number | null;
    /** By how much the limit may become more before the price changes */
    more: number | null;
    price: number;
    rule: Localized;
    unit: "mu" | "tenThousandYuan" | "step";
  }[];
  proven_bound: number;
  proven_gap: number;
  refused: number;
  refusing: RefusingRule[];
  rules: {
    after: "pass" | "fail" | "undecidable" | "not_applicable";
    before: "pass" | "fail" | "undecidable" | "not_applicable";
    is_linear: boolean;
    is_waived: boolean;
    rule: string;
    title: Localized;
    unit: string;
    value_after: number | null;
    value_before: number | null;
  }[];
  seconds: number;
  value: number;
}

/** A plan in figures */
export interface ChoiceSide {
  /** In fen */
  cost: number;
  failed: number;
  measures: number;
  not_applicable: number;
  passed: number;
  undecidable: number;
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

/** What a check of coordinate texts found */
export interface CoordinateReport {
  batches: {
    crs: string | null;
    crs_name: string | null;
    file: string;
    findings: number;
    parcels: number;
  }[];
  findings: SentFinding[];
  ground: {
    features: {
      geometry: PolygonGeometry;
      id: number;
      properties: {
        is_faulty: boolean;
        kind: "parcel" | "overlap";
        label: string;
        number: number;
      };
      type: "Feature";
    }[];
    type: "FeatureCollection";
  };
  overlaps: {
    /** 0.01 m2 */
    area: number;
    first_file: string;
    first_parcel: string;
    number: number;
    second_file: string;
    second_parcel: string;
  }[];
  parcels: {
    file: string;
    findings: number;
    line: number;
    name: string | null;
    number: number;
    /** 0.01 m2 */
    official: number | null;
    overlaps: number;
    parcel: string;
    /** 0.01 m2 */
    planar: number | null;
    points: number;
    stated_hectares: number | null;
  }[];
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

/** What a package of results holds */
export interface DataPackage {
  bytes: number;
  checks: PackageCheck[];
  /** Of the file, which is kept for an hour */
  id: string;
  /** Whether everything that is required is there */
  is_complete: boolean;
  rules: string;
  source: Localized;
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

/** What a file of organisations, people and grants would enter */
export interface DirectoryFile {
  faults: {
    code: string;
    field?: string;
    line: number;
    message: Localized;
    part: "organisations" | "people" | "grants";
  }[];
  grants: {
    area: string;
    from?: string;
    organisation: string;
    person: string;
    role: string;
    until?: string;
  }[];
  lines: {
    line: number;
    part: "organisations" | "people" | "grants";
    state: "new" | "same" | "wrong";
    values: {
      area?: string;
      from?: string;
      id?: string;
      kind?: string;
      name?: string;
      organisation?: string;
      parent?: string;
      person?: string;
      posts?: string;
      role?: string;
      until?: string;
    };
  }[];
  organisations: {
    area: string;
    id: string;
    kind: "government" | "naturalResources" | "department" | "platformCompany" | "implementer" | "villageCollective" | "supervision" | "auditor" | "villagers" | "operations";
    name: string;
    parent?: string;
  }[];
  people: {
    id: string;
    name: string;
    posts: string[];
  }[];
}

export interface DistrictCell {
  /** 0.01 m² */
  area: number;
  geometry: PolygonGeometry;
  neighbours: number[];
  /** 0.01 m² */
  value: number;
}

export interface DistrictChoice {
  /** Side of the squares in metres */
  cell: number;
  epoch: string;
  numbers: number[];
}

export interface DistrictComparison {
  both: DistrictSide;
  drawn: DistrictSide;
  proposed: DistrictSide;
  whole: DistrictSide;
}

export interface DistrictContent {
  /** 0.01 m² */
  area: number;
  elements: DistrictShare[];
  /** 0.01 m² */
  inside_boundary?: number;
  potential: DistrictPotential;
  projects: string[];
  towns: DistrictShare[];
  /** 0.01 m² */
  value: number;
}

export interface DistrictOverlap {
  /** 0.01 m² */
  area: number;
  id: string;
  title: string;
  /** 0.01 m² */
  value: number;
}

export interface DistrictPotential {
  /** 0.01 m² */
  near_term: number;
  /** 0.01 m² */
  realisable: number;
  /** 0.01 m² */
  theoretical: number;
}

export interface DistrictProposal {
  cells: number[];
  content: DistrictContent;
  geometry: PolygonGeometry;
  name: string;
  number: number;
  overlaps: DistrictOverlap[];
  /** 0.01 m² */
  score: number;
}

export interface DistrictQuestion {
  basis?: "potential" | "space";
  /** Percent of the mean value of a cell */
  border?: number;
  /** Side of the squares in metres */
  cell?: number;
  count?: number;
  elements?: ("farmland" | "village" | "industry" | "urban" | "ecology" | "own")[];
  /** 0.01 m² */
  least?: number;
  level?: "theoretical" | "realisable" | "near_term";
  /** 0.01 m² */
  most?: number;
  planning: "district" | "unit";
  /** Percent of the mean density */
  threshold?: number;
  within?: string;
}

export interface DistrictSettings {
  basis: "potential" | "space";
  border: number;
  cell: number;
  count: number;
  elements: ("farmland" | "village" | "industry" | "urban" | "ecology" | "own")[];
  /** 0.01 m² */
  least: number;
  level: "theoretical" | "realisable" | "near_term";
  /** 0.01 m² */
  most: number;
  planning: "district" | "unit";
  threshold: number;
  within?: string;
}

export interface DistrictShare {
  /** 0.01 m² */
  area: number;
  id: string;
  title: Localized;
}

export interface DistrictSide {
  /** 0.01 m² */
  area: number;
  /** 0.01 m² */
  value: number;
}

/** Proposed districts or units beside those that people drew (zhitu.districts/1) */
export interface Districts {
  /** 0.01 m² */
  bound: number;
  cells: DistrictCell[];
  comparison: DistrictComparison;
  drawn: DrawnDistrict[];
  engine: string;
  epoch: string;
  objective: Localized;
  proposals: DistrictProposal[];
  schema: "zhitu.districts/1";
  /** 0.01 m² */
  score: number;
  settings: DistrictSettings;
  synthetic: boolean;
}

/** What the refresh of a Word document changed */
export interface DocumentRefresh {
  changes: {
    after: string;
    before: string;
    key: string;
  }[];
  /** Fields that the document has */
  fields: number;
  /** Id of the file, for `made` */
  id: string;
  name: string;
  /** Fields that the workspace cannot fill; they stay */
  unknown: string[];
  /** Changes that could not be written as tracked changes */
  unmarked: string[];
}

/** All documents and sheets in one archive */
export interface DocumentSet {
  bytes: number;
  /** Of the file, which is kept for an hour */
  id: string;
  /** Why a document cannot be made yet */
  missing: Localized[];
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
  /** In fen, of the measures that state one */
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
  /** Measures that state no cost */
  without_cost: number;
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

/** Where the change of a class of a drawn plan comes from */
export interface DrawnClass {
  /** 0.01 m² */
  base: number;
  key: string;
  lines: {
    /** 0.01 m²; negative where the class loses it */
    area: number;
    from: string;
    from_name: Localized;
    id: string;
    number: number;
    to: string;
    to_name: Localized;
  }[];
  name: Localized;
  /** 0.01 m² */
  now: number;
  /** 0.01 m²; the rest of the change: ground that patches of one epoch cover twice */
  other: number;
}

export interface DrawnDistrict {
  cells: number[];
  content: DistrictContent;
  geometry: PolygonGeometry;
  id: string;
  /** 0.01 m² */
  proposed: number;
  /** 0.01 m² */
  proposed_value: number;
  title: string;
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

/** A rule to evaluate on a plan */
export interface ExplainQuestion {
  base?: string;
  /** yyyy-mm-dd; with neither day, base, scope nor register the last verification is repeated */
  date?: string;
  register?: {
    /** Base 64 */
    content: string;
    name: string;
  };
  /** CORE-01, or a part as CAP-01/pbf */
  rule: string;
  /** Administrative code */
  scope?: string;
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
  supplier?: Localized;
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

/** zhitu.field-overlap/1 */
export interface FieldOverlap {
  candidate_count: number;
  candidates: {
    all_three_after: number;
    area: number;
    basic_after: number;
    lacking: string;
    land_class: string;
    patch: string;
    village: string;
    village_name: string;
  }[];
  engine: string;
  epoch: string;
  schema: string;
  synthetic: boolean;
  /** The town or village of the candidates; without it, all */
  unit?: string;
  units: {
    all_three: number;
    basic: number;
    basic_grain: number;
    basic_only: number;
    basic_standard: number;
    code: string;
    grain_only: number;
    grain_zone: number;
    level: "whole" | "town" | "village";
    name: string;
    standard: number;
    standard_grain: number;
    standard_only: number;
    union: number;
  }[];
}

/** zhitu.field-overlap-map/1 */
export interface FieldOverlapMap {
  engine: string;
  epoch: string;
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: {
      area: number;
      is_farmland: boolean;
      kinds: string;
      patch: string;
    };
    type: "Feature";
  }[];
  schema: string;
  synthetic: boolean;
  type: "FeatureCollection";
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

export interface FundActuals {
  day: string;
  first_year: number;
  name: string;
  /** Sales of quota that no one row of the plan counts */
  other_income: number;
  /** Received from sources that are no loan of the plan */
  other_sources: number;
  rows: {
    /** The years that have begun; null where nothing records the row */
    actual: number[] | null;
    id: string;
    planned: number[];
    side: "cost" | "revenue" | "draw";
    title: Localized;
  }[];
  title: string;
  /** Paid without a row of the plan */
  unplanned: number;
  years_begun: number;
}

export interface FundList {
  funds: string[];
}

export interface FundPrices {
  content: string;
  name: string;
  trial?: boolean;
}

export interface FundQuantities {
  changes: {
    /** Hundredths of the unit, 0.01 m² for areas */
    held: number;
    line: string;
    now: number;
    title: Localized;
    unit: "mu" | "m2" | "household" | "item" | "kilometre";
  }[];
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
  /** The mode that the decision table gives; null before its questions are answered */
  choice: {
    /** Revenue over cost of the whole life */
    balance: number | null;
    id: string;
  } | null;
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
  /** What it costs that a phase slips, by phase and years */
  delays: {
    /** 分, change of the lowest cash */
    cash_change: number;
    /** 分 */
    lowest_cash: number;
    lowest_year: number;
    phase: string;
    title: Localized;
    /** 分, change of the present value */
    value: number;
    years: number;
  }[];
  first_year: number;
  lines: {
    amounts: number[];
    id: string;
    origin: "typed" | "ledger" | "quota" | "line" | "share";
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

export interface FundText {
  /** The base epoch of the flow ledger that quantities come from */
  base?: string;
  /** The name of the file, for faults */
  file?: string;
  name: string;
  /** The plan of the flow ledger that quantities come from */
  plan?: string;
  /** A file zhitu.fund/1 */
  text: string;
  /** Only checks it */
  trial?: boolean;
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

/** Hints where two images differ (zhitu.image-difference/1); no verdict */
export interface ImageDifference {
  accuracy?: {
    commission?: number;
    epochs: string[];
    /** 0.01 m² */
    false_alarms: number;
    /** 0.01 m² */
    hits: number;
    kappa?: number;
    /** 0.01 m² */
    missed: number;
    omission?: number;
  };
  after: string;
  before: string;
  /** 0.01 m² */
  compared: number;
  dates: string[];
  deviations: number;
  engine: string;
  ground: {
    features: {
      geometry: PolygonGeometry;
      id: number;
      properties: {
        /** 0.01 m² */
        area: number;
        number: number;
        strength: number;
      };
      type: "Feature";
    }[];
    type: "FeatureCollection";
  };
  /** 0.01 m² */
  hinted: number;
  hints: {
    /** 0.01 m² */
    area: number;
    number: number;
    point: number[];
    strength: number;
  }[];
  /** m² */
  least_area: number;
  note: Localized;
  /** Metres */
  pixel: number;
  schema: string;
  synthetic: boolean;
}

export interface ImageList {
  images: ImageStatus[];
}

export interface ImageQuestion {
  after: string;
  before: string;
  /** Robust deviations above the median; 4 if left out */
  deviations?: number;
  /** m²; 400 if left out */
  least_area?: number;
  /** Two survey epochs that say what changed */
  truth?: [string, string];
}

export interface ImageStatus {
  bands: number;
  /** West, south, east, north in degrees */
  bounds: number[];
  crs: string;
  /** yyyy-MM-dd */
  date: string;
  format: string;
  height: number;
  is_synthetic: boolean;
  name: string;
  /** Metres */
  pixel: number;
  sha256: string;
  state: "present" | "missing" | "changed";
  width: number;
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

/** A package of changes, and what applying it would do */
export interface IncrementInspection {
  base?: IncrementLayer;
  class_system?: Localized;
  epochs: string[];
  errors: number;
  faults: Diagnostic[];
  refusal?: Diagnostic;
  replaced?: IncrementLayer;
  summary: IncrementSummary;
  warnings: number;
}

export interface IncrementLayer {
  features: number;
  name: string;
  title: string;
}

/** The result of the job that makes a package of changes */
export interface IncrementMade {
  bytes: number;
  errors: number;
  faults: Diagnostic[];
  id: string;
  summary: IncrementSummary;
  warnings: number;
}

/** What a package of changes holds */
export interface IncrementSummary {
  added: number;
  /** Ground whose class changes, 0.01 m² */
  changed: number;
  from: string;
  kinds: {
    /** 0.01 m² */
    area: number;
    /** BGXW: 0 vanished, 1 attributes, 2 geometry, 3 arrived */
    kind: number;
    steps: number;
  }[];
  removed: number;
  stamps: string[];
  steps: number;
  to: string;
}

export interface IndicatorRecords {
  count: number;
  /** The flow in which the ground of the records is */
  flow: string;
  records: {
    /** m2 */
    amount: number | null;
    /** 0.01 m2 */
    area: number | null;
    from_class: string | null;
    from_id: string | null;
    id: number;
    to_class: string | null;
    to_id: string | null;
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
    /** The rules that refused every plan, where that is what went wrong */
    rules?: RefusingRule[];
  };
  progress?: {
    done: number;
    stage: Localized;
    total?: number;
  };
  search?: {
    /** No plan is better */
    bound?: number;
    /** What the best plan so far is worth */
    incumbent?: number;
    seconds: number;
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
  /** Whether a field says how high its things are; tiles then have zt_height, in metres */
  has_heights: boolean;
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
  group: "survey" | "plan" | "control" | "unit" | "area" | "object";
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

/** What a piece of ground was in every epoch, and what plans want there */
export interface LifeHistory {
  point: number[];
  steps: {
    /** 0.01 m² */
    area?: number;
    code?: string;
    is_changed: boolean;
    kind: "epoch" | "plan";
    layer: string;
    name: string;
    patch?: string;
    project?: string;
    stage?: number;
    title?: string;
  }[];
}

export interface LineChanges {
  added: number;
  /** 0.01 m2 */
  gained: number;
  /** 0.01 m2 */
  lost: number;
  /** Features with other ground */
  moved: number;
  removed: number;
  /** Features with the same ground and other statements */
  restated: number;
}

export interface LineSource {
  /** Layer of the file; the one that is known by default */
  layer?: string;
  /** An address of the web; empty where files are handed in */
  source: string;
}

export interface LineSubscriptions {
  /** The hosts that a page may name; null for any */
  hosts: string[] | null;
  subscriptions: {
    /** Whether the layer of the workspace is the newest version */
    is_current: boolean;
    layer?: string;
    named_at?: string;
    /** Who named the source */
    named_by?: string;
    role: string;
    /** Empty where files are handed in */
    source: string;
    title: Localized;
    versions: LineVersion[];
  }[];
}

export interface LineUpdate {
  changes: LineChanges;
  features: number;
  file: string;
  /** GeoJSON in degrees: ground gained and lost */
  ground: Record<string, unknown>;
  is_same_file: boolean;
  items: {
    change: "added" | "removed" | "moved" | "restated";
    fields: string[];
    id: string;
  }[];
  missing_fields: string[];
  /** Fields that only the file has; they are not compared */
  new_fields: string[];
  role: string;
  schema: string;
  set_aside: number;
  sha256: string;
  /** Its number, if it was taken */
  version?: number;
}

export interface LineVersion {
  changes: LineChanges;
  features: number;
  file: string;
  number: number;
  sha256: string;
  taken_by: string;
  time: string;
}

export interface Localized {
  en?: string;
  zh: string;
}

/** Whether the log is unchanged, and where it is not */
export interface LogProof {
  algorithm: string | null;
  /** Events that are earlier than the one before; no fault */
  clock_reversals: number;
  /** Events that were looked at */
  count: number;
  fault_count: number;
  faults: {
    kind: "altered" | "missing" | "version" | "unreadable" | "root" | "header";
    message: Localized;
    position: number;
    stream: string | null;
  }[];
  hash: string | null;
  is_intact: boolean;
  log: string | null;
  /** Roots that the log agrees with */
  roots_held: number;
  streams: number;
  time: string;
}

/** What another party keeps, to hold it against the log later */
export interface LogRoot {
  algorithm: string;
  count: number;
  hash: string;
  log: string;
  /** Milliseconds since 1970 */
  time: number;
}

/** What the log is held against */
export interface LogRoots {
  /** One root on each line, as it was given out; empty for the chain alone */
  roots: string;
}

/** zhitu.answer/1 */
export interface MapAnswer {
  /** 0.01 m² */
  area: number;
  engine: string;
  epoch: string;
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: {
      /** 0.01 m² */
      area: number;
      fid: number;
      id: string;
      land_class: string;
      village: string;
    };
    type: "Feature";
  }[];
  grouping: "village" | "town" | "class";
  layer: string;
  notes: Localized[];
  patches: number;
  rows: {
    /** 0.01 m² */
    area: number;
    key: string;
    name: Localized;
    patches: number;
  }[];
  schema: string;
  synthetic: boolean;
  type: "FeatureCollection";
  undecided: number;
  /** 0.01 m² */
  undecided_area: number;
  understood: Localized;
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

export interface MoneyImport {
  changes: {
    after: string;
    /** In yuan, or per cent; empty for a new line */
    before: string;
    id: string;
    title: string;
  }[];
  is_written: boolean;
  problems: Diagnostic[];
  unchanged: number;
}

/** Pieces of ground in degrees; unchanged ground outside the plan is left out */
export interface MonitoredGround {
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: {
      /** 0.01 m² */
      area: number;
      before: string;
      incident?: number;
      measure?: string;
      observed?: string;
      planned: string;
      project?: string;
      state: "done" | "not_yet" | "on_the_way" | "deviating" | "outside_plan" | "kept" | "unchanged" | "unobserved";
    };
    type: "Feature";
  }[];
  left_out: number;
  type: "FeatureCollection";
}

export interface MonitoringAlarm {
  /** 0.01 m² */
  area: number;
  level: "minor" | "serious" | "grave";
  rule: string;
  source: Localized;
  title: Localized;
}

export interface MonitoringBalance {
  answer: "holds" | "below" | "undecidable";
  /** 0.01 m² */
  base: number;
  level: "minor" | "serious" | "grave";
  /** 0.01 m² */
  observed: number;
  /** The problem that was opened for it */
  problem?: string;
  rule: string;
  source: Localized;
  title: Localized;
  /** 0.01 m² */
  unobserved: number;
}

export interface MonitoringClass {
  /** 0.01 m² */
  area: number;
  code: string;
  name: Localized;
}

export interface MonitoringGroup {
  /** 0.01 m² by state; states without ground are left out */
  areas: Record<string, number>;
  /** 0.01 m² */
  changing: number;
  /** Empty for ground outside the plan or outside any village */
  key: string;
  title: string;
  /** 0.01 m² */
  total: number;
}

export interface MonitoringIncident {
  after: MonitoringClass;
  alarms: MonitoringAlarm[];
  /** 0.01 m² */
  area: number;
  before: MonitoringClass[];
  /** How sure the observation is of the patch, in per cent; left out where it does not say */
  confidence?: number;
  /** Alarms that are not raised because the observation is not sure enough */
  doubted: MonitoringAlarm[];
  is_beyond_measure: boolean;
  level?: "minor" | "serious" | "grave";
  measures: string[];
  number: number;
  patch: string;
  /** Degrees */
  point?: number[];
  /** Number of the problem of its ground */
  problem?: string;
  state: "done" | "not_yet" | "on_the_way" | "deviating" | "outside_plan" | "kept" | "unchanged" | "unobserved";
  village: string;
}

/** What is left out follows from the workspace: the only plan, the earliest and the latest epoch */
export interface MonitoringQuestion {
  base?: string;
  observed?: string;
  plan?: string;
}

/** Observed ground against plan and base epoch (zhitu.monitoring/1) */
export interface MonitoringReport {
  area_kind: string;
  balances: MonitoringBalance[];
  base: string;
  /** 0.01 m² */
  beyond: number;
  engine: string;
  ground?: MonitoredGround;
  incidents: MonitoringIncident[];
  is_complete: boolean;
  measures: {
    /** 0.01 m² by state; states without ground are left out */
    areas: Record<string, number>;
    id: string;
    project: string;
    stage?: number;
    /** 0.01 m² */
    total: number;
  }[];
  missing_controls: string[];
  observed: string;
  plan: string;
  projects: MonitoringGroup[];
  rules: string;
  schema: string;
  stages: MonitoringGroup[];
  states: {
    /** 0.01 m² */
    area: number;
    colour: string;
    id: "done" | "not_yet" | "on_the_way" | "deviating" | "outside_plan" | "kept" | "unchanged" | "unobserved";
    title: Localized;
  }[];
  /** 0.01 m² */
  strips: number;
  synthetic: boolean;
  /** 0.01 m² */
  total: number;
  villages: MonitoringGroup[];
}

export interface MonitoringSeries {
  base: string;
  /** 0.01 m²: the part that the plan changes */
  changing: number;
  engine: string;
  epochs: {
    /** Incidents that raise an alarm */
    alarms: number;
    /** 0.01 m² by state; states without ground are left out */
    areas: Record<string, number>;
    balances: MonitoringBalance[];
    epoch: string;
    incidents: number;
    is_complete: boolean;
  }[];
  plan: string;
  rules: string;
  schema: string;
  synthetic: boolean;
  /** 0.01 m² */
  total: number;
}

export interface NewAdjustment {
  area?: string;
  direction: "out" | "in";
  epoch: string;
  line: "basic_farmland" | "development_boundary";
  note?: string;
  patches: string[];
  problems?: string[];
  reason: "major_project" | "unreasonable" | "fragmented" | "wrong" | "disaster" | "other" | "reserve" | "new_farmland" | "existing" | "boundary_part";
  scheme: string;
  title: string;
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

export interface NewPlanningObject {
  id: string;
  object: PlanningForm;
}

export interface NewProject {
  card: ProjectForm;
  id: string;
}

/** What is left out follows from the workspace: the only plan, the earliest epoch */
export interface NewStandingOrder {
  base?: string;
  /** In which it must be mended; with an organisation only */
  days?: number;
  /** Whether observations that are there already are left out */
  is_from_now?: boolean;
  note?: string;
  /** To which every problem is assigned */
  organisation?: string;
  plan?: string;
}

export interface NewToken {
  days: number;
  name: string;
  password: string;
}

/** What others did in one matter since one's own last act */
export interface Notice {
  count: number;
  deed: HistoryDeed;
  /** assigned: it was handed to the reader or their organisation; answered: the reader had acted on it */
  reason: "assigned" | "answered";
  /** How many of them came after the position seen */
  unseen: number;
}

export interface NoticeList {
  /** Place of the last deed in the log */
  end: number;
  notices: Notice[];
  /** Place in the log up to which everything was seen */
  seen: number;
}

export interface NoticesSeen {
  position: number;
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

export interface PackageCheck {
  /** Empty if the file is missing */
  file: string;
  /** What reading the file again showed, or why it is missing */
  finding: string;
  folder: string;
  is_present: boolean;
  is_required: boolean;
  sha256?: string;
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

export interface PaymentBeginning {
  /** Title of the document behind it */
  document: string;
  number: string;
  title: string;
}

export interface PaymentBook {
  alarms: {
    /** By how much, 分 */
    amount: number;
    kind: string;
    subject: string;
    title: Localized;
  }[];
  contracts: PaymentContract[];
  is_founded: boolean;
  lines: PaymentLine[];
  marks: PaymentMark[];
  requests: PaymentRequest[];
  sources: PaymentSource[];
  tiers: {
    approvals: string[];
    /** 分 */
    up_to: number | null;
  }[];
  title: string;
  transfers: PaymentTransfer[];
  version: number;
}

export interface PaymentBudget {
  content: string;
  document: string;
  name: string;
  number: string;
  trial?: boolean;
}

export interface PaymentContract {
  account: string;
  /** 分 */
  advance: number;
  /** 分 */
  amount: number;
  /** 分 */
  certified: number;
  contractor: string;
  id: string;
  line: string;
  /** What may still be asked for today, 分 */
  payable: number;
  /** 分 */
  reserved: number;
  /** Millionths */
  retention: number;
  retention_until: string | null;
  /** 分 */
  settled: number | null;
  /** 分 */
  spent: number;
  title: string;
}

export interface PaymentLine {
  /** 分 */
  amount: number;
  /** 分 */
  committed: number;
  fund_line: string | null;
  id: string;
  purpose: string;
  /** 分 */
  spent: number;
  title: string;
}

export interface PaymentMark {
  answer: string | null;
  id: string;
  phase: "open" | "answered" | "cleared";
  subject: string;
  text: string;
}

export interface PaymentOrders {
  orders: {
    /** One key, the act, with its fields; see Docs/payments.md. Money in whole 分 */
    act: Record<string, unknown>;
    /** The day from which it counts: 2026-03-01 */
    day: string;
    document: {
      hash?: string;
      number: string;
      title: string;
    };
  }[];
}

export interface PaymentRequest {
  account: string;
  /** 分 */
  amount: number;
  approvals: {
    day: string;
    name: string;
    role: string;
  }[];
  contract: string;
  day: string;
  id: string;
  kind: "advance" | "progress" | "settlement" | "retention";
  missing: string[];
  paid_on: string | null;
  phase: "requested" | "approved" | "paid" | "refused" | "withdrawn";
  phase_title: Localized;
  reason: string | null;
  source: string;
  steps: ("approve" | "refuse" | "pay" | "withdraw")[];
  title: Localized;
}

export interface PaymentSource {
  /** 分 */
  amount: number;
  /** 分 */
  available: number;
  id: string;
  purposes: string[];
  /** 分 */
  received: number;
  /** 分 */
  reserved: number;
  /** 分 */
  spent: number;
  title: string;
}

export interface PaymentTrail {
  steps: {
    actor: string;
    /** 分 */
    amount: number | null;
    day: string;
    document: string;
    kind: string;
    number: string;
    organisation: string;
    role: string;
    subjects: string[];
    title: Localized;
  }[];
}

export interface PaymentTransfer {
  account: string;
  /** 分 */
  amount: number;
  contract: string | null;
  day: string;
  id: string;
  payee: string;
  /** 分 */
  returned: number;
  source: string;
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
    /** In fen, of the measures that state one */
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
    /** Measures that state no cost */
    without_cost: number;
  };
  b: {
    /** 0.01 m2 */
    area: number;
    /** In fen, of the measures that state one */
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
    /** Measures that state no cost */
    without_cost: number;
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
  warnings: Diagnostic[];
}

export interface PlanEntered {
  changes: {
    /** As in the file; empty for what is left out */
    after: string;
    /** As in the file; empty for what is new */
    before: string;
    field: Localized;
    id: string;
    title: Localized;
  }[];
  figures: {
    after: string;
    /** Empty where there was no plan */
    before: string;
    id: string;
    title: Localized;
  }[];
  is_written: boolean;
  problems: Diagnostic[];
  unchanged: number;
  /** Of what was kept before: the ETag for If-Match, without its quotation marks; empty where the plan is new */
  version: string;
}

export interface PlanFile {
  /** The base epoch that quantities come from; empty where it is not known */
  base: string;
  name: string;
  /** The plan that quantities come from; empty where it is not known */
  plan: string;
  /** A file zhitu.fund/1 or zhitu.sharing/1 */
  text: string;
  /** The ETag for If-Match, without its quotation marks */
  version: string;
}

/** On which epoch a plan is laid */
export interface PlanQuestion {
  /** The earliest by default */
  base?: string;
}

export interface PlanTemplate {
  text: string;
}

export interface PlanningAct {
  act: "revise" | "adopt" | "withdraw";
  note?: string;
  object?: PlanningForm;
  reason?: string;
}

export interface PlanningAnnex {
  hash: string;
  name: string;
  title: string;
}

export interface PlanningDeed {
  actor: DeedActor;
  kind: string;
  text: string;
  time: string;
  version: number;
}

export interface PlanningDetail {
  annexes: PlanningAnnex[];
  area: string;
  history: PlanningDeed[];
  id: string;
  is_drawn: boolean;
  level: "province" | "city" | "county" | "district" | "unit";
  parent: string | null;
  phase: "none" | "drafted" | "adopted" | "withdrawn";
  projects: string[];
  targets: PlanningTarget[];
  text: string;
  title: string;
  version: number;
}

export interface PlanningFile {
  /** Base64 */
  content: string;
  name: string;
  title: string;
}

export interface PlanningForm {
  annexes?: string[];
  area?: string;
  cells?: DistrictChoice;
  files?: PlanningFile[];
  level: "province" | "city" | "county" | "district" | "unit";
  parent?: string;
  projects: string[];
  targets: PlanningTarget[];
  text?: string;
  title: string;
}

export interface PlanningMap {
  features: PlanningMapFeature[];
  schema: "zhitu.planning-map/1";
  type: "FeatureCollection";
}

export interface PlanningMapFeature {
  geometry: PolygonGeometry;
  id: number;
  properties: {
    /** Planar, 0.01 m² */
    area: number;
    id: string;
    level: "province" | "city" | "county" | "district" | "unit";
    parent?: string;
    phase: "none" | "drafted" | "adopted" | "withdrawn";
    title: string;
  };
  type: "Feature";
}

export interface PlanningTarget {
  /** 0.01 m2, 0.01 CNY or one */
  amount: number;
  indicator: "new_farmland" | "reclaimed" | "ecology" | "built_farmland" | "investment" | "projects";
}

/** Polygon or MultiPolygon of GeoJSON */
export interface PolygonGeometry {
  coordinates: unknown[][];
  type: "Polygon" | "MultiPolygon";
}

export interface Posts {
  posts: string[];
}

export interface PotentialAreas {
  /** 0.01 m² */
  near_term: number;
  /** 0.01 m² */
  realisable: number;
  /** 0.01 m² */
  theoretical: number;
}

/** What candidates yield besides ground, in the unit, of those that are known */
export interface PotentialBenefit {
  id: string;
  known: number;
  near_term: number;
  origin: Localized;
  realisable: number;
  supplied_by: Localized;
  theoretical: number;
  title: Localized;
  unit: Localized;
  unknown: number;
}

export interface PotentialCard {
  also_in: string[];
  /** 0.01 m² */
  area: number;
  benefits: {
    id: string;
    origin: Localized;
    realisable?: number;
    theoretical?: number;
    title: Localized;
    unit: Localized;
  }[];
  changes: {
    /** 0.01 m² */
    after: number;
    /** 0.01 m² */
    before: number;
    epoch: string;
    kind: "came" | "went" | "changed";
    reasons: Localized[];
    survey: number;
    title: Localized;
  }[];
  course: {
    /** 0.01 m² */
    area?: number;
    id: string;
    origin: Localized;
    outcome: "source" | "clear" | "cut" | "excluded" | "unchecked" | "unreached";
    seen?: string;
    title: Localized;
  }[];
  element: "farmland" | "village" | "industry" | "urban" | "ecology" | "own";
  guide?: {
    guides: string[];
    /** 0.01 m² */
    inside: number;
    /** 0.01 m² */
    outside: number;
    standing: "issued" | "partly" | "own";
    standing_title: Localized;
  };
  indicators: {
    id: string;
    title: Localized;
    value?: number;
    weight: string;
  }[];
  is_candidate: boolean;
  land_class: string;
  levels: {
    /** 0.01 m² */
    area: number;
    formula: Localized;
    id: "theoretical" | "realisable" | "near_term";
    title: Localized;
  }[];
  /** 0.01 m² */
  net: number;
  number: string;
  patch: string;
  score?: number;
  task: string;
  task_title: Localized;
  version: number;
  village?: string;
  village_name?: string;
  visits: {
    at: string;
    by: string;
    condition: "ready" | "works" | "blocked" | "unknown";
    condition_title: Localized;
    photos: string[];
    remark: string;
    verdict: "confirmed" | "rejected";
    verdict_title: Localized;
    will: "willing" | "partly" | "unwilling" | "unknown";
    will_title: Localized;
  }[];
}

export interface PotentialChanges {
  changes: {
    /** 0.01 m² */
    after: number;
    /** 0.01 m² */
    before: number;
    kind: "came" | "went" | "changed";
    number: string;
    patch: string;
    reasons: Localized[];
    task: string;
  }[];
  survey: number;
}

export interface PotentialFinding {
  condition: "ready" | "works" | "blocked" | "unknown";
  /** Photos in base 64 */
  photos?: string[];
  remark?: string;
  verdict: "confirmed" | "rejected";
  will: "willing" | "partly" | "unwilling" | "unknown";
}

/** A polygon that an office issued, and how the library answers it: area = potential + other */
export interface PotentialGuide {
  /** 0.01 m² */
  area: number;
  deviation?: Localized;
  id: string;
  is_kind_known: boolean;
  kind?: string;
  numbers: string[];
  /** 0.01 m² */
  other: number;
  patch?: string;
  /** 0.01 m² */
  potential: number;
  reasons: {
    /** 0.01 m² */
    area: number;
    title: Localized;
  }[];
  standing: "answered" | "partly" | "unanswered";
  standing_title: Localized;
  tasks: string[];
  village?: string;
}

/** Polygons issued before the survey (指引图斑), and candidates inside, partly inside and beyond them */
export interface PotentialGuides {
  checks: {
    checked: number;
    found: string[];
    rule: string;
    title: Localized;
  }[];
  issued: number;
  own: number;
  partly: number;
  rows: PotentialGuide[];
  sums: {
    /** 0.01 m² */
    area: number;
    /** 0.01 m² */
    other: number;
    /** 0.01 m² */
    own: number;
    polygons: number;
    /** 0.01 m² */
    potential: number;
    tasks: string[];
    town: string;
  }[];
}

/** zhitu.potential-library/1 */
export interface PotentialLibrary {
  engine: string;
  epoch: string;
  evaluation?: {
    cells: {
      /** 0.01 m² */
      area: number;
      count: number;
      enterprise: string;
      parcel: string;
    }[];
    enterprises: PotentialSide[];
    indicators: {
      id: string;
      origin: Localized;
      title: Localized;
      weight: string;
    }[];
    parcels: PotentialSide[];
    supplied_by: Localized;
  };
  guides?: PotentialGuides;
  layers: {
    features: number;
    is_present: boolean;
    role: string;
    supplied_by: Localized;
    title: Localized;
  }[];
  register?: {
    is_synthetic: boolean;
    source: Localized;
    year: number;
  };
  schema: string;
  stale: Localized[];
  standard_land?: {
    conditions: {
      id: string;
      is_control: boolean;
      met: number;
      open: number;
      origin: Localized;
      title: Localized;
      unknown: number;
    }[];
    groups: {
      area: number;
      parcels: number;
      standing: "ready" | "open" | "unknown";
    }[];
    parcels: {
      answers: ("met" | "open" | "unknown")[];
      area: number;
      number: string;
      patch: string;
      standing: "ready" | "open" | "unknown";
      task: string;
      village_name?: string;
    }[];
    supplied_by: Localized;
  };
  surveys: {
    at: string;
    by: string;
    came: number;
    candidates: number;
    changed: number;
    epoch: string;
    number: number;
    went: number;
  }[];
  synthetic: boolean;
  tasks: PotentialTask[];
  total: PotentialAreas;
  version: number;
  village_supplier?: Localized;
  villages: PotentialVillage[];
}

/** zhitu.potential-map/1 */
export interface PotentialMap {
  engine: string;
  epoch: string;
  features: {
    geometry: PolygonGeometry;
    id: number;
    properties: {
      /** 0.01 m² */
      area: number;
      element: "farmland" | "village" | "industry" | "urban" | "ecology" | "own";
      exclusion?: string;
      land_class: string;
      /** 0.01 m² */
      near_term: number;
      /** 0.01 m² */
      net: number;
      number: string;
      patch: string;
      /** 0.01 m² */
      realisable: number;
      score?: number;
      source: string;
      task: string;
      /** 0.01 m² */
      theoretical: number;
      unchecked: number;
      verdict?: "confirmed" | "rejected";
      village?: string;
      village_name?: string;
    };
    type: "Feature";
  }[];
  schema: string;
  synthetic: boolean;
  type: "FeatureCollection";
  version: number;
}

export interface PotentialOrder {
  epoch?: string;
  /** A register (zhitu.potential-register/1) as YAML; without it the one before is used */
  register?: string;
}

export interface PotentialProjectDraft {
  candidates: string[];
  element: string;
  element_title: Localized;
  id: string;
  potential: PotentialAreas;
  title: string;
}

export interface PotentialProjectDrafts {
  drafts: PotentialProjectDraft[];
  is_written: boolean;
  /** Candidates that other projects draw on already, and that are left out */
  taken: number;
}

export interface PotentialProjects {
  area?: string;
  /** Only those that were confirmed in the field */
  confirmed?: boolean;
  core?: string;
  element?: "farmland" | "village" | "industry" | "urban" | "ecology" | "own";
  first_year: number;
  goal?: string;
  group?: "one" | "task" | "town" | "village";
  last_year?: number;
  /** 0.01 m² */
  least_area?: number;
  least_score?: number;
  /** Chosen candidates; without them, those that the rule finds */
  numbers?: string[];
  package?: string;
  /** Of the ids */
  prefix: string;
  space?: string;
  task?: string;
  /** Only show what would be made */
  trial?: boolean;
  village?: string;
  within?: string;
}

export interface PotentialSide {
  grade?: "A" | "B" | "C" | "D";
  id: string;
  /** 0.01 m² */
  land: number;
  missing: string[];
  name: string;
  others: string[];
  /** In hundredths; absent: undecidable */
  score?: number;
}

export interface PotentialTask {
  areas: PotentialAreas;
  benefits: PotentialBenefit[];
  candidates: number;
  confirmed: number;
  element: "farmland" | "village" | "industry" | "urban" | "ecology" | "own";
  element_title: Localized;
  exclusions: {
    /** 0.01 m² */
    area: number;
    cut: number;
    excluded: number;
    id: string;
    origin: Localized;
    title: Localized;
    unchecked: number;
  }[];
  gain: Localized;
  gaps: {
    /** 0.01 m² */
    area: number;
    missing: string;
    patches: number;
    source: string;
    supplied_by: Localized;
  }[];
  id: string;
  parameters: {
    origin: Localized;
    title: Localized;
    value: string;
  }[];
  rejected: number;
  selected: number;
  sources: {
    /** 0.01 m² */
    area: number;
    candidates: number;
    id: string;
    origin: Localized;
    selected: number;
    title: Localized;
  }[];
  title: Localized;
}

export interface PotentialVillage {
  code: string;
  estimates: {
    /** 0.01 m²; absent: undecidable */
    area?: number;
    method: string;
    missing: string[];
    title: Localized;
  }[];
  /** 0.01 m² */
  ground: number;
  /** 0.01 m² */
  homesteads: number;
  /** 0.01 m² */
  least?: number;
  /** 0.01 m² */
  most?: number;
  name: string;
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

/** The answer to a problem file */
export interface ProblemAnswer {
  bound: number;
  /** A document of JSON */
  certificate: string;
  findings: SentFinding[];
  gap: number;
  is_large_good: boolean;
  is_stopped: boolean;
  kind: "portfolio" | "exchange" | "ground";
  measures: {
    after: number;
    before: number | null;
    title: Localized;
  }[];
  plan: string[][];
  prices: {
    less: number | null;
    more: number | null;
    price: number;
    rule: Localized;
  }[];
  proven_gap: number;
  seconds: number;
  title: Localized;
  unit: Localized;
  value: number;
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

export interface ProcessList {
  jurisdictions: {
    id: string;
    title: Localized;
  }[];
  processes: {
    id: string;
    may_start: boolean;
    source: string;
    title: Localized;
  }[];
}

export interface Programme {
  findings: Diagnostic[];
  nodes: ProgrammeNode[];
  roots: string[];
}

export interface ProgrammeLine {
  allotted: number | null;
  indicator: "new_farmland" | "reclaimed" | "ecology" | "built_farmland" | "investment" | "projects";
  is_limit: boolean;
  open: number | null;
  /** Realisable potential in its ground; null where nothing was asked */
  potential: number | null;
  result: number | null;
  target: number | null;
  title: Localized;
  unallotted: number | null;
  unit: "area" | "money" | "count";
}

export interface ProgrammeNode {
  annexes: number;
  children: string[];
  id: string;
  is_drawn: boolean;
  level: "province" | "city" | "county" | "district" | "unit";
  level_title: Localized;
  lines: ProgrammeLine[];
  parent: string | null;
  parts: ProgrammePart[];
  phase: "none" | "drafted" | "adopted" | "withdrawn";
  phase_title: Localized;
  process: string | null;
  projects: number;
  title: string;
}

/** A project with what it is to bring and what it brings */
export interface ProgrammePart {
  lines: ProgrammeLine[];
  project: string;
  title: string;
}

export interface ProjectAct {
  act: "change" | "admit" | "withdraw" | "restore";
  card?: ProjectForm;
  note?: string;
  reason?: string;
}

export interface ProjectCost {
  /** 0.01 CNY */
  amount: number;
  year: number;
}

export interface ProjectDeed {
  actor: DeedActor;
  changes: string[];
  kind: string;
  text: string;
  time: string;
  version: number;
}

export interface ProjectDetail {
  candidates: string[];
  flows: {
    /** 0.01 m2 */
    area: number;
    from: string;
    to: string;
  }[];
  ground: string[];
  history: ProjectDeed[];
  potential: PotentialAreas | null;
  row: ProjectRow;
}

export interface ProjectForm {
  area?: string;
  core?: string;
  costs?: ProjectCost[];
  duties?: {
    approve?: string[];
    coordinate?: string[];
    fund?: string[];
    implement?: string[];
    quota?: string[];
    supervise?: string[];
  };
  element?: "farmland" | "village" | "ecology" | "industry" | "urban" | "other";
  excludes?: string[];
  first_year?: number;
  goal?: string;
  ground?: {
    measures: string[];
    plan: string;
  };
  groups?: string[];
  indicators?: string[];
  last_year?: number;
  needs?: string[];
  note?: string;
  package?: string;
  space?: string;
  stage?: number;
  targets?: ProjectTarget[];
  title?: string;
}

export interface ProjectGround {
  features: ProjectPiece[];
  type: "FeatureCollection";
}

export interface ProjectImport {
  added: string[];
  changed: string[];
  is_written: boolean;
  problems: Diagnostic[];
  unchanged: number;
}

export interface ProjectList {
  costs: ProjectCost[];
  findings: Diagnostic[];
  loads: {
    cost: number;
    joins: number;
    leads: number;
    organisation: string;
    year: number;
  }[];
  projects: ProjectRow[];
}

export interface ProjectPiece {
  geometry: PolygonGeometry;
  id: number;
  properties: {
    class: string;
    measure: string;
    project: string | null;
  };
  type: "Feature";
}

export interface ProjectProposal {
  area?: string;
  first_year: number;
  plan: string;
  years?: number;
}

export interface ProjectRow {
  acts: ("change" | "admit" | "withdraw" | "restore")[];
  area: string;
  core: string;
  /** 0.01 CNY */
  cost: number;
  costs: ProjectCost[];
  duties: {
    approve: string[];
    coordinate: string[];
    fund: string[];
    implement: string[];
    quota: string[];
    supervise: string[];
  };
  element: "farmland" | "village" | "ecology" | "industry" | "urban" | "other";
  element_title: Localized;
  excludes: string[];
  first_year: number;
  goal: string;
  /** 0.01 m2, from the flow ledger; null without one */
  ground_area: number | null;
  groups: string[];
  id: string;
  indicators: string[];
  last_year: number;
  measured: number;
  measures: number;
  missing: Localized[];
  needs: string[];
  note: string;
  package: string;
  phase: "none" | "proposed" | "admitted" | "withdrawn";
  phase_title: Localized;
  plan: string | null;
  space: string;
  stage: number;
  targets: ProjectTarget[];
  title: string;
  version: number;
}

export interface ProjectTarget {
  /** 0.01 m², or 分 */
  amount: number;
  indicator: "new_farmland" | "reclaimed" | "ecology" | "built_farmland" | "investment";
}

export interface ProjectWorkbook {
  content: string;
  name: string;
  trial?: boolean;
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

export interface QuotaAccount {
  /** What other systems did before the opening balances */
  history: QuotaHistoryLine[];
  history_checks: QuotaHistoryCheck[];
  holder: string;
  kind: string;
  lines: {
    actor: string;
    authority: string;
    changes: {
      amounts: QuotaAmounts;
      pocket: string;
      title: Localized;
    }[];
    day: string;
    document: string;
    document_number: string;
    lots: string[];
    number: number;
    stock: QuotaAmounts;
    title: Localized;
  }[];
  title: string;
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
  /** Figures of plans and authorities, with what was stated */
  figures: {
    id: string;
    is_yearly: boolean;
    title: Localized;
    values: {
      quantity: number;
      year: number | null;
    }[];
  }[];
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
    /** Floors and caps of trades, yuan a mu */
    prices: {
      cap: number | null;
      floor: number | null;
      from: string | null;
      is_binding: boolean;
      is_in_force: boolean;
      source: Localized;
      to: string | null;
    }[];
    source: Localized;
    title: Localized;
  }[];
  loans: {
    amounts: QuotaAmounts;
    borrower: string;
    due: string;
    id: string;
    is_overdue: boolean;
    kind: string;
    lender: string;
    open: QuotaAmounts;
  }[];
  /** Farmland that was lost, by day */
  losses: {
    area: string;
    cause: Localized;
    day: string;
    grade: number | null;
    id: string;
    /** Nothing has to make up for it (BAL-07) */
    is_exempt: boolean;
    plan: string | null;
    project: string;
    quantity: number;
    uses: string[];
  }[];
  lots: QuotaLot[];
  needs: {
    amounts: QuotaAmounts;
    day: string | null;
    id: string;
    kind: string;
    open: QuotaAmounts;
    origin: string;
    purpose: string;
  }[];
  offers: QuotaOffer[];
  /** Orders of purposes with the rules that set them */
  orders: {
    confirmed_by: string | null;
    /** For which declared needs enough has to stay */
    exits: {
      exit: string;
      stays: "earlier" | "all" | "nothing";
      title: Localized;
    }[];
    /** Drafts and what nobody has compared with a text refuse nothing */
    is_binding: boolean;
    /** Kinds that it is for; empty: all */
    kinds: Localized[];
    pack: string;
    purposes: {
      id: string;
      rank: number;
      title: Localized;
    }[];
    rule: string;
    source: string;
    status: "in_force" | "draft" | "repealed" | "reported";
    title: Localized;
  }[];
  positions: QuotaPosition[];
  purposes: {
    id: string;
    rank: number;
    title: Localized;
  }[];
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

/** zhitu.quota-certificate/1 */
export interface QuotaCertificate {
  belowZero: (Record<string, unknown>)[];
  digest: string;
  entries: number;
  format: string;
  title: string;
  totals: (Record<string, unknown>)[];
}

/** A certificate of the quota book held against an exported book */
export interface QuotaCertificateReport {
  claimed: string;
  differences: {
    claimed: string;
    proven: string;
    what: Localized;
  }[];
  digest: string;
  entries: number;
  findings: {
    code: string;
    entry: number | null;
    lot: string | null;
    message: Localized;
    piece: string | null;
  }[];
  holds: boolean;
  title: string;
  totals: {
    generated: QuotaAmounts;
    /** 0.01 m2 */
    ground: number;
    kind: string;
    owed: QuotaAmounts;
    pieces: number;
    stock: QuotaAmounts;
    used: QuotaAmounts;
  }[];
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
  /** Projects of the plan, with the stage after which each is accepted */
  projects: {
    id: string;
    stage: number;
  }[];
}

export interface QuotaFounding {
  title: string;
}

export interface QuotaGeneration {
  base: string;
  /** 2026-03-01 */
  day: string;
  document: {
    authority: string;
    hash?: string;
    number: string;
    title: string;
  };
  dry_yield?: number;
  holder: string;
  kind: string;
  lot: string;
  /** kg a 亩 */
  paddy_yield?: number;
  project?: string;
  stage: string;
  /** A plan, or a later epoch */
  to: string;
  year: number;
}

export interface QuotaGround {
  features: {
    geometry: Record<string, unknown>;
    id: number;
    properties: {
      /** 0.01 m² */
      area: number;
      from: string;
      id: number;
      is_released: boolean;
      kind: string;
      lot: string;
      origin: string;
      piece: string;
      to: string;
    };
    type: "Feature";
  }[];
  total: number;
  type: "FeatureCollection";
}

export interface QuotaHistoryCheck {
  difference: QuotaAmounts;
  held: QuotaAmounts;
  is_equal: boolean;
  lot: string;
  movements: number;
  opening: QuotaAmounts;
  stock: QuotaAmounts;
  system: string;
}

export interface QuotaHistoryEntry {
  /** Base 64 of .xlsx or .csv */
  content: string;
  /** 2026-03-01 */
  day: string;
  document: {
    authority: string;
    hash?: string;
    number: string;
    title: string;
  };
  /** Of rows that name none */
  lot?: string;
  name: string;
  system: string;
  trial?: boolean;
}

export interface QuotaHistoryImport {
  checks: QuotaHistoryCheck[];
  is_written: boolean;
  problems: Diagnostic[];
}

export interface QuotaHistoryLine {
  amounts: QuotaAmounts;
  day: string;
  document: string;
  effect: "in" | "out" | "held" | "freed" | "";
  lot: string;
  region: string;
  /** In the file that came in */
  row: number;
  stock: QuotaAmounts;
  summary: string;
  system: string;
  title: Localized;
}

export interface QuotaHolderEntry {
  /** Administrative code, 6 to 12 digits */
  area: string;
  id: string;
  level: "village" | "town" | "county" | "city" | "province" | "company";
  title: string;
}

export interface QuotaLot {
  confirmed: QuotaAmounts;
  due: string | null;
  expires: string | null;
  /** What documents say of it */
  facts: {
    title: Localized;
    value: Localized;
  }[];
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
  /** Rules whose order of purposes is no longer what the book took over */
  changed_orders: string[];
  digest: string;
  entries: number;
  findings: {
    code: string;
    entry: number | null;
    /** The ground that is missing, in degrees */
    geometry: Record<string, unknown> | null;
    lot: string | null;
    message: Localized;
    piece: string | null;
  }[];
  /** How many lots were held against the layers */
  ground: {
    measured: number;
    unchanged: number;
    unknown: string[];
  } | null;
  histories: QuotaHistoryCheck[];
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
  /** What another system did before the opening balance */
  history: QuotaHistoryLine[];
  history_check: QuotaHistoryCheck | null;
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

/** A rule that refused plans when they were laid */
export interface RefusingRule {
  /** None of these plans broke it; what it asks is not known of something in them */
  is_undecided: boolean;
  plans: number;
  rule: string;
  title: Localized;
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

/** Rules by what a breach causes, and how many were confirmed */
export interface RuleCounts {
  blocks: number;
  confirmed: number;
  informs: number;
  pack: string;
  rules: number;
  warns: number;
}

/** A rule with all that is known of it */
export interface RuleDetail {
  confirmations: {
    /** Whether a later record takes its place */
    is_replaced: boolean;
    kept_at: string;
    record: Confirmation;
    /** Why it does not count on the day; null when it does */
    refused: Localized | null;
  }[];
  evidence: {
    grade: "official" | "seed" | "excerpt" | "memory_high" | "memory_medium" | "memory_low" | "own";
    note?: Localized;
    seed?: string;
    verified: boolean;
  };
  facts: FactNeed[];
  fields: {
    name: string;
    text: string;
  }[];
  note: Localized | null;
  override: {
    allowed: boolean;
    needs: string[];
  } | null;
  parts: {
    applies: string | null;
    binding: {
      against: string[];
      binds: boolean;
      reason: Localized;
    } | null;
    breach: string | null;
    breach_date: string | null;
    comparator: "<" | "<=" | ">" | ">=" | "==" | "!=" | null;
    /** Parts of other rules that set a threshold for the same thing */
    conflicts: string[];
    formula: string;
    gap: Localized | null;
    is_report: boolean;
    part: string | null;
    remedies: Localized[];
    threshold: number | null;
    title: Localized | null;
    unit: string;
  }[];
  replaced_by: string[];
  /** The rule whose order of purposes this one takes the place of */
  replaces: string | null;
  rule: RuleSummary;
  sha256: string;
  versions: {
    from: string | null;
    is_shown: boolean;
    place: string;
    sha256: string;
    to: string | null;
  }[];
}

/** What differs between two rule books */
export interface RuleDifference {
  difference: {
    added: {
      rule: string;
      title: Localized;
    }[];
    changed: {
      fields: {
        field: string;
        from?: string;
        to?: string;
      }[];
      rule: string;
      title: Localized;
    }[];
    removed: {
      rule: string;
      title: Localized;
    }[];
    same: number;
    schema: string;
  };
  packs: {
    after: string | null;
    before: string | null;
    id: string;
    is_same: boolean;
  }[];
  /** The day of the verification whose rules are the earlier ones */
  verified_on: string | null;
}

/** The evaluation of a rule on a plan, step by step */
export interface RuleExplanation {
  base: string;
  date: string;
  engine: string;
  plan: string;
  rule: string;
  scope: string;
  /** Why the rule was not asked */
  skipped: Localized | null;
  /** Where the facts were taken from */
  sources: string[];
  verdicts: PartVerdict[];
  /** Registers of the last verification that were not used */
  warning: Localized | null;
}

/** The rules of all packs */
export interface RuleList {
  /** Of the rules that apply */
  census: {
    gaps: number;
    parts: number;
    rows: {
      grade: "official" | "seed" | "excerpt" | "memory_high" | "memory_medium" | "memory_low" | "own";
      levels: Record<string, number>;
      total: number;
      verified: number;
    }[];
    rules: number;
    unverified: number;
  };
  date: string;
  packs: {
    applying: RuleCounts;
    id: string;
    rules: number;
    sha256: string;
    title: Localized;
    version: string;
  }[];
  rules: RuleSummary[];
  /** Administrative code; empty where the workspace does not tell */
  scope: string;
}

/** What was found in the files of a rule pack; nothing is kept */
export interface RulePackCheck {
  change: RuleDifference | null;
  faults: {
    code: string;
    field: string | null;
    /** File and line */
    file: string | null;
    message: Localized;
    remedy: Localized | null;
  }[];
  tests: RuleTestReport | null;
}

/** The YAML files of a rule pack, or of a whole rule book with facts.yaml */
export interface RulePackFiles {
  files: {
    name: string;
    text: string;
  }[];
}

/** The text that a rule comes from */
export interface RuleSource {
  article?: string;
  doc_no?: string;
  issued?: string;
  status: "in_force" | "draft" | "repealed" | "reported";
  title: string;
}

/** A rule as it stands on a day in a place */
export interface RuleSummary {
  chapter: Localized;
  confirmation: Confirmation | null;
  /** What a breach causes on the day: only law whose text was seen or confirmed blocks */
  effect: "blocks" | "warns" | "informs";
  from: string | null;
  grade: "official" | "seed" | "excerpt" | "memory_high" | "memory_medium" | "memory_low" | "own";
  id: string;
  level: "hard" | "hard_in_principle" | "soft" | "info";
  pack: string;
  /** File and line */
  place: string;
  requirements: {
    comparator: "<" | "<=" | ">" | ">=" | "==" | "!=" | null;
    gap: Localized | null;
    is_report: boolean;
    part: string | null;
    /** In the unit; null where the part only reports */
    threshold: number | null;
    title: Localized | null;
    unit: string;
  }[];
  scope: {
    code?: string;
    level: "national" | "province" | "city" | "county" | "township";
  };
  /** Why the rule does not apply; null when it does */
  skipped: Localized | null;
  source: RuleSource;
  stages: string[];
  statement: Localized;
  title: Localized;
  to: string | null;
  verified: boolean;
  /** The stricter rule by which a part of this one does not bind */
  yields: Localized | null;
}

/** The test cases of rules and how they came out (zhitu.rules-test/1) */
export interface RuleTestReport {
  cases: {
    differences: Localized[];
    holds: boolean;
    name: Localized;
    /** File and line */
    place: string;
    rule: string;
    verdict?: "not_applicable" | "pass" | "undecidable" | "fail";
  }[];
  failed: number;
  /** The cases that are missing; only told of a whole book */
  gaps: Localized[];
  schema: string;
}

/** What the last verification of each plan says of a rule */
export interface RuleVerdicts {
  plans: {
    base: string;
    date: string;
    plan: string;
    skipped: Localized | null;
    verdicts: {
      comparator: "<" | "<=" | ">" | ">=" | "==" | "!=" | null;
      effect: "blocks" | "warns" | "informs";
      margin: number | null;
      override: Override | null;
      part: string | null;
      threshold: number | null;
      title: Localized | null;
      unit: string;
      value: number | null;
      verdict: "not_applicable" | "pass" | "undecidable" | "fail";
      witness_count: number;
    }[];
  }[];
  rule: string;
}

export interface ScenarioAnswer {
  base: string;
  /** By plan */
  costs: ScenarioCost[];
  indicators: ScenarioIndicator[];
  is_synthetic: boolean;
  plans: string[];
  ranking: ScenarioOrder | null;
  villages: ScenarioVillage[];
  warnings: Diagnostic[];
}

/** What the measures of a plan cost together */
export interface ScenarioCost {
  /** In fen, of the measures that state one */
  cost: number;
  /** Measures that state no cost */
  without_cost: number;
}

export interface ScenarioCriterion {
  entropy: number;
  id: string;
  places_above: number[];
  places_below: number[];
  turns_above: number | null;
  turns_below: number | null;
  weight: number;
}

export interface ScenarioIndicator {
  base: number | null;
  direction: "more" | "less" | null;
  id: string;
  kind: "land" | "structure" | "quota" | "rules" | "money" | "villages";
  source: Localized;
  title: Localized;
  unit: Localized;
  values: (number | null)[];
}

export interface ScenarioOrder {
  criteria: ScenarioCriterion[];
  method: string;
  pairwise: {
    eigenvalue: number;
    index: number;
    is_consistent: boolean;
    ratio: number;
  } | null;
  places: number[];
  reversals: {
    first: string;
    second: string;
    without: string;
  }[];
  scores: number[];
}

export interface ScenarioQuestion {
  base?: string;
  comparisons?: number[];
  criteria: string[];
  given?: number[];
  language?: "zh" | "en";
  method?: "equal" | "given" | "ahp" | "entropy" | "both";
  plans: string[];
}

export interface ScenarioVillage {
  code: string;
  construction: number[];
  farmland: number[];
  name: string;
}

export interface ScoreFreezing {
  basis?: string;
  document: "self_scores" | "checked_scores" | "ranking";
  entries?: {
    indicator: string;
    note: string;
    value: string;
  }[];
  /** Per cent of the points, 亩, 万元 */
  tiers?: {
    from: string;
    funds: string;
    quota: string;
  }[];
  year?: number | null;
}

export interface ScoreFrozen {
  hash: string;
  person: string;
  time: string;
  total: {
    full: number;
    points: number;
  };
}

export interface ScoreLine {
  applies: boolean | null;
  checked: ScoreMark | null;
  computed: number | null;
  computed_points: number | null;
  full: number;
  id: string;
  objections: CaseItem[];
  own: ScoreMark | null;
  target: number | null;
  title: Localized;
  unit_title: Localized;
}

export interface ScoreMark {
  note: string;
  points: number | null;
  value: number | null;
}

export interface ScoreRanking {
  basis: string;
  is_frozen: boolean;
  rows: ScoreRankingRow[];
  tiers: {
    from: number;
    funds: number;
    quota: number;
  }[];
}

export interface ScoreRankingRow {
  area: string;
  full: number;
  /** In 分 */
  funds: number | null;
  number: string;
  place: number | null;
  points: number;
  /** In 亩 */
  quota: number | null;
  /** In per cent of the full points */
  share: number | null;
  title: string;
}

export interface SearchHit {
  /** West, south, east, north in degrees */
  bounds: number[] | null;
  epoch: string | null;
  fid: number;
  /** The column in which the text stands */
  field: string;
  layer: string;
  plan: string | null;
  role: string;
  value: string;
}

export interface SearchResult {
  hits: SearchHit[];
}

export interface SecondFactorOffer {
  address: string;
  secret: string;
}

/** Files of a request */
export interface SentFiles {
  files: {
    /** Base 64 */
    content: string;
    name: string;
  }[];
}

/** Something about a file that was sent */
export interface SentFinding {
  code: string;
  feature: string | null;
  field: string | null;
  file: string | null;
  layer: string | null;
  line: number | null;
  message: Localized;
  remedy: Localized | null;
  severity: string;
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

export interface Sharing {
  /** Households that the reader may not see */
  hidden: number;
  households: {
    id: string;
    items: number[];
    name: string;
    pools: number[];
    /** 分 */
    total: number;
    village: string;
  }[];
  items: {
    /** 分 */
    amount: number;
    basis: string;
    id: string;
    title: Localized;
  }[];
  pools: {
    basis: string;
    fund_line: string | null;
    /** 分 */
    households: number;
    id: string;
    /** 分 */
    income: number;
    mode: Localized;
    parts: {
      /** 分 */
      amount: number;
      kind: "deduction" | "households" | "collective" | "platform" | "government";
      title: Localized;
    }[];
    title: Localized;
  }[];
  title: string;
  /** 分, of all households */
  total: number;
}

export interface SharingList {
  sharings: string[];
}

export interface SharingStatement {
  household: string;
  lines: {
    /** 分 */
    amount: number;
    basis: string;
    formula: Localized;
    title: Localized;
  }[];
  name: string;
  /** 分 */
  total: number;
  village: string;
}

export interface SharingText {
  /** The name of the file, for faults */
  file?: string;
  /** The fund plan whose lines are named as income */
  fund?: string;
  name: string;
  /** A file zhitu.sharing/1 */
  text: string;
  /** Only checks it */
  trial?: boolean;
}

export interface SignIn {
  account: string;
  code?: string;
  password: string;
}

export interface StandingOrder {
  base: string;
  days?: number;
  ended_at?: string;
  ended_by?: string;
  given_at: string;
  given_by: string;
  /** Whether it follows rules of its own, and not the program's */
  has_own_rules: boolean;
  is_from_now: boolean;
  /** The latest first */
  looks: StandingOrderLook[];
  note: string;
  number: string;
  organisation?: string;
  organisation_name?: string;
  phase: "none" | "live" | "ended";
  phase_title: Localized;
  plan: string;
  reason?: string;
  /** Epochs that wait for their monitoring */
  waiting: string[];
}

export interface StandingOrderEnd {
  reason: string;
}

/** What came of an observation, with numbers of problems; or why it could not be monitored */
export interface StandingOrderLook {
  /** Incidents that raise an alarm */
  alarms: number;
  epoch: string;
  fault?: Localized;
  opened: string[];
  /** Of them, those on ground that a later epoch shows, too; they open nothing */
  outdated: number;
  persisting: string[];
  restored: string[];
  time: string;
  unobserved: string[];
}

export interface StandingOrders {
  orders: StandingOrder[];
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

/** Distinct plans that are nearly as good, the best first */
export interface StudyAlternatives {
  plans: {
    answer: string;
    /** Rules that block and that the plan breaks; null where it was not laid */
    broken: string[] | null;
    comes_in: number;
    goes: number;
    /** Of the value of the best */
    percent: number;
    value: number;
    worse: number;
  }[];
  unit: Localized;
}

/** How many distinct plans */
export interface StudyAlternativesQuestion {
  count?: number;
}

/** A certificate, as zhitu certificate check reads it */
export type StudyCertificate = Record<string, unknown>;

/** The best plan for each of several demands on one or two axes */
export interface StudyFront {
  axes: {
    axis: "contiguity" | "slope" | "block_area" | "pairs" | "area" | "block" | "money" | "places" | "cap";
    is_large_good: boolean;
    title: Localized;
  }[];
  is_large_good: boolean;
  points: {
    answer: string | null;
    asked: number[];
    bound: number | null;
    /** Rules that block and that the plan breaks; null where it was not laid */
    broken: string[] | null;
    fault: Localized | null;
    gap: number | null;
    is_dominated: boolean;
    reached: number[];
    value: number | null;
  }[];
  unit: Localized;
}

/** What a Pareto front is asked along */
export interface StudyFrontQuestion {
  axes: ("contiguity" | "slope" | "block_area" | "pairs" | "area" | "block" | "money" | "places" | "cap")[];
}

/** What problems can be composed of */
export interface StudyOffer {
  epoch: string | null;
  epochs: string[];
  fault: Localized | null;
  first_year: number | null;
  has_basic_farmland: boolean;
  /** In fen */
  investment: number;
  prices: {
    name: Localized;
    /** Yuan per mu */
    price: number;
    use: string;
  }[];
  projects: number;
  stock: {
    /** 0.01 m2 */
    area: number;
    name: Localized;
    patches: number;
    use: string;
  }[];
}

/** A problem on the ground and the projects of the workspace; each kind reads its own fields */
export interface StudyQuestion {
  area_mu?: number;
  area_percent?: number;
  benefit?: "ground" | "investment" | "count";
  /** Change of the area in blocks, in mu */
  block_area_at_least?: number;
  block_mu?: number;
  /** Change of the number of blocks */
  blocks_at_least?: number;
  budgets?: number[];
  /** What may leave in each town, in per cent of its basic farmland */
  cap_percent?: number;
  carries_over?: boolean;
  /** Change of the mean number of farmland neighbours */
  contiguity_at_least?: number;
  cost?: "slope" | "grade" | "area";
  counterpart?: string[];
  /** In per cent for each year */
  discount?: number;
  epoch?: string;
  first_year?: number;
  /** In per cent */
  gap?: number;
  habitat?: string[];
  keeps_contiguity?: boolean;
  keeps_farmland?: boolean;
  keeps_quality?: boolean;
  keeps_towns?: boolean;
  kind: "exchange" | "ground" | "portfolio" | "corridor" | "adjustment";
  /** Least area of a place to be joined */
  least_mu?: number;
  lock_in?: string[];
  lock_out?: string[];
  objective?: "slope" | "contiguity" | "block_area";
  pairs?: number;
  places?: number;
  prices?: {
    /** Yuan per mu */
    price: number;
    use: string;
  }[];
  seconds?: number;
  /** Change of the mean slope class in per cent */
  slope_at_most?: number;
  /** The slope class from which basic farmland is not fit */
  unfit_slope?: number;
  uses?: string[];
}

/** What the best answer loses by the opposite decision */
export interface StudyReason {
  comes_in: number;
  conflict: Localized | null;
  goes: number;
  is_chosen: boolean;
  item: string;
  loss: number | null;
  unit: Localized;
}

/** The answer to a composed problem */
export interface StudyResult {
  answer: string;
  axes: {
    axis: "contiguity" | "slope" | "block_area" | "pairs" | "area" | "block" | "money" | "places" | "cap";
    is_large_good: boolean;
    title: Localized;
  }[];
  bound: number;
  gap: number;
  is_large_good: boolean;
  is_stopped: boolean;
  items: {
    features: {
      geometry: PolygonGeometry;
      id: number;
      properties: {
        /** 0.01 m2 */
        area: number;
        grade: number | null;
        item: string;
        lock: "free" | "chosen" | "excluded";
        name: Localized;
        slope: number | null;
        state: "entering" | "leaving" | "chosen" | "joined" | "offered";
      };
      type: "Feature";
    }[];
    type: "FeatureCollection";
  };
  kind: "exchange" | "ground" | "portfolio" | "corridor" | "adjustment";
  left_out: number;
  measures: {
    after: number;
    before: number | null;
    title: Localized;
  }[];
  notes: Localized[];
  prices: {
    /** By how much the limit may become less before the price changes */
    less: number | null;
    /** By how much the limit may become more before the price changes */
    more: number | null;
    price: number;
    rule: Localized;
  }[];
  projects: {
    benefit: number;
    /** In fen */
    cost: number;
    item: string;
    lock: "free" | "chosen" | "excluded";
    name: string;
    start: number | null;
    years: number;
  }[];
  proven_gap: number;
  seconds: number;
  trial: StudyTrial | null;
  unit: Localized;
  /** Why it could not be laid */
  untried: Localized | null;
  value: number;
}

/** An answer laid as a plan, measured by its own ledger and judged by every rule in force */
export interface StudyTrial {
  agreements: {
    agrees: boolean;
    /** 0.01 m2 or fen */
    certificate: number;
    /** 0.01 m2 or fen */
    ledger: number;
    title: Localized;
    unit: "area" | "money";
  }[];
  /** Whether ledger and certificate agree in every figure */
  agrees: boolean;
  /** The survey epoch over which the plan was laid */
  base: string;
  /** Rules that block and that the measures break */
  broken: string[];
  counts: {
    failed: number;
    not_applicable: number;
    passed: number;
    undecidable: number;
  };
  flows: {
    /** 0.01 m2 */
    area: number;
    from: string;
    from_name: Localized;
    to: string;
    to_name: Localized;
  }[];
  measures: number;
  rules: {
    after: "pass" | "fail" | "undecidable" | "not_applicable";
    /** Without the measures; absent where it was not judged then */
    before?: "pass" | "fail" | "undecidable" | "not_applicable";
    comparator: "<" | "<=" | ">" | ">=" | "==" | "!=";
    effect: "blocks" | "warns" | "informs";
    is_blocking: boolean;
    /** It fails now, and did not without the measures */
    is_new: boolean;
    reason?: Localized;
    rule: string;
    threshold: number;
    title: Localized;
    unit: string;
    value?: number;
  }[];
  warnings: Localized[];
}

export interface TableSheet {
  columns: {
    form: "text" | "whole" | "two" | "four" | "percent";
    title: string;
  }[];
  rows: ((string | number | boolean | null)[])[];
  title: string;
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

export interface TypedDeduction {
  /** 0.01 m² */
  area: number;
  reason: string;
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

export interface WorksAct {
  /** One act by its name, as in Docs/works.md */
  act: Record<string, unknown>;
  /** The photo or report in base 64 */
  content?: string;
  /** 2026-03-01 */
  day: string;
}

export interface WorksChange {
  beyond: Localized[];
  /** 分 */
  cost: number;
  days: number;
  decision: string;
  goes_back: boolean;
  id: string;
  /** 0.01 m² */
  less_farmland: number | null;
  phase: string;
  phase_title: Localized;
  proposed: string;
  reason: string;
  title: string;
  unknown: Localized[];
}

export interface WorksConsequences {
  expected_year: number;
  land: {
    indicator: string;
    title: Localized;
    unit_title: Localized;
    value: number;
  }[];
  later: {
    because: string;
    first_year: number;
    project: string;
    shift: number;
    stage: number;
    title: string;
  }[];
  money: {
    /** 分 */
    expected: number;
    /** 分 */
    planned: number;
    year: number;
  }[];
  planned_year: number;
}

export interface WorksContract {
  /** 分 */
  amount: number;
  /** 分 */
  certified: number | null;
  id: string;
  kind: string;
  kind_title: Localized;
  party: string;
  payment: string | null;
  reason: string;
  signed: string;
  /** 分 */
  spent: number | null;
  tender: string | null;
  title: string;
}

export interface WorksDeed {
  actor: DeedActor;
  day: string;
  kind: string;
  text: string;
  time: string;
  title: Localized;
  version: number;
}

export interface WorksDetail {
  case_number: string | null;
  case_step: Localized | null;
  changes: WorksChange[];
  consequences: WorksConsequences | null;
  contracts: WorksContract[];
  day: string | null;
  entries: WorksEntry[];
  history: WorksDeed[];
  items: WorksItem[];
  photos: WorksPhoto[];
  plan: WorksPlan | null;
  plans: number;
  points: WorksPoint[];
  row: WorksRow;
  steps: string[];
  tenders: WorksTender[];
  tests: WorksTest[];
  version: number;
}

export interface WorksEntry {
  day: string;
  kind: string;
  kind_title: Localized;
  person: string;
  text: string;
  weather: string;
  workers: number;
}

export interface WorksItem {
  /** Thousandths of the unit */
  confirmed: number;
  /** 分 */
  cost: number;
  end: string;
  first: string;
  id: string;
  is_done: boolean;
  kind: string;
  kind_title: Localized;
  last: string;
  /** 分 */
  planned: number;
  /** Thousandths of the unit */
  quantity: number;
  /** Thousandths of the unit */
  reported: number;
  title: string;
  unit: string;
  /** 分 */
  value: number;
}

export interface WorksList {
  works: WorksRow[];
}

export interface WorksPhoto {
  azimuth: number | null;
  hash: string;
  item: string | null;
  note: string;
  /** Longitude and latitude in degrees */
  place: number[];
  taken: string;
}

export interface WorksPlan {
  builder: string;
  builder_name: string;
  engineer: string;
  engineer_name: string;
  finished: string | null;
  started: string | null;
  title: string;
}

export interface WorksPoint {
  /** 分 */
  confirmed: number | null;
  day: string;
  /** 分 */
  planned: number;
  /** 分 */
  reported: number | null;
}

export interface WorksRow {
  builder: string | null;
  /** 分; null where no plan states it */
  confirmed: number | null;
  /** 分; null where no plan states it */
  cost: number | null;
  /** Days; negative: sooner */
  delay: number | null;
  expected_end: string | null;
  is_stopped: boolean;
  open_changes: number;
  open_tests: number;
  phase: "none" | "planned" | "underway" | "stopped" | "finished";
  phase_title: Localized;
  /** 分; null where no plan states it */
  planned: number | null;
  planned_end: string | null;
  project: string;
  /** 分; null where no plan states it */
  reported: number | null;
  title: string;
}

export interface WorksTender {
  announced: string;
  awarded: string | null;
  bids: {
    bidder: string;
    is_winner: boolean;
    /** 分 */
    price: number;
  }[];
  /** 分 */
  ceiling: number;
  id: string;
  phase: string;
  phase_title: Localized;
  reason: string;
  title: string;
  way_title: Localized;
}

export interface WorksTest {
  day: string;
  id: string;
  item: string;
  laboratory: string;
  /** Thousandths of the unit */
  least: number | null;
  /** Thousandths of the unit */
  measured: number;
  /** Thousandths of the unit */
  most: number | null;
  passes: boolean;
  report: string | null;
  subject: string;
  unit: string;
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
  /** What the active proposals do together: ground out and in by the ledger, grades, contiguity, and the verdicts of the rules that bind */
  "GET /api/v1/adjustment-effect": {
    parameters: { scheme?: string };
    body: null;
    answer: AdjustmentEffect;
  };
  /** The patches of the readable proposals in degrees */
  "GET /api/v1/adjustment-map": {
    parameters: Record<string, never>;
    body: null;
    answer: AdjustmentMap;
  };
  /** Ground for which adjustments could be proposed, in degrees */
  "GET /api/v1/adjustment-suggestions": {
    parameters: { epoch?: string };
    body: null;
    answer: AdjustmentSuggestions;
  };
  /** The readable proposals, by whom and by which process and rules lines are adjusted */
  "GET /api/v1/adjustments": {
    parameters: Record<string, never>;
    body: null;
    answer: Adjustments;
  };
  /** Makes a proposal */
  "POST /api/v1/adjustments": {
    parameters: Record<string, never>;
    body: NewAdjustment;
    answer: AdjustmentDetail;
  };
  /** One proposal with its history; an act must name its ETag */
  "GET /api/v1/adjustments/{number}": {
    parameters: { number: string };
    body: null;
    answer: AdjustmentDetail;
  };
  /** Revises, submits, returns, approves, refuses, carries out or withdraws a proposal, on the version that the author has seen */
  "POST /api/v1/adjustments/{number}/acts": {
    parameters: { number: string };
    body: AdjustmentActRequest;
    answer: AdjustmentDetail;
  };
  /** Answers a question to the map over a closed grammar: how it was understood, a table, the largest patches in degrees; a word that is not understood is refused by name */
  "GET /api/v1/answer": {
    parameters: { question: string };
    body: null;
    answer: MapAnswer;
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
  /** The base map from a local file of the server; 204 where it was started without one */
  "GET /api/v1/base-map": {
    parameters: Record<string, never>;
    body: null;
    answer: BaseMap;
  };
  /** A tile of the base map as it is in its file; 204 where it has none */
  "GET /api/v1/base-map/{z}/{x}/{y}": {
    parameters: { z: number; x: number; y: number };
    body: null;
    answer: unknown;
  };
  /** Core indicators, major tasks, key projects, problems, and the scores of a plan */
  "GET /api/v1/boards": {
    parameters: { plan?: string };
    body: null;
    answer: Boards;
  };
  /** The ledger's records that an indicator is the sum of, the largest first */
  "GET /api/v1/boards/indicators/{id}/records": {
    parameters: { id: string; plan?: string; project?: string };
    body: null;
    answer: IndicatorRecords;
  };
  /** The weekly sheet of the boards as a Word document */
  "GET /api/v1/boards/sheet": {
    parameters: { plan?: string };
    body: null;
    answer: unknown;
  };
  /** Hands every overdue task to the office that settles; time that runs out is never consent */
  "POST /api/v1/case-escalations": {
    parameters: Record<string, never>;
    body: null;
    answer: CaseEscalations;
  };
  /** The readable cases, newest first, with a cursor to the next page */
  "GET /api/v1/cases": {
    parameters: { standing?: "mine" | "open" | "overdue" | "all"; limit?: number; cursor?: string };
    body: null;
    answer: CaseList;
  };
  /** Starts a case of a process */
  "POST /api/v1/cases": {
    parameters: Record<string, never>;
    body: CaseStart;
    answer: CaseDetail;
  };
  /** One case with its course; an act must name its ETag. Of an earlier version: what was known and allowed then */
  "GET /api/v1/cases/{number}": {
    parameters: { number: string; version?: number };
    body: null;
    answer: CaseDetail;
  };
  /** Performs an act in a case, on the version that the author has seen */
  "POST /api/v1/cases/{number}/acts": {
    parameters: { number: string };
    body: CaseAct;
    answer: CaseDetail;
  };
  /** The application form as the workspace fills it now, the totals that must agree, and what is different from the version frozen with the case */
  "GET /api/v1/cases/{number}/application": {
    parameters: { number: string; plan?: string };
    body: null;
    answer: Application;
  };
  /** Freezes the application form with what was typed, as a document of the case */
  "POST /api/v1/cases/{number}/application": {
    parameters: { number: string; plan?: string };
    body: ApplicationFreezing;
    answer: Application;
  };
  /** Everything about a case as one ZIP file: events, process, documents, photos, and the proof */
  "GET /api/v1/cases/{number}/archive": {
    parameters: { number: string };
    body: null;
    answer: unknown;
  };
  /** A document that was handed in, also one that was replaced since */
  "GET /api/v1/cases/{number}/documents/{hash}": {
    parameters: { number: string; hash: string };
    body: null;
    answer: unknown;
  };
  /** The process of a case as a picture (SVG), with the step at which it stands */
  "GET /api/v1/cases/{number}/picture": {
    parameters: { number: string; language?: "zh" | "en" };
    body: null;
    answer: unknown;
  };
  /** The tables of a yearly assessment beside each other: computed, stated by the county, checked; objections, ranking and rewards */
  "GET /api/v1/cases/{number}/scores": {
    parameters: { number: string; plan?: string };
    body: null;
    answer: CaseScores;
  };
  /** Freezes one of the tables with what was typed, as a document of the case; the points follow */
  "POST /api/v1/cases/{number}/scores": {
    parameters: { number: string; plan?: string };
    body: ScoreFreezing;
    answer: CaseScores;
  };
  /** Changes of the workspace as server-sent events: `state` whenever it has changed */
  "GET /api/v1/changes": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** An answer as the search gave it */
  "GET /api/v1/choices/{answer}": {
    parameters: { answer: string };
    body: null;
    answer: ChoiceResult;
  };
  /** The certificate of an answer, which `zhitu certificate check` verifies without the solver */
  "GET /api/v1/choices/{answer}/certificate": {
    parameters: { answer: string };
    body: null;
    answer: ChoiceCertificate;
  };
  /** Stores an answer as a plan of its own, laid and verified; the result is a ChoicePlan */
  "POST /api/v1/choices/{answer}/plan": {
    parameters: { answer: string };
    body: ChoiceName;
    answer: Job;
  };
  /** Why a measure is in the plan, or is not: what the best plan loses by the opposite */
  "GET /api/v1/choices/{answer}/reason": {
    parameters: { answer: string; item: string };
    body: null;
    answer: ChoiceReason;
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
  /** A package that a job made; leaves as an export of the highest level in the workspace */
  "GET /api/v1/data-package": {
    parameters: { made: string; request?: string };
    body: null;
    answer: unknown;
  };
  /** Makes layers, VCT, project of QGIS, tables, documents and sheets in folders by rules, each file read again; the result is a DataPackage with the checked list and the id of the file, which is kept for an hour; nothing is written */
  "POST /api/v1/data-package": {
    parameters: { plan?: string; base?: string; observed?: string; stage?: number; group?: string; approved?: string; notice?: string };
    body: null;
    answer: Job;
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
  /** What a file of organisations, people and grants (XLSX, CSV, JSON) would enter, and every fault of it by line; nothing is written */
  "POST /api/v1/directory/file": {
    parameters: { file: string };
    body: Blob;
    answer: DirectoryFile;
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
  /** A blank workbook for organisations, people and grants */
  "GET /api/v1/directory/template": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** Proposes districts or units where potential is dense or around strategic spaces, and holds them against those that people drew; the result is Districts (zhitu.districts/1); nothing is written */
  "POST /api/v1/district-proposals": {
    parameters: Record<string, never>;
    body: DistrictQuestion;
    answer: Job;
  };
  /** Sets the fields of a Word document to the figures of today; the result is a DocumentRefresh with what changed and the id of the file, which is kept for an hour; nothing else is written */
  "POST /api/v1/document-refresh": {
    parameters: { file: string; marked?: boolean; plan?: string; base?: string; observed?: string; stage?: number; group?: string; approved?: string; notice?: string };
    body: Blob;
    answer: Job;
  };
  /** A document that a job refreshed */
  "GET /api/v1/document-refresh": {
    parameters: { made: string };
    body: null;
    answer: unknown;
  };
  /** A set of documents that a job made */
  "GET /api/v1/document-set": {
    parameters: { made: string };
    body: null;
    answer: unknown;
  };
  /** Makes all documents and sheets in one archive, with a list of files and hashes; the result is a DocumentSet with the id of the file, which is kept for an hour, and what cannot be made yet */
  "POST /api/v1/document-set": {
    parameters: { paper?: "a3" | "a2" | "a1" | "a0"; plan?: string; base?: string; observed?: string; stage?: number; group?: string; approved?: string; notice?: string };
    body: null;
    answer: Job;
  };
  /** A Word document whose figures are fields that name their source, or the same as PDF */
  "GET /api/v1/documents/{document}": {
    parameters: { document: "district" | "unit" | "scheme" | "change" | "acceptance" | "notice" | "monthly"; format?: "docx" | "pdf"; plan?: string; base?: string; observed?: string; stage?: number; group?: string; approved?: string; notice?: string };
    body: null;
    answer: unknown;
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
  /** How far basic farmland, high-standard farmland and grain zones lie on the same ground, by village, town and in all, and the patches that would raise it */
  "GET /api/v1/field-overlap": {
    parameters: { epoch?: string; unit?: string };
    body: null;
    answer: FieldOverlap;
  };
  /** The ground of each combination in degrees */
  "GET /api/v1/field-overlap/map": {
    parameters: { epoch?: string };
    body: null;
    answer: FieldOverlapMap;
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
  /** Keeps a fund plan from the text of its file (zhitu.fund/1), or tells what it would change and all faults by line. What it replaces is named by If-Match */
  "POST /api/v1/funds": {
    parameters: Record<string, never>;
    body: FundText;
    answer: PlanEntered;
  };
  /** The table of a fund plan with what it says, as it is or under changed assumptions; nothing is written */
  "GET /api/v1/funds/{name}": {
    parameters: { name: string; income?: number; cost?: number; quantity?: number; delay?: number; phase?: "consolidation" | "preparation" | "transfer" | "operation"; interest?: number; construction_until?: number; own_funds?: "weak" | "strong"; skill?: "weak" | "strong"; user_pays?: number; subsidy?: boolean };
    body: null;
    answer: FundReport;
  };
  /** What really happened beside the plan, row by row and year by year: payments by budget line, money received by source, quota sold */
  "GET /api/v1/funds/{name}/actuals": {
    parameters: { name: string };
    body: null;
    answer: FundActuals;
  };
  /** A fund plan as the file that would enter it again, with its version and where its quantities come from */
  "GET /api/v1/funds/{name}/file": {
    parameters: { name: string };
    body: null;
    answer: PlanFile;
  };
  /** Enters the prices of a changed workbook: all of them, or none with the faults by cell */
  "POST /api/v1/funds/{name}/prices": {
    parameters: { name: string };
    body: FundPrices;
    answer: MoneyImport;
  };
  /** The rows whose quantity is no longer what the ledgers give: measures may have been drawn anew since the plan was entered */
  "GET /api/v1/funds/{name}/quantities": {
    parameters: { name: string };
    body: null;
    answer: FundQuantities;
  };
  /** Takes over the quantities that the ledgers give now; prices and all else stay */
  "POST /api/v1/funds/{name}/quantities": {
    parameters: { name: string };
    body: null;
    answer: FundQuantities;
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
    parameters: { category?: "plan" | "drawing" | "programme" | "project" | "problem" | "process" | "works" | "adjustment" | "quota" | "payment" | "potential" | "monitoring" | "access"; limit?: number; cursor?: number };
    body: null;
    answer: HistoryPage;
  };
  /** Takes a GeoTIFF or COG, checks that it has a place on ground of the workspace, keeps it beside the workspace and registers it; the result is an ImageStatus */
  "POST /api/v1/images": {
    parameters: { file: string; name?: string; date: string };
    body: Blob;
    answer: Job;
  };
  /** The registered images, by date, and whether their files are there */
  "GET /api/v1/images": {
    parameters: Record<string, never>;
    body: null;
    answer: ImageList;
  };
  /** Where two images differ, as hints and never as a verdict, with error rates where two survey epochs say what changed; the result is an ImageDifference; nothing is written */
  "POST /api/v1/images/difference": {
    parameters: Record<string, never>;
    body: ImageQuestion;
    answer: Job;
  };
  /** Takes an image from the list; its file stays where it is */
  "DELETE /api/v1/images/{image}": {
    parameters: { image: string };
    body: null;
    answer: unknown;
  };
  /** A tile of an image in Web Mercator as PNG of 256 × 256; 204 where it shows nothing */
  "GET /api/v1/images/{image}/{z}/{x}/{y}": {
    parameters: { image: string; z: number; x: number; y: number };
    body: null;
    answer: unknown;
  };
  /** Imports a file in any vector format, zipped if it is of several files; the result is an ImportResult */
  "POST /api/v1/imports": {
    parameters: { file: string; layer?: string; role?: string; epoch?: string; plan?: string; crosswalk?: "lcdb" | "plateau" | "cci" | "farmland-benchmark" | "cadastre"; class_field?: string; class_system?: "GBT21010-2017" | "SD3-work" | "YDYH-2020" | "YDYH-2023"; id_field?: string; crs?: string; encoding?: string; swap_axes?: boolean; synthetic?: boolean; strict?: boolean };
    body: Blob;
    answer: Job;
  };
  /** A package of changes that a job made; leaves as an export of its base epoch, at the highest level of the layers that it was made of */
  "GET /api/v1/increments": {
    parameters: { made: string; name?: string; request?: string };
    body: null;
    answer: unknown;
  };
  /** Makes the package from one epoch to a later one, or to what the measures of a plan make of it; the result is an IncrementMade with the id of the file, which is kept for an hour; nothing is written */
  "POST /api/v1/increments": {
    parameters: { from: string; to: string; changes?: string };
    body: null;
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
  /** Plots of a layer that a seed draws: SHA-256 of seed, line feed and id, the smallest first; with their ground in degrees */
  "GET /api/v1/layers/{name}/check-plots": {
    parameters: { name: string; seed: string; count: number; chance?: "equal" | "area"; within?: string };
    body: null;
    answer: CheckPlots;
  };
  /** The same plots as a file, which leaves as an export of the layer */
  "GET /api/v1/layers/{name}/check-plots/export": {
    parameters: { name: string; seed: string; count: number; chance?: "equal" | "area"; within?: string; format: "dxf" | "geojson"; request?: string };
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
  /** The subscribed control lines with every version that was taken */
  "GET /api/v1/line-subscriptions": {
    parameters: Record<string, never>;
    body: null;
    answer: LineSubscriptions;
  };
  /** Subscribes a control line at an address of the web, whose host the operator allowed, or names another one; without an address files are handed in */
  "PUT /api/v1/line-subscriptions/{role}": {
    parameters: { role: string };
    body: LineSource;
    answer: LineSubscriptions;
  };
  /** The same with a file that is handed in, which subscribes the line if it is not yet; the result is a LineUpdate */
  "POST /api/v1/line-subscriptions/{role}/file": {
    parameters: { role: string; file: string; take?: boolean; sha256?: string };
    body: Blob;
    answer: Job;
  };
  /** Fetches a control line from its source and shows what differs from the workspace; the result is a LineUpdate */
  "POST /api/v1/line-subscriptions/{role}/update": {
    parameters: { role: string; take?: boolean; sha256?: string };
    body: null;
    answer: Job;
  };
  /** The root of the log now, a line of JSON for another party to keep */
  "GET /api/v1/log/root": {
    parameters: Record<string, never>;
    body: null;
    answer: LogRoot;
  };
  /** Verifies the hash chain of the log and holds it against roots; the result is a LogProof */
  "POST /api/v1/log/verification": {
    parameters: Record<string, never>;
    body: LogRoots;
    answer: Job;
  };
  /** Holds measured ground against a stage of the plan: measures that pass, new farmland by source, class and grade, the chain of deductions; the result is an AcceptanceReport; nothing is written */
  "POST /api/v1/monitoring/acceptance": {
    parameters: Record<string, never>;
    body: AcceptanceQuestion;
    answer: Job;
  };
  /** What the ground at a point was in every epoch, and what plans want there */
  "GET /api/v1/monitoring/history": {
    parameters: { point: number[] };
    body: null;
    answer: LifeHistory;
  };
  /** Orders that a plan be monitored whenever something new was observed */
  "POST /api/v1/monitoring/orders": {
    parameters: Record<string, never>;
    body: NewStandingOrder;
    answer: StandingOrders;
  };
  /** The standing orders with what they did, the ones in force first */
  "GET /api/v1/monitoring/orders": {
    parameters: Record<string, never>;
    body: null;
    answer: StandingOrders;
  };
  /** Ends a standing order, with a reason */
  "POST /api/v1/monitoring/orders/{number}/end": {
    parameters: { number: string };
    body: StandingOrderEnd;
    answer: StandingOrders;
  };
  /** Opens a problem for every incident with an alarm whose ground has none, and notes on the others what the observation shows */
  "POST /api/v1/monitoring/problems": {
    parameters: Record<string, never>;
    body: MonitoringQuestion;
    answer: AlarmOutcome;
  };
  /** Opens a problem for every measure that the acceptance sends to remediation and that has none, and notes on the others what was measured since; the result is an AlarmOutcome */
  "POST /api/v1/monitoring/rectifications": {
    parameters: Record<string, never>;
    body: AcceptanceQuestion;
    answer: Job;
  };
  /** Holds an observed epoch against plan and base epoch: areas by state, incidents, alarms, balances, the ground as GeoJSON; the result is a MonitoringReport; nothing is written */
  "POST /api/v1/monitoring/report": {
    parameters: Record<string, never>;
    body: MonitoringQuestion;
    answer: Job;
  };
  /** Holds every epoch after the base against the plan: areas by state and totals of each; the result is a MonitoringSeries; nothing is written */
  "POST /api/v1/monitoring/series": {
    parameters: Record<string, never>;
    body: MonitoringQuestion;
    answer: Job;
  };
  /** What others did in matters that were handed to the user or in which they acted, newest first */
  "GET /api/v1/notices": {
    parameters: { limit?: number };
    body: null;
    answer: NoticeList;
  };
  /** The user has seen all news up to a position in the log */
  "POST /api/v1/notices/seen": {
    parameters: Record<string, never>;
    body: NoticesSeen;
    answer: NoticeList;
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
  /** Begins the supervision with the rules that the program is delivered with */
  "POST /api/v1/payments": {
    parameters: Record<string, never>;
    body: PaymentBeginning;
    answer: PaymentBook;
  };
  /** Payments under supervision, with alarms and what the user can do with each request; the ETag is what orders must name */
  "GET /api/v1/payments": {
    parameters: Record<string, never>;
    body: null;
    answer: PaymentBook;
  };
  /** The budget as a workbook that can be changed and entered again */
  "GET /api/v1/payments/budget": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** Enters the budget of a changed workbook: all of it, or none with the faults by cell */
  "POST /api/v1/payments/budget": {
    parameters: Record<string, never>;
    body: PaymentBudget;
    answer: MoneyImport;
  };
  /** Posts orders on the version that the author has seen; all of them land or none */
  "POST /api/v1/payments/orders": {
    parameters: Record<string, never>;
    body: PaymentOrders;
    answer: PaymentBook;
  };
  /** Every act about a contract, request, source, budget line, bank line or mark */
  "GET /api/v1/payments/trail/{subject}": {
    parameters: { subject: string };
    body: null;
    answer: PaymentTrail;
  };
  /** Townships and villages with a point inside each in degrees, the largest first */
  "GET /api/v1/places": {
    parameters: Record<string, never>;
    body: null;
    answer: PlaceList;
  };
  /** The example of a file of a fund plan or of a plan of sharing, with comments */
  "GET /api/v1/plan-templates/{kind}": {
    parameters: { kind: "fund" | "sharing" };
    body: null;
    answer: PlanTemplate;
  };
  /** Makes a plan without measures on a survey epoch, or with those of another plan (a scenario) */
  "POST /api/v1/plans": {
    parameters: Record<string, never>;
    body: NewPlan;
    answer: Drawing;
  };
  /** What a better plan could be asked for: indicators of the drawn plan, patches that could be added, rules that it must keep */
  "GET /api/v1/plans/{plan}/choice": {
    parameters: { plan: string };
    body: null;
    answer: ChoiceOffer;
  };
  /** Searches for the best choice of measures; events tell the incumbent and the bound; a stopped search gives its best plan. The result is a ChoiceResult */
  "POST /api/v1/plans/{plan}/choice": {
    parameters: { plan: string };
    body: ChoiceQuestion;
    answer: Job;
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
  /** Where the change of a class comes from: the ground that each measure gives to it or takes from it */
  "GET /api/v1/plans/{plan}/drawing/classes/{class}": {
    parameters: { plan: string; class: string };
    body: null;
    answer: DrawnClass;
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
  /** Evaluates one rule on a plan, step by step: with the rules and registers of the last verification, or with the rules of a day and a register that is sent; the result is a RuleExplanation; nothing is written */
  "POST /api/v1/plans/{plan}/explain": {
    parameters: { plan: string };
    body: ExplainQuestion;
    answer: Job;
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
  /** The potential library: tasks with areas at three levels, exclusions, parameters, villages, industry, surveys, and why it is out of date */
  "GET /api/v1/potential": {
    parameters: Record<string, never>;
    body: null;
    answer: PotentialLibrary;
  };
  /** What one survey changed in the library, and why */
  "GET /api/v1/potential/changes": {
    parameters: { survey?: number };
    body: null;
    answer: PotentialChanges;
  };
  /** One patch: why it is in or out, rule by rule; its levels, findings and changes; a finding must name its ETag */
  "GET /api/v1/potential/entries/{number}": {
    parameters: { number: string };
    body: null;
    answer: PotentialCard;
  };
  /** Records what was found on the ground about a candidate, on the version that the author has seen */
  "POST /api/v1/potential/entries/{number}/visits": {
    parameters: { number: string };
    body: PotentialFinding;
    answer: PotentialCard;
  };
  /** All selected patches in degrees, candidates and excluded ones */
  "GET /api/v1/potential/map": {
    parameters: Record<string, never>;
    body: null;
    answer: PotentialMap;
  };
  /** A photo that came with a finding */
  "GET /api/v1/potential/photos/{hash}": {
    parameters: { hash: string };
    body: null;
    answer: unknown;
  };
  /** Makes a survey and renews the library; the result is a PotentialLibrary */
  "POST /api/v1/potential/surveys": {
    parameters: Record<string, never>;
    body: PotentialOrder;
    answer: Job;
  };
  /** All selected patches, sums by town, checks and parameters as a workbook */
  "GET /api/v1/potential/workbook": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
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
  /** The processes of the program, and whether the user may start a case of each */
  "GET /api/v1/processes": {
    parameters: Record<string, never>;
    body: null;
    answer: ProcessList;
  };
  /** Enters a planning object, with files as annexes, and with chosen cells as its ground */
  "POST /api/v1/programme": {
    parameters: Record<string, never>;
    body: NewPlanningObject;
    answer: PlanningDetail;
  };
  /** The readable planning objects with targets, what is allotted below, and results */
  "GET /api/v1/programme": {
    parameters: Record<string, never>;
    body: null;
    answer: Programme;
  };
  /** Where the readable planning objects lie that are drawn, in degrees */
  "GET /api/v1/programme-map": {
    parameters: Record<string, never>;
    body: null;
    answer: PlanningMap;
  };
  /** One planning object; an act must name its ETag */
  "GET /api/v1/programme/{number}": {
    parameters: { number: string };
    body: null;
    answer: PlanningDetail;
  };
  /** Revises, adopts or withdraws a planning object, on the version that the author has seen; what a revision does not state of ground and annexes stays */
  "POST /api/v1/programme/{number}/acts": {
    parameters: { number: string };
    body: PlanningAct;
    answer: PlanningDetail;
  };
  /** An annex of a planning object */
  "GET /api/v1/programme/{number}/annexes/{hash}": {
    parameters: { number: string; hash: string };
    body: null;
    answer: unknown;
  };
  /** Makes projects of candidates of the library of potential, those chosen or those that a rule finds, or only shows what would be made */
  "POST /api/v1/project-candidates": {
    parameters: Record<string, never>;
    body: PotentialProjects;
    answer: PotentialProjectDrafts;
  };
  /** Enters a changed workbook: all of it, or none with the faults by sheet and cell */
  "POST /api/v1/project-imports": {
    parameters: Record<string, never>;
    body: ProjectWorkbook;
    answer: ProjectImport;
  };
  /** The measures of a plan as GeoJSON in degrees, with the project that claims each */
  "GET /api/v1/project-measures": {
    parameters: { plan: string };
    body: null;
    answer: ProjectGround;
  };
  /** Makes a project of each code that the measures of a plan carry and the library has not yet */
  "POST /api/v1/project-proposals": {
    parameters: Record<string, never>;
    body: ProjectProposal;
    answer: ProjectImport;
  };
  /** The readable projects as a workbook that can be changed and entered again */
  "GET /api/v1/project-workbook": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** The readable projects, what does not fit together, load and cost by year */
  "GET /api/v1/projects": {
    parameters: Record<string, never>;
    body: null;
    answer: ProjectList;
  };
  /** Enters a project */
  "POST /api/v1/projects": {
    parameters: Record<string, never>;
    body: NewProject;
    answer: ProjectDetail;
  };
  /** One project with its history and what becomes of its ground; an act must name its ETag */
  "GET /api/v1/projects/{number}": {
    parameters: { number: string };
    body: null;
    answer: ProjectDetail;
  };
  /** Changes, admits, withdraws or restores a project, on the version that the author has seen */
  "POST /api/v1/projects/{number}/acts": {
    parameters: { number: string };
    body: ProjectAct;
    answer: ProjectDetail;
  };
  /** The measures of a project as GeoJSON in degrees */
  "GET /api/v1/projects/{number}/ground": {
    parameters: { number: string };
    body: null;
    answer: ProjectGround;
  };
  /** Begins the quota book with the kinds that the program is delivered with */
  "POST /api/v1/quota": {
    parameters: Record<string, never>;
    body: QuotaFounding;
    answer: QuotaBook;
  };
  /** The quota book: kinds, holders, balances, lots, uses, debts, offers; its ETag is what orders must name */
  "GET /api/v1/quota": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaBook;
  };
  /** The card of an account: every entry that moved units of a holder and a kind */
  "GET /api/v1/quota/accounts/{holder}/{kind}": {
    parameters: { holder: string; kind: string };
    body: null;
    answer: QuotaAccount;
  };
  /** The certificate of the book: what its proof says, for a check against the exported book */
  "GET /api/v1/quota/certificate": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaCertificate;
  };
  /** The whole book with everything that is needed to prove it elsewhere (zhitu quota check) */
  "GET /api/v1/quota/export": {
    parameters: { request?: string };
    body: null;
    answer: QuotaExport;
  };
  /** What the plan will bring and what is needed, by year, and where it runs short */
  "GET /api/v1/quota/forecast": {
    parameters: { base: string; plan: string; first_year: number; years?: number; project?: string; stage?: number; delay?: number; paddy_yield?: number; dry_yield?: number };
    body: null;
    answer: QuotaForecast;
  };
  /** The ground behind all units in degrees, each piece with its lot */
  "GET /api/v1/quota/ground": {
    parameters: { limit?: number };
    body: null;
    answer: QuotaGround;
  };
  /** Takes over the single movements of another system behind opening balances: all rows of a workbook or CSV, or none with the faults by cell */
  "POST /api/v1/quota/history": {
    parameters: Record<string, never>;
    body: QuotaHistoryEntry;
    answer: QuotaHistoryImport;
  };
  /** A blank workbook for the movements of another system, with their kinds */
  "GET /api/v1/quota/history/template": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** Opens the account of a holder, or changes its title */
  "POST /api/v1/quota/holders": {
    parameters: Record<string, never>;
    body: QuotaHolderEntry;
    answer: QuotaBook;
  };
  /** Takes over the kinds of the program and the order of purposes that the rules set now */
  "POST /api/v1/quota/kinds": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaBook;
  };
  /** Generates units from pieces of the flow ledger; ground that backs quota already is refused with the lot and the piece that have it */
  "POST /api/v1/quota/lots": {
    parameters: Record<string, never>;
    body: QuotaGeneration;
    answer: QuotaBook;
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
  /** The proof of the whole book from its entries, with its ground held against the layers */
  "GET /api/v1/quota/proof": {
    parameters: Record<string, never>;
    body: null;
    answer: QuotaProof;
  };
  /** The rules that apply on a day in a place as a document (规则汇编), with sources, evidence and the results of their test cases */
  "GET /api/v1/rule-book": {
    parameters: { format?: "docx" | "pdf" | "html" | "md"; date?: string; scope?: string; pack?: string; grade?: "official" | "seed" | "excerpt" | "memory_high" | "memory_medium" | "memory_low" | "own"; language?: "zh" | "en" };
    body: null;
    answer: unknown;
  };
  /** What differs between the rules of two days, or between those with which a plan was last verified and those of today */
  "GET /api/v1/rule-difference": {
    parameters: { before?: string; after?: string; plan?: string; pack?: string };
    body: null;
    answer: RuleDifference;
  };
  /** Reads the files of a rule pack or a whole rule book: every fault by file and line, the test cases, and what differs from the rules in use; nothing is kept */
  "POST /api/v1/rule-packs/check": {
    parameters: Record<string, never>;
    body: RulePackFiles;
    answer: RulePackCheck;
  };
  /** A blank register of the facts that no layer contains, as a workbook with prompts */
  "GET /api/v1/rule-register": {
    parameters: Record<string, never>;
    body: null;
    answer: unknown;
  };
  /** Runs the test cases beside the rules: those of one rule, or all, and then tells which are missing */
  "GET /api/v1/rule-tests": {
    parameters: { rule?: string };
    body: null;
    answer: RuleTestReport;
  };
  /** The text that a confirmation of a rule rests on, as it was attached */
  "GET /api/v1/rule-texts/{sha256}": {
    parameters: { sha256: string };
    body: null;
    answer: unknown;
  };
  /** All rules with how they stand on a day in a place: whether they apply, what a breach causes, how they are known, who confirmed them; with counts by evidence */
  "GET /api/v1/rules": {
    parameters: { date?: string; scope?: string };
    body: null;
    answer: RuleList;
  };
  /** One rule: text, source, formulas, facts, versions, confirmations, and which of several thresholds binds */
  "GET /api/v1/rules/{rule}": {
    parameters: { rule: string; date?: string; scope?: string };
    body: null;
    answer: RuleDetail;
  };
  /** What the last verification of each plan says of a rule */
  "GET /api/v1/rules/{rule}/verdicts": {
    parameters: { rule: string };
    body: null;
    answer: RuleVerdicts;
  };
  /** Makes an empty workspace into the synthetic sample district with its people and their history */
  "POST /api/v1/sample": {
    parameters: Record<string, never>;
    body: null;
    answer: Job;
  };
  /** Indicators of several plans on one base, and their order by TOPSIS with the chosen weights; nothing is written. Without criteria only the indicators */
  "POST /api/v1/scenario-rankings": {
    parameters: Record<string, never>;
    body: ScenarioQuestion;
    answer: ScenarioAnswer;
  };
  /** The comparison on one page, as HTML without further files */
  "POST /api/v1/scenario-sheets": {
    parameters: Record<string, never>;
    body: ScenarioQuestion;
    answer: unknown;
  };
  /** The comparison on one page, as PDF */
  "POST /api/v1/scenario-sheets/pdf": {
    parameters: Record<string, never>;
    body: ScenarioQuestion;
    answer: unknown;
  };
  /** Features that are called by a text: numbers and names of patches, measures, areas and places, the best matches of each readable layer first */
  "GET /api/v1/search": {
    parameters: { text: string; limit?: number };
    body: null;
    answer: SearchResult;
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
  /** Keeps a plan of sharing from the text of its file (zhitu.sharing/1), or tells what it would change and all faults by line. What it replaces is named by If-Match */
  "POST /api/v1/sharings": {
    parameters: Record<string, never>;
    body: SharingText;
    answer: PlanEntered;
  };
  /** The names of the plans of sharing */
  "GET /api/v1/sharings": {
    parameters: Record<string, never>;
    body: null;
    answer: SharingList;
  };
  /** Who gets what: pools with deductions and shares, items, and what each household gets that the reader may see */
  "GET /api/v1/sharings/{name}": {
    parameters: { name: string };
    body: null;
    answer: Sharing;
  };
  /** A plan of sharing as the file that would enter it again, with its version; only for who reads all of its households */
  "GET /api/v1/sharings/{name}/file": {
    parameters: { name: string };
    body: null;
    answer: PlanFile;
  };
  /** The statement of a household: each line with its formula and the resolution behind it */
  "GET /api/v1/sharings/{name}/households/{household}": {
    parameters: { name: string; household: string };
    body: null;
    answer: SharingStatement;
  };
  /** A plan sheet at scale as vector PDF, with frame, grid, north, legend, list and signature block */
  "GET /api/v1/sheets/{sheet}": {
    parameters: { sheet: "current" | "planned" | "measures" | "controls"; paper?: "a3" | "a2" | "a1" | "a0"; scale?: number; plan?: string; base?: string; observed?: string; stage?: number; group?: string; approved?: string; notice?: string };
    body: null;
    answer: unknown;
  };
  /** Count and area (0.01 m2) of every class by layer */
  "GET /api/v1/structure": {
    parameters: Record<string, never>;
    body: null;
    answer: Structure;
  };
  /** Solves a composed problem; events tell the incumbent and the bound; a stopped search gives its best answer. The result is a StudyResult */
  "POST /api/v1/studies": {
    parameters: Record<string, never>;
    body: StudyQuestion;
    answer: Job;
  };
  /** What problems can be composed of: the ground of an epoch by use, the projects of the library */
  "GET /api/v1/studies/offer": {
    parameters: { epoch?: string };
    body: null;
    answer: StudyOffer;
  };
  /** Distinct plans that are nearly as good as an answer. The result is a StudyAlternatives */
  "POST /api/v1/studies/{answer}/alternatives": {
    parameters: { answer: string };
    body: StudyAlternativesQuestion;
    answer: Job;
  };
  /** The certificate of an answer, which `zhitu certificate check` verifies without the solver */
  "GET /api/v1/studies/{answer}/certificate": {
    parameters: { answer: string };
    body: null;
    answer: StudyCertificate;
  };
  /** The Pareto front of an answer along one or two axes: the best plan for each of several demands. The result is a StudyFront */
  "POST /api/v1/studies/{answer}/front": {
    parameters: { answer: string };
    body: StudyFrontQuestion;
    answer: Job;
  };
  /** Stores an answer as a plan of its own, laid and verified; the result is a ChoicePlan */
  "POST /api/v1/studies/{answer}/plan": {
    parameters: { answer: string };
    body: ChoiceName;
    answer: Job;
  };
  /** Why a parcel or project is in an answer, or is not: what the best answer loses by the opposite */
  "GET /api/v1/studies/{answer}/reason": {
    parameters: { answer: string; item: string };
    body: null;
    answer: StudyReason;
  };
  /** An answer as the search gave it */
  "GET /api/v1/studies/{answer}/result": {
    parameters: { answer: string };
    body: null;
    answer: StudyResult;
  };
  /** The rows of a table as a workbook (.xlsx), with numbers as numbers */
  "POST /api/v1/tables/workbook": {
    parameters: Record<string, never>;
    body: TableSheet;
    answer: unknown;
  };
  /** Mapbox Vector Tile 2.1 of one layer; 204 where it has nothing */
  "GET /api/v1/tiles/{layer}/{z}/{x}/{y}.mvt": {
    parameters: { layer: string; z: number; x: number; y: number };
    body: null;
    answer: unknown;
  };
  /** Measures every feature of a file in the plane, on the ellipsoid and along geodesics; the result is an AreaReport, which is not stored */
  "POST /api/v1/tools/areas": {
    parameters: { file: string; layer?: string; id_field?: string; crs?: string; encoding?: string; swap_axes?: boolean; accept_datum?: boolean };
    body: Blob;
    answer: Job;
  };
  /** Verifies the certificate of an optimal plan without the solver: measures the plan again, tries every rule, adds up the bound from the evidence */
  "POST /api/v1/tools/certificate": {
    parameters: { file: string };
    body: Blob;
    answer: CertificateReport;
  };
  /** Checks texts of coordinates (报备坐标) by themselves and for ground that two parcels share */
  "POST /api/v1/tools/coordinates": {
    parameters: { encoding?: "GBK" | "UTF-8" };
    body: SentFiles;
    answer: CoordinateReport;
  };
  /** Solves a problem file (YAML) with the data that it names; events tell the incumbent and the bound; a stopped search gives its best plan. The result is a ProblemAnswer, which is not stored */
  "POST /api/v1/tools/problem": {
    parameters: { seconds?: number; gap_basis_points?: number; seed?: number };
    body: SentFiles;
    answer: Job;
  };
  /** Holds a certificate of the quota book against an exported book, which is proven anew */
  "POST /api/v1/tools/quota-certificate": {
    parameters: Record<string, never>;
    body: SentFiles;
    answer: QuotaCertificateReport;
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
  /** Applies a package of changes to its base epoch: the next epoch becomes a layer, checked and measured like any import; the result is an ImportResult */
  "POST /api/v1/uploads/{id}/increment": {
    parameters: { id: string; base?: string };
    body: null;
    answer: Job;
  };
  /** What a package of changes is, what is wrong with it, and whether the base epoch is as it was when the package was made; nothing is written */
  "POST /api/v1/uploads/{id}/increment-inspection": {
    parameters: { id: string; base?: string };
    body: null;
    answer: IncrementInspection;
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
  /** The works of the readable projects of the library, and how they go against their plans */
  "GET /api/v1/works": {
    parameters: Record<string, never>;
    body: null;
    answer: WorksList;
  };
  /** The works of one project with their history; an act must name its ETag */
  "GET /api/v1/works/{number}": {
    parameters: { number: string };
    body: null;
    answer: WorksDetail;
  };
  /** Does something in the works of a project, on the version that the author has seen; a photo and an entry of the log may name any version (`*`) */
  "POST /api/v1/works/{number}/acts": {
    parameters: { number: string };
    body: WorksAct;
    answer: WorksDetail;
  };
  /** A photo of the site or a report of a test */
  "GET /api/v1/works/{number}/attachments/{hash}": {
    parameters: { number: string; hash: string };
    body: null;
    answer: unknown;
  };
  /** Layers, coordinate system, extent in degrees */
  "GET /api/v1/workspace": {
    parameters: Record<string, never>;
    body: null;
    answer: Workspace;
  };
}
